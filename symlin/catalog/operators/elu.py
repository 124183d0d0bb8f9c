"""The exponential linear unit keeps positive inputs and bends the others towards -alpha.

It is not linear for any alpha: on positive inputs it is the line x, so a linear ELU would have to
be x everywhere, and alpha*(exp(x) - 1) is no line unless alpha = 0, where it is 0 and the whole is
ReLU. That case alone, alpha = 0, lets positive factors through.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """expm1 keeps its digits near 0."""
    x = at["x"]
    return [x if x >= 0 else at["alpha"] * math.expm1(x)]


OPERATOR = Definition(
    name="elu",
    family="activation",
    signature="elu(x, alpha)",
    inputs=("x",),
    parameters={"alpha": ""},
    expression="Piecewise((x, x > 0), (alpha*(exp(x) - 1), True))",
    reference=reference,
    claim=laws("refuted", positive_homogeneity="conditional"),
    summary="x for positive x, alpha*(exp(x) - 1) otherwise; never linear.",
    references=(
        "Clevert, Unterthiner and Hochreiter, Fast and Accurate Deep Network Learning by "
        "Exponential Linear Units (ELUs), ICLR 2016, arXiv:1511.07289.",
        "PyTorch documentation, torch.nn.ELU.",
    ),
    aliases=(
        Alias(
            "F.elu jax.nn.elu tf.nn.elu keras.activations.elu",
            "x, alpha=1, inplace=any",
            "elu(x, alpha)",
        ),
        Alias("nn.ELU keras.layers.ELU", "alpha=1, inplace=any", "elu(x, alpha)"),
    ),
)

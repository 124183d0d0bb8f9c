"""Mish multiplies the input by the hyperbolic tangent of its softplus.

It sends 0 to 0, as linear maps do, but it is not linear: for large positive inputs it approaches
the identity, for large negative ones 0, and a line through the origin cannot do both.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """tanh(log(1 + e)) written as a ratio in e = exp(-|x|); nothing overflows."""
    x, e = at["x"], math.exp(-abs(at["x"]))
    share = (1 + 2 * e) / (1 + 2 * e + 2 * e * e) if x >= 0 else e * (e + 2) / (e * (e + 2) + 2)
    return [x * share]


OPERATOR = Definition(
    name="mish",
    family="activation",
    signature="mish(x)",
    inputs=("x",),
    expression="x*tanh(log(1 + exp(x)))",
    reference=reference,
    claim=laws("refuted"),
    summary="The input times the tanh of its softplus.",
    references=(
        "Misra, Mish: A Self Regularized Non-Monotonic Activation Function, BMVC 2020, "
        "arXiv:1908.08681.",
        "PyTorch documentation, torch.nn.Mish.",
    ),
    aliases=(
        Alias("F.mish jax.nn.mish keras.activations.mish", "x, inplace=any", "mish(x)"),
        Alias("nn.Mish", "inplace=any", "mish(x)"),
    ),
)

"""The scaled exponential linear unit is an ELU with two fixed constants.

They are chosen so that activations of mean 0 and variance 1 keep that mean and variance from layer
to layer. The constants do not make it linear: its right half is a line of slope 1.0507..., its
left half an exponential curve that levels off near -1.7581.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws

# PyTorch's constants: with them, mean 0 and variance 1 are a fixed point of a layer.
ALPHA = 1.6732632423543772848170429916717
SCALE = 1.0507009873554804934193349852946  # likewise


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """Both constants as in PyTorch's source; expm1 keeps its digits near 0."""
    x = at["x"]
    inner = x if x >= 0 else ALPHA * math.expm1(x)
    return [SCALE * inner]


OPERATOR = Definition(
    name="selu",
    family="activation",
    signature="selu(x)",
    inputs=("x",),
    expression=(
        "1.0507009873554804934193349852946"
        "*Piecewise((x, x > 0), (1.6732632423543772848170429916717*(exp(x) - 1), True))"
    ),
    reference=reference,
    claim=laws("refuted"),
    summary="An ELU with the two constants that keep mean 0 and variance 1.",
    references=(
        "Klambauer, Unterthiner, Mayr and Hochreiter, Self-Normalizing Neural Networks, "
        "NeurIPS 2017, arXiv:1706.02515.",
        "PyTorch documentation, torch.nn.SELU.",
    ),
    aliases=(
        Alias("F.selu jax.nn.selu tf.nn.selu keras.activations.selu", "x, inplace=any", "selu(x)"),
        Alias("nn.SELU", "inplace=any", "selu(x)"),
    ),
)

"""Softplus is a smooth version of ReLU, and lies strictly above it.

It is not linear: f(0) = log(2), while a linear map sends 0 to 0. It is not affine either, since its
slope, the sigmoid, changes from point to point. One combination of it is linear all the same:
softplus(x) - softplus(-x) = x.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The positive part, plus what is left of the logarithm; nothing overflows."""
    x = at["x"]
    return [max(x, 0.0) + math.log1p(math.exp(-abs(x)))]


OPERATOR = Definition(
    name="softplus",
    family="activation",
    signature="softplus(x)",
    inputs=("x",),
    expression="log(1 + exp(x))",
    reference=reference,
    claim=laws("refuted"),
    summary="The smooth rectifier log(1 + exp(x)).",
    references=(
        "Dugas, Bengio, Bélisle, Nadeau and Garcia, Incorporating Second-Order Functional "
        "Knowledge for Better Option Pricing, NeurIPS 2000.",
        "PyTorch documentation, torch.nn.Softplus.",
    ),
    aliases=(
        Alias("F.softplus", "x, beta=1, threshold=number", "softplus(x)"),
        Alias("F.softplus", "x, beta, threshold=number", "log(1 + exp(beta*x))/beta"),
        Alias("nn.Softplus", "beta=1, threshold=number", "softplus(x)"),
        Alias("nn.Softplus", "beta, threshold=number", "log(1 + exp(beta*x))/beta"),
        Alias("jax.nn.softplus tf.nn.softplus keras.activations.softplus", "x", "softplus(x)"),
    ),
)

"""Batch normalisation at inference: subtract a mean, divide by a deviation, scale and shift.

The mean mu and the variance s were fixed in training, so this is a straight line in x: affine for
all parameters. It is linear exactly when what is left at x = 0 vanishes: b = g*mu/sqrt(s + e). In
training, when mean and variance are computed from the batch itself, it is not affine either.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws
from symlin.catalog.layers.normalisation import batch_norm
from symlin.language.operator import NO_VALUE


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The standard score, then scale and shift; no value where s + e is not positive."""
    variance = at["s"] + at["e"]
    if variance <= 0:
        return [NO_VALUE]
    return [(at["x"] - at["mu"]) / math.sqrt(variance) * at["g"] + at["b"]]


OPERATOR = Definition(
    name="batch_norm",
    family="layer",
    signature="batch_norm(x, g, b, mu, s, e)",
    inputs=("x",),
    parameters={"g": "", "b": "", "mu": "", "s": "", "e": "s + e > 0"},
    expression="g*(x - mu)/sqrt(s + e) + b",
    reference=reference,
    layer=batch_norm,
    claim=laws("conditional", affine="proved"),
    summary="Fixed mean and variance taken out, then g times that plus b; affine always.",
    references=(
        "Ioffe and Szegedy, Batch Normalization, ICML 2015, arXiv:1502.03167.",
        "PyTorch documentation, torch.nn.BatchNorm1d.",
    ),
    aliases=(
        Alias(
            "nn.BatchNorm1d nn.BatchNorm2d keras.layers.BatchNormalization",
            instead=(
                "the layer has numbers of its own: write batch_norm(x, g, b, mu, s, e) "
                "with its weight, bias, mean, variance and eps"
            ),
        ),
    ),
)

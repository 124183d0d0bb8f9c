"""Tanhshrink is what the hyperbolic tangent takes away: x - tanh(x).

It is odd, but not linear: near 0 it is almost flat, and far from 0 its slope is almost 1. A linear
map has the same slope everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The input less the math library's tanh."""
    return [at["x"] - math.tanh(at["x"])]


OPERATOR = Definition(
    name="tanhshrink",
    family="activation",
    signature="tanhshrink(x)",
    inputs=("x",),
    expression="x - tanh(x)",
    reference=reference,
    claim=laws("refuted", odd="proved"),
    summary="The input less its hyperbolic tangent.",
    references=("PyTorch documentation, torch.nn.Tanhshrink.",),
    aliases=(
        Alias("F.tanhshrink keras.activations.tanh_shrink", "x", "tanhshrink(x)"),
        Alias("nn.Tanhshrink", "", "tanhshrink(x)"),
    ),
)

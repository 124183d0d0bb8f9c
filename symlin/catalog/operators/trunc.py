"""Truncation drops what stands behind the point: it rounds towards 0.

It is not linear: f(1/2) + f(1/2) = 0, but f(1/2 + 1/2) = 1. It is odd, which rounding down is not.
What it drops, x - trunc(x), has the sign of x.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The whole part, by Python's own truncation."""
    return [float(math.trunc(at["x"]))]


OPERATOR = Definition(
    name="trunc",
    family="elementary",
    signature="trunc(x)",
    inputs=("x",),
    expression="Piecewise((floor(x), x >= 0), (ceiling(x), True))",
    reference=reference,
    claim=laws("refuted", odd="proved"),
    summary="The whole part: rounded towards 0.",
    references=("PyTorch documentation, torch.trunc.",),
    aliases=(
        Alias("np.trunc np.fix torch.trunc torch.fix math.trunc fix", "x", "trunc(x)"),
        Alias("torch.frac", "x", "x - trunc(x)"),
        Alias("np.fmod torch.fmod math.fmod fmod", "x, y", "x - y*trunc(x/y)"),
    ),
)

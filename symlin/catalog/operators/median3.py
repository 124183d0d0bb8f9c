"""The median of three inputs is the middle one when they are sorted.

It is homogeneous: scaling all inputs by any factor, even a negative one, scales the middle value
with them. It is not additive, and so not linear: the medians of (1, 0, 0) and (0, 1, 0) are both 0,
but the median of their sum (1, 1, 0) is 1. One of the two laws is not enough.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The middle one after sorting."""
    return [sorted((at["x1"], at["x2"], at["x3"]))[1]]


OPERATOR = Definition(
    name="median3",
    family="order statistic",
    signature="median3(x1, x2, x3)",
    inputs=("x1", "x2", "x3"),
    expression="Max(Min(x1, x2), Min(x1, x3), Min(x2, x3))",
    reference=reference,
    claim=laws("refuted", homogeneity="proved", positive_homogeneity="proved", odd="proved"),
    summary="The middle one of three inputs: homogeneous, but not additive.",
    references=("Tukey, Exploratory Data Analysis, Addison-Wesley, 1977.",),
)

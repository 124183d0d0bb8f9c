"""The hinge loss is what a margin x lacks of 1, and 0 from 1 on.

It is not linear: f(0) = 1, while a linear function is 0 at 0. It is not affine either, because its
slope is -1 before 1 and 0 after it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """What is missing to 1, if anything."""
    x = at["x"]
    return [1.0 - x if x < 1 else 0.0]


OPERATOR = Definition(
    name="hinge",
    family="loss",
    signature="hinge(x)",
    inputs=("x",),
    expression="Max(1 - x, 0)",
    reference=reference,
    claim=laws("refuted"),
    summary="The hinge loss max(1 - x, 0) of a margin x.",
    references=("Cortes and Vapnik, Support-Vector Networks, Machine Learning 20, 1995.",),
)

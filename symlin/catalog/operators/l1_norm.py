"""The sum norm adds the sizes of the entries of a vector.

It is not linear: (1, 0) and (-1, 0) have size 1 each, their sum has size 0. Sizes scale with
positive factors, but -x is as large as x.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The sizes, added."""
    return [math.fabs(at["x1"]) + math.fabs(at["x2"])]


OPERATOR = Definition(
    name="l1_norm",
    family="readout",
    signature="l1_norm(x1, x2)",
    inputs=("x1", "x2"),
    expression="Abs(x1) + Abs(x2)",
    reference=reference,
    claim=laws("refuted", positive_homogeneity="proved"),
    summary="The sum of the sizes of two entries.",
    references=("Horn and Johnson, Matrix Analysis, Cambridge University Press, chapter 5.",),
)

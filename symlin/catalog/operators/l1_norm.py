"""The sum norm adds the sizes of the entries of a vector.

It is not linear: (1, 0) and (-1, 0) have size 1 each, their sum has size 0. Sizes scale with
positive factors, but -x is as large as x.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.definition import Definition, entries_of, laws
from symlin.catalog.trees import call, total
from symlin.language.tree import Tree


def entries(inputs: Sequence[Tree]) -> Tree:
    """The sum of the sizes."""
    return total([call("Abs", entry) for entry in inputs])


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The sizes, added without rounding on the way."""
    return [math.fsum(map(abs, entries_of(at)))]


OPERATOR = Definition(
    name="l1_norm",
    family="readout",
    signature="l1_norm(x1, x2, ...)",
    inputs=("x1", "x2"),
    expression="Abs(x1) + Abs(x2)",
    reference=reference,
    claim=laws("refuted", positive_homogeneity="proved"),
    summary="The sum of the sizes of the entries.",
    references=("Horn and Johnson, Matrix Analysis, Cambridge University Press, chapter 5.",),
    entries=entries,
)

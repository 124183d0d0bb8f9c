"""The sum of several numbers.

It is linear: its matrix is a single row of ones. Adding up sums is the same as summing up all of
it, in whatever order.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, entries_of, laws
from symlin.catalog.trees import total
from symlin.language.tree import Tree


def entries(inputs: Sequence[Tree]) -> Tree:
    """All of them, added."""
    return total(inputs)


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """Added without rounding on the way."""
    return [math.fsum(entries_of(at))]


OPERATOR = Definition(
    name="sum",
    family="statistic",
    signature="sum(x1, x2, ...)",
    inputs=("x1", "x2", "x3"),
    expression="x1 + x2 + x3",
    reference=reference,
    claim=laws("proved"),
    summary="The sum of the entries.",
    references=("NumPy documentation, numpy.sum.",),
    aliases=(
        Alias("np.sum", "a, axis=none", "sum(a, axis=axis)"),
        Alias("torch.sum", "x, dim=none", "sum(x, axis=dim)"),
        Alias("tf.reduce_sum", "x, axis=none", "sum(x, axis=axis)"),
    ),
    entries=entries,
    word=True,
)

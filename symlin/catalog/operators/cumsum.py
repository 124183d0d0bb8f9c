"""The cumulative sum replaces each entry by the sum of all up to it.

It is linear: its matrix has ones on and below the diagonal. Differences of neighbours undo it.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, entries_of, laws
from symlin.catalog.trees import listing, total
from symlin.language.tree import Tree


def entries(inputs: Sequence[Tree]) -> Tree:
    """Each entry added to the sum so far."""
    sums: list[Tree] = []
    for entry in inputs:
        sums.append(total([sums[-1], entry]) if sums else entry)
    return listing(sums)


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """By the standard library."""
    return list(itertools.accumulate(entries_of(at)))


OPERATOR = Definition(
    name="cumsum",
    family="statistic",
    signature="cumsum(x1, x2, ...)",
    inputs=("x1", "x2", "x3"),
    expression="[x1, x1 + x2, x1 + x2 + x3]",
    reference=reference,
    claim=laws("proved"),
    summary="The sums of the entries up to each.",
    references=("NumPy documentation, numpy.cumsum.",),
    aliases=(
        Alias(
            "np.cumsum",
            "a",
            instead="np.cumsum(x) lays the tensor flat: write flatten >> cumsum, or cumsum(axis=0)",
        ),
        Alias("np.cumsum", "a, axis", "cumsum(a, axis=axis)"),
        Alias("torch.cumsum", "x, dim", "cumsum(x, axis=dim)"),
        Alias("tf.cumsum", "x, axis=0", "cumsum(x, axis=axis)"),
    ),
    entries=entries,
    word=True,
)

"""Sorting puts the entries in order, the smallest first.

It is not linear: (1, 0) and (0, 1) both become (0, 1), but their sum (1, 1) stays. Common factors
that are positive pass through it; -1 turns the order round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, entries_of, laws
from symlin.catalog.trees import ascending, listing
from symlin.language.tree import Tree


def entries(inputs: Sequence[Tree]) -> Tree:
    """By size, the smallest first."""
    return listing(ascending(inputs))


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """Python's own sorting."""
    return sorted(entries_of(at))


OPERATOR = Definition(
    name="sort",
    family="order statistic",
    signature="sort(x1, x2, ...)",
    inputs=("x1", "x2"),
    expression="[Min(x1, x2), Max(x1, x2)]",
    reference=reference,
    claim=laws("refuted", positive_homogeneity="proved"),
    summary="The entries by size, the smallest first.",
    references=(
        "Knuth, The Art of Computer Programming 3, Addison-Wesley, section 5.3.4.",
        "NumPy documentation, numpy.sort.",
    ),
    aliases=(
        Alias("np.sort", "a, axis=none", "sort(a, axis=axis)"),
        Alias("torch.sort", "x, dim=none, descending=False", "sort(x, axis=dim)"),
        Alias("tf.sort", "x, axis=none", "sort(x, axis=axis)"),
    ),
    entries=entries,
    word=True,
)

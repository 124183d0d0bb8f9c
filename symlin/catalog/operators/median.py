"""The median is the middle one of several numbers by size; of an even number, the mean of two.

It is homogeneous: scaling all entries by any factor, even a negative one, scales the middle with
them. It is not additive, and so not linear: the medians of (1, 0, 0) and (0, 1, 0) are 0, but that
of their sum (1, 1, 0) is 1. Of one or two entries it is their mean, and linear.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, entries_of, laws
from symlin.catalog.trees import ascending, mean
from symlin.language.tree import Tree


def entries(inputs: Sequence[Tree]) -> Tree:
    """The middle one, from minima and maxima; the mean of the two in the middle."""
    ordered = ascending(inputs)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else mean(ordered[half - 1 : half + 1])


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The middle one after sorting."""
    return [statistics.median(entries_of(at))]


OPERATOR = Definition(
    name="median",
    family="order statistic",
    signature="median(x1, x2, ...)",
    inputs=("x1", "x2", "x3"),
    expression="Max(Min(x1, x2), Min(x1, x3), Min(x2, x3))",
    reference=reference,
    claim=laws("refuted", homogeneity="proved", positive_homogeneity="proved", odd="proved"),
    summary="The middle one of the entries: homogeneous, but not additive.",
    references=(
        "Tukey, Exploratory Data Analysis, Addison-Wesley, 1977.",
        "NumPy documentation, numpy.median.",
    ),
    aliases=(
        Alias("np.median", "a, axis=none", "median(a, axis=axis)"),
        Alias(
            "torch.median",
            instead=(
                "torch.median of an even number of entries is the lower one in the "
                "middle: write median for the mean of both"
            ),
        ),
    ),
    entries=entries,
    word=True,
)

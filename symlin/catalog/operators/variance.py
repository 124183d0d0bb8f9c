"""The variance is the mean of the squared distances from the mean.

It is not linear: doubling all entries makes it four times as large, and turning all signs changes
nothing. The sum is divided by n here, as in NumPy; sample_variance divides by n - 1, as PyTorch.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, entries_of, laws
from symlin.catalog.trees import deviations, quotient, squares
from symlin.language.tree import Tree


def entries(inputs: Sequence[Tree]) -> Tree:
    """The mean of the squares of what each has more than the mean."""
    return quotient(squares(deviations(inputs)), len(inputs))


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """By the standard library."""
    return [statistics.pvariance(entries_of(at))]


OPERATOR = Definition(
    name="variance",
    family="statistic",
    signature="variance(x1, x2, ...)",
    inputs=("x1", "x2", "x3"),
    expression="((x1 - x2)**2 + (x1 - x3)**2 + (x2 - x3)**2)/9",
    reference=reference,
    claim=laws("refuted"),
    summary="The mean of the squared distances from the mean.",
    references=("NumPy documentation, numpy.var.",),
    aliases=(
        Alias("np.var", "a, axis=none, ddof=0", "variance(a, axis=axis)"),
        Alias("np.var", "a, axis=none, ddof=1", "sample_variance(a, axis=axis)"),
        Alias("tf.reduce_variance", "x, axis=none", "variance(x, axis=axis)"),
    ),
    entries=entries,
    word=True,
)

"""The standard deviation is the root of the variance: how far from the mean entries are, roughly.

It is not linear: turning all signs changes nothing, while it would turn the sign of a linear
function. Positive factors pass through it. The variance is that of NumPy, divided by n.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, entries_of, laws
from symlin.catalog.trees import call, deviations, quotient, squares
from symlin.language.tree import Tree


def entries(inputs: Sequence[Tree]) -> Tree:
    """The root of the variance."""
    return call("sqrt", quotient(squares(deviations(inputs)), len(inputs)))


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """By the standard library."""
    return [statistics.pstdev(entries_of(at))]


OPERATOR = Definition(
    name="std",
    family="statistic",
    signature="std(x1, x2, ...)",
    inputs=("x1", "x2", "x3"),
    expression="sqrt(((x1 - x2)**2 + (x1 - x3)**2 + (x2 - x3)**2)/9)",
    reference=reference,
    claim=laws("refuted", positive_homogeneity="proved"),
    summary="The root of the mean squared distance from the mean.",
    references=("NumPy documentation, numpy.std.",),
    aliases=(
        Alias("np.std", "a, axis=none, ddof=0", "std(a, axis=axis)"),
        Alias("tf.reduce_std", "x, axis=none", "std(x, axis=axis)"),
        Alias(
            "torch.std",
            instead=(
                "torch.std divides by n - 1: write sqrt(sample_variance(x1, x2, x3)), or "
                "std to divide by n"
            ),
        ),
    ),
    entries=entries,
    word=True,
)

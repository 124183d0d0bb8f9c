"""The mean of several numbers is their sum divided by how many there are.

It is linear: every number has the same weight, 1/n. That is what tells it from the median, which
ignores how far out the largest and the smallest are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, entries_of, laws
from symlin.catalog.trees import mean
from symlin.language.tree import Tree


def entries(inputs: Sequence[Tree]) -> Tree:
    """Their sum over their number."""
    return mean(inputs)


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """Each number divided first, then added."""
    values = entries_of(at)
    return [math.fsum(value / len(values) for value in values)]


OPERATOR = Definition(
    name="mean",
    family="statistic",
    signature="mean(x1, x2, ...)",
    inputs=("x1", "x2", "x3"),
    expression="(x1 + x2 + x3)/3",
    reference=reference,
    claim=laws("proved"),
    summary="The sum of the entries, over their number.",
    references=("NumPy documentation, numpy.mean.",),
    aliases=(
        Alias("keras.layers.GlobalAveragePooling1D", "", "mean(axis=0)"),
        Alias("np.mean", "a, axis=none", "mean(a, axis=axis)"),
        Alias("torch.mean", "x, dim=none", "mean(x, axis=dim)"),
        Alias("tf.reduce_mean", "x, axis=none", "mean(x, axis=axis)"),
    ),
    entries=entries,
    word=True,
)

"""The sample variance is the sum of the squared distances from the mean, divided by n - 1.

It is not linear: doubling all entries makes it four times as large. With n - 1 instead of n it is
right on average for numbers that are drawn independently. It is PyTorch's variance.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, entries_of, laws
from symlin.catalog.trees import deviations, quotient, squares
from symlin.errors import InputError
from symlin.language.tree import Tree


def entries(inputs: Sequence[Tree]) -> Tree:
    """The squares of what each has more than the mean, over one less than their number.

    Raises `InputError` for a single entry.
    """
    if len(inputs) < 2:
        raise InputError("sample_variance needs at least 2 entries")
    return quotient(squares(deviations(inputs)), len(inputs) - 1)


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """By the standard library."""
    return [statistics.variance(entries_of(at))]


OPERATOR = Definition(
    name="sample_variance",
    family="statistic",
    signature="sample_variance(x1, x2, ...)",
    inputs=("x1", "x2", "x3"),
    expression="((x1 - x2)**2 + (x1 - x3)**2 + (x2 - x3)**2)/6",
    reference=reference,
    claim=laws("refuted"),
    summary="The squared distances from the mean, summed up, over n - 1.",
    references=("PyTorch documentation, torch.var.",),
    aliases=(Alias("torch.var", "x, dim=none", "sample_variance(x, axis=dim)"),),
    entries=entries,
)

"""The average of two inputs is half their sum.

It is linear, with the matrix [1/2 1/2]: averaging the sums is the same as adding the averages. That
is the difference between average pooling and max pooling.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """Each input halved, then added: no overflow on the way."""
    return [at["x1"] / 2 + at["x2"] / 2]


OPERATOR = Definition(
    name="average",
    family="elementary",
    signature="average(x1, x2)",
    inputs=("x1", "x2"),
    expression="(x1 + x2)/2",
    reference=reference,
    claim=laws("proved"),
    summary="Half the sum of two inputs.",
    references=("Axler, Linear Algebra Done Right, Springer, chapter 3.",),
)

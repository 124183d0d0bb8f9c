"""The trace of a matrix is the sum of the entries on its diagonal.

It is linear, a sum of entries with factors 0 and 1, for matrices of every size. The determinant,
which is built from the same entries, is not.
"""

from __future__ import annotations

from symlin.catalog.definition import Definition, laws

OPERATOR = Definition(
    name="trace",
    family="matrices",
    signature="T(A: 2x2) = trace(A)",
    text="T(A: 2x2) = trace(A)",
    called=("tr",),
    note="other sizes: trace --shape 3,3",
    claim=laws("proved"),
    summary="The sum of the diagonal of a matrix.",
    references=(
        "Horn and Johnson, Matrix Analysis, 2nd edition, Cambridge University Press, 2013.",
    ),
)

"""The transpose of a matrix has its rows as columns.

It is linear, for it only moves entries to other places. Its matrix over the entries is a
permutation.
"""

from __future__ import annotations

from symlin.catalog.definition import Definition, laws

OPERATOR = Definition(
    name="transpose",
    family="matrices",
    signature="T(A: 2x2) = transpose(A)",
    text="T(A: 2x2) = transpose(A)",
    called=("matrix_transpose",),
    note="other sizes: transpose --shape 3,3",
    claim=laws("proved"),
    summary="Rows become columns.",
    references=(
        "Horn and Johnson, Matrix Analysis, 2nd edition, Cambridge University Press, 2013.",
    ),
)

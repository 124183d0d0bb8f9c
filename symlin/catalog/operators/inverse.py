"""The inverse of a matrix undoes what the matrix does. It exists where the determinant is not 0.

It is not linear: the inverse of 2 A is half of that of A, not twice. It is odd, for the inverse of
-A is that of A with all signs turned.
"""

from __future__ import annotations

from symlin.catalog.definition import Definition, laws

OPERATOR = Definition(
    name="inverse",
    family="matrices",
    signature="T(A: 2x2) = inverse(A)",
    text="T(A: 2x2) = inverse(A)",
    called=("inv", "matrix_inverse"),
    note="other sizes: inverse --shape 3,3",
    claim=laws("refuted", odd="proved"),
    summary="The matrix that undoes a given one: not linear, but odd.",
    references=(
        "Horn and Johnson, Matrix Analysis, 2nd edition, Cambridge University Press, 2013.",
    ),
)

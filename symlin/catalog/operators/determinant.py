"""The determinant of a matrix says by how much it enlarges areas or volumes.

It is not linear from the size 2x2 on: doubling a matrix of size n makes it 2^n times as large. It
is linear in each row, while the others are held fixed.
"""

from __future__ import annotations

from symlin.catalog.definition import Definition, laws

OPERATOR = Definition(
    name="determinant",
    family="matrices",
    signature="T(A: 2x2) = det(A)",
    text="T(A: 2x2) = det(A)",
    called=("det",),
    note="other sizes: det --shape 3,3",
    claim=laws("refuted", positive_homogeneity="refuted"),
    summary="By how much a matrix enlarges areas: not linear, but linear in each row.",
    references=(
        "Horn and Johnson, Matrix Analysis, 2nd edition, Cambridge University Press, 2013.",
    ),
)

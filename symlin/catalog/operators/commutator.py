"""The commutator with B says by how much a matrix A does not commute with B.

It is linear in A for every given B, and in B for every given A: each product has A once. In both
together it is bilinear, and not linear.
"""

from __future__ import annotations

from symlin.catalog.definition import Definition, laws

OPERATOR = Definition(
    name="commutator",
    family="matrices",
    signature="T(A: 2x2) = A*B - B*A",
    text="T(A: 2x2) = A*B - B*A",
    spaces=("B: 2x2",),
    called=("lie_bracket",),
    note='other sizes: T(A: 3x3) = A*B - B*A with --space "B: 3x3"',
    claim=laws("proved"),
    summary="By how much a matrix does not commute with a given one.",
    references=(
        "Horn and Johnson, Matrix Analysis, 2nd edition, Cambridge University Press, 2013.",
    ),
)

"""The cross product of a and x is perpendicular to both; its length is their parallelogram's area.

It is linear in x for every given a, and in a for every given x. In both together it is bilinear,
and not linear.
"""

from __future__ import annotations

from symlin.catalog.definition import Definition, laws

OPERATOR = Definition(
    name="cross_product",
    family="vectors",
    signature="T(x: R^3) = cross(a, x)",
    text="T(x: R^3) = cross(a, x)",
    spaces=("a: R^3",),
    called=("cross", "vector_product"),
    claim=laws("proved"),
    summary="The vector that is perpendicular to a given one and x: linear in x.",
    references=("Axler, Linear Algebra Done Right, 4th edition, Springer, 2024.",),
)

"""The projection onto a is the part of a vector that points along a, which must not be 0.

It is linear in x for every such a: the dot product is linear in x, and the rest is fixed. In a it
is not.
"""

from __future__ import annotations

from symlin.catalog.definition import Definition, laws

OPERATOR = Definition(
    name="projection",
    family="vectors",
    signature="T(x: R^3) = dot(x, a)/dot(a, a)*a",
    text="T(x: R^3) = dot(x, a)/dot(a, a)*a",
    spaces=("a: R^3",),
    called=("orthogonal_projection", "proj"),
    note="other sizes: T(x: R^2) = proj(x, a)",
    claim=laws("proved"),
    summary="The part of a vector along a given one.",
    references=("Axler, Linear Algebra Done Right, 4th edition, Springer, 2024.",),
)

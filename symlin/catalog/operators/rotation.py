"""A rotation turns the plane around the origin by an angle theta.

It is linear for every angle: each coordinate of the image is a combination of those of x with fixed
weights, the cosine and the sine of the angle. A turn around another point is only affine.
"""

from __future__ import annotations

from symlin.catalog.definition import Definition, laws

OPERATOR = Definition(
    name="rotation",
    family="vectors",
    signature="T(x: R^2) = [cos(theta)*x1 - sin(theta)*x2, sin(theta)*x1 + cos(theta)*x2]",
    text="T(x: R^2) = [cos(theta)*x1 - sin(theta)*x2, sin(theta)*x1 + cos(theta)*x2]",
    called=("rotate", "rotation_matrix"),
    claim=laws("proved"),
    summary="A turn of the plane by a fixed angle.",
    references=("Axler, Linear Algebra Done Right, 4th edition, Springer, 2024.",),
)

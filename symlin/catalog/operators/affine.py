"""A straight line of slope w through b: the shape of a single unit of a neural network.

The word "linear" is used for it in two senses. It is affine for every w and b, which is what
"linear function" means in school and in "linear regression". It respects sums and scalings only
if b = 0, because f(0) = b while a linear map sends 0 to 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """Slope times input, plus intercept."""
    return [at["b"] + at["x"] * at["w"]]


OPERATOR = Definition(
    name="affine",
    family="elementary",
    signature="affine(x, w, b)",
    inputs=("x",),
    parameters={"w": "", "b": ""},
    expression="w*x + b",
    reference=reference,
    claim=laws("conditional", affine="proved"),
    summary="A straight line w*x + b; linear exactly when b = 0, affine always.",
    references=("Boyd and Vandenberghe, Convex Optimization, Cambridge, 2004, section 2.3.2.",),
)

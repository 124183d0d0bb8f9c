"""The product multiplies its two inputs with each other.

It is linear in each input while the other is held fixed (bilinear), but not linear in the two
together: scaling both by 2 scales the product by 4. Attention and gating multiply activations in
this way, which is one reason why they are not linear.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """One input times the other."""
    return [at["x1"] * at["x2"]]


OPERATOR = Definition(
    name="product",
    family="elementary",
    signature="product(x1, x2)",
    inputs=("x1", "x2"),
    expression="x1*x2",
    reference=reference,
    claim=laws("refuted"),
    summary="One input times the other: bilinear, but not linear.",
    references=("Lang, Algebra, Springer, chapter 13.",),
)

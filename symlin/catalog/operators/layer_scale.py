"""Layer scale multiplies its input by a learned factor g.

It is linear for every g: g*(x + y) = g*x + g*y, and its matrix is [g]. Learning changes the factor,
not the law.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The input times the factor."""
    return [at["x"] * at["g"]]


OPERATOR = Definition(
    name="layer_scale",
    family="layer",
    signature="layer_scale(x, g)",
    inputs=("x",),
    parameters={"g": ""},
    expression="g*x",
    reference=reference,
    claim=laws("proved"),
    summary="The input times a learned factor.",
    references=(
        "Touvron, Cord, Sablayrolles, Synnaeve and Jégou, Going Deeper with Image Transformers, "
        "ICCV 2021, arXiv:2103.17239.",
    ),
)

"""Softmax turns numbers into positive shares that sum to 1.

It is not linear: at the origin every share is 1/n, while a linear map sends 0 to 0. Adding the same
number to all inputs changes nothing, and large differences are squeezed towards 0 and 1. With two
inputs the first share is the sigmoid of their difference.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.definition import Definition, laws
from symlin.catalog.layers.reshaping import softmax


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The sigmoid of the difference, and of its negative; nothing overflows."""
    gap = at["x1"] - at["x2"]
    small = math.exp(-abs(gap))
    shares = [small / (1 + small), 1 / (1 + small)]
    return shares if gap < 0 else shares[::-1]


OPERATOR = Definition(
    name="softmax",
    family="readout",
    signature="softmax(x1, x2)",
    inputs=("x1", "x2"),
    expression="[exp(x1)/(exp(x1) + exp(x2)), exp(x2)/(exp(x1) + exp(x2))]",
    reference=reference,
    layer=softmax,
    claim=laws("refuted"),
    summary="Exponentials over their sum: positive shares that sum to 1.",
    references=(
        "Bridle, Probabilistic Interpretation of Feedforward Classification Network Outputs, "
        "with Relationships to Statistical Pattern Recognition, in Neurocomputing, Springer, 1990.",
        "PyTorch documentation, torch.nn.Softmax.",
    ),
)

"""The tanh form of GELU replaces the error function by a hyperbolic tangent.

It differs from the exact GELU by less than a thousandth, and is as far from linear: the sum
f(1) + f(-1) is about 0.68, while f(0) = 0.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The math library's tanh does not overflow."""
    x = at["x"]
    inner = math.sqrt(2 / math.pi) * (x + 0.044715 * x * x * x)
    return [x * (1 + math.tanh(inner)) / 2]


OPERATOR = Definition(
    name="gelu_tanh",
    family="activation",
    signature="gelu_tanh(x)",
    inputs=("x",),
    expression="x*(1 + tanh(sqrt(2/pi)*(x + 0.044715*x**3)))/2",
    reference=reference,
    claim=laws("refuted"),
    summary="The approximation of GELU by a hyperbolic tangent.",
    references=(
        "Hendrycks and Gimpel, Gaussian Error Linear Units (GELUs), 2016, arXiv:1606.08415.",
        "PyTorch documentation, torch.nn.GELU with approximate='tanh'.",
    ),
)

"""GELU multiplies the input by the probability that a standard normal variable lies below it.

It is not linear: f(1) + f(-1) = erf(1/sqrt(2)), about 0.68, while f(0) = 0. This is the exact form
with the error function; gelu_tanh is the common approximation.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """erfc keeps its digits where 1 + erf would cancel."""
    x = at["x"]
    return [x * math.erfc(-x / math.sqrt(2)) / 2]


OPERATOR = Definition(
    name="gelu",
    family="activation",
    signature="gelu(x)",
    inputs=("x",),
    expression="x*(1 + erf(x/sqrt(2)))/2",
    reference=reference,
    claim=laws("refuted"),
    summary="The input times the normal distribution function at it.",
    references=(
        "Hendrycks and Gimpel, Gaussian Error Linear Units (GELUs), 2016, arXiv:1606.08415.",
        "PyTorch documentation, torch.nn.GELU.",
    ),
    aliases=(
        Alias("F.gelu", "x", "gelu(x)"),
        Alias("nn.GELU", "", "gelu(x)"),
        Alias("F.gelu", "x, approximate=tanh", "gelu_tanh(x)"),
        Alias("nn.GELU", "approximate=tanh", "gelu_tanh(x)"),
        Alias("tf.nn.gelu keras.activations.gelu", "x, approximate=False", "gelu(x)"),
        Alias("tf.nn.gelu keras.activations.gelu", "x, approximate=True", "gelu_tanh(x)"),
        Alias("jax.nn.gelu", "x, approximate=True", "gelu_tanh(x)"),
        Alias("jax.nn.gelu", "x, approximate=False", "gelu(x)"),
    ),
)

"""The hyperbolic tangent squeezes the real line into the interval from -1 to 1.

It is odd, f(-x) = -f(x), and close to x near 0, but it is not linear: a linear map takes f(2) to
be twice f(1), and 2 tanh(1) = 1.52... is larger than 1, which tanh never reaches.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The math library's tanh, which does not overflow."""
    return [math.tanh(at["x"])]


OPERATOR = Definition(
    name="tanh",
    family="activation",
    signature="tanh(x)",
    inputs=("x",),
    expression="(exp(x) - exp(-x))/(exp(x) + exp(-x))",
    reference=reference,
    claim=laws("refuted", odd="proved"),
    summary="The hyperbolic tangent.",
    references=(
        "LeCun, Bottou, Orr and Müller, Efficient BackProp, in Neural Networks: Tricks of the "
        "Trade, Springer, 1998.",
        "PyTorch documentation, torch.nn.Tanh.",
    ),
    aliases=(
        Alias(
            "np.tanh torch.tanh tf.tanh math.tanh jax.nn.tanh jax.lax.tanh keras.activations.tanh",
            "x",
            "tanh(x)",
        ),
        Alias("nn.Tanh", "", "tanh(x)"),
    ),
)

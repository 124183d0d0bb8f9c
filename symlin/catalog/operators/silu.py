"""SiLU, also known as Swish, multiplies the input by its own sigmoid.

It sends 0 to 0, as linear maps do, but it is not linear: f(1) + f(-1) = tanh(1/2), about 0.46, and
not f(0) = 0. For large positive inputs it approaches the identity, for large negative ones 0.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The input times a sigmoid that exponentiates only negative numbers."""
    x = at["x"]
    small = math.exp(-abs(x))
    return [x / (1 + small) if x >= 0 else x * small / (1 + small)]


OPERATOR = Definition(
    name="silu",
    family="activation",
    signature="silu(x)",
    inputs=("x",),
    expression="x/(1 + exp(-x))",
    reference=reference,
    claim=laws("refuted"),
    summary="The input times its sigmoid, x/(1 + exp(-x)).",
    references=(
        "Elfwing, Uchibe and Doya, Sigmoid-Weighted Linear Units for Neural Network Function "
        "Approximation in Reinforcement Learning, Neural Networks 107, 2018, arXiv:1702.03118.",
        "Ramachandran, Zoph and Le, Searching for Activation Functions, 2017, arXiv:1710.05941.",
    ),
    aliases=(
        Alias(
            "F.silu jax.nn.silu jax.nn.swish keras.activations.silu keras.activations.swish",
            "x, inplace=any",
            "silu(x)",
        ),
        Alias("tf.nn.silu tf.nn.swish", "features, beta=1", "silu(features)"),
        Alias("nn.SiLU", "inplace=any", "silu(x)"),
        Alias("swish", "x", "silu(x)"),
    ),
)

"""The leaky rectifier keeps positive inputs and multiplies the others by a slope alpha.

It is a straight line on each side of 0, and linear exactly when the two lines are one line: for
alpha = 1. For any other slope f(-1) + f(1) = 1 - alpha, while f(0) = 0. Scaling by a positive
factor passes through it whatever the slope.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The positive part, plus alpha times the negative part."""
    x = at["x"]
    return [max(x, 0.0) + at["alpha"] * min(x, 0.0)]


OPERATOR = Definition(
    name="leaky_relu",
    family="activation",
    signature="leaky_relu(x, alpha)",
    inputs=("x",),
    parameters={"alpha": ""},
    expression="Piecewise((x, x > 0), (alpha*x, True))",
    reference=reference,
    claim=laws("conditional", positive_homogeneity="proved"),
    summary="x for positive x, alpha*x otherwise; linear exactly when alpha = 1.",
    references=(
        "Maas, Hannun and Ng, Rectifier Nonlinearities Improve Neural Network Acoustic Models, "
        "ICML Workshop on Deep Learning for Audio, Speech and Language Processing, 2013.",
        "PyTorch documentation, torch.nn.LeakyReLU.",
    ),
    aliases=(
        Alias(
            "F.rrelu", "x, lower=1/8, upper=1/3, training=False", "leaky_relu(x, (lower + upper)/2)"
        ),
        Alias("nn.RReLU", "lower=1/8, upper=1/3, inplace=any", "leaky_relu(x, (lower + upper)/2)"),
        Alias(
            "F.leaky_relu jax.nn.leaky_relu",
            "x, negative_slope=1/100, inplace=any",
            "leaky_relu(x, negative_slope)",
        ),
        Alias("nn.LeakyReLU", "negative_slope=1/100, inplace=any", "leaky_relu(x, negative_slope)"),
        Alias("tf.nn.leaky_relu", "features, alpha=1/5", "leaky_relu(features, alpha)"),
        Alias(
            "keras.activations.leaky_relu", "x, negative_slope=1/5", "leaky_relu(x, negative_slope)"
        ),
        Alias("keras.layers.LeakyReLU", "negative_slope=3/10", "leaky_relu(x, negative_slope)"),
        Alias("keras.layers.LeakyReLU", "alpha=3/10", "leaky_relu(x, alpha)"),
    ),
)

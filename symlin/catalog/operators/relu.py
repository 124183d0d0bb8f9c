"""The rectified linear unit keeps positive inputs and replaces negative ones by 0.

It is not linear, in spite of its name: f(-1) + f(1) = 1, but f(-1 + 1) = f(0) = 0. On each side of
0 it is a straight line; the kink between the two is what breaks additivity. Scaling by a positive
factor passes through it, scaling by -1 does not. On x >= 0 alone it is the identity, hence linear.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The input where it is positive, else 0."""
    x = at["x"]
    return [0.0 if x <= 0 else x]


OPERATOR = Definition(
    name="relu",
    family="activation",
    signature="relu(x)",
    inputs=("x",),
    expression="Max(x, 0)",
    reference=reference,
    claim=laws("refuted", positive_homogeneity="proved"),
    summary="The larger of the input and 0.",
    references=(
        "Nair and Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines, ICML 2010.",
        "PyTorch documentation, torch.nn.ReLU.",
    ),
    aliases=(
        Alias("F.relu jax.nn.relu tf.nn.relu keras.activations.relu", "x, inplace=any", "relu(x)"),
        Alias("nn.ReLU", "inplace=any", "relu(x)"),
        Alias("keras.layers.ReLU", "", "relu(x)"),
        Alias("keras.layers.ReLU", "max_value", "Min(relu(x), max_value)"),
        Alias("keras.layers.ReLU", "negative_slope", "leaky_relu(x, negative_slope)"),
        Alias("ramp rect rectifier positive_part", "x", "relu(x)"),
    ),
)

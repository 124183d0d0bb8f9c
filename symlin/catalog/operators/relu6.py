"""ReLU6 is a ReLU that is cut off at 6.

It is not linear, for two reasons: the kink at 0 (f(-1) + f(1) = 1, but f(0) = 0) and the ceiling at
6. The ceiling also costs it the one law that ReLU keeps: f(2*6) = 6 is not 2 f(6) = 12.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The middle one of 0, x and 6."""
    return [sorted((0.0, at["x"], 6.0))[1]]


OPERATOR = Definition(
    name="relu6",
    family="activation",
    signature="relu6(x)",
    inputs=("x",),
    expression="Min(Max(x, 0), 6)",
    reference=reference,
    claim=laws("refuted"),
    summary="A ReLU with a ceiling at 6.",
    references=(
        "Krizhevsky, Convolutional Deep Belief Networks on CIFAR-10, 2010.",
        "PyTorch documentation, torch.nn.ReLU6.",
    ),
    aliases=(
        Alias(
            "F.relu6 jax.nn.relu6 tf.nn.relu6 keras.activations.relu6", "x, inplace=any", "relu6(x)"
        ),
        Alias("nn.ReLU6", "inplace=any", "relu6(x)"),
    ),
)

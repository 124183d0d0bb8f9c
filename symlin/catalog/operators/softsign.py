"""Softsign divides the input by one plus its size, and so stays between -1 and 1.

It is odd, but not linear: f(1) + f(1) = 1, while f(2) = 2/3. Larger inputs are squeezed harder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The input over one plus its size."""
    x = at["x"]
    return [x / (1 + (x if x >= 0 else -x))]


OPERATOR = Definition(
    name="softsign",
    family="activation",
    signature="softsign(x)",
    inputs=("x",),
    expression="x/(1 + Abs(x))",
    reference=reference,
    claim=laws("refuted", odd="proved"),
    summary="The input over one plus its size.",
    references=(
        "Glorot and Bengio, Understanding the Difficulty of Training Deep Feedforward Neural "
        "Networks, AISTATS 2010.",
        "PyTorch documentation, torch.nn.Softsign.",
    ),
    aliases=(
        Alias(
            "F.softsign jax.nn.soft_sign tf.nn.softsign keras.activations.softsign",
            "x",
            "softsign(x)",
        ),
        Alias("nn.Softsign", "", "softsign(x)"),
    ),
)

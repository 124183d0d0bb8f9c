"""Hard shrinkage sends inputs of size at most lam to 0 and keeps the others.

It is odd, and linear exactly when lam = 0, where it is the identity. With lam > 0 two inputs that
are each too small to survive can have a sum that does: f(lam) + f(lam) = 0, but f(2 lam) = 2 lam.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The input outside the interval from -lam to lam, else 0."""
    x, lam = at["x"], at["lam"]
    return [x if x < -lam or lam < x else 0.0]


OPERATOR = Definition(
    name="hardshrink",
    family="activation",
    signature="hardshrink(x, lam)",
    inputs=("x",),
    parameters={"lam": "lam >= 0"},
    expression="Piecewise((x, Abs(x) > lam), (0, True))",
    reference=reference,
    claim=laws("conditional", odd="proved"),
    summary="The input where its size exceeds lam, else 0; linear exactly when lam = 0.",
    references=(
        "Donoho and Johnstone, Ideal Spatial Adaptation by Wavelet Shrinkage, Biometrika 81, 1994.",
        "PyTorch documentation, torch.nn.Hardshrink.",
    ),
    aliases=(
        Alias("F.hardshrink", "x, lambd=1/2", "hardshrink(x, lambd)"),
        Alias("nn.Hardshrink", "lambd=1/2", "hardshrink(x, lambd)"),
        Alias("keras.activations.hard_shrink", "x, threshold=1/2", "hardshrink(x, threshold)"),
    ),
)

"""Soft shrinkage moves the input towards 0 by lam, and stops at 0.

It is odd, and linear exactly when lam = 0, where it is the identity. With lam > 0 a whole interval
around 0 is sent to 0, which a linear map does only if it is 0 everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The size less lam, but not below 0, with the input's sign."""
    x = at["x"]
    return [math.copysign(max(abs(x) - at["lam"], 0.0), x)]


OPERATOR = Definition(
    name="softshrink",
    family="activation",
    signature="softshrink(x, lam)",
    inputs=("x",),
    parameters={"lam": "lam >= 0"},
    expression="Piecewise((x - lam, x > lam), (x + lam, x < -lam), (0, True))",
    reference=reference,
    claim=laws("conditional", odd="proved"),
    summary="The input moved towards 0 by lam; linear exactly when lam = 0.",
    references=(
        "Donoho and Johnstone, Ideal Spatial Adaptation by Wavelet Shrinkage, Biometrika 81, 1994.",
        "PyTorch documentation, torch.nn.Softshrink.",
    ),
    aliases=(
        Alias("F.softshrink", "x, lambd=1/2", "softshrink(x, lambd)"),
        Alias("nn.Softshrink", "lambd=1/2", "softshrink(x, lambd)"),
        Alias("keras.activations.soft_shrink", "x, threshold=1/2", "softshrink(x, threshold)"),
    ),
)

"""Rounding takes the nearest whole number; halfway between two it takes the even one.

It is not linear: f(1/2) + f(1/2) = 0, but f(1/2 + 1/2) = 1, and a linear function cannot be 0
on a whole interval and not elsewhere. Python, NumPy and PyTorch round halves to even, which makes
it odd; in school, halves go away from 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """Python's own rounding goes to even."""
    return [float(round(at["x"]))]


OPERATOR = Definition(
    name="round",
    family="elementary",
    signature="round(x)",
    inputs=("x",),
    expression="floor(x/2 + 1/4) + ceiling(x/2 - 1/4)",
    reference=reference,
    claim=laws("refuted", odd="proved"),
    summary="The nearest whole number, halves to the even one.",
    references=(
        "IEEE Standard for Floating-Point Arithmetic, IEEE 754-2019, section 4.3.",
        "PyTorch documentation, torch.round.",
    ),
    aliases=(
        Alias("np.round np.around torch.round", "x, decimals=0", "round(x)"),
        Alias("np.rint tf.round tf.rint rint", "x", "round(x)"),
    ),
    word=True,
)

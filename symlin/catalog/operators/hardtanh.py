"""Hardtanh is the identity between -1 and 1, and is cut off outside.

It is odd, but not linear: f(1) + f(1) = 2, and f(2) is only 1. Restricted to -1 <= x <= 1 it is
the identity there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symlin.catalog.aliases import Alias
from symlin.catalog.definition import Definition, laws


def reference(at: Mapping[str, float]) -> Sequence[float]:
    """The middle one of -1, x and 1."""
    return [sorted((-1.0, at["x"], 1.0))[1]]


OPERATOR = Definition(
    name="hardtanh",
    family="activation",
    signature="hardtanh(x)",
    inputs=("x",),
    expression="Piecewise((-1, x < -1), (1, x > 1), (x, True))",
    reference=reference,
    claim=laws("refuted", odd="proved"),
    summary="The input, cut off at -1 and 1.",
    references=("PyTorch documentation, torch.nn.Hardtanh.",),
    aliases=(Alias("hard_tanh jax.nn.hard_tanh keras.activations.hard_tanh", "x", "hardtanh(x)"),),
)

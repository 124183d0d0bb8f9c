"""Softmax and what is made of it. No maximum is subtracted: exact numbers do not overflow."""

from __future__ import annotations

from typing import Any

from symlin.language.network.builder import Builder, Ref
from symlin.reading.networks.formulas import formula
from symlin.reading.networks.layers.arithmetic import multiply, subtract
from symlin.reading.networks.movement import gathered
from symlin.reading.networks.packages import np

Mask = Any
"""A boolean array of the input's shape: entries that count as minus infinity."""


def exponentials(builder: Builder, x: Ref, mask: Mask | None = None) -> Ref:
    """exp(x), and 0 at masked entries."""
    found = builder.map(x, formula("exp(x)"))
    if mask is None or not mask.any():
        return found
    index = np.where(mask, -1, np.arange(mask.size, dtype=np.int32).reshape(mask.shape))
    return gathered(builder, [found], index)


def softmax(builder: Builder, x: Ref, axis: int, mask: Mask | None = None) -> Ref:
    """exp(x) over its sum along an axis; no value where every entry of a line is masked."""
    numerator = exponentials(builder, x, mask)
    total = builder.sum(numerator, (axis,), keep=True)
    inverse = builder.map(total, formula("1/x"))
    return multiply(builder, numerator, inverse)


def log_softmax(builder: Builder, x: Ref, axis: int) -> Ref:
    """x minus the logarithm of the sum of exponentials along an axis."""
    total = builder.sum(exponentials(builder, x), (axis,), keep=True)
    return subtract(builder, x, builder.map(total, formula("log(x)")))

"""Arithmetic with broadcasting; numbers that are known stay coefficients of a sum."""

from __future__ import annotations

from symlin.kernel.numbers import Number
from symlin.language.network.builder import Builder, Ref
from symlin.reading.networks.formulas import formula
from symlin.reading.networks.movement import together


def multiply(builder: Builder, a: Ref, b: Ref) -> Ref:
    """Entry by entry, broadcast."""
    return builder.multiply(*together(builder, a, b))


def divide(builder: Builder, a: Ref, b: Ref) -> Ref:
    """a / b, without a value where b is 0; the smaller one is inverted before it is repeated."""
    return multiply(builder, a, builder.map(b, formula("1/x")))


def combine(
    builder: Builder, parts: list[Ref], coefficients: list[Number], constant: Number = 0
) -> Ref:
    """The sum of coefficients times parts, and a constant; broadcast."""
    return builder.combine(together(builder, *parts), coefficients, constant)


def add(builder: Builder, *parts: Ref) -> Ref:
    """The sum, broadcast."""
    return combine(builder, list(parts), [1] * len(parts))


def subtract(builder: Builder, a: Ref, b: Ref) -> Ref:
    """a - b, broadcast."""
    return combine(builder, [a, b], [1, -1])

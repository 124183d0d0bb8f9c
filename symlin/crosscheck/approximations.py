"""The numbers of the cross-check: rationals, approximations, and what a double holds of them."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from symlin.kernel.numbers import Number


class OutOfReach(Exception):
    """No number of digits that is tried tells: exp(exp(exp(100))), or 1 + exp(-exp(30)) from 1."""


class Approx(NamedTuple):
    """An mpmath number, and how far it may be off."""

    mid: Any
    error: Any


Value = Number | Approx | None
"""A rational number, an approximation, or None where there is no value."""


def nearest_float(value: Value | Any) -> float:
    """The value, or mpmath's number, as a double: NaN without a value, infinite beyond the largest
    double."""
    if value is None:
        return math.nan
    number = value.mid if isinstance(value, Approx) else value
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def parts(value: Number) -> tuple[int, int]:
    """Numerator and denominator."""
    return (value, 1) if isinstance(value, int) else (int(value.p), int(value.q))


def bits(value: Number) -> int:
    """The size of the longer of the two."""
    p, q = parts(value)
    return max(p.bit_length(), q.bit_length())


def fits_a_double(value: Number) -> bool:
    """Whether a double holds the number without rounding."""
    p, q = parts(value)
    return q & (q - 1) == 0 and p.bit_length() <= 53 and q.bit_length() <= 1000

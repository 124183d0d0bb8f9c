"""Exact numbers as floats, and the exact numbers that floats and fractions of Python are."""

from __future__ import annotations

from fractions import Fraction
from math import copysign, inf

from flint import fmpq

from symlin.kernel.numbers import Number, exact


def dyadic(value: float) -> Number:
    """The rational number that a float is, with a power of 2 below.

    Raises `OverflowError` for an infinity, and `ValueError` for what is no number.
    """
    return exact(fmpq(*float(value).as_integer_ratio()))


def from_fraction(value: Fraction) -> Number:
    """The same rational number."""
    return exact(fmpq(value.numerator, value.denominator))


def nearest_float(number: Number) -> float:
    """The number in floating point: an infinity where no float is as large."""
    above, below = (number, 1) if isinstance(number, int) else (int(number.p), int(number.q))
    try:
        return above / below
    except OverflowError:
        return copysign(inf, -1 if above < 0 else 1)

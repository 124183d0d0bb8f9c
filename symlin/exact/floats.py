"""Exact numbers as floats."""

from __future__ import annotations

from math import copysign, inf

from symlin.kernel.numbers import Number


def nearest_float(number: Number) -> float:
    """The number in floating point: an infinity where no float is as large."""
    above, below = (number, 1) if isinstance(number, int) else (int(number.p), int(number.q))
    try:
        return above / below
    except OverflowError:
        return copysign(inf, -1 if above < 0 else 1)

"""Exact rational numbers: ints where they are whole, flint's fractions elsewhere."""

from __future__ import annotations

from flint import fmpq

Number = int | fmpq


class TooLarge(Exception):
    """A term, a number or a normal form grew beyond a limit; nothing is concluded from that."""


MOST_BITS = 1 << 25
"""Of the numerator or denominator of a number."""


def bits(value: Number) -> int:
    """The size of the larger of numerator and denominator."""
    if isinstance(value, int):
        return value.bit_length()
    return max(value.p.bit_length(), value.q.bit_length())


def number_power(value: Number, exponent: int) -> Number:
    """value ** exponent, for a value other than 0 or an exponent that is not negative; raises
    TooLarge."""
    if value not in (0, 1, -1) and bits(value) * abs(exponent) > MOST_BITS:
        raise TooLarge
    return exact(fmpq(value) ** exponent)


def exact(value: Number) -> Number:
    """The same rational number, as an int where it is integral (ints are the fast case)."""
    if isinstance(value, int):
        return value
    if not isinstance(value, fmpq):
        raise TypeError(f"no exact number: {value!r}")
    return int(value.p) if value.q == 1 else value


def quotient(a: Number, b: Number) -> Number:
    """a / b exactly; Python's `/` on two ints would be a float."""
    return exact(fmpq(a) / fmpq(b))

"""Exact rational numbers: ints where they are whole, flint's fractions elsewhere."""

from __future__ import annotations

from flint import fmpq

Number = int | fmpq
MOST_BITS = 1 << 25
"""Of the numerator or denominator of a number: ten million digits, which still take less than a
second to multiply."""


class TooLarge(Exception):
    """A term, a number or a normal form grew beyond a limit; nothing is concluded from that."""


# ---- arithmetic: the only places where the kernel divides ----


def bits(value: Number) -> int:
    """The size of the larger of numerator and denominator."""
    if isinstance(value, int):
        return value.bit_length()
    return max(value.p.bit_length(), value.q.bit_length())


def exact(value: Number) -> Number:
    """The same rational number, as an int where it is integral (ints are the fast case).

    Raises `TypeError` for what is no exact number, such as a float.
    """
    if isinstance(value, int):
        return value if type(value) is int else int.__int__(value)  # a subclass may lie
    if not isinstance(value, fmpq):
        raise TypeError(f"no exact number: {value!r}")
    if type(value) is not fmpq:
        value = fmpq(value)  # likewise
    return int(value.p) if value.q == 1 else value


def quotient(a: Number, b: Number) -> Number:
    """a / b exactly; Python's `/` on two ints would be a float."""
    if type(a) is type(b) is int and a % b == 0:
        return a // b
    return exact(fmpq(a) / fmpq(b))


def number_power(value: Number, exponent: int) -> Number:
    """value ** exponent, for a value other than 0 or an exponent that is not negative.

    Raises `TooLarge` before it computes a power beyond the limit.
    """
    if value not in (0, 1, -1) and bits(value) * abs(exponent) > MOST_BITS:  # these stay small
        raise TooLarge
    return exact(fmpq(value) ** exponent)

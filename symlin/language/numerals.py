"""Numbers of any length as text, and back.

Python refuses to write or read more than 4,300 digits, and a host may have lowered that limit:
`str` and `int` are for numbers that are known to be short.
"""

from __future__ import annotations

from flint import fmpq, fmpz


def numeral(value: int | fmpz) -> str:
    """The whole number in decimal digits."""
    return str(fmpz(value))


def rational_of(text: str) -> fmpq:
    """The number that is written as "-22" or "-22/7".

    Raises `ValueError` where none is.
    """
    above, _, below = text.partition("/")
    return fmpq(fmpz(above), fmpz(below or "1"))

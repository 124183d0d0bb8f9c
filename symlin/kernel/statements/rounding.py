"""Decimals of closed terms, every digit right."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from symlin.kernel.certificate import Rejected, within_limits
from symlin.kernel.facts import Context, are_numbers
from symlin.kernel.polynomial import Poly
from symlin.kernel.term import Term
from symlin.kernel.theorem import SEAL, Theorem, settled
from symlin.kernel.theories import table


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Rounded(Theorem):
    """The closed term has a value, and it lies within 10**exponent / 2 of digits * 10**exponent."""

    term: Term
    digits: int
    exponent: int


@lru_cache(maxsize=512)
def rounded(term: Term, digits: int) -> Rounded:
    """The closed term, rounded to so many significant digits; raises `Rejected` where it has no
    value, or where no precision tried settles the last digit."""
    term, digits = settled((term, digits))
    if digits < 1:  # nothing to show
        raise Rejected("a decimal has at least one digit")
    with within_limits():
        found = table.THEORIES.decimal(_closed(term), digits)
    if found is None:
        raise Rejected("a number is not shown to round in one way")
    whole, exponent = found
    return Rounded(seal=SEAL, term=term, digits=whole, exponent=exponent)


@lru_cache(maxsize=128)
def _closed(term: Term) -> Poly:
    """The normal form of a closed term that has a value."""
    if not are_numbers((term,)):
        raise Rejected("what is to be rounded is not shown to have a value")
    return Context(()).normal(term)

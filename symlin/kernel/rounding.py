"""Decimals of closed terms, every digit right: balls that round in one way only."""

from __future__ import annotations

from functools import lru_cache

from flint import arb, ctx, fmpq

from symlin.kernel.certificate import Rejected
from symlin.kernel.definedness import definedness
from symlin.kernel.facts import Context
from symlin.kernel.numbers import Number, TooLarge, bits
from symlin.kernel.polynomial import Poly
from symlin.kernel.term import TRUE, Term
from symlin.kernel.theorem import SEAL, Rounded
from symlin.kernel.theories.enclosure import PRECISIONS, NoBall, enclose
from symlin.kernel.walk import variables

NEAR_ZERO = 400
"""What stays within 10**-400 of 0 at every precision is rounded to 0."""
LARGEST_EXPONENT = 10**15
"""Decimal exponents beyond this are nothing that anybody reads."""
EXACT = 10_000
"""Bits of a rational number up to which it is rounded by whole numbers, ties to even."""
SPARE = 128
"""Bits beyond those of the ball, for powers of ten with long exponents."""


@lru_cache(maxsize=512)
def rounded(term: Term, digits: int) -> Rounded:
    """The closed term, rounded to so many significant digits; raises `Rejected` where it has no
    value, or where no precision tried settles the last digit."""
    if digits < 1:
        raise Rejected("a decimal has at least one digit")
    try:
        whole, exponent = _decimal(_closed(term), digits)
    except (TooLarge, RecursionError):
        raise Rejected("a value grew beyond the kernel's limit") from None
    return Rounded(seal=SEAL, term=term, digits=whole, exponent=exponent)


@lru_cache(maxsize=128)
def _closed(term: Term) -> Poly:
    """The normal form of a closed term that has a value."""
    context = Context(())
    guard = definedness((term,))
    if variables(term) or (guard is not TRUE and context.decide(guard) is not True):
        raise Rejected("what is to be rounded is not shown to have a value")
    return context.normal(term)


@lru_cache(maxsize=512)
def _ball(p: Poly, precision: int) -> arb:
    return enclose(p, precision)


def _decimal(p: Poly, digits: int) -> tuple[int, int]:
    if p.is_constant and bits(p.constant) <= EXACT:
        return _of_rational(p.constant, digits)
    for precision in PRECISIONS:
        try:
            found = _of_ball(_ball(p, precision), digits, precision)
        except NoBall:
            continue
        if found is not None:
            return found
    raise Rejected("a number is not shown to round in one way")


def _of_rational(value: Number, digits: int) -> tuple[int, int]:
    """The nearest decimal with so many digits; of two, the even one."""
    if value == 0:
        return 0, 0
    size = fmpq(value) if value > 0 else -fmpq(value)
    exponent = len(str(int(size.p))) - len(str(int(size.q))) - digits
    while size >= fmpq(10) ** (exponent + digits):
        exponent += 1
    scaled = size * fmpq(10) ** -exponent
    whole, rest = divmod(int(scaled.p), int(scaled.q))
    whole += 2 * rest > scaled.q or (2 * rest == scaled.q and whole % 2 == 1)
    if whole == 10**digits:
        whole, exponent = 10 ** (digits - 1), exponent + 1
    return (whole if value > 0 else -whole), exponent


def _of_ball(value: arb, digits: int, precision: int) -> tuple[int, int] | None:
    """The only decimal to which numbers of the ball are rounded; None where there are several."""
    before = ctx.prec
    ctx.prec = precision + SPARE
    try:
        if value.contains(0):
            near = precision == PRECISIONS[-1] and abs(value) < arb(10) ** -NEAR_ZERO
            return (0, 1 - NEAR_ZERO) if near else None
        size = abs(value)
        order = (size.log() * arb.const_log10() ** -1).mid().floor().unique_fmpz()
        if order is None or abs(order) > LARGEST_EXPONENT:
            raise Rejected("a number is too long to be written")
        exponent = int(order) + 1 - digits
        for _ in range(3):  # the order may be one too large or too small
            whole = (size * arb(10) ** -exponent + arb(fmpq(1, 2))).floor().unique_fmpz()
            if whole is None:
                return None
            if whole < 10 ** (digits - 1):
                exponent -= 1
            elif whole > 10**digits:
                exponent += 1
            else:
                break
        else:
            return None
    finally:
        ctx.prec = before
    if whole == 10**digits:
        whole, exponent = 10 ** (digits - 1), exponent + 1
    return int(whole) if value > 0 else -int(whole), exponent

"""Decimals of exact closed terms: with as many digits as it takes, and every digit right."""

from __future__ import annotations

from decimal import MAX_EMAX, MIN_EMIN, Decimal, Overflow, localcontext

from flint import arb

from symlin.kernel.facts import Context
from symlin.kernel.numbers import TooLarge
from symlin.kernel.term import Const, Term
from symlin.kernel.theories.enclosure import PRECISIONS, NoBall, enclose
from symlin.language.tree import Decimals, Negative, Tree

FEWEST = 4
"""Digits of a decimal beside which nothing else is to be told from it."""
MOST = 24
"""Digits beyond this number nobody compares by eye."""
TINY = arb("1e-400")
"""What no precision tells from 0 and is smaller than this is taken for 0: the eye sees no more."""
PLAIN, HUGE = Decimal("1e-4"), Decimal(10**7)
"""Between the two a number is written without a power of ten."""
SPARE = 8
"""Bits beyond the digits asked for, so that the last one is rounded right."""


def number(term: Term, digits: int = MOST) -> Decimal | None:
    """The value of a closed term, right in so many digits; None where that cannot be had.

    What cannot be told from 0 at any precision is 0.
    """
    try:
        exact = Context(()).normal(term)
    except TooLarge:
        return None
    for bits in PRECISIONS:
        try:
            ball = enclose(exact, bits)
        except NoBall:
            continue
        if ball == 0 or ball.rel_accuracy_bits() > 10 * digits // 3 + SPARE:
            mantissa, exponent = ball.mid().man_exp()
            with localcontext(prec=digits + SPARE, Emax=MAX_EMAX, Emin=MIN_EMIN):
                try:
                    value = Decimal(int(mantissa)) * Decimal(2) ** int(exponent)
                except Overflow:
                    return None
            return value if value or not mantissa else None  # no decimal holds one so near to 0
        if bits == PRECISIONS[-1] and abs(ball) < TINY:
            return Decimal(0)
    return None


def short(value: Decimal, digits: int) -> Tree:
    """So many significant digits without needless zeros: 2, 0.5205, 5.592e-21."""
    rounded = rounded_to(value, digits)
    if not rounded:
        return Decimals("0")
    if -5 < rounded.adjusted() < digits:
        return _signed(value, Decimals(_bare(f"{rounded.copy_abs():f}")))
    return _signed(value, Decimals(_bare(f"{_mantissa(rounded):f}"), rounded.adjusted()))


def padded(value: Decimal, digits: int) -> Tree:
    """So many significant digits, zeros at the end among them; powers of ten only where needed."""
    rounded = rounded_to(value, digits)
    if value and not PLAIN <= value.copy_abs() < HUGE:
        text = f"{_mantissa(rounded):.{digits - 1}f}"
        return _signed(value, Decimals(text, rounded.adjusted()))
    before = rounded.adjusted() + 1 if value else 0
    return _signed(value, Decimals(f"{value.copy_abs():.{max(digits - before, 0)}f}"))


def rounded_to(value: Decimal, digits: int) -> Decimal:
    """The value with so many significant digits."""
    with localcontext(prec=digits, Emax=MAX_EMAX, Emin=MIN_EMIN):
        return +value


def _mantissa(value: Decimal) -> Decimal:
    """The digits of a number that is not 0, one of them before the point."""
    with localcontext(Emax=MAX_EMAX, Emin=MIN_EMIN):
        return value.copy_abs().scaleb(-value.adjusted())


def _signed(value: Decimal, size: Tree) -> Tree:
    return Negative(size) if value < 0 else size


def _bare(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def digits_to_tell(a: Term, b: Term, fewest: int = FEWEST) -> int | None:
    """How many digits show that two values differ; None where no reasonable number does."""
    if isinstance(a, Const) and isinstance(b, Const):
        return fewest
    x, y = number(a), number(b)
    if x is None or y is None:
        return fewest
    told = (d for d in range(fewest, MOST + 1) if rounded_to(x, d) != rounded_to(y, d))
    return next(told, None)

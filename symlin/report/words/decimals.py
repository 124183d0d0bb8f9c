"""Decimals of exact closed terms: with as many digits as it takes, and every digit right."""

from __future__ import annotations

from decimal import MAX_EMAX, MIN_EMIN, Decimal, Overflow, localcontext

from flint import arb

from symlin.kernel.normal import Context
from symlin.kernel.numbers import TooLarge
from symlin.kernel.term import Const, Term
from symlin.kernel.theories.enclosure import PRECISIONS, NoBall, enclose

FEWEST = 4
MOST = 24
"""Digits beyond this number nobody compares by eye."""
TINY = arb("1e-400")
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


def short(value: Decimal, digits: int) -> str:
    """So many significant digits without needless zeros: 2, 0.5205, 5.592e-21."""
    if not value:
        return "0"
    rounded = Decimal(_scientific(value, digits))
    if -5 < rounded.adjusted() < digits:
        return _bare(f"{rounded:f}")
    mantissa, _, exponent = _scientific(value, digits).partition("e")
    return f"{_bare(mantissa)}e{int(exponent)}"


def _scientific(value: Decimal, digits: int) -> str:
    with localcontext(Emax=MAX_EMAX, Emin=MIN_EMIN):
        return f"{value:.{digits - 1}e}"


def _bare(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def digits_to_tell(a: Term, b: Term, fewest: int = FEWEST) -> int | None:
    """How many digits show that two values differ; None where no reasonable number does."""
    if isinstance(a, Const) and isinstance(b, Const):
        return fewest
    x, y = number(a), number(b)
    if x is None or y is None:
        return fewest
    told = (d for d in range(fewest, MOST + 1) if short(x, d) != short(y, d))
    return next(told, None)


def padded(value: Decimal, digits: int) -> str:
    """So many significant digits, zeros at the end among them; powers of ten only where needed."""
    if value and not Decimal("1e-4") <= value.copy_abs() < 10**7:
        mantissa, _, exponent = _scientific(value, digits).partition("e")
        return f"{mantissa}e{int(exponent)}"
    before = Decimal(_scientific(value, digits)).adjusted() + 1 if value else 0
    return f"{value:.{max(digits - before, 0)}f}"

"""Decimals of exact closed terms: with as many digits as it takes, each as the kernel rounds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import (
    MAX_EMAX,
    MIN_EMIN,
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    localcontext,
)

from symlin.decision.values import SECONDS
from symlin.exact.deadline import OutOfTime, within
from symlin.kernel.certificate import Rejected
from symlin.kernel.statements.rounding import rounded
from symlin.kernel.term import Const, Term
from symlin.language.tree import Decimals, Negative, Tree

FEWEST = 4
"""Digits of a decimal beside which nothing else is to be told from it."""
MOST = 24
"""Digits beyond this number nobody compares by eye."""
TENTH = 10
"""A sum of rounded numbers may miss by a tenth of what it is said to be."""
PLAIN, HUGE = Decimal("1e-4"), Decimal(10**7)
"""Between the two a number is written without a power of ten."""


@contextmanager
def _as_ever(digits: int = 2 * MOST) -> Iterator[None]:
    """Decimals are computed with in our own way: a host's few digits or another rounding would be
    in what is shown."""
    traps = [InvalidOperation, DivisionByZero, Overflow]
    ours = Context(digits, ROUND_HALF_EVEN, MIN_EMIN, MAX_EMAX, 1, 0, [], traps)
    with localcontext(ours):
        yield


@_as_ever()
def number(term: Term, digits: int = MOST) -> Decimal | None:
    """The value of a closed term, rounded to so many digits; None where that cannot be had.

    What cannot be told from 0 at any precision is 0.
    """
    try:
        with within(SECONDS):
            found = rounded(term, digits)
    except (Rejected, OutOfTime):
        return None
    return Decimal(found.digits).scaleb(found.exponent) if found.digits else Decimal(0)


def padded_number(term: Term, digits: int) -> Decimal | None:
    """The value with the digits that `padded` shows of it: all that stand before the point."""
    found = number(term, digits)
    if found and digits <= found.adjusted() < HUGE.adjusted():
        return number(term, found.adjusted() + 1)
    return found


@_as_ever()
def short(value: Decimal, digits: int) -> Tree:
    """So many significant digits without needless zeros: 2, 0.5205, 5.592e-21."""
    shown = rounded_to(value, digits)
    if not shown:
        return Decimals("0")
    if -5 < shown.adjusted() < digits:
        return _signed(value, Decimals(_bare(f"{shown.copy_abs():f}")))
    return _signed(value, Decimals(_bare(f"{_mantissa(shown):f}"), shown.adjusted()))


@_as_ever()
def padded(value: Decimal, digits: int) -> Tree:
    """So many significant digits, zeros at the end among them; powers of ten only where needed."""
    shown = rounded_to(value, digits)
    if value and not PLAIN <= value.copy_abs() < HUGE:
        text = f"{_mantissa(shown):.{digits - 1}f}"
        return _signed(value, Decimals(text, shown.adjusted()))
    before = shown.adjusted() + 1 if value else 0
    return _signed(value, Decimals(f"{value.copy_abs():.{max(digits - before, 0)}f}"))


def rounded_to(value: Decimal, digits: int) -> Decimal:
    """The value with so many significant digits."""
    with _as_ever(digits):
        return +value


@_as_ever()
def _mantissa(value: Decimal) -> Decimal:
    """The digits of a number that is not 0, one of them before the point."""
    return value.copy_abs().scaleb(-value.adjusted())


def _signed(value: Decimal, size: Tree) -> Tree:
    return Negative(size) if value < 0 else size


def _bare(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def digits_to_tell(a: Term, b: Term, fewest: int = FEWEST) -> int | None:
    """How many digits show that two values differ; None where no reasonable number does."""
    if isinstance(a, Const) and isinstance(b, Const):
        return fewest
    for digits in range(fewest, MOST + 1):
        x, y = number(a, digits), number(b, digits)
        if x is None or y is None:
            return fewest
        if x != y:
            return digits
    return None


@_as_ever()
def misleads(parts: Sequence[Term], rounded: Sequence[bool], whole: Term, digits: int) -> bool:
    """Whether the parts, some of them rounded, add up to something else than the whole.

    123456789 - 123456788 is 1, but 1.235e8 - 123456788 is about 43000, which nobody takes for 1.
    """
    total = number(whole)
    shown = [
        number(part, digits if is_rounded else MOST)
        for part, is_rounded in zip(parts, rounded, strict=True)
    ]
    known = [size for size in shown if size is not None]
    if total is None or len(known) < len(shown):
        return True
    error = abs(sum(known, Decimal(0)) - total)
    last = max((size.adjusted() for size in known if size), default=0) - digits + 1
    return error > (abs(total) / TENTH if total else Decimal(2).scaleb(last))

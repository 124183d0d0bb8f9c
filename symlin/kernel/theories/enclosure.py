"""Closed polynomials in ball arithmetic (Arb): certain signs of transcendental numbers.

A ball is a midpoint and a radius, and contains the number. It shows a sign where it excludes 0;
where it touches 0, or the edge of a function's domain, it says nothing at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import RLock
from typing import cast

from flint import arb, ctx, fmpq

from symlin.kernel.algebra import Theory
from symlin.kernel.certificate import Rejected
from symlin.kernel.clock import check_time
from symlin.kernel.intervals import ANY, NEG, POS, ZERO
from symlin.kernel.numbers import Number, bits
from symlin.kernel.polynomial import Atom, Poly

PRECISIONS = (64, 128, 256, 512, 1024, 2048, 4096)
"""Bits tried, in order: most numbers are decided by the first; the last tells apart what differs by
1e-1200. What agrees so far is most likely equal, which no ball can show."""
NEAR_ZERO = 400
"""What stays within 10**-400 of 0 at every precision is rounded to 0."""
LARGEST_EXPONENT = 10**15
"""Decimal exponents beyond this are nothing that anybody reads."""
EXACT = 10_000
"""Bits of a rational number up to which it is rounded by whole numbers, ties to even."""
SPARE = 128
"""Bits beyond those of the ball, for powers of ten with long exponents."""
LOOKS = 20
"""So often in a second the clock is looked at while another thread computes balls."""
_flint = RLock()


class NoBall(Exception):
    """The value cannot be enclosed at this precision (a denominator may be 0, say)."""


def sign_of_closed(p: Poly) -> int:
    """POS or NEG when a ball excludes 0, ZERO when it is 0 and has no radius; ANY when no precision
    tried decides."""
    for precision in PRECISIONS:
        value = ball(p, precision)
        if value is None:
            continue
        if value > 0:
            return POS
        if value < 0:
            return NEG
        if value.is_zero():  # floor(pi) - 3
            return ZERO
    return ANY


def ball(p: Poly, bits: int) -> arb | None:
    """A ball that contains the value of the closed polynomial p; None where none is found."""
    try:
        return enclose(p, bits)
    except NoBall:
        return None


def enclose(p: Poly, bits: int) -> arb:
    """A ball that contains the value of the closed polynomial p; raises `NoBall`."""
    with working_precision(bits):
        return _poly(p, {})


@contextmanager
def working_precision(bits: int) -> Iterator[None]:
    """Balls are computed with so many bits, and with as many as before after that.

    flint has one precision for the whole process. Were it changed meanwhile, balls would still be
    true, but wider than asked for; so one thread computes at a time. Raises `OutOfTime`.
    """
    while not _flint.acquire(timeout=1 / LOOKS):
        check_time()
    before = ctx.prec
    try:
        ctx.prec = bits
        yield
    finally:
        ctx.prec = before
        _flint.release()


# ---- balls of sums, powers and functions ----


def _poly(p: Poly, seen: dict[Atom, arb]) -> arb:
    total = arb(0)
    for m, c in p.terms.items():
        value = arb(fmpq(c))
        for base, exponent in m:
            value *= _power(base, fmpq(exponent), seen)
        total += value
    if not total.is_finite():
        raise NoBall
    return total


def _power(base: Atom, exponent: fmpq, seen: dict[Atom, arb]) -> arb:
    if base.kind == "exp":
        # powers of exp are exp of multiples: exponents may be fractions there
        return (_poly(cast(Poly, base.argument), seen) * arb(exponent)).exp()
    if base not in seen:  # shared atoms once: a ball takes long at 4,096 bits
        seen[base] = _atom(base, seen)
    return seen[base] ** int(exponent.p)


def _positive(x: arb) -> arb:
    """x, once it is certain that it is positive."""
    if not x > 0:
        raise NoBall
    return x


def _nonzero(x: arb) -> arb:
    if x.contains(0):
        raise NoBall
    return x


def _floor(x: arb) -> arb:
    whole = x.floor()
    if not whole.is_exact():  # the ball holds an integer: both sides of the jump are possible
        raise NoBall
    return whole


def _indicator(x: arb) -> arb:
    return arb(1 if _nonzero(x) > 0 else 0)


_VALUES: dict[str, Callable[[arb], arb]] = {
    "log": lambda x: _positive(x).log(),
    "sin": lambda x: x.sin(),
    "cos": lambda x: x.cos(),
    "atan": lambda x: x.atan(),
    "asin": lambda x: x.asin(),
    "erf": lambda x: x.erf(),
    "floor": _floor,
    "relu": lambda x: x.max(arb(0)),
    "inv": lambda x: 1 / _nonzero(x),
    "pos": _indicator,
    "nul": lambda x: _nonzero(x) * 0,  # that a number is 0, no ball shows
}


def _atom(base: Atom, seen: dict[Atom, arb]) -> arb:
    argument = base.argument
    match base.kind, argument:
        case "pi", _:
            return arb.pi()
        case "root", (Poly() as inner, int() as degree):
            return _positive(_poly(inner, seen)).root(degree)  # of u < 0 it is 0: declined
        case "max", tuple():
            values = [_poly(cast(Poly, part), seen) for part in argument]
            total = arb(0)
            for value in values:
                total = total.max(value)
            return total
        case kind, Poly() if kind in _VALUES:
            return _VALUES[kind](_poly(argument, seen))
        case _:
            raise NoBall


# ---- decimals: balls that round in one way only ----


@lru_cache(maxsize=512)
def _ball(p: Poly, precision: int) -> arb:
    return enclose(p, precision)


def decimal(p: Poly, digits: int) -> tuple[int, int] | None:
    """(n, e): p without variables is n * 10**e, rounded to so many digits; None where no precision
    tried settles the last one. Raises `Rejected` where the exponent is too long to be written."""
    if p.is_constant and bits(p.constant) <= EXACT:
        return _of_rational(p.constant, digits)
    for precision in PRECISIONS:
        try:
            found = _of_ball(_ball(p, precision), digits, precision)
        except NoBall:
            continue
        if found is not None:
            return found
    return None


def decimal_of(value: Number | arb, digits: int) -> tuple[int, int] | None:
    """The same of a rational number, or of whatever a ball holds; None where that is not settled.

    Raises `Rejected` where the exponent is too long to be written.
    """
    if isinstance(value, arb):
        return _of_ball(value, digits, max(PRECISIONS))
    if bits(value) <= EXACT:
        return _of_rational(value, digits)
    # weights of deep networks make numbers of a million digits, of which six are shown
    with working_precision(SPARE):
        near = arb(fmpq(value))
    return _of_ball(near, digits, SPARE)


def _of_rational(value: Number, digits: int) -> tuple[int, int]:
    """The nearest decimal with so many digits; of two, the even one."""
    if value == 0:
        return 0, 0
    size = fmpq(value) if value > 0 else -fmpq(value)
    exponent = len(str(size.p)) - len(str(size.q)) - digits
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
    with working_precision(precision + SPARE):
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
    if whole == 10**digits:
        whole, exponent = 10 ** (digits - 1), exponent + 1
    return int(whole) if value > 0 else -int(whole), exponent


THEORY = Theory(name="enclosure", sign_of_closed=sign_of_closed, ball=ball, decimal=decimal)

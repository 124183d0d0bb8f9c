"""Closed polynomials in ball arithmetic (Arb): certain signs of transcendental numbers.

A ball is a midpoint and a radius, and contains the number. It shows a sign where it excludes 0;
where it touches 0, or the edge of a function's domain, it says nothing at all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from flint import arb, ctx, fmpq

from symlin.kernel.algebra import Theory
from symlin.kernel.intervals import ANY, NEG, POS
from symlin.kernel.polynomial import Atom, Poly

PRECISIONS = (64, 128, 256, 512, 1024, 2048, 4096)
"""Bits tried, in order: most numbers are decided by the first; the last tells apart what differs by
1e-1200. What agrees so far is most likely equal, which no ball can show."""


class NoBall(Exception):
    """The value cannot be enclosed at this precision (a denominator may be 0, say)."""


def sign_of_closed(p: Poly) -> int:
    """POS or NEG when a ball excludes 0; ANY when no precision tried decides."""
    for bits in PRECISIONS:
        try:
            value = enclose(p, bits)
        except NoBall:
            continue
        if value > 0:
            return POS
        if value < 0:
            return NEG
    return ANY


def enclose(p: Poly, bits: int) -> arb:
    """A ball that contains the value of the closed polynomial p; raises `NoBall`."""
    before = ctx.prec
    ctx.prec = bits
    try:
        return _poly(p, {})
    finally:
        ctx.prec = before


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
        return (_poly(cast(Poly, base.argument), seen) * arb(exponent)).exp()
    if base not in seen:
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
    if not whole.is_exact():
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
    "nul": lambda x: _nonzero(x) * 0,
}


def _atom(base: Atom, seen: dict[Atom, arb]) -> arb:
    argument = base.argument
    match base.kind, argument:
        case "pi", _:
            return arb.pi()
        case "root", (Poly() as inner, int() as degree):
            return _positive(_poly(inner, seen)).root(degree)
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


THEORY = Theory(name="enclosure", sign_of_closed=sign_of_closed)

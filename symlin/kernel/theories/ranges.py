"""Ranges: a sum lies between the sum of lower and the sum of upper bounds of its parts.

A monomial has the bounds that its function has everywhere (a sine lies in [-1, 1]), those of its
sign, and those that facts set to it alone.
"""

from __future__ import annotations

from symlin.kernel.algebra import KnownSigns, Theory
from symlin.kernel.intervals import ANY, Interval
from symlin.kernel.numbers import Number
from symlin.kernel.polynomial import UNIT, Monomial, Poly


def sign_of_sum(signs: KnownSigns, p: Poly) -> int:
    """Interval arithmetic over the monomials, each bounded by itself."""
    total = Interval(0, 0)
    for m, c in p.terms.items():
        total = _plus(total, c, range_of_monomial(signs, m))
        if total.low is None and total.high is None:  # whatever follows
            return ANY
    return total.compare(0)


def _plus(a: Interval, factor: Number, b: Interval) -> Interval:
    """The values of a + factor * b."""
    low, high, low_open, high_open = b.low, b.high, b.low_open, b.high_open
    if factor < 0:  # a negative factor exchanges the ends
        low, high, low_open, high_open = high, low, high_open, low_open
    return Interval(
        None if a.low is None or low is None else a.low + factor * low,
        None if a.high is None or high is None else a.high + factor * high,
        a.low_open or low_open,
        a.high_open or high_open,
    )


def range_of_monomial(signs: KnownSigns, m: Monomial) -> Interval:
    """The values that a monomial may have where the facts hold."""
    if m == UNIT:  # the constant term's monomial is 1
        return Interval(1, 1)
    single = len(m) == 1 and m[0][1] == 1
    bounds = signs.theories.ranges.get(m[0][0].kind) if single else None
    found = Interval() if bounds is None else Interval(*bounds)
    found.narrow(0, signs.sign_of_monomial(m))
    known = signs.intervals.get(Poly({m: 1}))
    if known is not None:
        found.raise_low(known.low, known.low_open)
        found.lower_high(known.high, known.high_open)
    return found


THEORY = Theory(name="ranges", signs_of_sums={"ranges": sign_of_sum})

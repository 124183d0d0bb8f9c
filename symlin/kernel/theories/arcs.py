"""Sums of arcs: n atan(u) + m asin(v) + q pi has the sign of its sine, where it lies in (-pi, pi).

The sine is worked out by the addition theorems, and is an algebraic function of u and v. Between
-3 pi/2 and 3 pi/2 the same is true where the cosine is positive: the sum lies in (-pi/2, pi/2).
Between -2 pi and 2 pi only 0 has the sine 0 and the cosine 1.
"""

from __future__ import annotations

from math import lcm

from flint import fmpq

from symlin.kernel.algebra import Algebra, Theory
from symlin.kernel.intervals import ANY, NEG, NONNEG, NONZERO, POS, ZERO
from symlin.kernel.numbers import quotient
from symlin.kernel.polynomial import ONE_POLY, Atom, Poly, atom, atom_poly, combine
from symlin.kernel.term import Op

MOST_ARCS = 8
"""Arcs in a sum, counted as often as they occur: each doubles its sine."""
MOST_TURNS = 64
"""The same where the arcs are numbers, as in formulas for pi: their sines are numbers as well."""
HALF_TURN, NEARLY, TURN = 2, 3, 4
"""Quarters of a turn: within two the sine alone has the sum's sign, within three beside a positive
cosine; within four the sum is 0 where the sine is 0 and the cosine 1."""

SIGNS: tuple[tuple[Op, int], ...] = (("=", ZERO), (">", POS), (">=", NONNEG), ("!=", NONZERO))


def sign_of_arcs(algebra: Algebra, p: Poly) -> int:
    """The sign of a sum of arcs, by its sine."""
    if not _is_sum_of_arcs(p):
        return ANY
    common = lcm(*(int(fmpq(c).q) for c in p.terms.values()))  # sines of whole multiples are known
    whole = p.scaled(common)
    arcs = sum(abs(int(c)) for m, c in whole.terms.items() if m[0][0].kind != "pi")
    if arcs > (MOST_TURNS if p.closed else MOST_ARCS):
        return ANY
    reach = next((q for q in (HALF_TURN, NEARLY, TURN) if _is_within(algebra, whole, q)), None)
    if reach is None:
        return ANY
    sine = algebra.apply("sin", whole)
    sign = next((s for op, s in SIGNS if algebra.compare(op, sine) is True), ANY)
    if reach == HALF_TURN or sign == ANY:
        return sign
    cosine = algebra.apply("cos", whole)
    if reach == NEARLY and algebra.compare(">", cosine) is True:
        return sign
    return ZERO if sign == ZERO and algebra.compare("=", cosine - ONE_POLY) is True else ANY


def _is_sum_of_arcs(p: Poly) -> bool:
    kinds = {m[0][0].kind if len(m) == 1 and m[0][1] == 1 else "" for m in p.terms}
    some = len(p.terms) > 1 and not kinds.isdisjoint(("atan", "asin"))
    return some and kinds <= {"atan", "asin", "pi"}


# ---- how far the sum may be from 0 ----


def _is_within(algebra: Algebra, p: Poly, quarters: int) -> bool:
    """Whether p lies strictly between -quarters and quarters of a turn."""
    if p.closed:  # a ball says more
        limit = atom_poly(atom("pi")).scaled(quotient(quarters, 2))
        gaps = (combine([(1, limit), (side, p)]) for side in (1, -1))
        return all(algebra.signs.sign(gap) == POS for gap in gaps)
    sides = (_most(algebra, q) for q in (p, -p))
    return all(most < quarters or (most == quarters and strict) for most, strict in sides)


def _most(algebra: Algebra, p: Poly) -> tuple[fmpq, bool]:
    """The most quarters that p may reach, and whether it stays below: no arctangent is a whole
    quarter, but one may be 0."""
    total, strict = fmpq(0), False
    for m, c in p.terms.items():
        low, high = _quarters(algebra, m[0][0])
        most = max(c * low, c * high)
        total += most
        strict = strict or (m[0][0].kind == "atan" and most > 0)
    return total, strict


def _quarters(algebra: Algebra, base: Atom) -> tuple[int, int]:
    """Bounds of pi, or of an arc by its sign, in quarters of a turn."""
    if base.kind == "pi":
        return 2, 2
    mask = algebra.signs.sign_of_atom(base)
    return (-1 if mask & NEG else 0), (1 if mask & POS else 0)


THEORY = Theory(name="arcs", signs_by_product={"arcs": sign_of_arcs})

"""Arcs, and sums of them.

n atan(u) + m asin(v) + q pi has the sign of its sine, where it lies in (-pi, pi). The sine is
worked out by the addition theorems, and is an algebraic function of u and v. Between -3 pi/2 and
3 pi/2 the same is true where the cosine is positive: the sum lies in (-pi/2, pi/2). Between -2 pi
and 2 pi only 0 has the sine 0 and the cosine 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import lcm
from typing import cast

from flint import fmpq

from symlin.kernel.algebra import Algebra, Theory
from symlin.kernel.intervals import ANY, NEG, NONNEG, NONZERO, POS, ZERO
from symlin.kernel.numbers import quotient
from symlin.kernel.polynomial import (
    ONE_POLY,
    Atom,
    Poly,
    atom,
    atom_poly,
    atoms_of,
    combine,
    constant_poly,
)
from symlin.kernel.term import Op
from symlin.kernel.theories.monomials import odd

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


# ---- arcs of sines, cosines and tangents ----


def arctangent(algebra: Algebra, u: Poly) -> Poly:
    """atan u; for a fraction 1/w with w of known sign it is pi/2 - atan(w), or -pi/2 - atan(w)."""
    known = _angle_of(algebra, u, tangent=True)
    if known is not None:
        return known
    w = _reciprocal(u)
    mask = ANY if w is None else algebra.signs.sign(w)
    if w is None or mask not in (NEG, POS):  # at w = 0 atan(1/w) jumps
        return _odd_inverse("atan", u, 4)
    quarter = atom_poly(atom("pi")).scaled(quotient(1 if mask == POS else -1, 2))
    return quarter - _odd_inverse("atan", w, 4)


def arcsine(algebra: Algebra, u: Poly) -> Poly:
    """asin u."""
    known = _angle_of(algebra, u, tangent=False)
    return _odd_inverse("asin", u, 2) if known is None else known


def _angle_of(algebra: Algebra, u: Poly, *, tangent: bool) -> Poly | None:
    """t for u = sin(t) with |t| <= pi/2, or for u = tan(t) with |t| < pi/2."""
    quarter = atom_poly(atom("pi")).scaled(quotient(1, 2))
    for t in _angles(algebra, u, quarter, tangent):
        ends = algebra.signs.sign(quarter - t) | algebra.signs.sign(quarter + t)
        if not ends & (NEG | ZERO if tangent else NEG):
            return t
    return None


def _angles(algebra: Algebra, u: Poly, quarter: Poly, tangent: bool) -> Iterator[Poly]:
    """Angles with the sine, or the tangent, u: multiples of those in u, turned by half turns."""
    for base in atoms_of(u):
        if base.kind not in ("sin", "cos") or not base.names:
            continue
        for k in range(1, TURN + 1):  # of larger multiples few expand
            t = cast(Poly, base.argument).scaled(k)
            s, c = algebra.apply("sin", t), algebra.apply("cos", t)
            if tangent:
                pairs = [(algebra.product(s, algebra.inverse(c)), t)]
            else:  # cos(t) = sin(pi/2 - t)
                pairs = [(s, t), (c, quarter - t)]
            for value, angle in pairs:
                if u in (value, -value):
                    a = angle if u == value else -angle
                    yield a
                    for turn in (quarter.scaled(2), quarter.scaled(-2)):
                        yield a + turn if tangent else turn - a  # sin(pi - a) is sin(a)


def _odd_inverse(kind: str, u: Poly, part: int) -> Poly:
    """f(-u) = -f(u), and f(±1) is ±pi divided by `part`."""
    if u.is_constant and abs(fmpq(u.constant)) == 1:
        return atom_poly(atom("pi")).scaled(quotient(u.constant, part))
    return odd(kind, u)


def _reciprocal(u: Poly) -> Poly | None:
    """w with u = 1/w for w != 0, where u is a number between -1 and 1 or c/v with a single v."""
    if u.is_constant:
        return constant_poly(quotient(1, u.constant)) if 0 < abs(fmpq(u.constant)) < 1 else None
    if len(u.terms) != 1:
        return None
    ((m, c),) = u.terms.items()
    if len(m) != 1 or m[0][0].kind != "inv" or m[0][1] != 1:
        return None
    return cast(Poly, m[0][0].argument).scaled(quotient(1, c))


THEORY = Theory(
    name="arcs",
    functions={"atan": arctangent, "asin": arcsine},
    signs_by_product={"arcs": sign_of_arcs},
)

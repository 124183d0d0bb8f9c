"""floor: whole parts leave it, and it is never far below its argument."""

from __future__ import annotations

from typing import cast

from flint import fmpq

from symlin.kernel.algebra import EVEN, ODD, Algebra, KnownSigns, Theory
from symlin.kernel.certificate import Lemma, Rejected
from symlin.kernel.intervals import NEG, NONNEG, POS, ZERO
from symlin.kernel.numbers import Number, exact
from symlin.kernel.polynomial import (
    Atom,
    Monomial,
    Poly,
    atom,
    atom_poly,
    constant_poly,
)
from symlin.kernel.term import ONE, Guard, add, conjunction, const, disjunction, function, ge, gt
from symlin.kernel.theories.monomials import monomial_poly

WHOLE = ("floor", "pos", "nul")
"""Kinds of atoms that are whole numbers whatever their arguments are."""


def floor(algebra: Algebra, u: Poly) -> Poly:
    """floor(n + r) = n + floor(r) for the integer-valued part n: whole multiples of products of
    whole numbers. Half of a whole number h is rounded up by floor(h + 1/2) = 2 h - floor(h)."""
    whole: dict[Monomial, Number] = {}
    rest: dict[Monomial, Number] = {}
    halves = True
    for m, c in u.terms.items():
        if all(algebra.theories.parities(algebra.signs, a) for a, _ in m):
            below = int(fmpq(c).floor())
            whole[m], rest[m] = below, exact(c - below)
            halves = halves and 2 * rest[m] in (0, 1)
        else:
            rest[m], halves = c, False
    fraction = Poly({m: c for m, c in rest.items() if c != 0})
    outer = Poly({m: c for m, c in whole.items() if c != 0})
    if fraction.is_constant:  # what is left is at least 0 and less than 1
        return outer
    if halves and fraction.constant:
        half = fraction - constant_poly(fraction.constant)
        return outer + half.scaled(2) - atom_poly(atom("floor", half))
    left = atom_poly(atom("floor", _without_floor(algebra, fraction)))
    known = algebra.signs.intervals.get(left)
    if known is not None and known.low == known.high and isinstance(known.low, int):
        return outer + constant_poly(known.low)  # the facts say which number it is
    return outer + left


def _without_floor(algebra: Algebra, u: Poly) -> Poly:
    """v under the same floor, where u is the root of floor(v) + n, or the opposite of that of
    ceiling(v) + n, for whole n: between powers of whole numbers lie v and its floor, or neither."""
    sign = u.terms[u.lead]
    if len(u.terms) != 1 or len(u.lead) != 1 or u.lead[0][1] != 1 or sign not in (1, -1):
        return u
    base = u.lead[0][0]
    if base.kind != "root":
        return u
    inner, degree = cast(tuple[Poly, int], base.argument)
    for m, c in inner.terms.items():
        rest = inner - monomial_poly(m, c)
        is_floor = len(m) == 1 and m[0][1] == 1 and m[0][0].kind == "floor"
        if c == sign and is_floor and _is_whole(algebra, rest):
            v = cast(Poly, m[0][0].argument).scaled(c) + rest
            return algebra.root(v, degree).scaled(sign)
    return u


def _is_whole(algebra: Algebra, p: Poly) -> bool:
    return all(
        fmpq(c).q == 1 and all(algebra.theories.parities(algebra.signs, a) for a, _ in m)
        for m, c in p.terms.items()
    )


def parities(signs: KnownSigns, base: Atom) -> int:
    """What is known of an atom that is a floor, an indicator, or by a fact a sum of such."""
    if base.is_unit:  # its exponents may be fractions
        return 0
    only, found = ((base, 1),), EVEN | ODD if base.kind in WHOLE else 0
    for form, interval in signs.intervals.items():
        value = interval.low
        if value is None or value != interval.high or only not in form.terms:
            continue
        others = [c for m, c in form.terms.items() if m != only]
        beside = (a for m in form.terms if m != only for a, _ in m)
        # the atom is `value` minus the others, if it stands there once
        if form.terms[only] != 1 or not all(a.kind in WHOLE for a in beside):
            continue
        if fmpq(value).q != 1 or any(fmpq(c).q != 1 for c in others):
            continue
        if all(c % 2 == 0 for c in others):
            return ODD if value % 2 else EVEN
        found = EVEN | ODD
    return found


def _sign(signs: KnownSigns, base: Atom) -> int:
    """floor(u) < 0 for u < 0, and >= 0 for u >= 0."""
    mask = signs.sign(cast(Poly, base.argument))
    return (NEG if mask & NEG else 0) | (NONNEG if mask & POS else mask & ZERO)


def _bounds(lemma: Lemma) -> Guard:
    """floor(u) <= u < floor(u) + 1."""
    value = function("floor", lemma.term)
    return conjunction(ge(lemma.term, value), gt(add(value, ONE), lemma.term))


def _gap(lemma: Lemma) -> Guard:
    """floor(u) <= k or floor(u) >= k + 1, for an integer k: no floor lies between.

    Raises `Rejected` where k is no integer.
    """
    if not isinstance(lemma.bound, int):
        raise Rejected("the bound of a lemma about integers must be one")
    value = function("floor", lemma.term)
    return disjunction(ge(const(lemma.bound), value), ge(value, const(lemma.bound + 1)))


THEORY = Theory(
    name="integers",
    functions={"floor": floor},
    parities=parities,
    signs={"floor": _sign},
    lemmas={"floor": _bounds, "integer": _gap},
)

"""exp and log.

Normal forms hold exp only of single monomials, with rational exponents: e^(u+v) = e^u e^v, and
(e^m)^c is a power of one atom. Logarithms are taken apart where all factors are positive.
"""

from __future__ import annotations

from math import lcm
from typing import cast

from flint import fmpq

from symlin.kernel.algebra import Algebra, KnownSigns, Theory
from symlin.kernel.certificate import Lemma
from symlin.kernel.intervals import ANY, NEG, POS
from symlin.kernel.numbers import Number, quotient
from symlin.kernel.polynomial import (
    ONE_POLY,
    Atom,
    Monomial,
    Poly,
    atom,
    atom_poly,
    combine,
    common_monomial,
    constant_poly,
    monic,
    without,
)
from symlin.kernel.term import ONE, Guard, add, function, ge
from symlin.kernel.theories.monomials import monomial_poly
from symlin.kernel.theories.primes import factor_partly

LARGEST = 64
"""Largest power or root to which the argument of a logarithm is raised: a power of a sum of three
terms has 2,145 monomials then."""


# ---- exp: a product of powers of atoms, each of them positive ----


def exponential(algebra: Algebra, u: Poly) -> Poly:
    """exp(sum c m) = product of exp(m)**c; exp(c log v) = v**c for v > 0."""
    factors = (_exp_of_monomial(algebra, m, c) for m, c in u.terms.items())
    return algebra.product(*factors)


def _exp_of_monomial(algebra: Algebra, m: Monomial, c: Number) -> Poly:
    if len(m) == 1 and m[0][0].kind == "log" and m[0][1] == 1:  # exp(c log v)
        inner = cast(Poly, m[0][0].argument)
        ratio = fmpq(c)
        if algebra.signs.sign(inner) == POS and abs(ratio) <= LARGEST and ratio.q <= LARGEST:
            whole = ratio.q == 1
            base = inner if whole else algebra.root(inner, int(ratio.q))
            return algebra.power(base, int(ratio.p))
    return atom_poly(atom("exp", monomial_poly(m)), c)


# ---- log: a sum of logarithms of positive factors ----


def logarithm(algebra: Algebra, u: Poly) -> Poly:
    """log(c m r) = log c + log m + log r for positive factors; log(exp(v)) = v. A negative factor
    counts as its opposite: the whole is positive."""
    positive = algebra.signs.sign(u) == POS
    found = _log_of_fraction(algebra, u, positive)
    if found is not None:
        return found
    if not positive:  # log is 0 there, and none of its laws holds
        return atom_poly(atom("log", u))
    rest, factor = monic(u)
    parts: list[tuple[Number, Poly]] = []
    for base, exponent in common_monomial(u.terms):
        if base.kind == "exp":
            parts.append((exponent, cast(Poly, base.argument)))
        elif algebra.signs.sign_of_atom(base) == POS:
            parts.append((exponent, _log_of_atom(algebra, base)))
        elif algebra.signs.sign_of_atom(base) == NEG:
            parts.append((exponent, _log_of_opposite(algebra, base)))
            rest = rest.scaled((-1) ** cast(int, exponent))
        else:
            continue
        rest = without(rest, ((base, exponent),))
    # the whole is positive, and so are the factors that left: what is left has the sign of `factor`
    rest = rest if factor > 0 else -rest
    parts.extend(logarithms(factor if factor > 0 else -factor))
    if rest != ONE_POLY:
        parts.append((1, atom_poly(atom("log", rest))))
    return combine(parts)


def _log_of_fraction(algebra: Algebra, u: Poly, positive: bool) -> Poly | None:
    """log(n/d) = log |n| - log |d| for n/d > 0, where there is a denominator."""
    numerator, denominators = algebra.fraction(u)
    factors = ((numerator, -1), *denominators)
    signs = [algebra.signs.sign(q) for q, _ in factors]
    if not denominators or any(sign not in (POS, NEG) for sign in signs):
        return None
    turns = sum(k for sign, (_, k) in zip(signs, factors, strict=True) if sign == NEG)
    if not positive and turns % 2:
        return None
    sides = (
        (q, k) if sign == POS else (-q, k) for sign, (q, k) in zip(signs, factors, strict=True)
    )
    return combine((-k, logarithm(algebra, q)) for q, k in sides)


def _log_of_atom(algebra: Algebra, base: Atom) -> Poly:
    """log(root_d(v)) = log(v)/d and log(1/v) = -log(v), for a positive atom."""
    if base.kind == "root":
        inner, degree = cast(tuple[Poly, int], base.argument)
        return logarithm(algebra, inner).scaled(quotient(1, degree))
    if base.kind == "inv":
        return -logarithm(algebra, cast(Poly, base.argument))
    return atom_poly(atom("log", atom_poly(base)))


def _log_of_opposite(algebra: Algebra, base: Atom) -> Poly:
    """log(-v) for a negative atom, and log(-1/v) = -log(-v)."""
    if base.kind == "inv":
        return -logarithm(algebra, -cast(Poly, base.argument))
    return atom_poly(atom("log", -atom_poly(base)))


def logarithms(ratio: Number) -> list[tuple[Number, Poly]]:
    """log(ratio) for a ratio > 0, as a weighted sum of logarithms of whole numbers."""
    parts: list[tuple[Number, Poly]] = []
    for number, sign in ((int(fmpq(ratio).p), 1), (int(fmpq(ratio).q), -1)):
        for factor, exponent in factor_partly(number).items():
            parts.append((sign * exponent, atom_poly(atom("log", constant_poly(factor)))))
    return parts


# ---- signs: exp is positive and increasing, and log is its inverse ----


def _sign_of_exp(signs: KnownSigns, base: Atom) -> int:
    return POS


def _sign_of_log(signs: KnownSigns, base: Atom) -> int:
    """That of u - 1 for u > 0. Where u <= 0 the logarithm is 0, and u - 1 would say NEG."""
    inner = cast(Poly, base.argument)
    above_one = signs.sign(inner - ONE_POLY)
    if not above_one & NEG:
        return above_one
    return above_one if signs.sign(inner) == POS else ANY


def exponent_difference(p: Poly) -> Poly | None:
    """u - v + log(a/b), which has the sign of p = a exp(u) - b exp(v) with a, b > 0; None for
    polynomials of another form."""
    if len(p.terms) != 2 or any(base.kind != "exp" for m in p.terms for base, _ in m):
        return None
    (m, a), (n, b) = sorted(p.terms.items(), key=lambda item: -item[1])  # the positive one first
    if not a > 0 > b:
        return None
    above = [(e, cast(Poly, base.argument)) for base, e in m]
    below = [(-e, cast(Poly, base.argument)) for base, e in n]  # a e^u / (b e^v) against 1
    return combine([*above, *below, *logarithms(quotient(a, -b))])


def exponentiated(algebra: Algebra, p: Poly) -> Poly | None:
    """A polynomial with the sign of exp(n p) - 1 for some n > 0, which is that of p, where the
    logarithms that p is a sum of leave by that; None for other p."""
    weights = _logarithms(algebra.signs, p)
    if not weights:
        return None
    common = lcm(*(int(fmpq(w).q) for w in weights))
    if any(abs(fmpq(w * common)) > LARGEST for w in weights):
        return None
    power = exponential(algebra, p.scaled(common)) - ONE_POLY  # without fractional powers
    cleared, factor = algebra.clear(power)
    if factor == NEG:
        return -cleared
    return cleared if factor == POS else power


def _logarithms(signs: KnownSigns, p: Poly) -> list[Number] | None:
    """The coefficients of the logarithms in p, all of positive terms; None where one stands in a
    product, and where all are of numbers."""
    weights: list[Number] = []
    moving = False
    for m, c in p.terms.items():
        logs = [base for base, _ in m if base.kind == "log"]
        if not logs:  # other terms become factors that are exponentials
            continue
        inner = cast(Poly, logs[0].argument)
        if len(m) > 1 or m[0][1] != 1 or signs.sign(inner) != POS:
            return None
        weights.append(c)
        moving |= not inner.is_constant  # of numbers a ball says more
    return weights if moving else None


def _tangent(lemma: Lemma) -> Guard:
    """exp(u) >= 1 + u: exp is convex, and lies above its tangent at 0."""
    return ge(function("exp", lemma.term), add(ONE, lemma.term))


THEORY = Theory(
    name="exponential",
    functions={"exp": exponential, "log": logarithm},
    signs={"exp": _sign_of_exp, "log": _sign_of_log},
    same_sign=exponent_difference,
    same_sign_by_product=exponentiated,
    lemmas={"exp": _tangent},
)

"""exp and log: products of powers of exp, sums of logarithms of positive factors."""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING, cast

from flint import fmpq

from symlin.kernel.intervals import NEG, POS
from symlin.kernel.numbers import Number, quotient
from symlin.kernel.polynomial import (
    ONE_POLY,
    Atom,
    Monomial,
    Poly,
    atom,
    atom_poly,
    combine,
    constant_poly,
    content,
    monomial_poly,
    primitive,
    without,
)
from symlin.kernel.theories.factoring import factor_partly
from symlin.kernel.theories.roots import root

if TYPE_CHECKING:
    from symlin.kernel.normal import Context
    from symlin.kernel.signs import Signs


def exponential(context: Context, u: Poly) -> Poly:
    """exp(sum c m) = product of exp(m)**c; exp(c log v) = v**c for v > 0."""
    result = ONE_POLY
    for m, c in u.terms.items():
        result = context.product(result, _exp_of_monomial(context, m, c))
    return result


def _exp_of_monomial(context: Context, m: Monomial, c: Number) -> Poly:
    if len(m) == 1 and m[0][0].kind == "log" and m[0][1] == 1:
        inner = cast(Poly, m[0][0].argument)
        ratio = fmpq(c)
        if context.signs.sign(inner) == POS and abs(ratio) <= 64 and ratio.q <= 64:
            base = inner if ratio.q == 1 else root(context, inner, int(ratio.q))
            return context.power(base, int(ratio.p))
    return atom_poly(atom("exp", monomial_poly(m)), c)


def logarithm(context: Context, u: Poly) -> Poly:
    """log(c m r) = log c + log m + log r for positive factors; log(exp(v)) = v."""
    numerator, denominators = context.fraction(u)
    factors = (numerator, *(q for q, _ in denominators))
    if denominators and all(context.signs.sign(q) == POS for q in factors):
        logs = [(-k, logarithm(context, q)) for q, k in denominators]
        return combine([(1, logarithm(context, numerator)), *logs])
    if context.signs.sign(u) != POS:
        return atom_poly(atom("log", u))
    rest, factor = primitive(u)
    parts: list[tuple[Number, Poly]] = []
    for base, exponent in content(u):
        if base.kind == "exp":
            parts.append((exponent, cast(Poly, base.argument)))
        elif context.signs.sign_of_atom(base) == POS:
            parts.append((exponent, _log_of_atom(context, base)))
        else:
            continue
        rest = without(rest, ((base, exponent),))
    rest = rest if factor > 0 else -rest
    parts.extend(logarithms(factor if factor > 0 else -factor))
    if rest != ONE_POLY:
        parts.append((1, atom_poly(atom("log", rest))))
    return combine(parts)


def _log_of_atom(context: Context, base: Atom) -> Poly:
    if base.kind == "root":
        inner, degree = cast(tuple[Poly, int], base.argument)
        return logarithm(context, inner).scaled(quotient(1, degree))
    if base.kind == "inv":
        return -logarithm(context, cast(Poly, base.argument))
    return atom_poly(atom("log", atom_poly(base)))


LARGEST = 64
"""Largest power to which the argument of a logarithm is raised."""


def exponentiated(context: Context, p: Poly) -> Poly | None:
    """A polynomial with the sign of exp(n p) - 1 for some n > 0, which is that of p, where the
    logarithms that p is a sum of leave by that; None for other p."""
    weights = _logarithms(context.signs, p)
    if not weights:
        return None
    common = lcm(*(int(fmpq(w).q) for w in weights))
    if any(abs(fmpq(w * common)) > LARGEST for w in weights):
        return None
    power = exponential(context, p.scaled(common)) - ONE_POLY
    cleared, factor = context.clear(power)
    if factor == NEG:
        return -cleared
    return cleared if factor == POS else power


def _logarithms(signs: Signs, p: Poly) -> list[Number] | None:
    """The coefficients of the logarithms in p, all of positive terms; None where one stands in a
    product, and where all are of numbers."""
    weights: list[Number] = []
    moving = False
    for m, c in p.terms.items():
        logs = [base for base, _ in m if base.kind == "log"]
        if not logs:
            continue
        inner = cast(Poly, logs[0].argument)
        if len(m) > 1 or m[0][1] != 1 or signs.sign(inner) != POS:
            return None
        weights.append(c)
        moving |= not inner.is_constant
    return weights if moving else None


def exponent_difference(p: Poly) -> Poly | None:
    """u - v + log(a/b), which has the sign of p = a exp(u) - b exp(v) with a, b > 0; None for
    polynomials of another form."""
    if len(p.terms) != 2 or any(base.kind != "exp" for m in p.terms for base, _ in m):
        return None
    (m, a), (n, b) = sorted(p.terms.items(), key=lambda item: -item[1])
    if not a > 0 > b:
        return None
    above = [(e, cast(Poly, base.argument)) for base, e in m]
    below = [(-e, cast(Poly, base.argument)) for base, e in n]
    return combine([*above, *below, *logarithms(quotient(a, -b))])


def logarithms(ratio: Number) -> list[tuple[Number, Poly]]:
    """log(ratio) for a ratio > 0, as a weighted sum of logarithms of whole numbers."""
    parts: list[tuple[Number, Poly]] = []
    for number, sign in ((int(fmpq(ratio).p), 1), (int(fmpq(ratio).q), -1)):
        for prime, exponent in factor_partly(number).items():
            parts.append((sign * exponent, atom_poly(atom("log", constant_poly(prime)))))
    return parts

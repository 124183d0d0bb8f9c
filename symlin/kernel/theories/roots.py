"""Roots: what leaves them, and signs of sums that hold a square root."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flint import fmpq

from symlin.kernel.fractions import inverse
from symlin.kernel.intervals import ANY, NEG, POS, flip, plus
from symlin.kernel.numbers import Number, exact, number_power, quotient
from symlin.kernel.polynomial import (
    ONE_POLY,
    ZERO_POLY,
    Atom,
    Monomial,
    Poly,
    Terms,
    _replace,
    atom,
    atom_poly,
    atoms_of,
    constant_poly,
    content,
    monomial_poly,
    primitive,
    without,
)
from symlin.kernel.theories.factoring import factor_partly, factored, square_root

if TYPE_CHECKING:
    from symlin.kernel.normal import Context
    from symlin.kernel.signs import Signs

SQUARES = 40
"""Most monomials under a root that is tried for being a perfect square."""

FACTORED = 12
"""Most monomials under a root that is tried for being a product."""


def root(context: Context, u: Poly, degree: int) -> Poly:
    """The root of u, 0 for u < 0: positive denominators, positive factors and even powers leave."""
    if not u:
        return ZERO_POLY
    numerator, denominators = context.fraction(u)
    if denominators and all(context.signs.sign(q) == POS for q, _ in denominators):
        outer = ONE_POLY
        for q, k in denominators:  # root(n / q^k) = root(n q^(-k mod d)) / q^ceil(k/d)
            numerator = context.product(numerator, context.power(q, -k % degree))
            outer = context.product(outer, context.power(inverse(context, q), -(-k // degree)))
        return context.product(root(context, numerator, degree), outer)
    common = content(u)
    rest, factor = primitive(without(u, common))
    sign = 1 if factor > 0 else -1
    result = _root_of_number(exact(abs(fmpq(factor))), degree)
    for base, exponent in common:
        power = monomial_poly(((base, exponent),))
        if base.kind == "exp":
            part = atom_poly(base, quotient(exponent, degree))
        elif not context.signs.sign_of_atom(base) & NEG:
            part = _root_of_power(context, atom_poly(base), cast(int, exponent), degree)
        elif not context.signs.sign_of_atom(base) & POS:
            part = _root_of_power(context, -atom_poly(base), cast(int, exponent), degree)
            sign = -sign if exponent % 2 else sign
        elif degree == 2 and exponent % 2 == 0:
            even = context.relu(atom_poly(base)) + context.relu(-atom_poly(base))
            part = context.power(even, cast(int, exponent) // 2)
        else:
            rest = context.product(rest, power)
            continue
        result = context.product(result, part)
    rest = rest.scaled(sign)
    if rest == ONE_POLY:
        return result
    if degree == 2 and (sine := _root_of_sine_squared(rest)) is not None:
        return context.product(result, context.relu(sine) + context.relu(-sine))
    if degree == 2 and 2 < len(rest.terms) <= SQUARES:
        found = square_root(rest)
        if found is not None:
            r, c = found
            if c > 0 and context.product(r, r).scaled(c) == rest:
                outer = context.product(result, _root_of_number(c, 2))
                return context.product(outer, context.relu(r) + context.relu(-r))
    parts = _factors_of_known_sign(context, rest)
    if parts is not None:
        roots = (context.power(root(context, part, degree), count) for part, count in parts)
        return context.product(result, *roots)
    if rest.is_constant and rest.constant < 0:
        return ZERO_POLY
    return context.product(result, atom_poly(atom("root", (rest, degree))))


def _root_of_sine_squared(p: Poly) -> Poly | None:
    """sin(v) for p = 1 - cos(v)^2, the normal form of sin(v)^2."""
    rest = ONE_POLY - p
    if len(rest.terms) == 1 and rest.terms[rest.lead] == 1 and len(rest.lead) == 1:
        ((base, exponent),) = rest.lead
        if base.kind == "cos" and exponent == 2:
            return atom_poly(atom("sin", base.argument))
    return None


def _factors_of_known_sign(context: Context, p: Poly) -> list[tuple[Poly, int]] | None:
    """Factors with their exponents, none of them negative where the facts hold, whose product is
    p, where there are several or one occurs more than once."""
    found = factored(p, FACTORED)
    if found is None or sum(count for _, count in found[1]) < 2:
        return None
    constant, factors = found
    parts: list[tuple[Poly, int]] = [(constant_poly(abs(fmpq(constant))), 1)]
    for factor, count in factors:
        mask = context.signs.sign(factor)
        if mask & NEG and mask & POS:
            return None
        parts.append((-factor if mask & NEG else factor, count))
    product = context.product(*(context.power(part, count) for part, count in parts))
    return parts if product == p else None


def _root_of_power(context: Context, base: Poly, exponent: int, degree: int) -> Poly:
    whole, part = divmod(exponent, degree)
    single = atom_poly(atom("root", (base, degree)))
    return context.product(context.power(base, whole), context.power(single, part))


def _root_of_number(value: Number, degree: int) -> Poly:
    """The root of a positive rational: root(a/b) = root(a b^(d-1)) / b, prime by prime."""
    ratio = fmpq(value)
    whole = int(ratio.p) * int(number_power(int(ratio.q), degree - 1))
    outside, factors = 1, {}
    for prime, exponent in factor_partly(whole).items():
        out, within = divmod(exponent, degree)
        outside *= prime**out
        if within:
            factors[atom("root", (constant_poly(prime), degree))] = within
    m = tuple(sorted(factors.items(), key=lambda f: f[0].order))
    return monomial_poly(cast(Monomial, m), quotient(outside, int(ratio.q)))


SHORT = 12
"""Most monomials of a sum whose square root is compared with the rest."""


def sign_by_root(context: Context, p: Poly) -> int:
    """The signs of p = r + q for the part r with a square root in it, from the sign of r^2 - q^2
    where r has one sign: |r| > |q| gives p the sign of r."""
    if not 1 < len(p.terms) <= SHORT:
        return ANY
    for base in atoms_of(p):
        if base.kind == "root" and cast(tuple[Poly, int], base.argument)[1] == 2:
            return _against_rest(context, p, base)
    return ANY


def _against_rest(context: Context, p: Poly, base: Atom) -> int:
    r = Poly({m: c for m, c in p.terms.items() if base in dict(m)})
    sign = context.signs.sign(r)
    if not sign & NEG:
        return _of_sum(context, r, sign, p - r)
    return ANY if sign & POS else flip(_of_sum(context, -r, flip(sign), r - p))


def _of_sum(context: Context, r: Poly, sign: int, q: Poly) -> int:
    """The signs of r + q for r >= 0."""
    other = context.signs.sign(q)
    if not other & NEG:
        return plus(sign, other)
    gap = context.signs.sign(context.product(r, r) - context.product(q, q))
    if not other & POS:
        return gap
    return ANY if gap & NEG else gap | POS


def _root(signs: Signs, m: Monomial, base: Atom, exponent: Number) -> Terms | None:
    """root_d(u)**d = u for u >= 0."""
    inner, degree = cast(tuple[Poly, int], base.argument)
    if exponent < degree or signs.sign(inner) & NEG:
        return None
    return _replace(m, base, exact(exponent - degree), inner)

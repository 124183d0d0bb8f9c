"""Roots of any degree >= 2: what leaves them, their powers, and signs of sums that hold one.

In the total reading a root is 0 where its radicand is negative. So a factor leaves only where it
cannot be negative: then the radicand's sign is that of what stays, and both sides are 0 together.
"""

from __future__ import annotations

from typing import cast

from flint import fmpq

from symlin.kernel.algebra import Algebra, KnownSigns, Theory
from symlin.kernel.intervals import ANY, CERTAIN, NEG, NONNEG, POS, ZERO, flip, plus
from symlin.kernel.numbers import Number, exact, number_power, quotient
from symlin.kernel.polynomial import (
    ONE_POLY,
    ZERO_POLY,
    Atom,
    Monomial,
    Poly,
    Terms,
    atom,
    atom_poly,
    atoms_of,
    common_monomial,
    constant_poly,
    monic,
    monomial,
    without,
)
from symlin.kernel.theories.monomials import exchanged, monomial_poly
from symlin.kernel.theories.primes import factor_partly

SQUARES = 40
"""Most monomials under a root that is tried for being a square: that of 8 terms has 36."""
FACTORED = 12
"""Most monomials under a root that is tried for being a product, which takes much longer."""
SHORT = 12
"""Most monomials of a sum whose root is compared with the rest: the rest is squared."""


def root(algebra: Algebra, u: Poly, degree: int) -> Poly:
    """The root of u: positive denominators, factors of known sign and even powers leave."""
    if not u:  # 0 has no factors
        return ZERO_POLY
    numerator, denominators = algebra.fraction(u)
    if denominators and all(algebra.signs.sign(q) in (POS, NEG) for q, _ in denominators):
        return _root_of_fraction(algebra, numerator, denominators, degree)
    # what is left has no factor of known sign that all its monomials share
    outer, rest = _common_factors_out(algebra, u, degree)
    if rest == ONE_POLY:
        return outer
    found = _times_root_of_square(algebra, outer, rest) if degree == 2 else None
    if found is None:
        found = _times_root_of_product(algebra, outer, rest, degree)
    if found is not None:
        return found
    if rest.is_constant and rest.constant < 0:
        return ZERO_POLY
    return algebra.product(outer, atom_poly(atom("root", (rest, degree))))


def _root_of_fraction(
    algebra: Algebra, numerator: Poly, denominators: list[tuple[Poly, int]], degree: int
) -> Poly:
    """root(n / q^k) = root(n q^(-k mod d)) / q^ceil(k/d) for q > 0, and -q for q < 0."""
    outer = ONE_POLY
    for below, k in denominators:
        sign = -1 if algebra.signs.sign(below) == NEG else 1
        q, numerator = below.scaled(sign), numerator.scaled(sign**k)
        numerator = algebra.product(numerator, algebra.power(q, -k % degree))
        outer = algebra.product(outer, algebra.power(algebra.inverse(q), -(-k // degree)))
    return algebra.product(root(algebra, numerator, degree), outer)


# ---- factors that leave ----


def _common_factors_out(algebra: Algebra, u: Poly, degree: int) -> tuple[Poly, Poly]:
    """(the roots of common factors of known sign, what is left under the root)."""
    common = common_monomial(u.terms)
    rest, factor = monic(without(u, common))
    sign = 1 if factor > 0 else -1
    outer = _root_of_number(exact(abs(fmpq(factor))), degree)
    for base, exponent in common:
        a, mask = atom_poly(base), algebra.signs.sign_of_atom(base)
        if base.is_unit:
            part = atom_poly(base, quotient(exponent, degree))
        elif not mask & NEG:
            part = _root_of_power(algebra, a, cast(int, exponent), degree)
        elif not mask & POS:  # (-a)^e leaves, and (-1)^e stays
            part = _root_of_power(algebra, -a, cast(int, exponent), degree)
            sign = -sign if exponent % 2 else sign
        elif degree == 2 and exponent % 2 == 0:  # root(a^2k) = |a|^k, whatever the sign
            part = algebra.power(algebra.apply("abs", a), cast(int, exponent) // 2)
        else:
            rest = algebra.product(rest, monomial_poly(((base, exponent),)))
            continue
        outer = algebra.product(outer, part)
    return outer, rest.scaled(sign)


def _root_of_power(algebra: Algebra, base: Poly, exponent: int, degree: int) -> Poly:
    """root_d(v^(n d + k)) = v^n root_d(v)^k, for v >= 0."""
    whole, part = divmod(exponent, degree)
    single = atom_poly(atom("root", (base, degree)))
    return algebra.product(algebra.power(base, whole), algebra.power(single, part))


def _root_of_number(value: Number, degree: int) -> Poly:
    """The root of a positive rational: root(a/b) = root(a b^(d-1)) / b, factor by factor."""
    ratio = fmpq(value)
    whole = int(ratio.p) * int(number_power(int(ratio.q), degree - 1))
    outside, factors = 1, {}
    for factor, exponent in factor_partly(whole).items():
        out, within = divmod(exponent, degree)
        outside *= factor**out
        if within:  # what is left of a prime is a root of it, once for all numbers
            factors[atom("root", (constant_poly(factor), degree))] = within
    return monomial_poly(monomial(factors), quotient(outside, int(ratio.q)))


# ---- what stays under the root: squares, and products that are proposed and multiplied out ----


def _times_root_of_square(algebra: Algebra, outer: Poly, p: Poly) -> Poly | None:
    """outer * sqrt(p), where sqrt(1 - cos(v)^2) = |sin(v)| or sqrt(c r^2) = sqrt(c) |r| for c > 0;
    None where p is neither."""
    sine = _sine_of_square(p)
    if sine is not None:
        return algebra.product(outer, algebra.apply("abs", sine))
    if not 2 < len(p.terms) <= SQUARES:
        return None
    found = algebra.theories.square_root(p)
    if found is None:
        return None
    r, c = found
    if c <= 0 or algebra.product(r, r).scaled(c) != p:  # flint proposes, the product decides
        return None
    return algebra.product(outer, _root_of_number(c, 2), algebra.apply("abs", r))


def _sine_of_square(p: Poly) -> Poly | None:
    """sin(v) for p = 1 - cos(v)^2, the normal form of sin(v)^2."""
    rest = ONE_POLY - p
    if len(rest.terms) == 1 and rest.terms[rest.lead] == 1 and len(rest.lead) == 1:
        ((base, exponent),) = rest.lead
        if base.kind == "cos" and exponent == 2:
            return atom_poly(atom("sin", base.argument))
    return None


def _times_root_of_product(algebra: Algebra, outer: Poly, p: Poly, degree: int) -> Poly | None:
    """outer * root(p), by root(u v) = root(u) root(v) for proposed factors u, v >= 0 of p."""
    parts = _factors_of_known_sign(algebra, p)
    if parts is None:
        return None
    roots = (algebra.power(root(algebra, part, degree), count) for part, count in parts)
    return algebra.product(outer, *roots)


def _factors_of_known_sign(algebra: Algebra, p: Poly) -> list[tuple[Poly, int]] | None:
    """Factors with their exponents, none of them negative where the facts hold, whose product is
    p, where there are several or one occurs more than once."""
    found = algebra.theories.factored(p, FACTORED)
    if found is None or sum(count for _, count in found[1]) < 2:
        return None
    constant, factors = found
    parts: list[tuple[Poly, int]] = [(constant_poly(abs(fmpq(constant))), 1)]
    for factor, count in factors:
        mask = algebra.signs.sign(factor)
        if mask & NEG and mask & POS:  # root(u v) = root(u) root(v) needs both signs
            return None
        parts.append((-factor if mask & NEG else factor, count))
    product = algebra.product(*(algebra.power(part, count) for part, count in parts))
    return parts if product == p else None  # as for squares


# ---- powers, inverses and signs ----


def _power_of_root(signs: KnownSigns, m: Monomial, base: Atom, exponent: Number) -> Terms | None:
    """root_d(u)**d = u for u >= 0."""
    inner, degree = cast(tuple[Poly, int], base.argument)
    if exponent < degree or signs.sign(inner) & NEG:  # for u < 0 the root is 0, and u is not
        return None
    return exchanged(m, base, exact(exponent - degree), inner)


def _inverse_of_root(algebra: Algebra, base: Atom) -> Poly:
    """1/root_d(v) = root_d(v)^(d-1) / v for v > 0."""
    inner, degree = cast(tuple[Poly, int], base.argument)
    return algebra.product(atom_poly(base, degree - 1), algebra.inverse(inner))


def _sign_of_root(signs: KnownSigns, base: Atom) -> int:
    inner, _ = cast(tuple[Poly, int], base.argument)
    mask = signs.sign(inner)
    return POS if mask == POS else ZERO if not mask & POS else NONNEG


def _radicand(base: Atom) -> Poly:
    """A root is 0 where its radicand is not positive."""
    return cast(tuple[Poly, int], base.argument)[0]


def sign_by_root(algebra: Algebra, p: Poly) -> int:
    """The signs of p = r + q for the part r with a square root in it, from the sign of r^2 - q^2
    where r has one sign: |r| > |q| gives p the sign of r."""
    if not 1 < len(p.terms) <= SHORT:
        return ANY
    mask = ANY
    for base in atoms_of(p):  # of nested roots it may be any that shows the sign
        if base.kind == "root" and cast(tuple[Poly, int], base.argument)[1] == 2:
            mask &= _against_rest(algebra, p, base)
        if mask in CERTAIN:
            break
    return mask


def _against_rest(algebra: Algebra, p: Poly, base: Atom) -> int:
    r = Poly({m: c for m, c in p.terms.items() if base in dict(m)})
    sign = algebra.signs.sign(r)
    if not sign & NEG:
        return _of_sum(algebra, base, r, sign, p - r)
    return ANY if sign & POS else flip(_of_sum(algebra, base, -r, flip(sign), r - p))


def _of_sum(algebra: Algebra, base: Atom, r: Poly, sign: int, q: Poly) -> int:
    """The signs of r + q for r >= 0, where the root is in all of r and not in q."""
    other = algebra.sign(q)  # which has a root less
    if not other & NEG:
        return plus(sign, other)
    difference = algebra.product(r, r) - algebra.product(q, q)
    # a root of what may be negative keeps its square: then this would not end
    gap = (algebra.signs if base in atoms_of(difference) else algebra).sign(difference)
    if not other & POS:  # r >= 0 >= q: their squares decide
        return gap
    return ANY if gap & NEG else gap | POS  # |r| > |q|, but q may be positive as well


THEORY = Theory(
    name="roots",
    root=root,
    products={"root": _power_of_root},
    inverses={"root": _inverse_of_root},
    signs={"root": _sign_of_root},
    supports={"root": _radicand},
    signs_by_product={"roots": sign_by_root},
)

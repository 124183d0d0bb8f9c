"""Signs that take a product to see: sums of logarithms, and a square root against the rest."""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING, cast

from flint import fmpq

from symlin.kernel import functions
from symlin.kernel.factors import factored
from symlin.kernel.polynomial import ONE_POLY, Atom, Poly, atoms_of
from symlin.kernel.signs import ANY, NEG, POS, ZERO, Signs, flip, plus, times
from symlin.kernel.term import Number

if TYPE_CHECKING:
    from symlin.kernel.normal import Context

LARGEST = 64
"""Largest power to which the argument of a logarithm is raised."""
LONG = 40
"""Most monomials of a polynomial whose factors are looked for."""
SHORT = 12
"""Most monomials of a sum whose square root is compared with the rest."""


def exponentiated(context: Context, p: Poly) -> Poly | None:
    """A polynomial with the sign of exp(n p) - 1 for some n > 0, which is that of p, where the
    logarithms that p is a sum of leave by that; None for other p."""
    weights = _logarithms(context.signs, p)
    if not weights:
        return None
    common = lcm(*(int(fmpq(w).q) for w in weights))
    if any(abs(fmpq(w * common)) > LARGEST for w in weights):
        return None
    power = functions.exponential(context, p.scaled(common)) - ONE_POLY
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


def parts_of_power(context: Context, p: Poly) -> tuple[Poly, Poly] | None:
    """(q, e) such that p has the sign of q where e is not 0, and is 0 where e is: of p's factors,
    q has those that occur an odd number of times, e the others. None where none occurs twice."""
    if all(sum(e for _, e in m) < 2 for m in p.terms):
        return None
    found = factored(p, LONG)
    if found is None or all(count == 1 for _, count in found[1]):
        return None
    constant, factors = found
    whole = context.product(*(context.power(f, count) for f, count in factors))
    if whole.scaled(constant) != p:
        return None
    odd = context.product(*(f for f, count in factors if count % 2)).scaled(constant)
    return odd, context.product(*(f for f, count in factors if count % 2 == 0))


def sign_of_power(context: Context, p: Poly) -> int:
    """The signs of a polynomial that has a factor more than once."""
    parts = context.parts_of_power(p)
    if parts is None:
        return ANY
    odd, even = parts
    outer = POS | (context.signs.sign(even) & ZERO)
    return times(context.signs.sign(odd), outer)


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

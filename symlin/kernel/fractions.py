"""1/u, and fractions whose denominator divides the numerator."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from symlin.kernel.intervals import POS
from symlin.kernel.numbers import quotient
from symlin.kernel.polynomial import (
    ONE_POLY,
    ZERO_POLY,
    Atom,
    Poly,
    atom,
    atom_poly,
    atoms_of,
    constant_poly,
    content,
    primitive,
    without,
)
from symlin.kernel.theories.factoring import divided

if TYPE_CHECKING:
    from symlin.kernel.normal import Context


def cancelled(context: Context, p: Poly) -> Poly:
    """p = n/(q r) as (n/q)/r, where a denominator q that is not 0 divides n."""
    if not any(a.kind == "inv" and len(cast(Poly, a.argument).terms) > 1 for a in atoms_of(p)):
        return p
    whole, denominators = context.fraction(p)
    numerator, left = whole, ONE_POLY
    for q, exponent in denominators:
        for _ in range(exponent):
            smaller = divided(numerator, q)
            if smaller is None or context.product(smaller, q) != numerator:
                left = context.product(left, inverse(context, q))
            else:
                numerator = smaller
    return p if numerator is whole else context.product(numerator, left)


def inverse(context: Context, u: Poly) -> Poly:
    """1/u: denominators d that are not 0 leave, 1/(n/d) = d (1/n), then factors one by one,
    1/(c m r) = (1/c) (1/m) (1/r), with 1/0 = 0."""
    if u.is_constant:
        return constant_poly(quotient(1, u.constant)) if u else ZERO_POLY
    numerator, denominators = context.fraction(u)
    if denominators:
        powers = (context.power(q, k) for q, k in denominators)
        return context.product(inverse(context, numerator), *powers)
    common = content(u)
    rest, factor = primitive(without(u, common))
    result = constant_poly(quotient(1, factor))
    for base, exponent in common:
        if base.kind == "exp":
            part = atom_poly(base, -exponent)
        elif base.kind == "inv":
            part = context.power(cast(Poly, base.argument), cast(int, exponent))
        elif base.kind in ("pos", "nul"):
            part = atom_poly(base)
        elif base.kind == "root" and context.signs.sign_of_atom(base) == POS:
            part = context.power(_inverse_of_root(context, base), cast(int, exponent))
        else:
            part = atom_poly(atom("inv", atom_poly(base)), exponent)
        result = context.product(result, part)
    return result if rest.is_constant else context.product(result, atom_poly(atom("inv", rest)))


def _inverse_of_root(context: Context, base: Atom) -> Poly:
    """1/root_d(v) = root_d(v)^(d-1) / v for v > 0."""
    inner, degree = cast(tuple[Poly, int], base.argument)
    return context.product(atom_poly(base, degree - 1), inverse(context, inner))

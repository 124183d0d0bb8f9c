"""sin, cos and their inverses: addition theorems and exact values."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flint import fmpq

from symlin.kernel.fractions import inverse
from symlin.kernel.intervals import NEG, POS
from symlin.kernel.numbers import Number, exact, quotient
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
    constant_poly,
    monomial_poly,
)
from symlin.kernel.theories.roots import _root_of_number, root

if TYPE_CHECKING:
    from symlin.kernel.normal import Context

SUMMANDS = 8
"""Most monomials of an angle that is taken apart."""

FEW = 8
"""The same for an angle that is a number."""

MULTIPLES = 64
"""Largest multiple of an angle that is expanded."""


def sine_cosine(context: Context, u: Poly) -> tuple[Poly, Poly]:
    """(sin u, cos u) by the addition theorems, one monomial at a time; not those of long sums,
    for each monomial doubles the result."""
    if len(u.terms) > SUMMANDS:
        turned = u if u.terms[u.lead] > 0 else -u
        return odd("sin", u), atom_poly(atom("cos", turned))
    sine, cosine = ZERO_POLY, ONE_POLY
    for m, c in u.sorted_terms():
        s, t = _angle(context, m, c)
        sine, cosine = (
            context.product(sine, t) + context.product(cosine, s),
            context.product(cosine, t) - context.product(sine, s),
        )
    return sine, cosine


def _angle(context: Context, m: Monomial, c: Number) -> tuple[Poly, Poly]:
    """(sin(c m), cos(c m)), in terms of the angle m / context.angle where c is a multiple."""
    if len(m) == 1 and m[0][0].kind == "pi" and m[0][1] == 1 and fmpq(2 * c).q == 1:
        quarter = int(2 * c) % 4
        return constant_poly((0, 1, 0, -1)[quarter]), constant_poly((1, 0, -1, 0)[quarter])
    if len(m) == 1 and m[0][0].kind == "pi" and m[0][1] == 1 and fmpq(12 * c).q == 1:
        part = int(12 * c)
        if part % 2 == 0 or part % 3 == 0:
            return _sine_of_twelfths(part), _sine_of_twelfths(part + 6)
    if fmpq(c).q == 1 and _is_whole_half_turn(m):
        return ZERO_POLY, ONE_POLY if c % 2 == 0 else atom_poly(atom("cos", monomial_poly(m)))
    count = fmpq(c * context.angle)
    most = MULTIPLES if any(base.names for base, _ in m) else FEW
    if count.q != 1 or abs(count) > most:
        whole, unit = 1, monomial_poly(m, exact(abs(fmpq(c))))
        negative = c < 0
    else:
        whole, unit = abs(int(count.p)), monomial_poly(m, quotient(1, context.angle))
        negative = count < 0
    s1, c1 = _unit_angle(context, unit)
    sine, cosine = ZERO_POLY, ONE_POLY
    for _ in range(whole):
        sine, cosine = (
            context.product(sine, c1) + context.product(cosine, s1),
            context.product(cosine, c1) - context.product(sine, s1),
        )
    return (-sine if negative else sine), cosine


def _is_whole_half_turn(m: Monomial) -> bool:
    """pi n with a whole number n."""
    factors = dict(m)
    turned = factors.pop(atom("pi"), 0) == 1
    return turned and all(base.kind in ("floor", "pos", "nul") for base in factors)


def _sine_of_twelfths(count: int) -> Poly:
    """sin(count pi/12) at multiples of pi/6 and pi/4."""
    count %= 24
    if count > 12:
        return -_sine_of_twelfths(count - 12)
    square = {0: 0, 2: 1, 3: 2, 4: 3, 6: 4}[min(count, 12 - count)]  # 4 sin^2
    return _root_of_number(square, 2).scaled(quotient(1, 2)) if square else ZERO_POLY


def _unit_angle(context: Context, unit: Poly) -> tuple[Poly, Poly]:
    """(sin t, cos t); for t = atan(u) they are u / sqrt(1 + u^2) and 1 / sqrt(1 + u^2), for
    t = asin(u) with |u| <= 1 they are u and sqrt(1 - u^2)."""
    if unit.terms.get(unit.lead) == 1 and len(unit.terms) == 1 and len(unit.lead) == 1:
        ((base, exponent),) = unit.lead
        u = base.argument
        if exponent == 1 and isinstance(u, Poly):
            square = context.product(u, u)
            if base.kind == "atan":
                cosine = inverse(context, root(context, ONE_POLY + square, 2))
                return context.product(u, cosine), cosine
            if base.kind == "asin" and not context.signs.sign(ONE_POLY - square) & NEG:
                return u, root(context, ONE_POLY - square, 2)
    return atom_poly(atom("sin", unit)), atom_poly(atom("cos", unit))


def arctangent(context: Context, u: Poly) -> Poly:
    """atan u; for a fraction 1/w with w of known sign it is pi/2 - atan(w), or -pi/2 - atan(w)."""
    w = _reciprocal(u)
    if w is None:
        return odd("atan", u)
    mask = context.signs.sign(w)
    if mask not in (NEG, POS):
        return odd("atan", u)
    quarter = atom_poly(atom("pi")).scaled(quotient(1 if mask == POS else -1, 2))
    return quarter - odd("atan", w)


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


def odd(name: str, u: Poly) -> Poly:
    """f(-u) = -f(u), and the values that are known exactly."""
    if not u:
        return ZERO_POLY
    if u.is_constant and abs(fmpq(u.constant)) == 1 and name in ("atan", "asin"):
        return atom_poly(atom("pi")).scaled(quotient(u.constant, 4 if name == "atan" else 2))
    positive = u.terms[u.lead] > 0
    value = atom_poly(atom(name, u if positive else -u))
    return value if positive else -value


def _sine(m: Monomial, base: Atom, exponent: Number) -> Terms | None:
    """sin(u)**2 = 1 - cos(u)**2."""
    if exponent < 2:
        return None
    cosine = ((atom("cos", base.argument), 2),)
    return _replace(m, base, exponent - 2, Poly({(): 1, cosine: -1}))

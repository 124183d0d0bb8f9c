"""What it takes of the parameters that a polynomial in them vanishes, in simple terms.

The defect of a law at a point is such a polynomial, and where it vanishes is the demand.
"""

from __future__ import annotations

from typing import cast

from flint import fmpq

from symlin.exact.factors import factored
from symlin.exact.forms import to_term
from symlin.kernel.facts import Context
from symlin.kernel.intervals import NEG, POS, ZERO
from symlin.kernel.numbers import exact
from symlin.kernel.polynomial import (
    ONE_POLY,
    Atom,
    Poly,
    atom_poly,
    atoms_of,
    combine,
    common_monomial,
    without,
)
from symlin.kernel.term import (
    FALSE,
    TRUE,
    And,
    Guard,
    Or,
    Relation,
    conjunction,
    disjunction,
    eq,
    function,
    ge,
    ne,
    neg,
    relation,
    sub,
)
from symlin.kernel.theories.exponential import exponent_difference, exponentiated
from symlin.kernel.theories.factoring import divided
from symlin.kernel.theories.monomials import monomial_poly
from symlin.search.parameters.indicators import by_signs
from symlin.search.parameters.readable import absolute_parts, readable


def vanishing(context: Context, p: Poly) -> Guard:
    """A guard equivalent, under the facts, to p = 0: factor by factor, in simple terms.

    >>> from symlin.kernel.term import add, mul, power, scale, var
    >>> a, b = var("a"), var("b")
    >>> context = Context(())
    >>> square = add(power(a, 2), power(b, 2), scale(2, mul(a, b)))
    >>> vanishing(context, context.normal(square)) == eq(add(a, b))
    True
    """
    # p times a positive factor has the same zeros, and no denominators.
    cleared, _ = context.clear(p)
    # log(u) - log(v) is 0 where u - v is: powers of e are polynomials again, which have factors.
    power = exponentiated(context, cleared)
    if power is not None:
        return vanishing(context, power)
    mask = context.sign(cleared)
    if mask == ZERO:
        return TRUE
    if not mask & ZERO:
        return FALSE
    shorter = _without_root(context, cleared)
    if shorter is not None:
        return vanishing(context, shorter)
    return _of_shape(context, cleared) or _either(*_factors(context, cleared))


def _of_shape(context: Context, cleared: Poly) -> Guard | None:
    """The guard for polynomials that say it more simply than by their factors."""
    h = _folded(cleared)
    if h is not None:
        return ge(to_term(h))
    whole = _rounded(cleared)
    if whole is not None:
        return eq(sub(to_term(whole), function("floor", to_term(whole))))
    # Before factoring, which does not see that 2 relu(h) - h is |h|, and 0 only where h is.
    parts, rest = absolute_parts(context, cleared)
    if parts and not rest and len(parts) == 1:
        weight, h = parts[0]
        return _either(vanishing(context, weight), vanishing(context, h))
    # Terms of one sign add up to 0 only where each of them is 0.
    if len(cleared.terms) > 1 and _same_sign(context, cleared):
        guards = (vanishing(context, monomial_poly(m)) for m in cleared.terms)
        return conjunction(*dict.fromkeys(guards))
    return None


# ---- shapes that factoring does not see ----
def _without_root(context: Context, p: Poly) -> Poly | None:
    """a r + b for p = a r**2 + b r with a square root r > 0, of which r**2 has become a sum."""
    for base in atoms_of(p):
        inner = base.argument
        if base.kind != "root" or not isinstance(inner, tuple) or inner[1] != 2:
            continue
        radicand = cast(Poly, inner[0])
        with_root = Poly({m: c for m, c in p.terms.items() if base in dict(m)})
        rest = p - with_root
        if not rest or radicand.is_constant or context.signs.sign(radicand) != POS:
            continue
        # The square of a root is its radicand in normal forms: a r**2 has become a multiple of it.
        other = divided(rest, radicand)
        if other is not None:
            r = atom_poly(base)
            return context.product(other, r) + without(with_root, ((base, 1),))
    return None


def _folded(p: Poly) -> Poly | None:
    """h with p = c (relu(h) - h), which vanishes where h >= 0."""
    for base in atoms_of(p):
        h, c = base.argument, p.terms.get(((base, 1),), 0)
        if base.kind != "relu" or not isinstance(h, Poly) or c == 0:
            continue
        if p == combine([(c, atom_poly(base)), (-c, h)]):
            return h
    return None


def _rounded(p: Poly) -> Poly | None:
    """u with p = c (floor(u) + floor(-u)), which is 0 where u is a whole number, and else -c."""
    if len(p.terms) != 2 or len(set(p.terms.values())) != 1:
        return None
    floors = [m[0][0] for m in p.terms if len(m) == 1 and m[0][1] == 1 and m[0][0].kind == "floor"]
    if len(floors) < 2 or floors[0].argument != -cast(Poly, floors[1].argument):
        return None
    u = cast(Poly, floors[0].argument)
    return u if u.terms[u.lead] > 0 else -u


def _either(*guards: Guard) -> Guard:
    """One of the guards, each said once."""
    return TRUE if TRUE in guards else disjunction(*dict.fromkeys(guards))


# ---- factors ----


def _same_sign(context: Context, p: Poly) -> bool:
    """Whether no two terms of p can have different signs."""
    masks = [context.signs.sign(Poly({m: c})) for m, c in p.terms.items()]
    return not any(m & NEG for m in masks) or not any(m & POS for m in masks)


def _factors(context: Context, p: Poly) -> list[Guard]:
    """For each factor of p that may be 0, that it is."""
    guards: list[Guard] = []
    common = common_monomial(p.terms)
    for base, _ in common:
        guards.append(_atom_vanishes(context, base))
    rest = without(p, common)
    if not rest.is_constant:
        for factor in factored(rest):
            mask = context.sign(factor)
            if mask & ZERO:
                guards.append(_solved(context, factor))
    return guards


def _atom_vanishes(context: Context, base: Atom) -> Guard:
    """That the atom is 0, in terms of what it is of."""
    if not context.signs.sign_of_atom(base) & ZERO:
        return FALSE
    inner = base.argument
    if base.kind in ("relu", "pos") and isinstance(inner, Poly):
        return ge(neg(to_term(inner)))
    if base.kind == "nul" and isinstance(inner, Poly):
        return ne(to_term(inner))
    if base.kind == "root" and isinstance(inner, tuple):
        radicand = cast(Poly, inner[0])
        # Roots of negative numbers are 0 as well, in the kernel's total arithmetic.
        not_negative = not context.signs.sign(radicand) & NEG
        return vanishing(context, radicand) if not_negative else ge(neg(to_term(radicand)))
    if base.kind == "log" and isinstance(inner, Poly) and context.signs.sign(inner) == POS:
        return vanishing(context, inner - ONE_POLY)
    if base.kind in ("inv", "erf", "atan") and isinstance(inner, Poly):
        return vanishing(context, inner)
    return eq(to_term(atom_poly(base)))


def _solved(context: Context, p: Poly) -> Guard:
    """p = 0, scaled so that its leading coefficient is 1."""
    signs = by_signs(p)
    if signs is not None:
        return _open(context, signs)
    # e^u - c e^v is 0 where u - v = log(c): the exponents say it without exponentials.
    difference = exponent_difference(p)
    if difference is not None:
        return vanishing(context, context.normal(to_term(difference)))
    # A polynomial that no rule says more simply: as an equation, scaled to be the same for p and 2
    # p.
    lead = p.terms[p.lead]
    return eq(readable(context, p.scaled(exact(1 / fmpq(lead)))))


# ---- guards as they are ----
def _open(context: Context, guard: Guard) -> Guard:
    """The guard without the parts that the facts decide."""
    answer = context.decide(guard)
    if answer is not None:
        return TRUE if answer else FALSE
    match guard:
        case And(parts):
            return conjunction(*(_open(context, part) for part in parts))
        case Or(parts):
            return disjunction(*(_open(context, part) for part in parts))
        case _:
            return guard


def rewritten(context: Context, guard: Guard) -> Guard:
    """The guard with its equations in simple terms."""
    match guard:
        case Relation("=", term):
            return vanishing(context, context.normal(term))
        case Relation(op, term):
            if context.decide(guard) is not None:
                return TRUE if context.decide(guard) else FALSE
            return relation(op, to_term(context.normal(term)))
        case And(parts):
            return conjunction(*(rewritten(context, p) for p in parts))
        case Or(parts):
            return _either(*(rewritten(context, p) for p in parts))
        case _:
            return guard

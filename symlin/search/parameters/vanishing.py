"""What it takes of the parameters that a polynomial in them vanishes, in simple terms.

The defect of a law at a point is such a polynomial. There are two parts: guards equivalent to
p = 0, and p as a term with absolute values, maxima and minima where they make it shorter.
"""

from __future__ import annotations

from typing import cast

from flint import fmpq

from symlin.exact.factors import factored
from symlin.exact.forms import to_term
from symlin.kernel.facts import Context
from symlin.kernel.intervals import NEG, POS, ZERO
from symlin.kernel.numbers import Number, exact, quotient
from symlin.kernel.polynomial import (
    ONE_POLY,
    ZERO_POLY,
    Atom,
    Poly,
    atom_poly,
    atoms_of,
    combine,
    common_monomial,
    monomial_poly,
    without,
)
from symlin.kernel.term import (
    FALSE,
    TRUE,
    And,
    Guard,
    Or,
    Relation,
    Term,
    add,
    conjunction,
    disjunction,
    eq,
    function,
    ge,
    maximum,
    minimum,
    mul,
    ne,
    neg,
    relation,
    scale,
)
from symlin.kernel.theories.exponential import exponent_difference, exponentiated
from symlin.kernel.theories.factoring import divided
from symlin.search.parameters.indicators import by_signs


def vanishing(context: Context, p: Poly) -> Guard:
    """A guard equivalent, under the facts, to p = 0: factor by factor, in simple terms.

    >>> from symlin.kernel.term import add, mul, power, scale, var
    >>> a, b = var("a"), var("b")
    >>> context = Context(())
    >>> square = add(power(a, 2), power(b, 2), scale(2, mul(a, b)))
    >>> vanishing(context, context.normal(square)) == eq(add(a, b))
    True
    """
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


def _either(*guards: Guard) -> Guard:
    """One of the guards, each said once."""
    return TRUE if TRUE in guards else disjunction(*dict.fromkeys(guards))


# ---- terms that read well ----


def absolute_parts(context: Context, p: Poly) -> tuple[list[tuple[Poly, Poly]], Poly]:
    """p as a sum of weight * |h| and a rest, where that is shorter: 2 relu(h) - h = |h|."""
    parts: list[tuple[Poly, Poly]] = []
    for base in atoms_of(p):
        h = base.argument
        if base.kind != "relu" or not isinstance(h, Poly):
            continue
        # Only where the relu stands to the first power everywhere is p w |h| + r.
        doubled = {m: c for m, c in p.terms.items() if dict(m).get(base) == 1}
        if len(doubled) != sum(base in dict(m) for m in p.terms):
            continue
        weight = without(Poly(doubled), ((base, 1),)).scaled(quotient(1, 2))
        hinge = atom_poly(base).scaled(2) - h
        rest = p - context.product(weight, hinge)
        if len(rest.terms) < len(p.terms) and base not in atoms_of(rest):
            parts.append((weight, h))
            p = rest
    return parts, p


def readable(context: Context, p: Poly) -> Term:
    """p as a term, with absolute values, maxima and minima where they make it shorter."""
    parts, rest = absolute_parts(context, p)
    values = [mul(to_term(w), function("abs", to_term(h))) for w, h in parts]
    for base in list(atoms_of(rest)):
        extremum = _extremum(base, rest)
        if extremum is not None:
            values.append(extremum[0])
            rest = extremum[1]
    return add(*values, to_term(rest))


def _extremum(base: Atom, p: Poly) -> tuple[Term, Poly] | None:
    """(c max(u, v), rest) with p as their sum, or the same with a minimum, where the rest is
    shorter than without: c relu(u - v) = c max(u, v) - c v = c u - c min(u, v)."""
    h, c = base.argument, p.terms.get(((base, 1),), 0)
    if base.kind == "max" and c != 0:
        return _extremum_of_all(base, c, p)
    if base.kind != "relu" or not isinstance(h, Poly) or c == 0:
        return None
    u = Poly({m: d for m, d in h.terms.items() if d > 0})
    v = u - h
    others = p - atom_poly(base).scaled(c)
    if not u or not v or base in atoms_of(others):
        return None
    for extremum, sign, rest in (
        (maximum, c, others - v.scaled(c)),
        (minimum, -c, others + u.scaled(c)),
    ):
        if len(rest.terms) < len(others.terms):
            return scale(sign, extremum(to_term(u), to_term(v))), rest
    return None


def _extremum_of_all(base: Atom, c: Number, p: Poly) -> tuple[Term, Poly] | None:
    """p = c max(0, u, ...) + r as c max(v, u + v, ...), or with a minimum where c < 0."""
    rest = p - atom_poly(base).scaled(c)
    v = rest.scaled(quotient(1, c if c > 0 else -c))
    parts = [cast(Poly, u) for u in cast(tuple[object, ...], base.argument)]
    if base in atoms_of(rest) or not rest:
        return None
    new = [v, *(v + u if c > 0 else v - u for u in parts)]
    if sum(len(q.terms) for q in new) > len(rest.terms) + sum(len(q.terms) for q in parts):
        return None
    extremum = maximum if c > 0 else minimum
    return scale(c if c > 0 else -c, extremum(*map(to_term, new))), ZERO_POLY


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
    lead = p.terms[p.lead]
    return eq(readable(context, p.scaled(exact(1 / fmpq(lead)))))


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

"""Polynomials as a person would write them: with absolute values, maxima and minima.

Normal forms know one hinge only, relu(h) = max(h, 0); 2 relu(a - b) - a + b is |a - b|.
"""

from __future__ import annotations

from typing import cast

from symlin.exact.forms import to_term
from symlin.kernel.facts import Context
from symlin.kernel.numbers import Number, quotient
from symlin.kernel.polynomial import ZERO_POLY, Atom, Poly, atom_poly, atoms_of, without
from symlin.kernel.term import Term, add, function, maximum, minimum, mul, scale


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
            # Shorter, and without the hinge: else the same part would be taken out again and again.
            parts.append((weight, h))
            p = rest
    return parts, p


def readable(context: Context, p: Poly) -> Term:
    """p as a term, with absolute values, maxima and minima where they make it shorter."""
    parts, rest = absolute_parts(context, p)
    values = [mul(to_term(w), function("abs", to_term(h))) for w, h in parts]
    # One hinge after the other, each from what the one before has left.
    for base in list(atoms_of(rest)):
        extremum = _extremum(base, rest)
        if extremum is not None:
            values.append(extremum[0])
            rest = extremum[1]
    return add(*values, to_term(rest))


# ---- maxima and minima ----
def _extremum(base: Atom, p: Poly) -> tuple[Term, Poly] | None:
    """(c max(u, v), rest) with p as their sum, or the same with a minimum, where the rest is
    shorter than without: c relu(u - v) = c max(u, v) - c v = c u - c min(u, v)."""
    h, c = base.argument, p.terms.get(((base, 1),), 0)
    if base.kind == "max" and c != 0:
        return _extremum_of_all(base, c, p)
    if base.kind != "relu" or not isinstance(h, Poly) or c == 0:
        return None
    # h = u - v with positive coefficients in both: there are other ways to part h, none as plain.
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
    # Moving the rest into each argument copies it: worth it only where that does not make it
    # longer.
    if sum(len(q.terms) for q in new) > len(rest.terms) + sum(len(q.terms) for q in parts):
        return None
    extremum = maximum if c > 0 else minimum
    return scale(c if c > 0 else -c, extremum(*map(to_term, new))), ZERO_POLY

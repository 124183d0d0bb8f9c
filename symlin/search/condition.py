"""Conditions on parameters, as a person would write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from flint import Ordering, fmpq, fmpq_mpoly_ctx

from symlin.kernel.normal import Context
from symlin.kernel.polynomial import Atom, Poly, atom_poly, atoms_of, content, monomial_poly
from symlin.kernel.signs import NEG, POS, ZERO, without
from symlin.kernel.term import (
    FALSE,
    TRUE,
    Guard,
    Relation,
    conjunction,
    disjunction,
    eq,
    exact,
    ge,
    neg,
)
from symlin.search.forms import to_term


def vanishing(context: Context, p: Poly) -> Guard:
    """A guard equivalent, under the facts, to p = 0: factor by factor, in simple terms."""
    cleared, _ = context.clear(p)
    mask = context.signs.sign(cleared)
    if mask == ZERO:
        return TRUE
    if not mask & ZERO:
        return FALSE
    if len(cleared.terms) > 1 and _same_sign(context, cleared):
        parts = (vanishing(context, monomial_poly(m)) for m in cleared.terms)
        return conjunction(*dict.fromkeys(parts))
    factors = _factors(context, cleared)
    return disjunction(*dict.fromkeys(g for g in factors if g is not FALSE))


def _same_sign(context: Context, p: Poly) -> bool:
    masks = [context.signs.sign(Poly({m: c})) for m, c in p.terms.items()]
    return not any(m & NEG for m in masks) or not any(m & POS for m in masks)


def _factors(context: Context, p: Poly) -> list[Guard]:
    guards: list[Guard] = []
    common = content(p)
    for base, _ in common:
        guards.append(_atom_vanishes(context, base))
    rest = without(p, common)
    if not rest.is_constant:
        for factor in factored(rest):
            mask = context.signs.sign(factor)
            if mask & ZERO:
                guards.append(_solved(context, factor))
    return guards


def _atom_vanishes(context: Context, base: Atom) -> Guard:
    if not context.signs.sign_of_atom(base) & ZERO:
        return FALSE
    inner = base.argument
    if base.kind == "relu" and isinstance(inner, Poly):
        return ge(neg(to_term(inner)))
    if base.kind in ("inv", "erf", "atan") and isinstance(inner, Poly):
        return vanishing(context, inner)
    return eq(to_term(atom_poly(base)))


def _solved(context: Context, p: Poly) -> Guard:
    """p = 0, scaled so that its leading coefficient is 1."""
    lead = p.terms[p.lead]
    return eq(to_term(p.scaled(exact(1 / fmpq(lead)))))


def factored(p: Poly) -> list[Poly]:
    """The irreducible factors over the rationals; p itself where it has atoms with fractional
    exponents."""
    atoms = list(atoms_of(p))
    if any(fmpq(e).q != 1 or e < 0 for m in p.terms for _, e in m) or len(p.terms) > 200:
        return [p]
    ring = fmpq_mpoly_ctx.get([f"g{k}" for k in range(len(atoms))], Ordering.lex)
    place = {a: k for k, a in enumerate(atoms)}
    rows = {}
    for m, c in p.terms.items():
        exponents = [0] * len(atoms)
        for base, e in m:
            exponents[place[base]] = int(fmpq(e).p)
        rows[tuple(exponents)] = fmpq(c)
    _, factors = ring.from_dict(rows).factor()
    return [_back(cast(dict[tuple[int, ...], fmpq], f.to_dict()), atoms) for f, _ in factors]


def _back(rows: dict[tuple[int, ...], fmpq], atoms: Sequence[Atom]) -> Poly:
    terms = {}
    for exponents, c in rows.items():
        m = tuple(
            sorted(
                ((a, int(e)) for a, e in zip(atoms, exponents, strict=True) if e),
                key=lambda f: f[0].order,
            )
        )
        terms[m] = exact(c)
    return Poly(terms)


def simplify(assumptions: Sequence[Guard], clauses: Sequence[Guard]) -> Guard:
    """The conjunction of the clauses, without those that the others (and the assumptions) imply,
    and with solved equations used in the rest."""
    flat: list[Guard] = []
    for clause in clauses:
        parts = getattr(clause, "parts", ()) if type(clause).__name__ == "And" else (clause,)
        flat.extend(p for p in parts if p is not TRUE and p not in flat)
    flat = [simplify_disjunction(assumptions, flat, k) for k in range(len(flat))]
    flat = [clause for clause in dict.fromkeys(flat) if clause is not TRUE]
    k = len(flat) - 1
    while k >= 0:
        others = flat[:k] + flat[k + 1 :]
        if Context((*assumptions, *others)).decide(flat[k]) is True:
            flat = others
        k -= 1
    return conjunction(*sorted(flat, key=_reading_order))


def _reading_order(clause: Guard) -> int:
    """Equations first, then inequalities, then alternatives."""
    if isinstance(clause, Relation):
        return 0 if clause.op == "=" else 1
    return 2


def simplify_disjunction(assumptions: Sequence[Guard], clauses: list[Guard], k: int) -> Guard:
    """Clause k without the alternatives that the other clauses exclude."""
    clause = clauses[k]
    if type(clause).__name__ != "Or":
        return clause
    others = [c for i, c in enumerate(clauses) if i != k and isinstance(c, Relation)]
    context = Context((*assumptions, *others))
    parts = [p for p in getattr(clause, "parts", ()) if context.decide(p) is not False]
    if any(context.decide(p) is True for p in parts):
        return TRUE
    return disjunction(*parts)

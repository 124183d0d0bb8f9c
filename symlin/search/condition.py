"""Conditions on parameters, as a person would write them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import cast

from flint import fmpq

from symlin.kernel.normal import Context
from symlin.kernel.polynomial import (
    ONE_POLY,
    Atom,
    Poly,
    atom_poly,
    atoms_of,
    content,
    monomial_poly,
)
from symlin.kernel.products import exponentiated
from symlin.kernel.signs import NEG, POS, ZERO, exponent_difference, without
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
    exact,
    function,
    ge,
    mul,
    ne,
    neg,
    negation,
    quotient,
    relation,
    substitute,
    topological,
    var,
    variables,
)
from symlin.search.contradict import Prover, solved_equation
from symlin.search.deadline import Deadline
from symlin.search.factors import factored, quotient_by
from symlin.search.forms import to_term

LONG = 5
"""Nodes of a clause above which a plainer equivalent is looked for."""


def vanishing(context: Context, p: Poly) -> Guard:
    """A guard equivalent, under the facts, to p = 0: factor by factor, in simple terms."""
    cleared, _ = context.clear(p)
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
    parts, rest = absolute_parts(context, cleared)
    if parts and not rest and len(parts) == 1:
        weight, h = parts[0]
        return _either(vanishing(context, weight), vanishing(context, h))
    if len(cleared.terms) > 1 and _same_sign(context, cleared):
        guards = (vanishing(context, monomial_poly(m)) for m in cleared.terms)
        return conjunction(*dict.fromkeys(guards))
    return _either(*_factors(context, cleared))


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
        other = quotient_by(rest, radicand)
        if other is not None:
            r = atom_poly(base)
            return context.product(other, r) + without(with_root, ((base, 1),))
    return None


def _either(*guards: Guard) -> Guard:
    return TRUE if TRUE in guards else disjunction(*dict.fromkeys(guards))


def absolute_parts(context: Context, p: Poly) -> tuple[list[tuple[Poly, Poly]], Poly]:
    """p as a sum of weight * |h| and a rest, where that is shorter: 2 relu(h) - h = |h|."""
    parts: list[tuple[Poly, Poly]] = []
    for base in atoms_of(p):
        h = base.argument
        if base.kind != "relu" or not isinstance(h, Poly):
            continue
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
    """p as a term, with absolute values where they make it shorter."""
    parts, rest = absolute_parts(context, p)
    values = (mul(to_term(w), function("abs", to_term(h))) for w, h in parts)
    return add(*values, to_term(rest))


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
            mask = context.sign(factor)
            if mask & ZERO:
                guards.append(_solved(context, factor))
    return guards


def _atom_vanishes(context: Context, base: Atom) -> Guard:
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
    difference = exponent_difference(p)
    if difference is not None:
        return vanishing(context, context.normal(to_term(difference)))
    lead = p.terms[p.lead]
    return eq(readable(context, p.scaled(exact(1 / fmpq(lead)))))


def simplify(assumptions: Sequence[Guard], clauses: Sequence[Guard]) -> Guard:
    """The conjunction of the clauses, without those that the others (and the assumptions) imply,
    and with solved equations used in the rest."""
    flat = _flat(clauses)
    flat = _flat(_with_solutions(assumptions, flat))
    flat = _flat([_strengthened(assumptions, flat, clause) for clause in flat])
    flat = _flat([_plainer(assumptions, clause) for clause in flat])
    for clause in sorted(flat, key=_length, reverse=True):
        others = [c for c in flat if c is not clause]
        if _implied((*assumptions, *others), clause):
            flat = others
    return conjunction(*sorted(flat, key=_reading_order))


def united(assumptions: Sequence[Guard], conditions: Sequence[Guard]) -> Guard:
    """One of the conditions holds: without what each need not say because of the others."""
    parts = (c.parts if isinstance(c, Or) else (c,) for c in conditions)
    cases = [_flat([case]) for case in dict.fromkeys(chain.from_iterable(parts))]
    for k in range(len(cases) if len(cases) > 1 else 0):
        for clause in reversed(cases[k]):
            fewer = [c for c in cases[k] if c is not clause]
            if _covered((*assumptions, *fewer, negation(clause)), cases, k):
                cases[k] = fewer
    for case in sorted(cases, key=lambda case: _length(conjunction(*case)), reverse=True):
        others = [c for c in cases if c is not case]
        if others and _covered((*assumptions, *case), cases, cases.index(case)):
            cases = others
    return _plainer(assumptions, _joined(cases))


def _joined(cases: Sequence[Sequence[Guard]]) -> Guard:
    """One of the cases holds: the clause that most of them share is said once, short ones first."""
    shared = Counter(clause for case in cases for clause in case).most_common(1)
    if shared and shared[0][1] > 1:
        clause = shared[0][0]
        inner = [[c for c in case if c is not clause] for case in cases if clause in case]
        rest = [case for case in cases if clause not in case]
        parts = [conjunction(clause, _joined(inner)), *(conjunction(*case) for case in rest)]
    else:
        parts = [conjunction(*case) for case in cases]
    return disjunction(*sorted(parts, key=_length))


def _covered(facts: Sequence[Guard], cases: Sequence[Sequence[Guard]], but: int) -> bool:
    """Whether the facts imply that one of the cases holds, one of them left aside."""
    others = (negation(conjunction(*case)) for k, case in enumerate(cases) if k != but)
    return Prover(Deadline(1.0), 200).prove((*facts, *others)) is not None


def _plainer(assumptions: Sequence[Guard], clause: Guard) -> Guard:
    """An equivalent of a long clause among p = 0, p >= 0, p <= 0, p = q, p = -q and |p| = |q|, if
    any."""
    names = variables(clause)
    if _length(clause) <= LONG or len(names) > 3:
        return clause
    terms = [var(name) for name in names]
    pairs = [(p, q) for k, p in enumerate(terms) for q in terms[k + 1 :]]
    candidates = [g for p in terms for g in (eq(p), ge(p), ge(neg(p)))]
    candidates += [g for p, q in pairs for g in (eq(p, q), eq(p, neg(q)))]
    candidates += [eq(function("abs", p), function("abs", q)) for p, q in pairs]
    for candidate in candidates:
        if _implied((*assumptions, clause), candidate) and _implied(
            (*assumptions, candidate), clause
        ):
            return candidate
    return clause


def _strengthened(assumptions: Sequence[Guard], clauses: Sequence[Guard], clause: Guard) -> Guard:
    """The clause without the alternatives that all clauses together exclude."""
    if not isinstance(clause, Or):
        return clause
    parts = sorted(clause.parts, key=_length, reverse=True)
    for part in list(parts):
        fewer = [p for p in parts if p is not part]
        if fewer and _implied((*assumptions, *clauses), disjunction(*fewer)):
            parts = fewer
    return disjunction(*(p for p in clause.parts if p in parts))


def _implied(facts: Sequence[Guard], guard: Guard) -> bool:
    """Whether a short search shows that the facts imply the guard."""
    return Prover(Deadline(1.0), 60).prove((*facts, negation(guard))) is not None


def _length(guard: Guard) -> int:
    return len(list(topological([guard])))


def _flat(clauses: Sequence[Guard]) -> list[Guard]:
    found: dict[Guard, None] = {}
    for clause in clauses:
        parts = clause.parts if isinstance(clause, And) else (clause,)
        found.update(dict.fromkeys(p for p in parts if p is not TRUE))
    return list(found)


def _with_solutions(assumptions: Sequence[Guard], clauses: list[Guard]) -> list[Guard]:
    """The clauses, with each equation that is solved for a parameter used in all others."""
    for k in range(len(clauses)):
        step = solved_equation(Context((clauses[k],))) if _is_equation(clauses[k]) else None
        if step is None:
            continue
        variable, value, _ = step
        context = Context((*assumptions, clauses[k]))
        for j, clause in enumerate(clauses):
            if j != k:
                moved = substitute((clause,), {variable: value})[0]
                if moved is not clause:
                    clauses[j] = rewritten(context, moved)
    return clauses


def _is_equation(clause: Guard) -> bool:
    return isinstance(clause, Relation) and clause.op == "="


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


def _reading_order(clause: Guard) -> int:
    """Equations first, then inequalities, then alternatives."""
    if isinstance(clause, Relation):
        return 0 if clause.op == "=" else 1
    return 2

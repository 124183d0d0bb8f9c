"""Equations among facts: solved for a variable, or of a product, one factor of which is 0."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import cast

from flint import fmpq

from symlin.exact.atoms import relations
from symlin.exact.factors import factors_of
from symlin.exact.forms import to_term
from symlin.kernel.certificate import Contradiction, ProductSign, Proof, Substitute
from symlin.kernel.claim import Subject
from symlin.kernel.facts import Context
from symlin.kernel.intervals import ZERO
from symlin.kernel.polynomial import (
    Atom,
    Poly,
    atom,
    atom_depends,
    atom_poly,
    atoms_of,
    constant_poly,
)
from symlin.kernel.term import ONE, TRUE, Guard, Term, div, eq, mul, neg, sub, var
from symlin.kernel.term import (
    ZERO as ZERO_TERM,
)
from symlin.kernel.theories.exponential import exponentiated
from symlin.kernel.walk import substitute, variables
from symlin.search.proofs.branching import Branching, Level, OpenCase, StaysOpen, is_accepted

# ---- methods of proof ----


def by_substitution(prover: Branching, context: Context, level: Level) -> Proof | None:
    """A variable that an equation determines leaves.

    Raises `StaysOpen` where what is left has no proof.
    """
    step = solved_equation(context)
    return None if step is None else _substituted(prover, context, level, step)


def by_whole_variable(prover: Branching, context: Context, level: Level) -> Proof | None:
    """A variable that is its floor leaves: then lemmas about whole numbers speak of it. Not before
    the pieces are told apart, for formulas grow by it.

    Raises `StaysOpen` where what is left has no proof.
    """
    step = whole_variable(context)
    return None if step is None else _substituted(prover, context, level, step)


def _substituted(
    prover: Branching, context: Context, level: Level, step: tuple[str, Term, Term]
) -> Proof:
    variable, value, factor = step
    facts = substitute(context.facts, {variable: value})
    try:
        return Substitute(variable, value, factor, prover.close(facts, level.below()))
    except StaysOpen as inner:
        # Whoever wants a point of the open case needs the variables that have left it as well.
        trail = ((variable, value), *inner.case.substituted)
        raise StaysOpen(OpenCase(inner.case.facts, trail)) from None


def by_factors(prover: Branching, context: Context, level: Level) -> Proof | None:
    """An equation between products: one of the factors is 0."""
    for relation in relations(context):
        if relation.op != "=":
            continue
        p, _ = context.clear(context.normal(relation.term))
        p = exponentiated(context, p) or p
        factors = [] if p.is_constant else factors_of(p)
        if len(factors) < 2:
            continue
        terms = tuple(map(to_term, factors))
        for term in terms:
            known = context.decide(eq(term))
            # Known to be 0 by its sign is not yet said: as a fact it can be solved for a variable.
            if known is None or (known and eq(term) not in context.facts):
                return prover.split(context.facts, eq(term), level)
        if all(context.decide(eq(term)) is False for term in terms):
            step = ProductSign(terms, Contradiction())
            if is_accepted(context.facts, step):
                return step
    return None


# ---- solved equations ----


def solved_equation(
    context: Context, among: Collection[str] | None = None
) -> tuple[str, Term, Term] | None:
    """(variable, value, factor) from a fact factor * variable + rest = 0 with factor != 0; only for
    a variable among these, where they are given."""
    for relation in relations(context):
        for name in variables(relation.term):  # normal forms leave out those that are 0
            wanted = among is None or name in among
            if wanted and context.signs.sign_of_atom(atom("var", name)) == ZERO:
                return name, ZERO_TERM, ONE
        if relation.op != "=":
            continue
        p, _ = context.clear(context.normal(relation.term))
        step = _solved(context, p, among)
        if step is not None:
            return step
    # x >= 1 and x <= 1 are an equation as well.
    for form, interval in context.signs.intervals.items():
        low = interval.low
        if low is not None and low == interval.high:
            step = _solved(context, form - constant_poly(low), among)
            if step is not None:
                return step
    return None


def _solved(
    context: Context, p: Poly, among: Collection[str] | None
) -> tuple[str, Term, Term] | None:
    """The same from p = 0."""
    for base in atoms_of(p):
        if base.kind == "var" and (among is None or base.argument in among):
            step = _solve_for(context, p, base)
            if step is not None:
                return step
    return None


def reduced(subject: Subject, guards: Sequence[Guard]) -> tuple[Subject, tuple[Guard, ...]]:
    """The subject, with every parameter replaced that the guards determine, and what they say of
    the others."""
    facts = tuple(guards)
    while (step := solved_equation(Context(facts))) is not None:
        values: dict[str, Term] = {step[0]: step[1]}
        facts = tuple(g for g in substitute(facts, values) if g is not TRUE)
        subject = replace(
            subject,
            parameters=tuple(p for p in subject.parameters if p != step[0]),
            outputs=substitute(subject.outputs, values),
            assumptions=substitute(subject.assumptions, values),
        )
    return subject, facts


def whole_variable(context: Context) -> tuple[str, Term, Term] | None:
    """The same for a fact v = floor(v), as long as v stands elsewhere than in floors."""
    # Not by the fact's normal form: where v is whole, that is 0 = 0.
    for form, interval in context.signs.intervals.items():
        if len(form.terms) != 2 or not interval.low == interval.high == 0:
            continue
        names = [a for a in atoms_of(form) if a.kind == "var"]
        if len(names) == 1 and form in (_excess(names[0]), -_excess(names[0])):
            name = str(names[0].argument)
            value = to_term(atom_poly(names[0]) - _excess(names[0]))
            return name, value, ONE
    return None


def _excess(base: Atom) -> Poly:
    """v - floor(v)."""
    p = atom_poly(base)
    return p - atom_poly(atom("floor", p))


def _solve_for(context: Context, p: Poly, base: Atom) -> tuple[str, Term, Term] | None:
    name = frozenset([cast(str, base.argument)])
    multiple: dict[tuple[tuple[Atom, object], ...], object] = {}
    rest: dict[tuple[tuple[Atom, object], ...], object] = {}
    for m, c in p.terms.items():
        others = tuple(f for f in m if f[0] is not base)
        # Only where the variable stands to the first power, and nowhere in a function, is it solved
        # for.
        if any(atom_depends(a, name) for a, _ in others) or dict(m).get(base, 0) not in (0, 1):
            return None
        (multiple if base in dict(m) else rest)[others] = c
    slope, remainder = Poly(cast(dict, multiple)), Poly(cast(dict, rest))  # type: ignore[type-arg]
    if context.sign(slope) & ZERO:
        return None
    if slope.is_constant:
        value = to_term(remainder.scaled(-1 / fmpq(slope.constant)))
    else:
        value = neg(div(to_term(remainder), to_term(slope)))
    variable = cast(str, base.argument)
    # The kernel wants the equation times the slope, unless that is a number.
    for factor in (ONE, to_term(slope)):
        if context.vanishes(mul(factor, sub(var(variable), value))):
            return variable, value, factor
    return None

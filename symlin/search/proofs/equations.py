"""Equations among facts that are solved for a variable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from flint import fmpq

from symlin.exact.atoms import relations
from symlin.exact.forms import to_term
from symlin.kernel.claim import Subject
from symlin.kernel.intervals import ZERO
from symlin.kernel.normal import Context
from symlin.kernel.polynomial import (
    Atom,
    Poly,
    atom,
    atom_depends,
    atom_poly,
    atoms_of,
)
from symlin.kernel.term import ONE, TRUE, Guard, Term, div, mul, neg, sub, var
from symlin.kernel.term import (
    ZERO as ZERO_TERM,
)
from symlin.kernel.walk import substitute, variables


def solved_equation(context: Context) -> tuple[str, Term, Term] | None:
    """(variable, value, factor) from a fact factor * variable + rest = 0 with factor != 0."""
    for relation in relations(context):
        for name in variables(relation.term):  # normal forms leave out those that are 0
            if context.signs.sign_of_atom(atom("var", name)) == ZERO:
                return name, ZERO_TERM, ONE
        if relation.op != "=":
            continue
        p, _ = context.clear(context.normal(relation.term))
        for base in atoms_of(p):
            if base.kind == "var":
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
    for relation in relations(context):
        p = context.normal(relation.term)
        if relation.op != "=" or len(p.terms) != 2 or p.constant:
            continue
        names = [a for a in atoms_of(p) if a.kind == "var"]
        if len(names) == 1 and p in (_excess(names[0]), -_excess(names[0])):
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
    for factor in (ONE, to_term(slope)):
        if context.vanishes(mul(factor, sub(var(variable), value))):
            return variable, value, factor
    return None

"""Closed values and truths in simple form: proposed by exact arithmetic, and each accepted by the
kernel. What the reports say beside the claims, they take from here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from symlin.decision.report import subject_of
from symlin.exact.deadline import within
from symlin.exact.forms import simplified
from symlin.exact.giving_up import GIVEN_UP
from symlin.exact.values import Probe, simplify_closed
from symlin.kernel.certificate import Rejected
from symlin.kernel.claim import Subject
from symlin.kernel.facts import Context
from symlin.kernel.numbers import Number
from symlin.kernel.polynomial import Monomial, Poly, atom_depends, monomial
from symlin.kernel.statements.conclusions import entail
from symlin.kernel.statements.instances import at_parameters, evaluate
from symlin.kernel.term import Const, Guard, Term, add, eq, mul, negation, var
from symlin.kernel.walk import substitute, variables
from symlin.language.operator import Operator

SECONDS = 0.2
"""For one value: a page has many, and a value that takes longer than that is not simple."""


def holds(guard: Guard) -> bool | None:
    """Whether a closed guard is true, or false; None where the kernel sees neither."""
    for conclusion, truth in ((guard, True), (negation(guard), False)):
        if follows((), conclusion):
            return truth
    return None


def follows(facts: Sequence[Guard], conclusion: Guard) -> bool:
    """Whether the kernel sees that the facts imply the conclusion, without a proof to guide it."""
    with suppress(Rejected, *GIVEN_UP), within(SECONDS):
        return entail(facts, conclusion).conclusion is conclusion
    return False


def value_of(term: Term) -> Term | None:
    """A closed term in its simplest form; None where it is not seen to have a value."""
    return term if isinstance(term, Const) else simpler((), term)


def simpler(facts: Sequence[Guard], term: Term) -> Term | None:
    """The term's normal form, or else the term itself; None where the facts do not show that it
    has a value."""
    with suppress(*GIVEN_UP):
        with within(SECONDS):
            context = Context(facts)
            proposed = simplified(context.normal(term)) if facts else simplify_closed(term)
        if proposed is not term and follows(facts, eq(proposed, term)):
            return proposed
    return term if follows(facts, eq(term, term)) else None


def values_at(
    operator: Operator, point: Mapping[str, Term], parameters: Mapping[str, Term]
) -> tuple[Term, ...] | None:
    """The outputs at a closed point for given parameters; None where the kernel does not see that
    it lies in the domain."""
    subject = subject_of(operator)
    values = {name: parameters[name] for name in subject.parameters if name in parameters}
    place = {name: point[name] for name in subject.inputs}
    fixed = at_parameters(subject, values)
    for rows in (_proposed(fixed, place), substitute(fixed.outputs, place)):
        with suppress(Rejected, *GIVEN_UP), within(SECONDS):
            return evaluate(subject, values, [place], [rows])[0].values
    return None


def _proposed(fixed: Subject, place: Mapping[str, Term]) -> Sequence[Term]:
    with suppress(*GIVEN_UP), within(SECONDS):
        found = Probe(fixed).at_terms(tuple(place.values()))
        return () if found is None else tuple(map(simplified, found))
    return ()


def line_of(term: Term, name: str) -> tuple[Term, Term] | None:
    """Slope and constant, where the kernel sees that the term is slope*name + constant; both may
    hold other variables."""
    with suppress(*GIVEN_UP), within(SECONDS):
        line = _straight(Context(()).normal(term), name)
        if line is None or name in variables(*line):
            return None
        slope, constant = line
        return line if follows((), eq(term, add(mul(slope, var(name)), constant))) else None
    return None


def _straight(p: Poly, name: str) -> tuple[Term, Term] | None:
    slope: dict[Monomial, Number] = {}
    constant: dict[Monomial, Number] = {}
    for m, c in p.terms.items():
        own = [(a, e) for a, e in m if atom_depends(a, frozenset({name}))]
        if own and (len(own) > 1 or own[0][0].kind != "var" or own[0][1] != 1):
            return None
        rest = monomial(dict(factor for factor in m if factor not in own))
        (slope if own else constant)[rest] = c
    return simplified(Poly(slope)), simplified(Poly(constant))

"""The counterexample to show of a refutation: an instance of the law, with both sides evaluated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from symlin.decision.verdict import Counterexample
from symlin.exact.coordinates import numbers
from symlin.exact.deadline import Deadline, OutOfTime
from symlin.exact.forms import simplified
from symlin.exact.values import Probe, simplify_closed
from symlin.kernel.certificate import (
    Conditional,
    Impossible,
    ParameterSplit,
    Refutation,
    Witness,
)
from symlin.kernel.claim import Law, Subject
from symlin.kernel.facts import Context
from symlin.kernel.numbers import quotient
from symlin.kernel.term import ONE, Guard, Term, add, const, mul, neg
from symlin.kernel.walk import substitute
from symlin.search.laws import LawSearch
from symlin.search.outcome import Finding
from symlin.search.points.models import parameter_values

SHORT = 0.5
"""Seconds to look for a simpler instance than the certificate's."""
LETTERS = "xyzuvw"
"""Names of the points of a counterexample."""
HALF = quotient(1, 2)
LONGER = 4.0
"""Seconds to look for an instance to show, where the certificate has none of the law's shape."""


def counterexample(search: LawSearch, law: Law, decision: Finding) -> Counterexample | None:
    """The witness to show: the first of the refutation, at parameter values that it is for."""
    subject = search.subject
    match decision.certificate:
        case Conditional(_, _, refutation, _, fails_at):
            return _shown(search, law, refutation, (*subject.parameter_facts(),), dict(fails_at))
        case Witness() | ParameterSplit() | Impossible() as refutation:
            return _shown(search, law, refutation, subject.parameter_facts(), None)
        case _:
            return None


def _shown(
    search: LawSearch,
    law: Law,
    refutation: Refutation,
    facts: tuple[Guard, ...],
    values: Mapping[str, Term] | None,
) -> Counterexample | None:
    subject = search.subject
    if values is None:
        found = parameter_values(subject.parameters, facts)
        if found is None:
            return None
        values = found
    empty = Context(())
    while isinstance(refutation, ParameterSplit):
        holds = empty.decide(substitute((refutation.guard,), values)[0])
        refutation = refutation.yes if holds else refutation.no
    if not isinstance(refutation, Witness):
        return None
    usual = law is Law.AFFINE or _usual(law, refutation.weights) is not None
    simplest = _simplest(search, law, values, thorough=not usual) if subject.parameters else None
    if simplest is not None or not (usual or law is Law.LINEAR):
        return simplest
    probe = None if subject.parameters else search.stock.probe
    return _instantiate(subject, law, refutation, values, probe)


def _simplest(
    search: LawSearch, law: Law, values: Mapping[str, Term], *, thorough: bool
) -> Counterexample | None:
    """The first instance that breaks the law for these parameter values."""
    subject = search.subject
    outputs = substitute(subject.outputs, values)
    guards = substitute(subject.assumptions, values)
    fixed = Subject(subject.inputs, (), outputs, guards)
    plain, deadline = LawSearch(fixed), Deadline(LONGER if thorough else SHORT)
    try:
        decision = plain.quickly(law, deadline)
        if decision is None and thorough:
            decision = plain.thoroughly(law, deadline)
    except OutOfTime:
        return None
    if decision is None or not isinstance(decision.certificate, Witness):
        return None
    return replace(_instantiate(fixed, law, decision.certificate, {}), parameters=values)


def _instantiate(
    subject: Subject,
    law: Law,
    witness: Witness,
    values: Mapping[str, Term],
    probe: Probe | None = None,
) -> Counterexample:
    """The witness for given parameter values, with both sides of the law evaluated."""
    points = [
        {
            n: simplify_closed(t)
            for n, t in zip(p, substitute(tuple(p.values()), values), strict=True)
        }
        for p in witness.points
    ]
    weights = [simplify_closed(w) for w in substitute(witness.weights, values)]
    outputs = substitute(subject.outputs, values)
    probe = probe or Probe(Subject(subject.inputs, (), outputs))
    rows = [_values(probe, point) for point in points]
    if law is Law.EQUIVALENT:
        half = len(outputs) // 2
        return Counterexample(
            {"x": points[0]}, None, values, rows[0][:half], rows[0][half:], law, witness.output
        )
    factors = [simplify_closed(neg(w)) for w in weights[1:]]
    right = tuple(
        simplify_closed(add(*(mul(c, row[k]) for c, row in zip(factors, rows[1:], strict=True))))
        for k in range(len(outputs))
    )
    named = dict(zip(LETTERS, points[1:], strict=False))
    shown = Counterexample(named, None, values, rows[0], right, law, witness.output)
    broken = _usual(law, weights)
    if broken is None:
        return replace(shown, coefficients=tuple(factors))
    by_factor = broken in (Law.HOMOGENEITY, Law.POSITIVE_HOMOGENEITY)
    return replace(shown, law=broken, scalar=factors[0] if by_factor else None)


def _usual(law: Law, weights: Sequence[Term]) -> Law | None:
    """The law of which these weights are an instance as a reader expects it, for linearity that of
    sums or of multiples; None where they are those of any other sum of points."""
    if law is Law.LINEAR:
        law = Law.ADDITIVITY if len(weights) == 3 else Law.HOMOGENEITY
    match law:
        case Law.ADDITIVITY:
            usual = tuple(weights) == (ONE, const(-1), const(-1))
        case Law.AFFINE:
            usual = tuple(weights) == (ONE, const(-HALF), const(-HALF))
        case _:
            usual = law is Law.EQUIVALENT or len(weights) == 2
    return law if usual else None


def _values(probe: Probe, point: Mapping[str, Term]) -> tuple[Term, ...]:
    """The outputs at a point of the domain, simplified."""
    coordinates = tuple(point.values())
    rational = numbers(coordinates)
    found = probe.at_terms(coordinates) if rational is None else probe.at(rational)
    if found is None:
        return tuple(simplify_closed(f) for f in substitute(probe.subject.outputs, point))
    return tuple(map(simplified, found))

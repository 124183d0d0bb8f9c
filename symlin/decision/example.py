"""The instance that is shown of a refutation: simple points, proposed here and checked by the
kernel with all that is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from symlin.decision.counterexample import USUAL
from symlin.exact.coordinates import numbers
from symlin.exact.deadline import Deadline, OutOfTime
from symlin.exact.forms import simplified
from symlin.exact.values import Probe, simplify_closed
from symlin.kernel.certificate import Conditional, ParameterSplit, Point, Rejected, Witness
from symlin.kernel.claim import Law, Subject
from symlin.kernel.facts import Context
from symlin.kernel.statements.instances import (
    Evaluation,
    Instance,
    Sides,
    at_parameters,
    evaluate,
    instance,
)
from symlin.kernel.term import ONE, ZERO, Term, add, div, mul, neg, sub
from symlin.kernel.theorem import LawTheorem
from symlin.kernel.walk import substitute
from symlin.search.laws import LawSearch
from symlin.search.points.models import parameter_values

SHORT = 0.5
"""Seconds to look for a simpler instance than the certificate's."""
LONGER = 4.0
"""Seconds to look for an instance to show, where the certificate has none of the law's shape."""


@dataclass(frozen=True)
class Proposal:
    """Points and weights that may break the law for some parameter values, and the search that
    knows f's values there."""

    points: tuple[Point, ...]
    weights: tuple[Term, ...]
    output: int
    probe: Probe


class Examples:
    """Instances to show for the laws of one operator."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self._places: dict[tuple[Term, ...], Evaluation] = {}
        """What the kernel has accepted already, by parameter values and coordinates."""

    def of(self, search: LawSearch, law: Law, theorem: LawTheorem) -> Instance | None:
        """The simplest instance at which the law fails that the kernel accepts, or None.

        `search` is that of the function which the certificate speaks of.
        """
        values = self._parameters(theorem)
        if values is None:
            return None
        for shown, proposal in _proposals(search, law, theorem, values):
            with suppress(Rejected):
                return self._checked(shown, proposal, values)
        return None

    def _parameters(self, theorem: LawTheorem) -> Point | None:
        """Parameter values for which the law fails."""
        names, steps = self.subject.parameters, theorem.certificate
        if not isinstance(steps, Conditional):
            return parameter_values(names, self.subject.parameter_facts())
        return {name: steps.fails_at.get(name, ZERO) for name in names}

    def _checked(self, law: Law, proposal: Proposal, values: Point) -> Instance:
        """The instance as a theorem; raises `Rejected`."""
        places, weights = self._evaluated(proposal, values), proposal.weights
        if law is Law.EQUIVALENT:
            right = list(places[0].values[len(self.subject.outputs) // 2 :])
        else:
            right = _combined(places, weights)
        k = proposal.output
        gap = sub(places[0].values[k], right[k])
        with suppress(Rejected):
            sides = Sides(tuple(map(simplify_closed, right)), k, simplify_closed(gap))
            return instance(law, places, weights, sides)
        return instance(law, places, weights, Sides(tuple(right), k, gap))

    def _evaluated(self, proposal: Proposal, values: Point) -> tuple[Evaluation, ...]:
        """The places of an instance, values included; raises `Rejected`."""
        keys = [(*values.values(), *point.values()) for point in proposal.points]
        new = dict(zip(keys, proposal.points, strict=True))
        new = {key: point for key, point in new.items() if key not in self._places}
        points = list(new.values())
        try:
            rows = [_values(proposal.probe, point) for point in points]
            found = evaluate(self.subject, values, points, rows)
        except Rejected:  # what was computed may be right, and too hard to see
            fixed = at_parameters(self.subject, values)
            found = evaluate(
                self.subject, values, points, [substitute(fixed.outputs, p) for p in points]
            )
        self._places.update(zip(new, found, strict=True))
        return tuple(self._places[key] for key in keys)


def _combined(places: Sequence[Evaluation], weights: Sequence[Term]) -> list[Term]:
    """What the law demands of the value at the first place."""
    others = list(zip(map(neg, weights[1:]), places[1:], strict=True))
    outputs = range(len(places[0].values))
    return [add(*(mul(c, place.values[k]) for c, place in others)) for k in outputs]


def _proposals(
    search: LawSearch, law: Law, theorem: LawTheorem, values: Point
) -> Iterator[tuple[Law, Proposal]]:
    """Instances with the law that they are one of: the simplest first, then the certificate's."""
    witness = _witness(theorem, values)
    if witness is None:
        return
    usual = law is Law.AFFINE or _usual(law, witness.weights) is not None
    if search.subject.parameters:
        simplest = _simplest(search, law, values, thorough=not usual)
        if simplest is not None:
            yield _named(law, simplest)
    if usual or law is Law.LINEAR:
        subject = at_parameters(search.subject, values)
        probe = Probe(subject) if search.subject.parameters else search.stock.probe
        yield _named(law, _proposal(witness, values, probe))


def _witness(theorem: LawTheorem, values: Point) -> Witness | None:
    """The certificate's witness for these parameter values."""
    steps = theorem.certificate
    case, context = steps.refutation if isinstance(steps, Conditional) else steps, Context(())
    while isinstance(case, ParameterSplit):
        (guard,) = substitute((case.guard,), values)
        case = case.yes if context.decide(guard) else case.no
    return case if isinstance(case, Witness) else None


def _simplest(search: LawSearch, law: Law, values: Point, *, thorough: bool) -> Proposal | None:
    """The first instance that is found for these parameter values."""
    plain = LawSearch(at_parameters(search.subject, values))
    deadline = Deadline(LONGER if thorough else SHORT)
    try:
        finding = plain.quickly(law, deadline)
        if finding is None and thorough:
            finding = plain.thoroughly(law, deadline)
    except OutOfTime:
        return None
    if finding is None or not isinstance(finding.certificate, Witness):
        return None
    return _proposal(finding.certificate, {}, plain.stock.probe)


def _proposal(witness: Witness, values: Mapping[str, Term], probe: Probe) -> Proposal:
    """The witness for given parameter values, its first weight 1."""
    points = tuple(_simplified_point(point, values) for point in witness.points)
    first, *others = substitute(witness.weights, values)
    weights = tuple(simplify_closed(w if first is ONE else div(w, first)) for w in others)
    return Proposal(points, (ONE, *weights), witness.output, probe)


def _simplified_point(point: Point, values: Mapping[str, Term]) -> Point:
    terms = substitute(tuple(point.values()), values)
    return dict(zip(point, map(simplify_closed, terms), strict=True))


def _named(law: Law, proposal: Proposal) -> tuple[Law, Proposal]:
    return _usual(law, proposal.weights) or law, proposal


def _usual(law: Law, weights: Sequence[Term]) -> Law | None:
    """The law of which these weights are an instance as a reader expects it, for linearity that of
    sums or of multiples; None where they are those of any other sum of points."""
    if law is Law.LINEAR:
        law = Law.ADDITIVITY if len(weights) == 3 else Law.HOMOGENEITY
    expected = USUAL.get(law)
    return law if tuple(weights) == expected or (expected is None and len(weights) == 2) else None


def _values(probe: Probe, point: Point) -> tuple[Term, ...]:
    """The outputs at a point of the domain, simplified."""
    coordinates = tuple(point.values())
    rational = numbers(coordinates)
    found = probe.at_terms(coordinates) if rational is None else probe.at(rational)
    if found is None:
        return tuple(map(simplify_closed, substitute(probe.subject.outputs, point)))
    return tuple(map(simplified, found))

"""The instance that is shown of a refutation: simple points, proposed here and checked by the
kernel with all that is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import NamedTuple

from symlin.decision.counterexample import USUAL
from symlin.decision.verdict import BREAKS
from symlin.errors import SymlinError
from symlin.exact.coordinates import numbers
from symlin.exact.deadline import Deadline, within
from symlin.exact.forms import simplified
from symlin.exact.giving_up import GIVEN_UP
from symlin.exact.values import Probe, simplify_closed
from symlin.kernel.certificate import (
    Conditional,
    DerivativeWitness,
    ParameterSplit,
    Point,
    Rejected,
    Witness,
)
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
LAST = 0.5
"""Seconds to check an instance beyond the time for the decision: what is refuted in the last moment
has a counterexample to show as well."""
_NO_INSTANCE = (Rejected, SymlinError, OverflowError, MemoryError, *GIVEN_UP)
"""How an attempt at an instance may end: what is shown of a theorem is no part of it, and must not
take it away."""


class Proposal(NamedTuple):
    """Points and weights that may break the law for some parameter values, and the search that
    knows f's values there."""

    points: tuple[Point, ...]
    weights: tuple[Term, ...]
    output: int
    probe: Probe


class Examples:
    """Instances to show for the laws of one operator, within the time for its decision."""

    def __init__(self, subject: Subject, total: Deadline) -> None:
        self.subject = subject
        self.total = total
        self._places: dict[tuple[Term, ...], Evaluation] = {}
        """What the kernel has accepted already, by parameter values and coordinates."""

    def of(self, search: LawSearch, law: Law, theorem: LawTheorem) -> Instance | None:
        """The simplest instance at which the law fails that the kernel accepts, or None.

        `search` is that of the function which the certificate speaks of.
        """
        values: Point | None = None
        found: tuple[Witness | None, ...] = ()
        last = Deadline(self.total.left + LAST)
        with suppress(*_NO_INSTANCE), within(last.left):
            values = self._parameters(theorem)
            found = () if values is None else tuple(_witnesses(theorem, values))
        if values is None or not found:
            return None
        witnesses = tuple(witness for witness in found if witness is not None)
        # A simpler one leaves some time for the certificate's, which is the one that there is.
        for witness in (None, *witnesses):
            with suppress(*_NO_INSTANCE), within((last if witness else self.total).left):
                if witness is None:
                    proposal = self._simpler(search, law, values, witnesses)
                else:
                    proposal = _certified(search, law, witness, values)
                if proposal is not None:
                    return self._checked(law, proposal, values, theorem)
        return None

    def carried(self, law: Law, found: Instance | None) -> Instance | None:
        """The instance of another law as one of this, which it breaks as well.

        f(2*1) = 5 but 2*f(1) = 4 breaks homogeneity, and was found for factors that are positive.
        """
        if found is None or found.law in BREAKS[law]:
            return found
        with suppress(*_NO_INSTANCE):
            sides = Sides(found.right, found.output, found.gap)
            return instance(law, found.places, found.weights, sides)
        return None

    def _parameters(self, theorem: LawTheorem) -> Point | None:
        """Parameter values for which the law fails."""
        names, steps = self.subject.parameters, theorem.certificate
        if not isinstance(steps, Conditional):
            return self._usual_parameters
        return {name: steps.fails_at.get(name, ZERO) for name in names}

    @cached_property
    def _usual_parameters(self) -> Point | None:
        """Parameter values that the operator may have."""
        return parameter_values(self.subject.parameters, self.subject.parameter_facts())

    def _simpler(
        self, search: LawSearch, law: Law, values: Point, witnesses: Sequence[Witness]
    ) -> Proposal | None:
        """The first instance that is found for these parameter values alone."""
        if not search.subject.parameters:  # the certificate's is the first already
            return None
        thorough = not any(_reads_well(law, witness) for witness in witnesses)
        plain = LawSearch(at_parameters(search.subject, values))
        deadline = Deadline(self.total.aside(LONGER if thorough else SHORT))
        finding = plain.quickly(law, deadline)
        if finding is None and thorough:
            finding = plain.thoroughly(law, deadline)
        if finding is None or not isinstance(finding.certificate, Witness):
            return None
        return _proposal(finding.certificate, {}, plain.stock.probe)

    def _checked(
        self, law: Law, proposal: Proposal, values: Point, theorem: LawTheorem
    ) -> Instance:
        """The instance as a theorem; raises `Rejected`."""
        places, weights = self._evaluated(proposal, values, theorem), proposal.weights
        law = _usual(law, weights) or law
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

    def _evaluated(
        self, proposal: Proposal, values: Point, theorem: LawTheorem
    ) -> tuple[Evaluation, ...]:
        """The places of an instance, values included; raises `Rejected`."""
        keys = [(*values.values(), *point.values()) for point in proposal.points]
        new = dict(zip(keys, proposal.points, strict=True))
        new = {key: point for key, point in new.items() if key not in self._places}
        points = list(new.values())
        try:
            rows = [_values(proposal.probe, point) for point in points]
            found = evaluate(theorem, values, points, rows)
        except Rejected:  # what was computed may be right, and too hard to see
            fixed = at_parameters(theorem.argued, values)
            rows = [substitute(fixed.outputs, p) for p in points]
            found = evaluate(theorem, values, points, rows)
        self._places.update(zip(new, found, strict=True))
        return tuple(self._places[key] for key in keys)


def _combined(places: Sequence[Evaluation], weights: Sequence[Term]) -> list[Term]:
    """What the law demands of the value at the first place."""
    others = list(zip(map(neg, weights[1:]), places[1:], strict=True))
    outputs = range(len(places[0].values))
    return [add(*(mul(c, place.values[k]) for c, place in others)) for k in outputs]


def _certified(search: LawSearch, law: Law, witness: Witness, values: Point) -> Proposal | None:
    """The certificate's own instance, where it is one of the law."""
    if law is not Law.LINEAR and not _reads_well(law, witness):
        return None
    subject = at_parameters(search.subject, values)
    probe = Probe(subject) if search.subject.parameters else search.stock.probe
    return _proposal(witness, values, probe)


def _reads_well(law: Law, witness: Witness) -> bool:
    """Whether it is an instance of the law itself, as a reader expects it; of the affine law any
    is."""
    return law is Law.AFFINE or _usual(law, witness.weights) is not None


def _witnesses(theorem: LawTheorem, values: Point) -> Iterator[Witness | None]:
    """The certificate's witness for these parameter values; several where it is not seen which,
    and None where it is a derivative."""
    steps = theorem.certificate
    cases, context = [steps.refutation if isinstance(steps, Conditional) else steps], Context(())
    while cases:
        match cases.pop():
            case ParameterSplit(guard, yes, no):
                truth = context.decide(substitute((guard,), values)[0])
                cases += [
                    case for case, here in ((no, False), (yes, True)) if truth in (here, None)
                ]
            case Witness() as witness:
                yield witness
            case DerivativeWitness():  # points are looked for: a derivative is no instance
                yield None
            case _:
                pass


def _proposal(witness: Witness, values: Mapping[str, Term], probe: Probe) -> Proposal:
    """The witness for given parameter values, its first weight 1."""
    points = tuple(_simplified_point(point, values) for point in witness.points)
    first, *others = substitute(witness.weights, values)
    weights = tuple(simplify_closed(w if first is ONE else div(w, first)) for w in others)
    return Proposal(points, (ONE, *weights), witness.output, probe)


def _simplified_point(point: Point, values: Mapping[str, Term]) -> Point:
    terms = substitute(tuple(point.values()), values)
    return dict(zip(point, map(simplify_closed, terms), strict=True))


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

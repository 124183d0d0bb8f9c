"""The search for one law of a subject without parameters: break it at points, or prove it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from symlin.exact.coordinates import Coordinates
from symlin.exact.deadline import Deadline
from symlin.exact.values import BITS
from symlin.kernel.certificate import DegreeProof, Point, Witness
from symlin.kernel.claim import Law, Subject
from symlin.kernel.term import Guard, Term, negation
from symlin.kernel.theories.degree import all_of_degree_one
from symlin.search.outcome import NOTHING, Finding, Known, proved, refuted, unknown
from symlin.search.points.aimed import aimed_witness, open_instance, peaks, point_of
from symlin.search.points.demand import demand_of
from symlin.search.points.dependence import dependent_witness
from symlin.search.points.instances import Instance, instances
from symlin.search.points.models import parameter_values
from symlin.search.points.stock import HUGE, WIDE, Stock
from symlin.search.proofs.law_proofs import LawAttempt, LawProofs

EVALUATIONS = 100_000
"""Nodes evaluated at points before a proof is tried."""
FOREMOST = 24
"""Instances that are tried on any function, however wide."""
FIRST_INSTANCES = 150
"""Instances that are tried on a small function first: what breaks at all mostly breaks at these."""
LONGER, LONGEST = 3, 20
"""Times as many are tried where normal forms say nothing, and where no proof was found either."""
PRECISIONS = (BITS, 2048)
"""Bits at which a transcendental defect has to show: exp(-1000) has its first digit after 1,443."""
CLOSELY = 60
"""Instances that are given the larger of these."""


class LawSearch:
    """The search for one subject, with what its laws have in common: points, values, proofs.

    |x| is not additive, for |-1 + 1| is not |-1| + |1|:

    >>> from symlin.kernel.term import function, var
    >>> search = LawSearch(Subject(("x",), (), (function("abs", var("x")),)))
    >>> finding = search.quickly(Law.ADDITIVITY, Deadline(5.0))
    >>> finding.status, [p["x"].value for p in finding.certificate.points]
    ('refuted', [0, -1, 1])
    """

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.stock = Stock(subject)
        self.proofs = LawProofs(self.stock)
        self.parameter_facts = subject.parameter_facts()
        self.size = self.stock.size
        self.first = max(24, min(FIRST_INSTANCES, EVALUATIONS // max(1, self.size)))
        self._sides: dict[Guard, tuple[Point, Point] | None] = {}

    # ---- one law ----
    # From cheap to dear, points and proofs in turn. Which of the two it takes is not known before,
    # and either is in vain where the other is there.

    def quickly(self, law: Law, deadline: Deadline, known: Known = NOTHING) -> Finding | None:
        """What small points, normal forms and degrees say, if they say anything."""
        if law is Law.POSITIVE_HOMOGENEITY and self._has_degree_one():
            return Finding("proved", DegreeProof())
        if self.subject.parameters:
            return None
        # Where a value takes as long as a normal form, a few points come first, and the others
        # after the attempt at a proof.
        wide = self.size > WIDE
        for points in self.stock.first if wide else (self.stock.diagonal,):
            if witness := self._broken(law, points, FOREMOST, deadline):
                return refuted(witness)
        if wide and self.size < HUGE:
            proof = self.proofs.attempt(law, (), known, deadline, quick=True).proof
            if proof is not None:
                return proved(proof)
        if (witness := self._broken(law, self.stock.small, self.first, deadline)) is not None:
            return refuted(witness)
        proof = None
        if not wide:
            proof = self.proofs.attempt(law, (), known, deadline, quick=True).proof
        return None if proof is None else proved(proof)

    def thoroughly(self, law: Law, deadline: Deadline, known: Known = NOTHING) -> Finding:
        """Proved, refuted, or unknown with a reason; after `quickly`, and without parameters."""
        witness = self._broken(law, self.stock.all, LONGER * self.first, deadline)
        if witness is not None:
            return refuted(witness)
        # Points at which another law broke, or a proof, and where functions bend: cheap guesses.
        tried = () if self.size > WIDE else (*known.suspects, *self.stock.centres)
        if (witness := self._around(law, tried, deadline)) is not None:
            return refuted(witness)
        attempted = self.proofs.attempt(law, (), known, deadline, quick=False)
        if attempted.proof is not None:
            return proved(attempted.proof)
        # Where the proof broke down the law may break; the case that stayed open has points of its
        # own, or is an instance of the law itself.
        if (witness := self._instance(law, attempted)) is not None:
            return refuted(witness)
        suspects = tuple(self._suspects(attempted))
        places = dict.fromkeys((*known.suspects, *suspects, *peaks(self.subject)))
        witness = (
            self._around(law, (place for place in places if place not in tried), deadline)
            or self._dependent(law, deadline)
            or self._broken(law, self.stock.all, LONGEST * self.first, deadline)
        )
        finding = unknown() if witness is None else refuted(witness)
        return finding._replace(suspects=suspects)

    def _has_degree_one(self) -> bool:
        return all_of_degree_one(self.subject.outputs, frozenset(self.subject.inputs))

    # ---- breaking ----

    def _broken(
        self, law: Law, points: Sequence[Coordinates], most: int, deadline: Deadline
    ) -> Witness | None:
        """The first instance of the law at the points that breaks it."""
        probe = self.stock.probe
        inside = [p for p in points if probe.contains(p)]
        tried: Iterable[Instance] = islice(instances(law, inside), most)
        if self.size > WIDE:  # a value takes long: first the instances of points that have one
            tried = sorted(tried, key=lambda i: not all(map(probe.knows, i.points)))
        for count, instance in enumerate(tried):
            deadline.check()
            bits = PRECISIONS if count < CLOSELY else PRECISIONS[:1]
            step = demand_of(law, probe, instance, bits)
            if step is not None and isinstance(step.witness, Witness):
                return step.witness
        return None

    def _around(
        self, law: Law, points: Iterable[tuple[Term, ...]], deadline: Deadline
    ) -> Witness | None:
        """The first instance around one of the points that breaks the law."""
        for point in points:
            deadline.check()
            witness = aimed_witness(self.subject, law, self.stock.probe, point)
            if witness is not None:
                return witness
        return None

    def _instance(self, law: Law, attempted: LawAttempt) -> Witness | None:
        """The instance at which a proof of the law as it stands broke down, if it breaks it."""
        if attempted.open_instance is None:
            return None
        return open_instance(self.subject, law, self.stock.probe, attempted.open_instance)

    def _suspects(self, attempted: LawAttempt) -> Iterator[tuple[Term, ...]]:
        """A point at which the proof broke down."""
        if attempted.open_case is not None:
            point = point_of(attempted.open_case, self.subject.inputs)
            if point is not None:
                yield point

    def _dependent(self, law: Law, deadline: Deadline) -> Witness | None:
        """Any points of a restricted domain that depend on each other."""
        if law not in (Law.LINEAR, Law.AFFINE) or not self.subject.assumptions:
            return None
        return dependent_witness(self.subject, law, self.stock.samples(deadline), deadline)

    # ---- conditions ----

    def sides(self, condition: Guard) -> tuple[Point, Point] | None:
        """Parameter values at which a condition holds, and at which it fails; remembered, for laws
        share it."""
        if condition not in self._sides:
            names, given = self.subject.parameters, self.parameter_facts
            holds = parameter_values(names, (*given, condition))
            fails = parameter_values(names, (*given, negation(condition)))
            none = holds is None or fails is None
            self._sides[condition] = None if none else (holds or {}, fails or {})
        return self._sides[condition]

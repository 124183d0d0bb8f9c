"""The searches for one subject: as it stands, and with its disguises taken off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from symlin.exact.coordinates import ORIGIN
from symlin.exact.deadline import Deadline, OutOfTime
from symlin.kernel.certificate import Conditional, ParameterSplit, Rewrite, Witness
from symlin.kernel.checker import rewritten
from symlin.kernel.claim import Law, Subject
from symlin.search.laws import LawSearch
from symlin.search.outcome import TOO_LATE, Decision, unknown
from symlin.search.points.instances import instances
from symlin.search.points.origin import through_origin
from symlin.search.proofs.rewriting import rewrites

MOST_INSTANCES = 40
BREAKING = (Conditional, ParameterSplit, Witness)
SHARE = 0.7
"""Of a law's time, the most that goes into finding what is affine in disguise."""


@dataclass(frozen=True)
class Outcome:
    """A decision, and the subject that its certificate is about."""

    decision: Decision
    search: LawSearch
    rewrites: tuple[Rewrite, ...] = ()


class Strategy:
    """One search first; where it finds nothing quickly, that for the same function simplified."""

    def __init__(self, subject: Subject, deadline: Deadline) -> None:
        self.deadline = deadline
        self._linear: Decision | None = None
        self.plain = LawSearch(subject, deadline)

    def decide(self, law: Law) -> Outcome:
        """Decide the law within `deadline`."""
        self.plain.deadline = self.deadline
        decision = self.plain.quickly(law)
        if decision is None and (simpler := self.simpler) is not None:
            decision = self._simply(simpler, law)
            if decision is not None and decision.certificate is not None:
                self._note(law, decision)
                return Outcome(decision, simpler, self.rewrites)
            decision = None
        if decision is None:
            decision = self._thoroughly(law)
        if decision is None or decision.certificate is None:
            decision = self._as_linear(law) or decision or unknown(TOO_LATE)
        self._note(law, decision)
        return Outcome(decision, self.plain)

    def _thoroughly(self, law: Law) -> Decision | None:
        linear = self._as_linear(law)
        self.plain.deadline = self.deadline if linear is None else self.deadline.part(0.5)
        try:
            return self.plain.thoroughly(law)
        except OutOfTime:
            if linear is None:
                raise
            return None

    def _as_linear(self, law: Law) -> Decision | None:
        """What is known of linearity, where the law comes to the same (see the kernel)."""
        subject = self.plain.subject
        if law is Law.AFFINE:
            return self._through_origin()
        same = law is Law.ADDITIVITY or (law is Law.HOMOGENEITY and len(subject.inputs) == 1)
        return self._linear if same and subject.parameters and not subject.domain else None

    def _through_origin(self) -> Decision | None:
        """Where f(0) = 0, an affine f is linear."""
        linear, subject = self._linear, self.plain.subject
        if linear is None or subject.domain or not isinstance(linear.certificate, BREAKING):
            return None
        values = self.plain.probe.at(ORIGIN)
        if values is None or any(p.terms for p in values):
            return None
        return replace(linear, certificate=through_origin(linear.certificate, subject.inputs))

    def _simply(self, simpler: LawSearch, law: Law) -> Decision | None:
        simpler.deadline = self.deadline.part(0.6)
        try:
            return simpler.decide(law)
        except OutOfTime:
            if not self.deadline.left:
                raise
            return None

    def _note(self, law: Law, decision: Decision) -> None:
        if law is Law.LINEAR and decision.certificate is not None:
            self._linear = decision
        if decision.condition is not None:
            for search in self._searches():
                search.conditions = list(dict.fromkeys((*search.conditions, decision.condition)))
        for search in self._searches():
            search.not_linear |= law is Law.LINEAR and decision.status == "refuted"
            if isinstance(decision.certificate, Witness) and not search.subject.parameters:
                search.special |= dict.fromkeys(
                    tuple(point.values()) for point in decision.certificate.points
                )

    def _searches(self) -> list[LawSearch]:
        """Those begun so far."""
        simpler = vars(self).get("simpler")
        return [self.plain] if simpler is None else [self.plain, simpler]

    def has_instance(self, law: Law) -> bool:
        """Whether one of the first instances of the law lies in the domain."""
        if self.plain.subject.parameters:
            return False
        first = islice(instances(law, self.plain.stock.small), MOST_INSTANCES)
        return any(instance.in_domain(self.plain.probe) for instance in first)

    @cached_property
    def rewrites(self) -> tuple[Rewrite, ...]:
        """What is affine in disguise, proved."""
        plain = self.plain
        try:
            return tuple(rewrites(plain.subject, plain.stock.small, self.deadline.part(SHARE)))
        except OutOfTime:
            if not self.deadline.left:
                raise
            return ()

    @cached_property
    def simpler(self) -> LawSearch | None:
        """The search for the function with these replaced; None where there are none."""
        if not self.rewrites:
            return None
        search = LawSearch(rewritten(self.plain.subject, self.rewrites), self.deadline)
        search.not_linear, search.conditions = self.plain.not_linear, self.plain.conditions
        return search

"""Decide one law for one subject: break it at points, or prove it; parameters are refined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import islice

from symlin.exact.coordinates import Coordinates
from symlin.exact.deadline import Deadline
from symlin.exact.forms import simplified
from symlin.exact.values import BITS, Probe
from symlin.kernel.certificate import (
    Contradiction,
    DegreeProof,
    DirectProof,
    MatrixProof,
    Point,
    Proof,
    Witness,
)
from symlin.kernel.claim import (
    Law,
    Subject,
    defect,
    law_equation,
    law_rows,
    premises,
)
from symlin.kernel.definedness import definedness
from symlin.kernel.degree import all_of_degree_one
from symlin.kernel.normal import Context
from symlin.kernel.numbers import TooLarge
from symlin.kernel.polynomial import ZERO_POLY
from symlin.kernel.term import TRUE, ZERO, Const, Guard, Term, add, eq, mul, ne, sub, var
from symlin.search.outcome import Decision, proved, refuted, unknown
from symlin.search.parameters.refinement import Refinement
from symlin.search.points.aimed import aimed_witness, open_instance, peaks, point_of
from symlin.search.points.attempts import Step, attempt
from symlin.search.points.centres import centres
from symlin.search.points.dependence import dependent_witness
from symlin.search.points.instances import Instance, instances
from symlin.search.points.places import Place, fitted, is_thin, places_of
from symlin.search.points.stock import HUGE, Stock
from symlin.search.proofs.contradict import Case, Prover
from symlin.search.proofs.equations import reduced
from symlin.search.proofs.matrix import Candidate, candidate, read_off

WIDE = 1_000
"""Nodes above which a normal form is cheaper than trying many points."""
EVALUATIONS = 100_000
"""Nodes evaluated at points before a proof is tried."""
FIRST_INSTANCES = 150
FOREMOST = 24
DIGITS = (BITS, 2048)
"""Bits at which a transcendental defect has to show, and how many instances are given the more."""
CLOSELY = 60


class LawSearch:
    """The search for one subject, with what its laws have in common: points, values, matrices."""

    def __init__(self, subject: Subject, deadline: Deadline) -> None:
        self.subject = subject
        self.deadline = deadline
        self.parameter_facts = subject.parameter_facts()
        self._matrices: dict[tuple[Guard, ...], Candidate | None] = {}
        self._proofs: dict[tuple[object, ...], MatrixProof | DirectProof | None] = {}
        self._fitted: dict[Law, Candidate | None] = {}
        self.conditions: list[Guard] = []
        """The exact conditions of laws that were decided before."""
        self.sides: dict[Guard, tuple[Point, Point] | None] = {}
        """Parameter values at which such a condition holds, and at which it fails."""
        self.open_case: Case | None = None
        self.open_instances: dict[Law, Case] = {}
        """Cases of the laws as they stand that no proof closed."""
        self.special: dict[tuple[Term, ...], None] = {}
        """Points at which something is wrong, found when proofs broke down."""
        self.not_linear = False
        """Set once linearity is known to be refuted for all parameters: no matrix need be tried."""
        self.stock = Stock(subject)
        self.size = self.stock.size
        self.first = max(24, min(FIRST_INSTANCES, EVALUATIONS // max(1, self.size)))

    def _has_degree_one(self) -> bool:
        return all_of_degree_one(self.subject.outputs, frozenset(self.subject.inputs))

    @cached_property
    def probe(self) -> Probe:
        """Values at rational points, shared by all laws."""
        return Probe(self.subject)

    @property
    def everywhere(self) -> bool:
        """Whether the domain is all of R^n, for all parameters."""
        return not self.subject.domain_at({})

    # ---- one law ----

    def quickly(self, law: Law) -> Decision | None:
        """What small points, normal forms and degrees say, if they say anything."""
        if law is Law.POSITIVE_HOMOGENEITY and self._has_degree_one():
            return Decision("proved", DegreeProof(), method="degrees")
        if self.subject.parameters:
            return None
        wide = self.size > WIDE
        if wide and (step := self._step(law, self.stock.foremost, FOREMOST)) is not None:
            return refuted(step.witness)
        if wide and self.size < HUGE:
            proof = self.prove(law, (), quick=True)
            if proof is not None:
                return proved(proof)
        step = self._step(law, self.stock.small, self.first)
        if step is not None:
            return refuted(step.witness)
        proof = None if wide else self.prove(law, (), quick=True)
        return None if proof is None else proved(proof)

    def thoroughly(self, law: Law) -> Decision:
        """Proved, refuted, conditional, or unknown with a reason; after `quickly`."""
        if self.subject.parameters:
            return Refinement(self, law).decide()
        step = self._step(law, self.stock.all, 3 * self.first)
        if step is not None:
            return refuted(step.witness)
        places = () if self.size > WIDE else (*self.special, *self.centres)
        if (near := self._around(law, places)) is not None:
            return refuted(near)
        proof = self.prove(law, (), quick=False)
        if proof is not None:
            return proved(proof)
        witness = self._aimed(law, places) or self._dependent(law)
        if witness is None and (step := self._step(law, self.stock.all, 20 * self.first)):
            witness = step.witness
        return unknown() if witness is None else refuted(witness)

    def decide(self, law: Law) -> Decision:
        """Both, one after the other."""
        return self.quickly(law) or self.thoroughly(law)

    def _aimed(self, law: Law, tried: Sequence[tuple[Term, ...]]) -> Witness | None:
        """Instances around points at which attempted proofs broke down, but those tried before."""
        if law in self.open_instances:
            case = self.open_instances[law]
            if (found := open_instance(self.subject, law, self.probe, case)) is not None:
                return found
        if self.open_case is not None:
            point = point_of(self.open_case, self.subject.inputs)
            if point is not None:
                self.special.setdefault(point)
        places = (*self.special, *peaks(self.subject))
        return self._around(law, (place for place in places if place not in tried))

    def _dependent(self, law: Law) -> Witness | None:
        """Any points of a restricted domain that depend on each other."""
        if law not in (Law.LINEAR, Law.AFFINE) or not self.subject.assumptions:
            return None
        return dependent_witness(self.subject, law, self.places, self.deadline)

    def _around(self, law: Law, points: Iterable[tuple[Term, ...]]) -> Witness | None:
        """The first instance around one of the points that breaks the law."""
        for point in points:
            self.deadline.check()
            witness = aimed_witness(self.subject, law, self.probe, point)
            if witness is not None:
                return witness
        return None

    # ---- breaking ----

    def _step(self, law: Law, points: Sequence[Coordinates], most: int) -> Step | None:
        """The first instance of the law at the points that breaks it."""
        inside = [p for p in points if self.probe.contains(p)]
        tried: Iterable[Instance] = islice(instances(law, inside, most=3000), most)
        if self.size > WIDE:  # a value takes long: first the instances of points that have one
            tried = sorted(tried, key=lambda i: not all(map(self.probe.knows, i.points)))
        for count, instance in enumerate(tried):
            self.deadline.check()
            step = attempt(law, self.probe, instance, DIGITS if count < CLOSELY else DIGITS[:1])
            if step is not None:
                return step
        return None

    # ---- proving ----

    def prove(
        self, law: Law, facts: tuple[Guard, ...], quick: bool
    ) -> MatrixProof | DirectProof | None:
        """The law's proof for the parameters that satisfy the facts."""
        kind = law if law in (Law.AFFINE, Law.EQUIVALENT) else Law.LINEAR
        if law is not Law.EQUIVALENT and not (kind is Law.LINEAR and self.not_linear):
            found = self._cached((kind, facts, quick), lambda: self._by_matrix(kind, facts, quick))
            if found is not None:
                return found
        if law in (Law.LINEAR, Law.AFFINE):
            return None
        if law is Law.ADDITIVITY and self.not_linear and self.everywhere:
            return None  # a measurable additive function on all of R^n is linear
        return self._cached((law, facts, quick), lambda: self._directly(law, facts, quick))

    def _cached(self, key: tuple[object, ...], find: object) -> MatrixProof | DirectProof | None:
        if key not in self._proofs:
            self._proofs[key] = find()  # type: ignore[operator]
        return self._proofs[key]

    def _by_matrix(self, law: Law, facts: tuple[Guard, ...], quick: bool) -> MatrixProof | None:
        found = self.matrix(facts, quick and self.size > WIDE)
        proof = None if found is None else self._with_matrix(law, facts, found, quick)
        if proof is None and not quick:
            fitted = self.fitted(law) or (self._nothing() if found is None else None)
            if fitted is not None:
                proof = self._with_matrix(law, facts, fitted, quick)
        return proof

    def _nothing(self) -> Candidate:
        """The matrix of zeros: for domains in which no neighbours of a point were found."""
        rows = self.subject.outputs
        matrix = tuple((ZERO,) * len(self.subject.inputs) for _ in rows)
        return Candidate(matrix, (ZERO_POLY,) * len(rows), settled=False)

    def _with_matrix(
        self, law: Law, facts: tuple[Guard, ...], found: Candidate, quick: bool
    ) -> MatrixProof | None:
        inputs = self.subject.inputs
        rows = [
            sub(f, add(*(mul(e, var(x)) for e, x in zip(row, inputs, strict=True))))
            for f, row in zip(self.subject.outputs, found.matrix, strict=True)
        ]
        offset = None
        if law is Law.AFFINE:
            offset = tuple(simplified(p) for p in found.offset)
        entries = (*(e for row in found.matrix for e in row), *(offset or ()))
        domain = (*self.subject.domain_at({}), *facts)
        if facts and not _is_defined(entries, domain):
            return None
        if offset is not None:
            rows = [sub(f, c) for f, c in zip(rows, offset, strict=True)]
            if all(isinstance(c, Const) and c.value == 0 for c in offset):
                offset = None
        proofs = self._rows(domain, rows, quick)
        return None if proofs is None else MatrixProof(found.matrix, offset, proofs)

    def matrix(self, facts: tuple[Guard, ...], settled: bool = False) -> Candidate | None:
        """The candidate matrix for these parameters; only a settled one where that is asked."""
        if settled:
            return read_off(self.subject, facts)
        if facts not in self._matrices:
            subject, left = reduced(self.subject, facts)
            self._matrices[facts] = candidate(subject, left, self.stock.all, self.deadline)
        return self._matrices[facts]

    def fitted(self, law: Law) -> Candidate | None:
        """The matrix that fits exact points of a thin domain."""
        if self.subject.parameters or not is_thin(self.subject.assumptions):
            return None
        if law not in self._fitted:
            fit = fitted(self.subject, self.places, offset=law is Law.AFFINE)
            empty = Context(())
            self._fitted[law] = fit and Candidate(fit[0], tuple(map(empty.normal, fit[1])), False)
        return self._fitted[law]

    @cached_property
    def centres(self) -> list[tuple[Term, ...]]:
        """Where smooth functions bend."""
        return list(centres(self.subject))

    @cached_property
    def places(self) -> list[Place]:
        """Points of a restricted domain, which may have no neighbours along the axes."""
        return list(places_of(self.subject, self.deadline.part(0.5)))

    def _directly(self, law: Law, facts: tuple[Guard, ...], quick: bool) -> DirectProof | None:
        equation = law_equation(law, self.subject.inputs)
        rows = [defect(self.subject, law, equation, row) for row in law_rows(self.subject, law)]
        proofs = self._rows((*premises(self.subject, equation), *facts), rows, quick)
        if proofs is None and not quick and self.open_case is not None:
            self.open_instances[law] = self.open_case
        return None if proofs is None else DirectProof(proofs)

    def _rows(
        self, facts: tuple[Guard, ...], rows: Sequence[Term], quick: bool
    ) -> tuple[Proof, ...] | None:
        """A proof for each row that it vanishes under the facts."""
        context = Context(facts)
        proofs: list[Proof] = []
        for term in rows:
            self.deadline.check()
            try:
                plain = context.decide(eq(term)) is True
            except TooLarge:
                plain = False
            if plain:
                proofs.append(Contradiction())
                continue
            if quick:
                return None
            prover = Prover(self.deadline.part(0.5))
            found = prover.prove((*facts, ne(term)))
            if found is None:
                self.open_case = prover.open_case
                return None
            proofs.append(found)
        return tuple(proofs)


def _is_defined(entries: Sequence[Term], facts: Sequence[Guard]) -> bool:
    """Whether the facts give all entries of a matrix a value."""
    guard = definedness(entries)
    return guard is TRUE or Context(facts).decide(guard) is True

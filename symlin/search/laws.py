"""Decide one law for one subject: break it at points, or prove it, or split the parameters.

Each point at which the law's defect depends on the parameters adds the equation "defect = 0" to
what must hold, and is the counterexample for all parameters that violate it (THEORY: refinement).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice

from symlin.kernel.certificate import (
    Certificate,
    Conditional,
    Contradiction,
    DegreeProof,
    DirectProof,
    Impossible,
    MatrixProof,
    ParameterSplit,
    Point,
    Proof,
    Refutation,
    Witness,
)
from symlin.kernel.claim import (
    Equation,
    Law,
    Subject,
    breach,
    defect,
    law_equation,
    law_rows,
    premises,
)
from symlin.kernel.degree import all_of_degree_one
from symlin.kernel.normal import Context
from symlin.kernel.polynomial import Poly, TooLarge
from symlin.kernel.signs import ZERO
from symlin.kernel.term import (
    FALSE,
    TRUE,
    Const,
    Function,
    Guard,
    Max,
    Piecewise,
    Term,
    add,
    children,
    conjunction,
    eq,
    mul,
    ne,
    negation,
    sub,
    topological,
    var,
)
from symlin.search.aimed import aimed_witness, point_of
from symlin.search.condition import simplify, vanishing
from symlin.search.contradict import Case, Prover
from symlin.search.deadline import Deadline
from symlin.search.forms import simplified
from symlin.search.instances import Instance, instances
from symlin.search.matrix import Candidate, candidate, read_off
from symlin.search.models import parameter_values
from symlin.search.parametric import parametric_witnesses
from symlin.search.points import (
    Coordinates,
    boundary_points,
    cost,
    fractions,
    small_points,
)
from symlin.search.values import Probe

MOST_STEPS = 12
GLANCE = 20_000
"""Products of monomials spent on finding the places where pieces change."""
HUGE = 200_000
"""Edges above which points are tried before any normal form."""
WIDE = 1_000
"""Nodes above which a normal form is cheaper than trying many points."""
EVALUATIONS = 100_000
"""Nodes evaluated at points before a proof is tried."""
FIRST_INSTANCES = 150
PLAIN = (0, 4)
"""A condition as short as "alpha = 1" is taken at once."""
MOST_COMPARED = 8
"""Equations on the parameters from which the simplest is taken."""


@dataclass(frozen=True)
class Step:
    """Where `guard` fails, the witness breaks the law."""

    guard: Guard
    witness: Witness
    instance: Instance | None = None


@dataclass
class Decision:
    """The outcome for one law; `certificate` is None iff the law is undecided."""

    status: str
    certificate: Certificate | None = None
    condition: Guard | None = None
    method: str = ""
    reason: str | None = None
    steps: list[Step] = field(default_factory=list)


class LawSearch:
    """The search for one subject, with what its laws have in common: points, values, matrices."""

    def __init__(self, subject: Subject, deadline: Deadline) -> None:
        self.subject = subject
        self.deadline = deadline
        self.parameter_facts = subject.parameter_facts()
        self._matrices: dict[tuple[Guard, ...], Candidate | None] = {}
        self._proofs: dict[tuple[object, ...], MatrixProof | DirectProof | None] = {}
        self._points: list[Coordinates] | None = None
        self.open_case: Case | None = None
        self.special: dict[tuple[Term, ...], None] = {}
        """Points at which something is wrong, found when proofs broke down."""
        self.not_linear = False
        """Set once linearity is known to be refuted for all parameters: no matrix need be tried."""
        self.size = sum(1 + len(children(node)) for node in topological(subject.outputs))
        self.first = max(24, min(FIRST_INSTANCES, EVALUATIONS // max(1, self.size)))

    # ---- points ----

    @cached_property
    def small(self) -> list[Coordinates]:
        """The points that are tried on every operator, in order of cost."""
        return sorted(dict.fromkeys(small_points(len(self.subject.inputs), self.axes())), key=cost)

    def points(self) -> list[Coordinates]:
        """The same with the places where pieces change, and beside them."""
        if self._points is None:
            context = Context(self.parameter_facts, work=GLANCE)
            huge = self.size > HUGE
            axes = frozenset(self.axes())
            beside = () if huge else boundary_points(self.subject, context, axes)
            between = () if huge else fractions(self.axes())
            self._points = sorted(dict.fromkeys((*self.small, *beside, *between)), key=cost)
        return self._points

    def axes(self) -> Sequence[int]:
        """The inputs worth moving: all of a few, or those on which the pieces depend."""
        n = len(self.subject.inputs)
        if n <= 8:
            return range(n)
        return range(2) if self.size > HUGE else self.kinked_axes() or range(6)

    def kinked_axes(self) -> list[int]:
        """The inputs in what normal forms leave of the outputs beyond their affine part."""
        context = Context(self.parameter_facts)
        names: dict[str, None] = {}
        for output in self.subject.outputs[:64]:
            try:
                p = context.normal(output)
            except TooLarge:
                continue
            for m in p.terms:
                if any(a.kind != "var" for a, _ in m) or len(m) > 1:
                    names.update(dict.fromkeys(_names_in(Poly({m: 1}))))
            if len(names) >= 6:
                break
        index = {name: i for i, name in enumerate(self.subject.inputs)}
        return sorted(index[name] for name in names if name in index)[:6]

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
        if wide and self.size < HUGE:
            proof = self.prove(law, (), quick=True)
            if proof is not None:
                return self._holds(law, [], proof)
        step = self._step(law, early=True)
        if step is not None:
            return self._refuted(law, [], step.witness)
        proof = None if wide else self.prove(law, (), quick=True)
        return None if proof is None else self._holds(law, [], proof)

    def thoroughly(self, law: Law) -> Decision:
        """Proved, refuted, conditional, or unknown with a reason; after `quickly`."""
        if self.subject.parameters:
            return self._refine(law)
        step = self._step(law, early=False)
        if step is not None:
            return self._refuted(law, [], step.witness)
        proof = self.prove(law, (), quick=False)
        return self._aimed(law) if proof is None else self._holds(law, [], proof)

    def decide(self, law: Law) -> Decision:
        """Both, one after the other."""
        return self.quickly(law) or self.thoroughly(law)

    def _aimed(self, law: Law) -> Decision:
        """Instances around points at which attempted proofs broke down."""
        if self.open_case is not None:
            point = point_of(self.open_case, self.subject.inputs)
            if point is not None:
                self.special.setdefault(point)
        for point in self.special:
            self.deadline.check()
            witness = aimed_witness(self.subject, law, self.probe, point)
            if witness is not None:
                return self._refuted(law, [], witness)
        return Decision("unknown", reason=self._reason())

    def _refine(self, law: Law) -> Decision:
        """The exact condition on the parameters, one necessary equation at a time."""
        steps: list[Step] = []
        while len(steps) <= MOST_STEPS:
            facts = tuple(step.guard for step in steps)
            for quick in (True, False):
                proof = self.prove(law, facts, quick)
                if proof is not None:
                    return self._holds(law, steps, proof)
            step = self._simplest_step(law, facts)
            if step is None:
                break
            if step.guard is FALSE:
                return self._refuted(law, steps, step.witness)
            steps.append(step)
            impossible = self._impossible((*facts, step.guard))
            if impossible is not None:
                return self._refuted(law, steps, Impossible(impossible))
        return Decision("unknown", reason=self._reason(), steps=steps)

    def _simplest_step(self, law: Law, facts: tuple[Guard, ...]) -> Step | None:
        """Of the equations that points demand of the parameters, the one easiest to read."""
        best: Step | None = None
        for step in self._steps(law, facts):
            if step.guard in facts:
                continue
            if step.guard is FALSE:
                return step
            if best is None or _size(step.guard) < _size(best.guard):
                best = step
            if _size(best.guard) <= PLAIN:
                break
        return best

    def _steps(self, law: Law, facts: tuple[Guard, ...]) -> Iterator[Step]:
        """Equations on the parameters: from the simplest points, then from points that move with
        the parameters, then from more points."""
        probe = Probe(self.subject, facts)
        rest = instances(law, self.points(), most=80)
        yield from self._constant_steps(law, probe, islice(rest, 6))
        for guard, witness in parametric_witnesses(self.subject, law, facts, self.deadline):
            yield Step(guard, witness)
        yield from self._constant_steps(law, probe, islice(rest, 2 * FIRST_INSTANCES))

    def _constant_steps(self, law: Law, probe: Probe, tried: Iterable[Instance]) -> Iterator[Step]:
        found = 0
        for instance in tried:
            self.deadline.check()
            step = self._try(law, probe, instance)
            if step is not None:
                yield step
                found += 1
            if found >= MOST_COMPARED:
                break

    def _reason(self) -> str:
        return (
            "no counterexample among the points tried, and no proof by normal forms, case "
            "distinction, constant gradients or combinations of the facts"
        )

    def _refuted(self, law: Law, steps: list[Step], last: Refutation) -> Decision:
        tree = self._tree(law, steps, last)
        return Decision("refuted", tree, method="exact points", steps=steps)

    def _tree(
        self, law: Law, steps: list[Step], last: Refutation, facts: tuple[Guard, ...] = ()
    ) -> Refutation:
        """Each step's witness where its guard fails; `last` where all guards hold."""
        known = (*self.parameter_facts, *facts)
        if not steps:
            return self._argued(law, known, last) if isinstance(last, Witness) else last
        first, *rest = steps
        there = self._argued(law, (*known, negation(first.guard)), first.witness)
        return ParameterSplit(
            first.guard, self._tree(law, rest, last, (*facts, first.guard)), there
        )

    def _argued(self, law: Law, facts: tuple[Guard, ...], witness: Witness) -> Witness:
        """The witness with a proof that it breaks the law, where normal forms do not show it."""
        if not self.subject.parameters:
            return witness
        instance = Equation(witness.points, witness.weights)
        goal = negation(breach(self.subject, law, instance, witness.output))
        proof = Prover(self.deadline.part(0.1), 200).prove((*facts, goal))
        return witness if proof is None else replace(witness, proof=proof)

    def _holds(self, law: Law, steps: list[Step], proof: MatrixProof | DirectProof) -> Decision:
        method = "normal form" if _is_plain(proof) else "case distinction"
        if not steps:
            return Decision("proved", proof, method=method)
        raw = [step.guard for step in steps]
        for condition in (simplify(self.parameter_facts, raw), conjunction(*raw)):
            found = self._conditional(law, steps, condition)
            if found is not None:
                return found
        reason = "a condition was found, but not shown to be exact"
        return Decision("unknown", reason=reason, steps=steps)

    def _conditional(self, law: Law, steps: list[Step], condition: Guard) -> Decision | None:
        if condition is TRUE:
            return None
        proof = self.prove(law, (condition,), quick=False)
        if proof is None:
            return None
        guards = [step.guard for step in steps]
        facts = (*self.parameter_facts, *guards, negation(condition))
        rest = Prover(self.deadline.part(0.3)).prove(facts)
        if rest is None:
            return None
        tree = self._tree(law, steps, Impossible(rest), (negation(condition),))
        sides = self._sides(condition)
        if sides is None:
            return None
        certificate = Conditional(condition, proof, tree, *sides)
        return Decision("conditional", certificate, condition, "refinement", steps=steps)

    def _sides(self, condition: Guard) -> tuple[Point, Point] | None:
        """Parameter values on either side of the condition."""
        names = self.subject.parameters
        holds = parameter_values(names, (*self.parameter_facts, condition))
        fails = parameter_values(names, (*self.parameter_facts, negation(condition)))
        return None if holds is None or fails is None else (holds, fails)

    def _impossible(self, facts: Sequence[Guard]) -> Proof | None:
        """A proof that no parameters are left."""
        return Prover(self.deadline.part(0.1), 60).prove((*self.parameter_facts, *facts))

    # ---- breaking ----

    def _step(self, law: Law, early: bool) -> Step | None:
        """The first instance that breaks the law: among the small points, or among all."""
        points = self.small if early else self.points()
        tried = islice(instances(law, points, most=3000), self.first if early else 20 * self.first)
        for instance in tried:
            self.deadline.check()
            step = self._try(law, self.probe, instance)
            if step is not None:
                return step
        return None

    def _try(self, law: Law, probe: Probe, instance: Instance) -> Step | None:
        if not instance.in_domain(probe):
            return None
        for row in law_rows(self.subject, law):
            p = self._defect(law, probe, instance, row)
            if p is None or not p:
                continue
            mask = probe.context.signs.sign(probe.context.clear(p)[0])
            witness = instance.witness(self.subject, row)
            if not mask & ZERO:
                return Step(FALSE, witness, instance)
            if mask == ZERO or not self.subject.parameters:
                continue
            guard = vanishing(probe.context, p)
            if guard is FALSE:
                return Step(FALSE, witness, instance)
            if guard is not TRUE and probe.context.decide(guard) is not True:
                return Step(guard, witness, instance)
        return None

    def _defect(self, law: Law, probe: Probe, instance: Instance, row: int) -> Poly | None:
        if law is not Law.EQUIVALENT:
            return instance.defect(probe, row)
        half = len(self.subject.outputs) // 2
        f, g = instance.defect(probe, row), instance.defect(probe, row + half)
        return None if f is None or g is None else f - g

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
        if found is None:
            return None
        rows = [
            sub(f, add(*(mul(e, var(x)) for e, x in zip(row, self.subject.inputs, strict=True))))
            for f, row in zip(self.subject.outputs, found.matrix, strict=True)
        ]
        offset = None
        if law is Law.AFFINE:
            offset = tuple(simplified(p) for p in found.offset)
            rows = [sub(f, c) for f, c in zip(rows, offset, strict=True)]
            if all(isinstance(c, Const) and c.value == 0 for c in offset):
                offset = None
        proofs = self._rows((*self.subject.domain_at({}), *facts), rows, quick)
        return None if proofs is None else MatrixProof(found.matrix, offset, proofs)

    def matrix(self, facts: tuple[Guard, ...], settled: bool = False) -> Candidate | None:
        """The candidate matrix for these parameters; only a settled one where that is asked."""
        if settled:
            return read_off(self.subject, facts)
        if facts not in self._matrices:
            self._matrices[facts] = candidate(self.subject, facts, self.points(), self.deadline)
        return self._matrices[facts]

    def _directly(self, law: Law, facts: tuple[Guard, ...], quick: bool) -> DirectProof | None:
        equation = law_equation(law, self.subject.inputs)
        rows = [defect(self.subject, law, equation, row) for row in law_rows(self.subject, law)]
        proofs = self._rows((*premises(self.subject, equation), *facts), rows, quick)
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


def _is_plain(proof: MatrixProof | DirectProof) -> bool:
    return all(isinstance(p, Contradiction) for p in proof.proofs)


def _size(guard: Guard) -> tuple[int, int]:
    """How hard a condition is to read."""
    nodes = list(topological([guard]))
    return sum(isinstance(n, Max | Piecewise | Function) for n in nodes), len(nodes)


def _names_in(p: Poly) -> Iterator[str]:
    from symlin.search.contradict import all_atoms

    return (str(a.argument) for a in all_atoms(p) if a.kind == "var")

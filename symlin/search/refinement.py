"""The exact condition on the parameters under which a law holds, one equation at a time.

Each point at which the law's defect depends on the parameters adds the equation "defect = 0" to
what must hold, and is the counterexample for all parameters that violate it (THEORY: refinement).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from symlin.kernel.certificate import (
    Conditional,
    DirectProof,
    Impossible,
    MatrixProof,
    ParameterSplit,
    Point,
    Refutation,
)
from symlin.kernel.claim import Equation, Law, Subject, breach
from symlin.kernel.normal import Context
from symlin.kernel.term import (
    FALSE,
    TRUE,
    Function,
    Guard,
    Max,
    Piecewise,
    Term,
    conjunction,
    negation,
    substitute,
    topological,
)
from symlin.search.attempts import Step, attempt
from symlin.search.condition import simplify
from symlin.search.contradict import Prover, solved_equation
from symlin.search.decision import Decision, proved, refuted, unknown
from symlin.search.instances import Instance, instances
from symlin.search.models import parameter_values
from symlin.search.parametric import parametric_witnesses
from symlin.search.values import Probe

if TYPE_CHECKING:
    from symlin.search.laws import LawSearch

MOST_STEPS = 12
FEW = 6
"""Instances from which an equation is wanted before a proof is tried."""
MANY = 300
PLAIN = (0, 4)
"""A condition as short as "alpha = 1" is taken at once."""
MOST_COMPARED = 8
"""Equations on the parameters from which the simplest is taken."""
NOT_EXACT = "a condition was found, but not shown to be exact"


class Refinement:
    """The search for one law of a subject with parameters."""

    def __init__(self, search: LawSearch, law: Law) -> None:
        self.search = search
        self.law = law
        self.subject = search.subject
        self.given = search.parameter_facts
        self.steps: list[Step] = []

    @property
    def guards(self) -> tuple[Guard, ...]:
        """What the steps so far demand of the parameters."""
        return tuple(step.guard for step in self.steps)

    def decide(self) -> Decision:
        """Proved, refuted, conditional, or unknown."""
        while len(self.steps) <= MOST_STEPS:
            found = self._next()
            if isinstance(found, MatrixProof | DirectProof):
                return self._holds(found)
            if found is None:
                break
            if found.guard is FALSE:
                return refuted(self._tree(found.witness))
            self.steps.append(found)
            known = self._known()
            if known is not None:
                return known
            impossible = self._prover(0.1, 60).prove((*self.given, *self.guards))
            if impossible is not None:
                return refuted(self._tree(Impossible(impossible)))
        return unknown()

    def _known(self) -> Decision | None:
        """Another law's condition, once the equations imply it."""
        for condition in self.search.conditions:
            proof = self.search.prove(self.law, (condition,), quick=False)
            if proof is not None and (found := self._conditional(condition)) is not None:
                return found
        return None

    def _next(self) -> MatrixProof | DirectProof | Step | None:
        """A proof under the equations so far, or one more equation: what is cheap comes first."""
        proof = self.search.prove(self.law, self.guards, quick=True)
        if proof is not None:
            return proof
        reduced = Reduced.of(self.subject, self.guards)
        tried = instances(self.law, self.search.points(), most=80)
        cheap = (*self._at(reduced, islice(tried, FEW)),), reduced.moving(self.search, self.law)
        step = self._simplest(step for steps in cheap for step in steps)
        if step is not None:
            return step
        proof = self.search.prove(self.law, self.guards, quick=False)
        return proof or self._simplest(self._at(reduced, islice(tried, MANY)))

    def _simplest(self, steps: Iterable[Step]) -> Step | None:
        """Of the equations that points demand of the parameters, the one easiest to read."""
        best: Step | None = None
        seen = set(self.guards)
        for count, step in enumerate(steps):
            enough = best is not None and (
                best.guard is FALSE
                or _size(best.guard) <= PLAIN
                or count > (MOST_COMPARED if _is_plain(best.guard) else 4 * MOST_COMPARED)
            )
            if enough:
                break
            if step.guard in seen:
                continue
            seen.add(step.guard)
            shorter = best is None or _size(step.guard) < _size(best.guard)
            if (step.guard is FALSE or shorter) and not self._is_implied(step.guard):
                best = self._argued(step) or best
        return best

    def _is_implied(self, guard: Guard) -> bool:
        """Whether the equations so far say as much."""
        if guard is FALSE or (not self.steps and _is_plain(guard)):
            return False
        facts = (*self.given, *self.guards, negation(guard))
        return self._prover(0.05, 60).prove(facts) is not None

    def _at(self, reduced: Reduced, tried: Iterable[Instance]) -> Iterator[Step]:
        """Equations from instances at fixed points."""
        found = 0
        for instance in tried:
            self.search.deadline.check()
            step = attempt(self.law, reduced.probe, instance)
            if step is not None:
                yield step
                found += 1
            if found >= MOST_COMPARED:
                break

    def _argued(self, step: Step) -> Step | None:
        """The step with a proof that its witness breaks the law where the guard fails."""
        witness = step.witness
        equation = Equation(witness.points, witness.weights)
        goal = negation(breach(self.subject, self.law, equation, witness.output))
        fails = () if step.guard is FALSE else (negation(step.guard),)
        proof = self._prover(0.1, 200).prove((*self.given, *self.guards, *fails, goal))
        return None if proof is None else replace(step, witness=replace(witness, proof=proof))

    def _prover(self, share: float, most: int) -> Prover:
        return Prover(self.search.deadline.part(share), most)

    # ---- decisions ----

    def _tree(self, last: Refutation) -> Refutation:
        """Each step's witness where its guard fails; `last` where all guards hold."""
        tree = last
        for step in reversed(self.steps):
            tree = ParameterSplit(step.guard, tree, step.witness)
        return tree

    def _holds(self, proof: MatrixProof | DirectProof) -> Decision:
        if not self.steps:
            return proved(proof)
        simple = simplify(self.given, self.guards)
        if simple is TRUE:
            always = self.search.prove(self.law, (), quick=False)
            return unknown(NOT_EXACT) if always is None else proved(always)
        for condition in (simple, conjunction(*self.guards)):
            found = self._conditional(condition)
            if found is not None:
                return found
        return unknown(NOT_EXACT)

    def _conditional(self, condition: Guard) -> Decision | None:
        proof = self.search.prove(self.law, (condition,), quick=False)
        if proof is None:
            return None
        facts = (*self.given, *self.guards, negation(condition))
        rest = self._prover(0.3, 4_000).prove(facts)
        sides = None if rest is None else self._sides(condition)
        if rest is None or sides is None:
            return None
        certificate = Conditional(condition, proof, self._tree(Impossible(rest)), *sides)
        return Decision("conditional", certificate, condition, "refinement")

    def _sides(self, condition: Guard) -> tuple[Point, Point] | None:
        """Parameter values on either side of the condition."""
        names = self.subject.parameters
        holds = parameter_values(names, (*self.given, condition))
        fails = parameter_values(names, (*self.given, negation(condition)))
        return None if holds is None or fails is None else (holds, fails)


@dataclass(frozen=True)
class Reduced:
    """The subject where some equations on its parameters hold, those that are solved inserted."""

    subject: Subject
    facts: tuple[Guard, ...]
    probe: Probe

    @classmethod
    def of(cls, subject: Subject, guards: Sequence[Guard]) -> Reduced:
        """The subject with every parameter replaced that the guards determine."""
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
        return cls(subject, facts, Probe(subject, facts))

    def moving(self, search: LawSearch, law: Law) -> Iterator[Step]:
        """Equations from points that move with the parameters."""
        found = parametric_witnesses(self.subject, law, self.facts, search.deadline)
        return (Step(guard, witness) for guard, witness in found)


def _size(guard: Guard) -> tuple[int, int]:
    """How hard a condition is to read."""
    nodes = list(topological([guard]))
    pieces = sum(isinstance(n, Max | Piecewise | Function) for n in nodes)
    return (1 if pieces else 0), len(nodes) + 4 * pieces


def _is_plain(guard: Guard) -> bool:
    return _size(guard)[0] == 0

"""Certificates of a cover: what the kernel is told of each cube, and that none is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from flint import fmpq

from symlin.exact.deadline import Deadline, OutOfTime
from symlin.kernel.certificate import (
    CaseProof,
    Contradiction,
    DerivativeWitness,
    Impossible,
    LawProof,
    ParameterSplit,
    Proof,
    Refutation,
    Split,
    Witness,
)
from symlin.kernel.claim import Equation, Law, instance_of
from symlin.kernel.facts import Context
from symlin.kernel.numbers import TooLarge
from symlin.kernel.term import Guard, Term, eq, gt, negation
from symlin.search.cover.far import Far
from symlin.search.cover.local import Spot, Spots
from symlin.search.cover.question import Case
from symlin.search.outcome import Known
from symlin.search.points.sampling import float_value
from symlin.search.proofs.branching import is_accepted
from symlin.search.proofs.contradict import Prover
from symlin.search.proofs.law_proofs import LawProofs
from symlin.search.proofs.matrix import Candidate

DEEPEST = 8
"""Distinctions within one cube."""
CASES = 600
"""Of one witness's proof."""
MOST_LIKELY = 6
"""Points at which a witness is tried in floating point, before a proof is looked for."""
SHARE = 0.3
"""Of the time that is left, the most for one of these."""

MATRIX = (Law.LINEAR, Law.AFFINE, Law.ADDITIVITY, Law.HOMOGENEITY)
"""Laws that a matrix proves."""
Guards = tuple[Guard, ...]


class Certifier:
    """Certificates for the cubes of one case."""

    def __init__(
        self,
        case: Case,
        proofs: LawProofs,
        known: Known,
        deadline: Deadline,
        *,
        spots: Spots | None,
        terms: Sequence[Term],
        points: Sequence[Mapping[str, fmpq]],
    ) -> None:
        self.points = [{n: int(v.p) / int(v.q) for n, v in p.items()} for p in points]
        self.case = case
        self.proofs = proofs
        self.known = known
        self.terms = terms
        """Polynomials on whose signs a cube may be cut up."""
        self.spots = spots
        self.deadline = deadline
        self.given = case.subject.parameter_facts()

    # ---- laws that break ----

    def refuted(self, by: Witness | Spot | Far, facts: Guards) -> Refutation | None:
        """The law breaks in this way wherever the facts hold."""
        match by:
            case Spot():
                return self.at_spot(by, facts)
            case Far():
                return self.far_away(by, facts)
            case _:
                return self.at_points(by, facts)

    def at_points(self, witness: Witness, facts: Guards, depth: int = 0) -> Refutation | None:
        """The witness breaks the law wherever the facts hold."""
        self.deadline.check()
        context = Context((*self.given, *facts))
        if context.contradiction is not None:
            return Impossible(Contradiction())
        found = self.broken(witness, facts)
        guard = None if found is not None or depth >= DEEPEST else self._open_guard(context)
        if guard is None:
            return found
        return self._cut(guard, facts, lambda g: self.at_points(witness, g, depth + 1))

    def far_away(self, far: Far, facts: Guards) -> Witness | None:
        """The points far away, with a proof in the steps that lead there."""
        assert self.spots is not None
        ring = self.spots.ring
        witness, path = far.witness(self.case.name, ring), (*self.given, *facts)
        goal = negation(self.case.broken_by(witness))
        # Each step is shown where it fails, and is a fact where it holds.
        no: list[Proof] = []
        steps = far.steps(ring)
        for step in steps:
            proof = self._prove((goal, negation(step)), path)
            if proof is None:
                return None
            no.append(proof)
            path = (*path, step)
        inner = self._prove((goal,), path)
        for step, other in zip(reversed(steps), reversed(no), strict=True):
            inner = None if inner is None else Split(step, inner, other)
        return None if inner is None else replace(witness, proof=inner)

    def at_spot(self, spot: Spot, facts: Guards, depth: int = 0) -> Refutation | None:
        """The law breaks around the spot wherever the facts hold."""
        assert self.spots is not None
        self.deadline.check()
        # Cuts may leave nothing of a cube: what excludes itself is refuted by that.
        context = Context((*self.given, *facts))
        if context.contradiction is not None:
            return Impossible(Contradiction())
        term = self.spots.undecided(spot, context)
        guard = None if term is None else eq(term)
        if guard is None:
            for witness in self.spots.witnesses(spot, context):
                if not self._is_likely(witness, facts):
                    continue
                if (found := self.broken(witness, facts)) is not None:
                    return found
            # Which of the points breaks the law may change within the cube: smaller cubes then.
            guard = self._separating(spot, facts, context) or self._open_guard(context)
        if guard is None or depth >= DEEPEST:
            return None
        return self._cut(guard, facts, lambda g: self.at_spot(spot, g, depth + 1))

    def broken(self, witness: Witness, facts: Guards) -> Witness | None:
        """The witness with a proof that it breaks the law wherever the facts hold."""
        case, equation = self.case, Equation(witness.points, witness.weights)
        if Context((*self.given, *facts)).decide(instance_of(case.law, equation)) is not True:
            return None
        # The goal is the last fact: its pieces are split first.
        goal = negation(self.case.broken_by(witness))
        proof = self._prove((goal,), (*self.given, *facts))
        return None if proof is None else Witness(
            witness.points, witness.weights, witness.output, proof
        )  # fmt: skip

    def _separating(self, spot: Spot, facts: Guards, context: Context) -> Guard | None:
        """A sign on either side of which one witness breaks the law, at points that were tried."""
        assert self.spots is not None
        inside = [p for p in self.points if all(float_value(g, p, {}) is True for g in facts)]
        goals = [self.case.broken_by(w) for w in self.spots.witnesses(spot, context)]
        broken = [{k for k, p in enumerate(inside) if float_value(g, p, {})} for g in goals]
        everywhere = set(range(len(inside)))
        for guard in (op(t) for op in (eq, gt) for t in self.terms):
            yes = {k for k, p in enumerate(inside) if float_value(guard, p, {})}
            sides = yes, everywhere - yes
            if all(side and any(side <= b for b in broken) for side in sides):
                return guard
        return None

    def _is_likely(self, witness: Witness, facts: Guards) -> bool:
        """Whether it breaks the law at the points that were tried and satisfy the facts."""
        # A proof that cannot be found takes longest: of several witnesses most have none.
        goal, count = self.case.broken_by(witness), 0
        for point in self.points:
            if all(float_value(g, point, {}) is True for g in facts):
                count += 1
                if float_value(goal, point, {}) is False:
                    return False
            if count >= MOST_LIKELY:
                break
        return True

    def _cut(
        self, guard: Guard, facts: Guards, find: Callable[[Guards], Refutation | None]
    ) -> Refutation | None:
        yes = find((*facts, guard))
        no = None if yes is None else find((*facts, negation(guard)))
        return None if yes is None or no is None else ParameterSplit(guard, yes, no)

    def _open_guard(self, context: Context) -> Guard | None:
        guards = (op(t) for t in self.terms for op in (eq, gt))
        return next((g for g in guards if context.decide(g) is None), None)

    def _open_term(self, context: Context) -> Term | None:
        return next((t for t in self.terms if context.decide(eq(t)) is None), None)

    # ---- laws that hold ----

    def holds(self, facts: Guards, lines: Sequence[Candidate], depth: int = 0) -> LawProof | None:
        """The law's proof where the facts hold: as any law is proved, by a line of the function, or
        in cases."""
        self.deadline.check()
        context = Context((*self.given, *facts))
        if context.contradiction is not None:
            return Impossible(Contradiction())
        # In one piece if possible: cases of a matrix are longer to read than the matrix.
        proof = self._proved(facts, lines)
        term = None if proof is not None or depth >= DEEPEST else self._open_term(context)
        if proof is not None or term is None:
            return proof
        guard = eq(term)
        yes = self.holds((*facts, guard), lines, depth + 1)
        no = None if yes is None else self.holds((*facts, negation(guard)), lines, depth + 1)
        return None if yes is None or no is None else CaseProof(guard, yes, no)

    def _proved(self, facts: Guards, lines: Sequence[Candidate]) -> LawProof | None:
        # What the normal form shows first; a line read off at a point where that shows none.
        law, part = self.case.law, self.deadline.part(SHARE)
        try:
            proof = self.proofs.attempt(law, facts, self.known, part, quick=False).proof
            for line in () if proof is not None or law not in MATRIX else lines:
                proof = proof or self.proofs.with_matrix(law, facts, line, part).proof
        except (OutOfTime, TooLarge):
            self.deadline.check()
            return None
        return proof

    # ---- proofs ----

    # The prover splits on what the facts leave open, guard by guard: of a dozen cubes that is
    # some hundred cases, each of them small.

    def exclude(self, facts: Guards) -> Impossible | None:
        """That no parameters satisfy the facts."""
        proof = self._prove((), facts, most=4_000)
        return None if proof is None else Impossible(proof)

    def fitted(self, refutation: Refutation, facts: Guards) -> Refutation | None:
        """The refutation with proofs that are followed beside all the facts of their path: what was
        proved from a few may read otherwise beside others."""
        match refutation:
            case ParameterSplit(guard, yes, no):
                one = self.fitted(yes, (*facts, guard))
                other = None if one is None else self.fitted(no, (*facts, negation(guard)))
                return None if one is None or other is None else ParameterSplit(guard, one, other)
            # Excluded cubes, too, may need another proof beside more facts.
            case Impossible(proof):
                return refutation if is_accepted(facts, proof) else self.exclude(facts)
            case Witness():
                goal = negation(self.case.broken_by(refutation))
                if is_accepted((*facts, goal), refutation.proof):
                    return refutation
                again = self._prove((goal,), facts)
                return None if again is None else replace(refutation, proof=again)
            case DerivativeWitness():  # a cover is of what is made of lines
                return None

    def _prove(self, goal: Guards, facts: Guards, most: int = CASES) -> Proof | None:
        try:
            return Prover(self.deadline.part(SHARE), most).prove((*facts, *goal))
        except (OutOfTime, TooLarge):
            self.deadline.check()
            return None

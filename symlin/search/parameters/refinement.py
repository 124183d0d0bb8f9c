"""The exact condition on the parameters under which a law holds, one case at a time.

Each point at which the law's defect depends on the parameters demands "defect = 0", and is the
counterexample for all parameters that violate it. Where it demands one of several things, such as
"the slope is 0 or ...", these are cases of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from symlin.exact.coordinates import as_terms
from symlin.exact.deadline import Deadline, OutOfTime
from symlin.kernel.certificate import Conditional, Impossible
from symlin.kernel.claim import Law
from symlin.kernel.facts import Context
from symlin.kernel.term import FALSE, TRUE, Guard, Or, conjunction, disjunction, negation
from symlin.kernel.walk import variables
from symlin.search.laws import LawSearch
from symlin.search.outcome import NOTHING, Finding, Known, Open, proved, refuted, unknown
from symlin.search.parameters.cases import (
    Branch,
    Breaks,
    CaseTree,
    Guards,
    Holds,
    holding,
    law_proof,
    refutation,
)
from symlin.search.parameters.condition import simplify, united
from symlin.search.parameters.demands import Demands, is_plain, shortest
from symlin.search.points.demand import Demand
from symlin.search.proofs.branching import OpenCase
from symlin.search.proofs.contradict import Prover
from symlin.search.proofs.equations import reduced
from symlin.search.proofs.law_proofs import FAILED, LawAttempt
from symlin.search.proofs.splits import splits

DEEPEST = 12
"""Guards of one case: conditions of more than a dozen clauses are nothing that anybody reads."""
SHARE = 0.1
"""Of the time that is left, the most for an attempt on which little depends."""
GLANCE = (0.1, 60)
EXCLUDED = (0.3, 4_000)
"""The share of the time that is left, and the cases, for the question whether no parameters satisfy
some guards: asked of every case, and for each leaf of the proof, which needs it."""
INSIDE = 6
"""Points of which it is asked what it takes for them to lie in the domain."""


class Undecided(Exception):
    """In some case the law is neither proved nor refuted, or is not shown to be."""


class Refinement:
    """The search for one law of a subject with parameters.

    a x + b is linear if b = 0, and only then:

    >>> from symlin.kernel.claim import Subject
    >>> from symlin.kernel.term import add, eq, mul, var
    >>> line = add(mul(var("a"), var("x")), var("b"))
    >>> search = LawSearch(Subject(("x",), ("a", "b"), (line,)))
    >>> finding = Refinement(search, Law.LINEAR, Deadline(10.0)).find()
    >>> finding.status, finding.condition == eq(var("b"))
    ('conditional', True)
    """

    def __init__(
        self, search: LawSearch, law: Law, deadline: Deadline, known: Known = NOTHING
    ) -> None:
        self.search = search
        self.law = law
        self.deadline = deadline
        self.known = known
        self.subject = search.subject
        self.given = search.parameter_facts

    def find(self) -> Finding:
        """Proved, refuted, conditional, or unknown."""
        try:
            tree = self._with_known(() if self.law is Law.AFFINE else self.known.conditions)
        except Undecided:
            return unknown()
        held = list(holding(tree))
        try:
            if not held:
                return refuted(refutation(tree, lambda path: self._exclude((*self.given, *path))))
            return self._holds(tree, held)
        except Undecided:
            return unknown(Open.NOT_EXACT)

    # ---- the tree of cases ----
    # Every case ends in a proof, in a witness, or in two cases. Where none of the three is found,
    # `Undecided` ends the whole search: a condition with a gap in it is no condition.

    def _with_known(self, conditions: Sequence[Guard]) -> CaseTree:
        """First the exact condition of another law, where this law holds under it as well."""
        # Laws mostly hold under the same condition; then one case is done, and it reads the same.
        for condition in conditions:
            proof = self._attempt((condition,)).proof
            if proof is not None:
                here = Holds((condition,), frozenset(), proof)
                other = negation(condition)
                return Branch(condition, here, self._explore((other,), frozenset((other,))))
        return self._explore((), frozenset())

    def _explore(self, guards: Guards, cases: frozenset[Guard]) -> CaseTree:
        """The cases within this one; raises Undecided where one of them stays open."""
        # Guards that exclude each other would prove, and refute, whatever is asked of them.
        if guards and (none := self._excluded((*self.given, *guards), GLANCE)) is not None:
            return Breaks(none)
        if len(guards) > DEEPEST:
            raise Undecided
        # Points have values only where the parameters allow a domain: that is settled first.
        outside = self._outside(guards)
        if outside is not None:
            return self._distinguish(outside, guards, cases)
        attempt, demand = self._next(guards)
        if attempt.proof is not None:
            return Holds(guards, cases, attempt.proof)
        if demand is not None and demand.guard is FALSE:
            return Breaks(demand.witness)
        guard = None if demand is None else shortest(demand.guard)
        # A demand that folds says too little to go on from. If the law holds under it, it is the
        # end; if not, a sign on which it depends makes two cases in which it reads more plainly.
        last = FAILED
        if guard is None or not is_plain(guard):
            last = FAILED if guard is None else self._attempt((*guards, guard))
            told = last.open_case or attempt.open_case
            sign = self._sign(guards, guard, told) if last.proof is None else None
            if sign is not None:
                return self._distinguish(sign, guards, cases)
        if demand is None or guard is None:
            raise Undecided
        yes = self._last((*guards, guard), cases, last)
        return Branch(guard, yes, self._otherwise(demand, negation(guard), guards, cases))

    def _otherwise(
        self, demand: Demand, other: Guard, guards: Guards, cases: frozenset[Guard]
    ) -> CaseTree:
        """The case in which a demand, or one of its alternatives, is not met."""
        if not isinstance(demand.guard, Or):
            return Breaks(demand.witness)
        # The witness breaks the law only where all alternatives fail: the others are to come.
        return self._explore((*guards, other), cases | {other})

    def _last(self, guards: Guards, cases: frozenset[Guard], attempt: LawAttempt) -> CaseTree:
        """The case in which the law holds, if the attempt says that these guards are all that it
        needs; else the cases within it."""
        if attempt.proof is not None:
            return Holds(guards, cases, attempt.proof)
        return self._explore(guards, cases)

    def _distinguish(self, guard: Guard, guards: Guards, cases: frozenset[Guard]) -> CaseTree:
        """Two cases, neither of which says by itself that the law breaks."""
        sides = (guard, negation(guard))
        yes, no = (self._explore((*guards, side), cases | {side}) for side in sides)
        return Branch(guard, yes, no)

    def _next(self, guards: Guards) -> tuple[LawAttempt, Demand | None]:
        """The attempt to prove the law under the guards, and what a point demands where there is
        no proof: what is cheap comes first."""
        attempt = self._within(guards, self.deadline, quick=True)
        if attempt.proof is not None:
            return attempt, None
        demands = Demands(self.search, self.law, guards, self.deadline)
        if (demand := demands.cheap()) is not None:
            return attempt, demand
        attempt = self._within(guards, self.deadline)
        return attempt, None if attempt.proof is not None else demands.further()

    def _outside(self, guards: Guards) -> Guard | None:
        """What the domain demands of the parameters, now that some equations hold."""
        subject, _ = reduced(self.subject, guards)
        return _open(Context((*self.given, *guards)), subject.parameter_facts())

    def _sign(
        self, guards: Guards, demand: Guard | None, open_case: OpenCase | None
    ) -> Guard | None:
        """A sign among the parameters on which the demand depends, an open case, or whether a
        point lies in the domain."""
        context = Context((*self.given, *guards, *(() if demand is None else (demand,))))
        told = () if open_case is None else open_case.facts
        relations = (r for fact in chain(told, self._inside()) for r in context.atomic(fact))
        own = frozenset(self.subject.parameters)  # a proof may split on inputs, a condition not
        known = (g for g in chain(splits(context), relations) if own.issuperset(variables(g)))
        return _open(context, known)

    def _inside(self) -> Iterator[Guard]:
        """What it takes for the first points to lie in the domain."""
        names = self.subject.inputs
        for coordinates in self.search.stock.small[:INSIDE]:
            point = dict(zip(names, as_terms(coordinates, len(names)), strict=True))
            yield from self.subject.domain_at(point)

    # ---- the condition ----

    def _holds(self, tree: CaseTree, held: Sequence[Holds]) -> Finding:
        """The decision where the law holds in these cases, and breaks in all others."""
        kept = [self._weakened(case) for case in held]
        # In few words if the kernel's rules follow them, else as the cases have it.
        short = united(self.given, [simplify(self.given, guards) for guards in kept])
        for condition in dict.fromkeys((short, disjunction(*(conjunction(*g) for g in kept)))):
            try:
                return self._under(tree, condition)
            except Undecided:
                pass
        raise Undecided

    def _weakened(self, case: Holds) -> Guards:
        """The case's guards, without distinctions that its proof does not need."""
        kept = list(case.guards)
        for guard in reversed(case.guards):
            fewer = [g for g in kept if g is not guard]
            if guard in case.cases and self._attempt(tuple(fewer)).proof is not None:
                kept = fewer
        return tuple(kept)

    def _under(self, tree: CaseTree, condition: Guard) -> Finding:
        """The law holds exactly under the condition; raises Undecided where that is not shown."""
        always = () if condition is TRUE else (condition,)
        one = self._attempt(always).proof  # the same matrix in all cases is easier to follow
        domain = self.subject.domain_at({})
        proof = one or law_proof(tree, lambda path: self._exclude((*domain, *always, *path)))
        if condition is TRUE:
            return proved(proof)
        sides = self.search.sides(condition)
        if sides is None:  # for all that is known, the condition holds always, or never
            raise Undecided
        facts = (*self.given, negation(condition))
        rest = refutation(tree, lambda path: self._exclude((*facts, *path)))
        certificate = Conditional(condition, proof, rest, *sides)
        return Finding("conditional", certificate, condition)

    # ---- attempts ----

    def _attempt(self, guards: Guards) -> LawAttempt:
        """The attempt to prove the law under the guards, if it does not take long."""
        try:
            return self._within(guards, self.deadline.part(SHARE))
        except OutOfTime:
            self.deadline.check()
            return FAILED

    def _within(self, guards: Guards, deadline: Deadline, *, quick: bool = False) -> LawAttempt:
        return self.search.proofs.attempt(self.law, guards, self.known, deadline, quick=quick)

    def _exclude(self, facts: Guards) -> Impossible:
        """A proof that no parameters satisfy the facts; raises Undecided."""
        proof = self._excluded(facts, EXCLUDED)
        if proof is None:
            raise Undecided
        return proof

    def _excluded(self, facts: Guards, allowed: tuple[float, int]) -> Impossible | None:
        share, most = allowed
        proof = Prover(self.deadline.part(share), most).prove(facts)
        return None if proof is None else Impossible(proof)


def _open(context: Context, guards: Iterable[Guard]) -> Guard | None:
    """The first guard that is neither true nor false."""
    return next((g for g in guards if variables(g) and context.decide(g) is None), None)

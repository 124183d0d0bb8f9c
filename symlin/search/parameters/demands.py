"""What points demand of the parameters: "defect = 0", with a witness wherever it is not.

Any demand is right, but the way through the cases is as short as the demands are simple: "a = 1"
may settle at once what "max(a, b) = |c|" leaves to a dozen cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain, islice

from symlin.exact.deadline import Deadline
from symlin.exact.values import Probe
from symlin.kernel.certificate import DerivativeWitness, Witness
from symlin.kernel.claim import Equation, Law, breach
from symlin.kernel.term import (
    FALSE,
    Function,
    Guard,
    Max,
    Or,
    Piecewise,
    Relation,
    disjunction,
    eq,
    negation,
    sub,
)
from symlin.kernel.walk import substitute, topological, variables
from symlin.search.laws import LawSearch
from symlin.search.parameters.derivatives import derivative_demands
from symlin.search.parameters.parametric import parametric_witnesses
from symlin.search.points.demand import Demand, demand_of
from symlin.search.points.instances import instances
from symlin.search.points.sampling import float_value, small_solutions
from symlin.search.proofs.contradict import Prover
from symlin.search.proofs.equations import reduced

FEW = 6
"""Instances from which a demand is wanted before a proof is tried."""
MANY = 500
"""Instances that are looked at after it: six multiples of each of MOST_POINTS."""
MOST_POINTS = 80
"""Points from which instances are made: values with parameters take long."""
MOST_INSTANCES = 80
"""Of pairs of points; of the others there is one for each point."""
PLAIN = (0, 4)
"""A demand as short as "alpha = 1" is taken at once."""
MOST_COMPARED = 8
"""Demands of which the simplest is taken."""
BRANCHING = 8
"""By how many nodes a plain equation may be longer than an alternative and still be preferred."""
LAST_RANK = 2
"""The rank of what is tried last; plain equations have 0, those with pieces 1."""
FOLDED = 4
"""Nodes for which a maximum, a piece or a function counts besides its own."""
GLANCE = (0.05, 60)
ARGUED = (0.1, 200)
"""The share of the time that is left, and the cases, for the questions whether a demand is new, and
whether its witness breaks the law: there are dozens of the first, one of the second for each."""


class Demands:
    """What a law demands of the parameters that satisfy the guards.

    a |x| is additive only if a = 0, as x = -1 and x = 1 show:

    >>> from symlin.kernel.claim import Subject
    >>> from symlin.kernel.term import function, mul, var
    >>> search = LawSearch(Subject(("x",), ("a",), (mul(var("a"), function("abs", var("x"))),)))
    >>> Demands(search, Law.ADDITIVITY, (), Deadline(5.0)).cheap().guard
    Relation(op='=', term=Var(name='a'))
    """

    def __init__(
        self, search: LawSearch, law: Law, guards: Sequence[Guard], deadline: Deadline
    ) -> None:
        self.whole = search.subject
        self.deadline = deadline
        self.law = law
        self.guards = tuple(guards)
        self.facts = (*search.parameter_facts, *guards)
        # With a = 1 given, values are shorter without a; the guards that say no more are left out.
        self.subject, self.left = reduced(search.subject, guards)
        self.probe = Probe(self.subject, self.left)
        inside = [p for p in search.stock.all[:MOST_POINTS] if self.probe.contains(p)]
        self.untried = instances(law, inside, most=MOST_INSTANCES)

    # ---- where demands come from ----

    @cached_property
    def points(self) -> list[Mapping[str, float]]:
        """Parameters, small whole numbers, that satisfy the facts."""
        return small_solutions(self.facts, self.whole.parameters)

    def cheap(self) -> Demand | None:
        """From a few fixed points, and from points that move with the parameters."""
        return self._simplest(chain(self._at(FEW), self._of_derivatives(), self._moving()))

    def further(self) -> Demand | None:
        """From many more fixed points."""
        return self._simplest(self._at(MANY))

    def _at(self, most: int) -> Iterator[Demand]:
        count = 0
        for instance in islice(self.untried, most):
            self.deadline.check()
            demand = demand_of(self.law, self.probe, instance)
            if demand is not None:
                yield demand
                count += 1
            if count >= MOST_COMPARED:
                break

    def _of_derivatives(self) -> Iterator[Demand]:
        return derivative_demands(self.whole, self.law, self.facts, self.deadline)

    def _moving(self) -> Iterator[Demand]:
        witnesses = parametric_witnesses(self.subject, self.law, self.left, self.deadline)
        return (Demand(guard, witness) for guard, witness in witnesses)

    # ---- which demand is taken ----

    def _simplest(self, demands: Iterable[Demand]) -> Demand | None:
        """The demand from which it is easiest to go on."""
        best: Demand | None = None
        seen = set(self.guards)
        for count, demand in enumerate(chain.from_iterable(map(self._with_plainer, demands))):
            if best is not None and _is_enough(best.guard, count):
                break
            shorter = best is None or _cost(demand.guard) < _cost(best.guard)
            if demand.guard in seen or not (demand.guard is FALSE or shorter):
                continue
            # What the guards say already would lead to the same case again, without end.
            if self._is_implied(demand.guard):
                seen.add(demand.guard)
            else:
                best = self._argued(demand) or best
        return best

    def _with_plainer(self, demand: Demand) -> Iterator[Demand]:
        """The demand, after what it may come down to: a maximum less a minimum is 0 only where all
        their arguments are equal."""
        maxima = [n for n in topological([demand.guard]) if isinstance(n, Max) and len(n.terms) > 2]
        if maxima:
            # Small solutions say what has a chance; that it is right, the witness's proof says.
            solutions = [p for p in self.points if float_value(demand.guard, p, {}) is True]
            if self.points and not solutions:
                yield demand._replace(guard=FALSE)
            for first, *others in (node.terms for node in maxima):
                for equal in (eq(sub(first, other)) for other in others):
                    if solutions and all(float_value(equal, p, {}) is True for p in solutions):
                        yield demand._replace(guard=equal)
        yield demand

    def _is_implied(self, guard: Guard) -> bool:
        """Whether the guards say as much."""
        if guard is FALSE or (not self.guards and is_plain(guard)):
            return False
        return self._prover(GLANCE).prove((*self.facts, negation(guard))) is not None

    def _argued(self, demand: Demand) -> Demand | None:
        """The demand with a proof that its witness breaks the law where the guard fails."""
        demand = demand._replace(guard=self._possible(demand.guard))
        if isinstance(demand.guard, Or):  # it says where to distinguish cases, no more
            return demand
        witness = demand.witness
        goal = self._goal(witness)
        fails = () if demand.guard is FALSE else (negation(demand.guard),)
        proof = self._prover(ARGUED).prove((*self.facts, *fails, goal))
        return None if proof is None else demand._replace(witness=replace(witness, proof=proof))

    def _goal(self, witness: Witness | DerivativeWitness) -> Guard:
        """What has to fail for the witness to break the law."""
        # A derivative has its point in its value; points have theirs in what a breach says.
        if isinstance(witness, DerivativeWitness):
            return eq(substitute((witness.value,), witness.point)[0])
        equation = Equation(witness.points, witness.weights)
        return negation(breach(self.whole, self.law, equation, witness.output))

    def _possible(self, guard: Guard) -> Guard:
        """The alternatives without those with exponentials and the like that cannot be."""
        if not isinstance(guard, Or):
            return guard
        prover = self._prover(GLANCE)
        return disjunction(*(
            part
            for part in guard.parts
            if is_plain(part) or prover.prove((*self.facts, part)) is None
        ))  # fmt: skip

    def _prover(self, allowed: tuple[float, int]) -> Prover:
        share, most = allowed
        return Prover(self.deadline.part(share), most)


# ---- how simple a demand is ----


def shortest(guard: Guard) -> Guard:
    """The alternative that is easiest to read."""
    return min(guard.parts, key=_size) if isinstance(guard, Or) else guard


def is_plain(guard: Guard) -> bool:
    """Whether nothing in it folds."""
    return _size(guard)[0] == 0


def _is_enough(guard: Guard, count: int) -> bool:
    """Whether to look no further after so many demands."""
    if guard is FALSE or _cost(guard) <= PLAIN:
        return True
    last = is_plain(guard) and not isinstance(guard, Or)
    return count > (MOST_COMPARED if last else 4 * MOST_COMPARED)


def _cost(guard: Guard) -> tuple[int, int]:
    """What it takes to go on from this demand. Of alternatives, a plain equation is tried first,
    and the others are still to come where it fails."""
    if not isinstance(guard, Or):
        rank, nodes = _size(guard)
        crossed = isinstance(guard, Relation) and guard.op != "=" and len(variables(guard)) > 1
        return (1 if crossed else rank), nodes  # one half-plane after the other has no end
    if any(isinstance(part, Relation) and part.op == "!=" for part in guard.parts):
        return LAST_RANK, len(guard.parts)  # nearly all values satisfy it: other points say more
    short = shortest(guard)
    if is_plain(short) and isinstance(short, Relation) and short.op == "=":
        return 0, _size(short)[1] + BRANCHING  # the other case is nearly everything
    return _size(guard)


def _size(guard: Guard) -> tuple[int, int]:
    """How hard a condition is to read."""
    nodes = list(topological([guard]))
    pieces = sum(isinstance(n, Max | Piecewise | Function) for n in nodes)
    return (1 if pieces else 0), len(nodes) + FOLDED * pieces

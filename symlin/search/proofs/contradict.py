"""Show that facts contradict each other: normal forms, substitution, case splits, combinations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from symlin.exact.atoms import atoms_in_facts
from symlin.exact.deadline import Deadline, OutOfTime
from symlin.kernel.certificate import Contradiction, Lemma, Proof, Split
from symlin.kernel.contradiction import lemma_fact
from symlin.kernel.facts import Context
from symlin.kernel.numbers import TooLarge
from symlin.kernel.term import Guard, eq, negation
from symlin.search.proofs import lemmas
from symlin.search.proofs.angles import by_angle
from symlin.search.proofs.branching import Branching, Level, OpenCase, StaysOpen
from symlin.search.proofs.combination import combination
from symlin.search.proofs.equations import by_factors, by_substitution, by_whole_variable
from symlin.search.proofs.gradients import by_gradient
from symlin.search.proofs.inequalities import by_inequalities
from symlin.search.proofs.maxima import by_maxima
from symlin.search.proofs.splits import exponents, splits

MOST_DEPTH = 60
"""Steps one within the other; each takes three of the thousand calls that Python's stack holds."""
MOST_NODES = 4_000
"""Cases of one proof: splits may go on without end. Of 1,186 proofs in random draws half had one
case, and none had more than 15; sums of many hinges have one for each of their regions."""
SELDOM = 4
"""On the way down a combination is tried at every fourth level only, for z3 is asked for it."""

METHODS: tuple[Callable[[Branching, Context, Level], Proof | None], ...] = (
    # Cheap steps that lose nothing come first: what they replace, later methods need not see.
    by_angle,
    by_substitution,
    by_factors,
    # These end a case at once, or say nothing; a split would double what they have to look at.
    by_gradient,
    by_maxima,
)


class Attempt(NamedTuple):
    """A proof that facts exclude each other, or the first case that could not be closed; neither
    where something grew too large or time ran out."""

    proof: Proof | None = None
    open_case: OpenCase | None = None


class Prover:
    """Looks for a proof that facts cannot hold together.

    The last of the facts is the goal's negation; its atoms are split first. One prover may be
    asked several times: its deadline and its nodes are for all of its proofs together.

    That 2 > x and x > 3 exclude each other, their sum shows; x > 3 alone stays open:

    >>> from symlin.kernel.term import const, gt, var
    >>> x = var("x")
    >>> prover = Prover(Deadline(5.0))
    >>> prover.prove((gt(const(2), x), gt(x, const(3))))
    Contradiction(angle_denominator=1)
    >>> attempt = prover.attempt((gt(x, const(3)),))
    >>> attempt.proof is None, attempt.open_case.facts == (gt(x, const(3)),)
    (True, True)
    """

    def __init__(self, deadline: Deadline, most_nodes: int = MOST_NODES) -> None:
        self.deadline = deadline
        self.nodes_left = most_nodes

    def prove(self, facts: Sequence[Guard]) -> Proof | None:
        """A proof that the kernel follows, or None."""
        return self.attempt(facts).proof

    def attempt(self, facts: Sequence[Guard]) -> Attempt:
        """The same, with the case that stayed open where there is no proof."""
        try:
            return Attempt(self.close(tuple(facts), Level()))
        except StaysOpen as stopped:
            return Attempt(open_case=stopped.case)
        except TooLarge:
            return Attempt()
        except OutOfTime:
            if self.deadline.left:  # then it was not this search that took too long
                raise
            return Attempt()

    # ---- cases ----
    # A case is closed, or `StaysOpen` ends the whole attempt: a proof with a gap is none, and the
    # first gap says most about where the law breaks.

    def close(self, facts: tuple[Guard, ...], level: Level) -> Proof:
        """A proof that the facts of a case exclude each other; raises `StaysOpen`, `OutOfTime`."""
        self.deadline.check()
        self.nodes_left -= 1
        if self.nodes_left < 0 or level.depth > MOST_DEPTH:
            raise StaysOpen(OpenCase(facts))
        context = Context(facts)
        if context.contradiction is not None:
            return Contradiction()
        for method in METHODS:
            proof = method(self, context, level)
            if proof is not None:
                return proof
        guard = next(splits(context), None)
        if guard is None:
            return self._without_pieces(context, level)
        if level.depth and level.depth % SELDOM == 0:
            quick = combination(context, products=False, deadline=self.deadline)
            if quick is not None:
                return quick
        return self.split(facts, guard, level)

    def split(self, facts: tuple[Guard, ...], guard: Guard, level: Level) -> Proof:
        """One proof where the guard holds, another where it does not."""
        yes = self.close((*facts, guard), level.below())
        no = self.close((*facts, negation(guard)), level.below())
        return Split(guard, yes, no)

    # ---- cases without undecided pieces ----

    def _without_pieces(self, context: Context, level: Level) -> Proof:
        """An inequality closes it, or a lemma first."""
        whole = by_whole_variable(self, context, level)
        if whole is not None:
            return whole
        # Sums of facts are a linear program; products of facts make it larger by their square.
        for products in (False, True):
            absurd = combination(context, products=products, deadline=self.deadline)
            if absurd is not None:
                return absurd
        atoms = atoms_in_facts(context)
        steps = lemmas.bounds(context, atoms)
        if not any(base.kind == "floor" for base in atoms):
            other = self._at_once(context, steps) or by_inequalities(self, context, level)
            if other is not None:
                return other
        elif not steps:  # floors have all the bounds there are: their values are told apart
            split = lemmas.integer_split(context, atoms, self.deadline)
            steps = [] if split is None else [split]
        if not steps:
            # The last resort: at 0 an exponential is 1, and elsewhere its tangent is strict.
            flat = next((eq(u) for u in exponents(atoms) if context.decide(eq(u)) is None), None)
            if flat is None:
                raise StaysOpen(OpenCase(context.facts))
            return self.split(context.facts, flat, level)
        extended = (*context.facts, *map(lemma_fact, steps))
        return _after(steps, self.close(extended, level.below()))

    def _at_once(self, context: Context, steps: Sequence[Lemma]) -> Proof | None:
        """Lemmas that need nothing but a combination of the facts besides."""
        if not steps:
            return None
        extended = Context((*context.facts, *map(lemma_fact, steps)))
        if extended.contradiction is not None:
            return _after(steps, Contradiction())
        absurd = combination(extended, products=False, deadline=self.deadline)
        return None if absurd is None else _after(steps, absurd)


def _after(steps: Sequence[Lemma], proof: Proof) -> Proof:
    """The proof, with the lemmas that it rests on before it."""
    for step in reversed(steps):
        proof = replace(step, then=proof)
    return proof

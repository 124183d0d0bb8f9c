"""Maxima that need not be told apart: it may be enough that none is less than its arguments."""

from __future__ import annotations

from symlin.exact.atoms import atoms_in_facts
from symlin.exact.deadline import Deadline
from symlin.kernel.certificate import Contradiction, Proof, Split
from symlin.kernel.facts import Context
from symlin.kernel.term import Guard, Relation, gt, negation
from symlin.search.proofs.branching import Branching, Level
from symlin.search.proofs.combination import combination

NEW = 2
"""Facts, the last ones, of which the goal's negation consists: itself, and the side of a split."""
SELDOM = 4
"""Where there is no goal to look at, every fourth level is enough: z3 is asked each time."""


def by_maxima(prover: Branching, context: Context, level: Level) -> Proof | None:
    """That a maximum is no less than any of its arguments, where no more is needed than that: to
    compare them all takes long. What is not 0 is on one side of it."""
    if not any(base.kind == "max" for base in atoms_in_facts(context)):
        return None
    latest = context.facts[-NEW:]
    differ = [gt(f.term) for f in latest if isinstance(f, Relation) and f.op == "!="]
    above = next((side for side in differ if context.decide(side) is None), None)
    if above is None:
        return None if level.depth % SELDOM else _combined(context.facts, prover.deadline)
    # A combination needs an inequality to deny: t != 0 is t > 0 in one case, t <= 0 in the other.
    yes = _combined((*context.facts, above), prover.deadline)
    no = None if yes is None else _combined((*context.facts, negation(above)), prover.deadline)
    return None if yes is None or no is None else Split(above, yes, no)


def _combined(facts: tuple[Guard, ...], deadline: Deadline) -> Proof | None:
    context = Context(facts)
    if context.contradiction is not None:
        return Contradiction()
    return combination(context, products=False, deadline=deadline)

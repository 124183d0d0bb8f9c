"""Where an operator has values, as a theorem, in as few words as the kernel accepts."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from symlin.decision.domain import simplest
from symlin.decision.proofs import SHORT, domain_said, entailed
from symlin.exact.deadline import Deadline, within
from symlin.exact.giving_up import GIVEN_UP
from symlin.kernel.claim import Subject, conjuncts
from symlin.kernel.definedness import definedness
from symlin.kernel.facts import Context
from symlin.kernel.statements.conclusions import Domain, domain
from symlin.kernel.term import And, Guard, Relation, conjunction, eq, neg


def domain_of(subject: Subject, seconds: float = SHORT) -> Domain:
    """Where the outputs have values wherever the assumptions hold.

    So many seconds are spent on short words for it, and on the proof that they are true.
    """
    guard = definedness(subject.outputs)
    words = _words(guard, subject.assumptions, seconds)
    found: Domain | None = None
    if words is not guard:
        with suppress(*GIVEN_UP), within(seconds):
            found = domain_said(subject, words)
    return found or domain(subject)


def _words(guard: Guard, facts: Sequence[Guard], seconds: float) -> Guard:
    """What is left of the guard where the facts hold, written shorter; a proposal."""
    parts = conjuncts((guard,))
    with suppress(*GIVEN_UP), within(seconds):
        context, deadline = Context(facts), Deadline(seconds)
        undecided = (p for p in parts if context.decide(p) is not True)
        guard = conjunction(*(p for p in undecided if not _is_idle(p, facts, deadline)))
        guard = _with_equations(simplest(guard, facts))
    return guard


def _is_idle(guard: Guard, facts: Sequence[Guard], deadline: Deadline) -> bool:
    """Whether a short search shows that the guard holds wherever the facts do."""
    deadline.check()  # each search swallows its own end, and there may be many
    return entailed(facts, guard) is not None


def _with_equations(guard: Guard) -> Guard:
    """x = 0 for x >= 0 and -x >= 0."""
    parts: list[Guard] = list(guard.parts) if isinstance(guard, And) else [guard]
    bounds = {part.term: part for part in parts if isinstance(part, Relation) and part.op == ">="}
    for term, part in bounds.items():
        opposite = bounds.get(neg(term))
        if opposite is not None and part in parts:
            parts[parts.index(part)] = eq(term)
            parts.remove(opposite)
    return conjunction(*parts)

"""Proofs for what is said beside the laws: looked for briefly, and checked by the kernel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TypeVar

from symlin.exact.deadline import Deadline
from symlin.kernel.certificate import Proof, Rejected
from symlin.kernel.claim import Subject
from symlin.kernel.definedness import definedness
from symlin.kernel.facts import Context
from symlin.kernel.numbers import TooLarge
from symlin.kernel.statements.conclusions import (
    PLAIN,
    Domain,
    Entailment,
    Restatement,
    domain,
    entail,
    restate,
    truth,
)
from symlin.kernel.term import Guard, negation
from symlin.search.proofs.contradict import Prover

T = TypeVar("T", Restatement, Domain)
SHORT = 0.5
"""Seconds for each proof."""
MOST_STEPS = 60
"""Of a proof: what is said beside the laws is seen soon, or left unsaid."""


def entailed(facts: Sequence[Guard], conclusion: Guard) -> Entailment | None:
    """That the facts imply the conclusion, where a short search finds a proof."""
    with suppress(Rejected):
        return entail(facts, conclusion)
    proof = why(facts, conclusion)
    with suppress(Rejected):
        return None if proof is None else entail(facts, conclusion, proof)
    return None


def why(facts: Sequence[Guard], conclusion: Guard) -> Proof | None:
    """A proof that the facts imply the conclusion, where a short search finds one."""
    return _proof(facts, truth(conclusion))


def restated(facts: Sequence[Guard], guard: Guard, plain: Guard) -> Restatement | None:
    """That one guard says under the facts what the other does, likewise."""
    return _both_ways(partial(restate, facts, guard, plain), facts, guard, plain)


def domain_said(subject: Subject, plain: Guard) -> Domain | None:
    """That the subject has values where the guard says, likewise."""
    guard = definedness(subject.outputs)
    return _both_ways(partial(domain, subject, plain), subject.assumptions, guard, plain)


def _both_ways(
    state: Callable[..., T], facts: Sequence[Guard], guard: Guard, plain: Guard
) -> T | None:
    """The statement, which takes proofs that each of the guards follows from the other, or none
    where the kernel sees that without."""
    with suppress(Rejected):
        return state()
    forth = _proof((*facts, guard), truth(plain))
    back = None if forth is None else _proof((*facts, plain), guard)
    with suppress(Rejected):
        return None if back is None else state(forth, back)
    return None


def _proof(facts: Sequence[Guard], goal: Guard) -> Proof | None:
    with suppress(TooLarge, RecursionError):
        if Context(facts).decide(goal) is True:
            return PLAIN
        return Prover(Deadline(SHORT), MOST_STEPS).prove((*facts, negation(goal)))
    return None

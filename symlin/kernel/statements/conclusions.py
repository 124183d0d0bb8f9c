"""What follows from facts: one guard from others, and plainer words for a guard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symlin.kernel.certificate import Contradiction, Proof, within_limits
from symlin.kernel.claim import Subject
from symlin.kernel.contradiction import follow
from symlin.kernel.definedness import definedness
from symlin.kernel.facts import Context
from symlin.kernel.term import Guard, conjunction, negation
from symlin.kernel.theorem import SEAL, Theorem, settled

PLAIN = Contradiction()


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Entailment(Theorem):
    """Wherever all `facts` hold, `conclusion` has a truth value and is true.

    Facts are read as total functions, which makes them true at more points rather than fewer.
    Where the conclusion is false, no point satisfies the facts.
    """

    facts: tuple[Guard, ...]
    conclusion: Guard


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Restatement(Theorem):
    """Wherever all `facts` hold, `guard`, read as total functions, holds iff `plain` is true.

    For example: 2*max(a, 0)/3 >= a, in plainer words a <= 0.
    """

    facts: tuple[Guard, ...]
    guard: Guard
    plain: Guard


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Domain(Theorem):
    """Wherever the subject's assumptions hold, all of its outputs have values iff `plain` is true.

    For example: log(x) has one iff x > 0.
    """

    subject: Subject
    plain: Guard


def entail(facts: Sequence[Guard], conclusion: Guard, proof: Proof = PLAIN) -> Entailment:
    """The facts imply the conclusion, as the proof shows; raises `Rejected`.

    The proof derives a contradiction from the facts and the conclusion's negation.
    """
    facts, conclusion = settled((tuple(facts), conclusion))
    _follows(facts, truth(conclusion), proof)
    return Entailment(seal=SEAL, facts=facts, conclusion=conclusion)


def restate(
    facts: Sequence[Guard], guard: Guard, plain: Guard, forth: Proof = PLAIN, back: Proof = PLAIN
) -> Restatement:
    """Under the facts, the guard says what `plain` does; raises `Rejected`.

    `forth` shows that `plain` follows from the guard, `back` the converse.
    """
    facts, guard, plain = settled((tuple(facts), guard, plain))
    _follows((*facts, guard), truth(plain), forth)
    _follows((*facts, plain), guard, back)
    return Restatement(seal=SEAL, facts=facts, guard=guard, plain=plain)


def domain(
    subject: Subject, plain: Guard | None = None, forth: Proof = PLAIN, back: Proof = PLAIN
) -> Domain:
    """Where the subject's outputs have values; raises `Rejected`.

    Without plainer words, it is put in those of `definedness`, and nothing is to be shown: such a
    guard has a truth value at every point, for it speaks of a part only where it has said before
    that what is below that part is defined.
    """
    subject = settled(subject)
    if plain is None:
        plain = definedness(subject.outputs)
    else:
        shown = restate(subject.assumptions, definedness(subject.outputs), plain, forth, back)
        plain = shown.plain
    return Domain(seal=SEAL, subject=subject, plain=plain)


def truth(guard: Guard) -> Guard:
    """The guard has a truth value, and is true: what is shown of a conclusion."""
    # a guard without a value is not true, but its total reading may be
    return conjunction(definedness((guard,)), guard)


def _follows(facts: Sequence[Guard], goal: Guard, proof: Proof) -> None:
    proof = settled(proof)
    with within_limits():
        if proof == PLAIN and Context(facts).decide(goal) is True:  # without the goal's negation
            return
        follow((*facts, negation(goal)), proof)

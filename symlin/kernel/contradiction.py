"""Proofs that facts contradict each other, followed step by step.

Each step turns facts into facts of which it is shown that they cannot hold together unless the
new ones can, down to a `Contradiction` that normal forms show. Real numbers are assigned to all
variables throughout; a proof may bring in variables of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from symlin.kernel.certificate import (
    Combination,
    ConstantGradient,
    Contradiction,
    Lemma,
    Monotone,
    ProductSign,
    Proof,
    Rejected,
    Split,
    Substitute,
)
from symlin.kernel.facts import Context
from symlin.kernel.term import Guard, eq, mul, negation, sub, var
from symlin.kernel.theories import table
from symlin.kernel.walk import substitute


def follow(facts: Sequence[Guard], proof: Proof) -> None:
    """Accept that the facts cannot hold together.

    Raises `Rejected` at the first step that does not show it, and `TooLarge`.
    """
    match proof:
        case Contradiction(denominator):
            if read(facts, denominator).contradiction is None:
                raise Rejected("the normal forms of the facts do not contradict each other")
        case Split(guard, yes, no):
            follow((*facts, guard), yes)  # total guards are two-valued: one of the cases holds
            follow((*facts, negation(guard)), no)
        case Substitute():
            _follow_substitution(facts, proof)
        case Lemma():
            follow((*facts, lemma_fact(proof)), proof.then)
        case Combination() | ProductSign() | ConstantGradient() | Monotone():
            _follow_theory(facts, proof)
        case _:
            assert_never(proof)


def read(facts: Sequence[Guard], angle_denominator: int = 1) -> Context:
    """The facts, with multiples of angles counted in such parts.

    Raises `Rejected` where the denominator is none.
    """
    if not isinstance(angle_denominator, int) or angle_denominator < 1:
        raise Rejected("angles are counted in a positive whole number of parts")
    return Context(facts, angle_denominator)


# ---- substitution ----


def _follow_substitution(facts: Sequence[Guard], step: Substitute) -> None:
    """factor * (variable - value) = 0 and factor != 0: the variable is the value."""
    context = Context(facts)
    if context.contradiction is not None:  # nothing is left to show
        return
    difference = sub(var(step.variable), step.value)
    if context.decide(negation(eq(step.factor))) is not True:
        raise Rejected("the factor of a substitution is not shown to differ from 0")
    if not context.vanishes(mul(step.factor, difference)):
        raise Rejected("a substitution does not follow from the facts")
    follow(substitute(tuple(facts), {step.variable: step.value}), step.then)


# ---- what theories know ----


def lemma_fact(step: Lemma) -> Guard:
    """The fact that a lemma states, which holds everywhere.

    Raises `Rejected` where no theory knows the lemma.
    """
    lemma = table.THEORIES.lemmas.get(step.name)
    if lemma is None:
        raise Rejected(f"there is no lemma {step.name!r}")
    return lemma(step)


def _follow_theory(
    facts: Sequence[Guard], step: Combination | ProductSign | ConstantGradient | Monotone
) -> None:
    rule = table.THEORIES.steps.get(type(step))
    if rule is None:
        raise Rejected(f"no theory follows a {type(step).__name__} step")
    for left, proof in rule(read, facts, step):
        follow(left, proof)

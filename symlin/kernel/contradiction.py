"""Proofs that facts contradict each other, followed step by step.

Each step turns facts into facts of which it is shown that they cannot hold together unless the
new ones can, down to a `Contradiction` that normal forms show. Real numbers are assigned to all
variables throughout; a proof may bring in variables of its own.
"""

from __future__ import annotations

from collections import Counter
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
from symlin.kernel.intervals import ANY, NONNEG, NONZERO, POS, ZERO, plus, times
from symlin.kernel.polynomial import Poly, combine
from symlin.kernel.term import Guard, eq, ge, gt, mul, ne, negation, sub, var
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
            follow((*facts, guard), yes)
            follow((*facts, negation(guard)), no)
        case Substitute():
            _follow_substitution(facts, proof)
        case Combination():
            _check_combination(facts, proof)
        case ProductSign():
            follow((*facts, _product_fact(facts, proof)), proof.then)
        case Lemma():
            follow((*facts, lemma_fact(proof)), proof.then)
        case ConstantGradient() | Monotone():
            _follow_theory(facts, proof)
        case _:
            assert_never(proof)


def read(facts: Sequence[Guard], angle_denominator: int) -> Context:
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


# ---- signs of sums of products ----


def _check_combination(facts: Sequence[Guard], step: Combination) -> None:
    """The sum has a sign by its parts and another by its normal form: both bound one number."""
    context = read(facts, step.angle_denominator)
    total: list[tuple[int, Poly]] = []
    mask = ZERO
    for part in step.parts:
        factors = [context.normal(t) for t in part]
        sign = _sign_of_product(context, factors)
        if sign & ~NONNEG:
            raise Rejected("a part of a combination is not shown to be non-negative")
        mask = plus(mask, sign)
        total.append((1, context.product(*factors)))
    known = context.signs.sign(context.clear(combine(total))[0]) if mask == ZERO else ANY
    if mask & context.signs.sign(combine(total)) and mask & known:
        raise Rejected("a combination's normal form does not deny its sign")


def _sign_of_product(context: Context, factors: Sequence[Poly]) -> int:
    """The signs that a product can have; a factor that occurs twice counts as a square."""
    mask = POS
    for factor, count in Counter(factors).items():
        sign = context.signs.sign(factor)
        if count % 2 == 0:
            sign = (sign & ZERO) | (POS if sign & NONZERO else 0)
        mask = times(mask, sign)
    return mask


def _product_fact(facts: Sequence[Guard], step: ProductSign) -> Guard:
    context = Context(facts)
    mask = _sign_of_product(context, [context.normal(t) for t in step.factors])
    product = mul(*step.factors)
    for guard, allowed in ((gt(product), POS), (ne(product), NONZERO), (ge(product), NONNEG)):
        if not mask & ~allowed:
            return guard
    raise Rejected("the factors of a product do not have known signs")


# ---- what theories know ----


def lemma_fact(step: Lemma) -> Guard:
    """The fact that a lemma states, which holds everywhere.

    Raises `Rejected` where no theory knows the lemma.
    """
    lemma = table.THEORIES.lemmas.get(step.name)
    if lemma is None:
        raise Rejected(f"there is no lemma {step.name!r}")
    return lemma(step)


def _follow_theory(facts: Sequence[Guard], step: ConstantGradient | Monotone) -> None:
    rule = table.THEORIES.steps.get(type(step))
    if rule is None:
        raise Rejected(f"no theory follows a {type(step).__name__} step")
    for left, proof in rule(Context, facts, step):
        follow(left, proof)

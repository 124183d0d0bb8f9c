"""Proofs that facts contradict each other, followed step by step."""

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
from symlin.kernel.intervals import NONNEG, NONZERO, POS, ZERO, plus, times
from symlin.kernel.normal import Context
from symlin.kernel.polynomial import Poly, combine
from symlin.kernel.term import (
    ONE,
    Guard,
    add,
    conjunction,
    const,
    disjunction,
    eq,
    function,
    ge,
    gt,
    mul,
    ne,
    negation,
    sub,
    var,
)
from symlin.kernel.theories.calculus import check_constant_gradient, monotone
from symlin.kernel.walk import substitute


def _context(facts: Sequence[Guard], angle: int) -> Context:
    if not isinstance(angle, int) or angle < 1:
        raise Rejected("angles are counted in a positive whole number of parts")
    return Context(facts, angle)


def verify(facts: Sequence[Guard], proof: Proof) -> None:
    """The facts cannot hold together."""
    match proof:
        case Contradiction(angle):
            if _context(facts, angle).contradiction is None:
                raise Rejected("the normal forms of the facts do not contradict each other")
        case Split(guard, yes, no):
            verify((*facts, guard), yes)
            verify((*facts, negation(guard)), no)
        case Substitute():
            _verify_substitution(facts, proof)
        case Combination():
            _verify_combination(facts, proof)
        case ConstantGradient():
            check_constant_gradient(facts, proof)
        case ProductSign():
            verify((*facts, _product_fact(facts, proof)), proof.then)
        case Lemma():
            verify((*facts, lemma_fact(proof)), proof.then)
        case Monotone():
            falling, fact = monotone(facts, proof)
            verify(falling, proof.proof)
            verify((*facts, fact), proof.then)
        case _:
            assert_never(proof)


def _verify_substitution(facts: Sequence[Guard], step: Substitute) -> None:
    context = Context(facts)
    if context.contradiction is not None:  # nothing is left to show
        return
    difference = sub(var(step.variable), step.value)
    if context.decide(negation(eq(step.factor))) is not True:
        raise Rejected("the factor of a substitution is not shown to differ from 0")
    if not context.vanishes(mul(step.factor, difference)):
        raise Rejected("a substitution does not follow from the facts")
    verify(substitute(tuple(facts), {step.variable: step.value}), step.then)


def _verify_combination(facts: Sequence[Guard], step: Combination) -> None:
    context = _context(facts, step.angle)
    total: list[tuple[int, Poly]] = []
    mask = ZERO
    for part in step.parts:
        factors = [context.normal(t) for t in part]
        sign = _sign_of_product(context, factors)
        if sign & ~NONNEG:
            raise Rejected("a part of a combination is not shown to be non-negative")
        mask = plus(mask, sign)
        total.append((1, context.product(*factors)))
    known = context.signs.sign(context.clear(combine(total))[0]) if mask == ZERO else 7
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


def lemma_fact(step: Lemma) -> Guard:
    u, floor = step.term, function("floor", step.term)
    match step.name:
        case "floor":
            return conjunction(ge(u, floor), gt(add(floor, ONE), u))
        case "integer" if isinstance(step.bound, int):
            return disjunction(ge(const(step.bound), floor), ge(floor, const(step.bound + 1)))
        case "exp":
            return ge(function("exp", u), add(ONE, u))
        case "sin" | "cos":
            value = function(step.name, u)
            return conjunction(ge(ONE, value), ge(add(ONE, value)))
        case _:
            raise Rejected(f"there is no lemma {step.name!r}")

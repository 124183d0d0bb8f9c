"""Sums of products have the signs that their parts give them.

Farkas multipliers, ideal membership and low-degree Positivstellensatz certificates are all of this
kind, and only the easy direction of these theorems is needed: to multiply, to add, and to compare
signs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from symlin.kernel.algebra import KnownSigns, Obligation, Reader, Theory
from symlin.kernel.certificate import Combination, ProductSign, Rejected
from symlin.kernel.intervals import ANY, NONNEG, NONZERO, POS, ZERO, plus, times
from symlin.kernel.polynomial import Poly, combine
from symlin.kernel.term import Guard, ge, gt, mul, ne


def combination(read: Reader, facts: Sequence[Guard], step: Combination) -> tuple[Obligation, ...]:
    """Nothing is left to show: the sum has a sign by its parts and another by its normal form, and
    both bound one number.

    Raises `Rejected` where a part may be negative, or where a sign is left.
    """
    context = read(facts, step.angle_denominator)
    total: list[tuple[int, Poly]] = []
    mask = ZERO
    for part in step.parts:
        factors = [context.normal(t) for t in part]
        sign = _sign_of_product(context.signs, factors)
        if sign & ~NONNEG:
            raise Rejected("a part of a combination is not shown to be non-negative")
        mask = plus(mask, sign)
        total.append((1, context.product(*factors)))
    # the sum vanishes exactly where its numerator does; of another sign a numerator says nothing
    known = context.signs.sign(context.clear(combine(total))[0]) if mask == ZERO else ANY
    if mask & context.signs.sign(combine(total)) and mask & known:
        raise Rejected("a combination's normal form does not deny its sign")
    return ()


def product_sign(read: Reader, facts: Sequence[Guard], step: ProductSign) -> tuple[Obligation, ...]:
    """The sign of the product is one more fact. Raises `Rejected` where its factors give none."""
    context = read(facts)
    mask = _sign_of_product(context.signs, [context.normal(t) for t in step.factors])
    product = mul(*step.factors)
    for guard, allowed in ((gt(product), POS), (ne(product), NONZERO), (ge(product), NONNEG)):
        if not mask & ~allowed:
            return (((*facts, guard), step.then),)
    raise Rejected("the factors of a product do not have known signs")


def _sign_of_product(signs: KnownSigns, factors: Sequence[Poly]) -> int:
    """The signs that a product can have; a factor that occurs twice counts as a square."""
    mask = POS
    for factor, count in Counter(factors).items():
        sign = signs.sign(factor)
        if count % 2 == 0:
            sign = (sign & ZERO) | (POS if sign & NONZERO else 0)
        mask = times(mask, sign)
    return mask


THEORY = Theory(
    name="positivity",
    steps={Combination: combination, ProductSign: product_sign},
)

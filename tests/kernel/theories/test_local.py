"""Laws broken by a derivative at a point, and derivatives that break nothing."""

from __future__ import annotations

import pytest

from symlin.kernel.certificate import DerivativeWitness, Rejected
from symlin.kernel.checker import check
from symlin.kernel.claim import Law, Subject
from symlin.kernel.term import (
    ONE,
    ZERO,
    Guard,
    Term,
    add,
    const,
    div,
    eq,
    function,
    ge,
    gt,
    maximum,
    mul,
    ne,
    neg,
    power,
    scale,
    sqrt,
    sub,
    var,
)

pytestmark = pytest.mark.quick
x, y, a = var("x"), var("y"), var("a")
SIN, COS = function("sin", x), function("cos", x)
AT_ZERO = {"x": ZERO}


ROOT = neg(div(ONE, scale(4, mul(x, sqrt(x)))))
"""The second derivative of sqrt(x)."""


def of(*outputs: Term, where: tuple[Guard, ...] = (), two: bool = False) -> Subject:
    return Subject(("x", "y") if two else ("x",), ("a",), outputs, where)


def second(value: Term, point: dict[str, Term] | None = None, order: int = 2) -> DerivativeWitness:
    return DerivativeWitness(point or AT_ZERO, "x", order, value, 0)


@pytest.mark.parametrize(
    ("subject", "law", "witness"),
    [
        (of(SIN), Law.LINEAR, second(neg(COS), order=3)),
        (of(SIN), Law.AFFINE, second(neg(SIN), {"x": ONE})),
        (of(SIN), Law.ADDITIVITY, second(neg(COS), order=3)),
        (of(SIN), Law.POSITIVE_HOMOGENEITY, second(neg(COS), order=3)),
        (of(SIN), Law.HOMOGENEITY, second(neg(SIN), {"x": ONE})),
        (of(COS), Law.ODD, second(neg(COS))),
        (of(SIN, x), Law.EQUIVALENT, second(neg(COS), order=3)),
        (of(SIN, x), Law.EQUIVALENT, second(sub(COS, ONE), {"x": ONE}, order=1)),
        (of(power(x, 2), where=(gt(x, ONE),)), Law.LINEAR, second(const(2), {"x": const(2)})),
        (of(power(x, 2), where=(ge(x, ONE),)), Law.LINEAR, second(const(2), {"x": const(2)})),
        (of(sqrt(x)), Law.AFFINE, second(ROOT, {"x": ONE})),
        (of(mul(x, y, x), two=True), Law.LINEAR, second(scale(2, y), {"x": ZERO, "y": ONE})),
        (
            of(mul(a, power(x, 2)), where=(ne(a),)),
            Law.LINEAR,
            second(scale(2, a), {"x": a}),
        ),
    ],
)  # fmt: skip
def test_a_derivative_that_the_law_makes_0_breaks_it(
    subject: Subject, law: Law, witness: DerivativeWitness
) -> None:
    """Near the point the law is that of an affine map, which has no second derivative."""
    assert check(subject, law, "refuted", witness).status == "refuted"


SQUARE_BY_Y = of(div(power(x, 2), y), two=True)  # homogeneous
CUBE = of(power(x, 3))  # odd
ABS = of(mul(x, function("abs", x)))


@pytest.mark.parametrize(
    ("subject", "law", "witness"),
    [
        # what is no breach: the law holds
        (of(x), Law.LINEAR, second(ONE, order=1)),
        (of(x), Law.LINEAR, second(ZERO)),
        (SQUARE_BY_Y, Law.HOMOGENEITY, second(div(const(2), y), {"x": ZERO, "y": ONE})),
        (SQUARE_BY_Y, Law.POSITIVE_HOMOGENEITY, second(div(const(2), y), {"x": ZERO, "y": ONE})),
        (CUBE, Law.ODD, second(const(6), order=3)),
        (CUBE, Law.ODD, second(scale(6, x), {"x": ONE})),
        (of(x, x), Law.EQUIVALENT, second(ONE, order=1)),
        # domains without an interior, or the point on their edge
        (of(power(x, 2), where=(eq(x, ONE),)), Law.LINEAR, second(const(2), {"x": ONE})),
        (
            of(power(x, 2), where=(ge(x, ONE), ge(ONE, x))),
            Law.LINEAR,
            second(const(2), {"x": ONE}),
        ),
        (of(power(x, 2), where=(ge(x, ONE),)), Law.LINEAR, second(const(2), {"x": ONE})),
        (of(power(x, 2), where=(gt(x, ONE),)), Law.LINEAR, second(const(2), {"x": ZERO})),
        (
            of(power(x, 2), where=(ge(neg(power(sub(x, ONE), 2))),)),
            Law.LINEAR,
            second(const(2), {"x": ONE}),
        ),
        (
            of(add(power(x, 2), scale(0, sqrt(neg(power(x, 2)))))),
            Law.AFFINE,
            second(const(2)),
        ),
        (
            of(power(x, 2), where=(gt(function("floor", add(x, ONE))),)),
            Law.LINEAR,
            second(const(2)),
        ),
        (of(mul(SIN, function("log", x))), Law.LINEAR, second(neg(COS))),
        # no derivative, or another one
        (of(SIN), Law.LINEAR, second(COS, order=3)),
        (of(SIN), Law.LINEAR, second(neg(SIN), order=3)),
        (of(SIN), Law.LINEAR, second(neg(SIN))),
        (ABS, Law.LINEAR, second(const(2))),
        (of(maximum(x, power(x, 2))), Law.LINEAR, second(const(2))),
        (of(function("floor", x)), Law.AFFINE, second(ONE)),
        (of(function("asin", x)), Law.AFFINE, second(ONE, {"x": ONE})),
        # parameters for which it is 0, or of which nothing is known
        (of(mul(a, power(x, 2))), Law.LINEAR, second(scale(2, a))),
        (of(mul(a, SIN)), Law.LINEAR, second(scale(-1, mul(a, COS)), order=3)),
        # what is no witness at all
        (of(SIN), Law.LINEAR, second(neg(COS), {"x": x}, order=3)),
        (of(SIN), Law.LINEAR, second(neg(COS), {"y": ZERO}, order=3)),
        (of(SIN), Law.LINEAR, second(neg(var("z")), order=3)),
        (of(SIN), Law.LINEAR, second(neg(COS), {"x": div(ONE, ZERO)}, order=3)),
        (of(SIN), Law.LINEAR, DerivativeWitness(AT_ZERO, "a", 3, neg(COS), 0)),
        (of(SIN), Law.LINEAR, DerivativeWitness(AT_ZERO, "x", 3, neg(COS), 1)),
        (of(SIN), Law.LINEAR, second(neg(COS), order=True)),
        (of(SIN), Law.LINEAR, second(SIN, order=0)),
        (of(SIN), Law.LINEAR, second(neg(COS), order=2.5)),  # type: ignore[arg-type]
        (of(SIN), Law.LINEAR, second(neg(COS), order=1003)),
    ],
)
def test_other_derivatives_break_nothing(
    subject: Subject, law: Law, witness: DerivativeWitness
) -> None:
    """The law speaks of a neighbourhood in the domain, and of some derivatives at some points."""
    with pytest.raises(Rejected):
        check(subject, law, "refuted", witness)

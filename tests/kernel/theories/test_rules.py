"""Terms to which each rule of the normal form has something to say, against their meaning.

`test_normal_random` draws such terms; these are chosen, so that every rule is met with every sign,
at 0, and at the ends of domains. The normal form must equal the term at every point of the grid at
which the facts hold, and all that is noted of signs must be true there.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import product

import pytest
from flint import fmpq

from symlin.kernel.facts import Context
from symlin.kernel.intervals import NONZERO, POS
from symlin.kernel.numbers import Number
from symlin.kernel.polynomial import Poly
from symlin.kernel.term import (
    ONE,
    PI,
    TRUE,
    ZERO,
    Guard,
    Term,
    add,
    conjunction,
    const,
    disjunction,
    eq,
    function,
    ge,
    gt,
    maximum,
    minimum,
    mul,
    ne,
    neg,
    negation,
    piecewise,
    power,
    root,
    scale,
    sqrt,
    sub,
    var,
)
from symlin.kernel.theories import factoring, table
from symlin.kernel.walk import variables

from ...conftest import one_in
from ..kernel_reference import NormalReading, Point, Reading, Uncertain, close, sign
from ..test_normal_random import MASK, SHARE, signs_agree

x, y, z = var("x"), var("y"), var("z")
GRID = ("-3", "-1", "-1/2", "0", "1/3", "1", "2")
FEW = ("-3", "0", "1/2", "4")
COORDINATES = [*product(GRID, FEW, ("2",)), *product(FEW[:3], FEW[::3], ("-1", "0"))]
POINTS: list[Point] = [
    {"x": Fraction(a), "y": Fraction(b), "z": Fraction(c)}
    for a, b, c in (COORDINATES if SHARE >= 1 else COORDINATES[::3])
]

Case = tuple[Term, Sequence[Guard]]


def over(t: Term) -> Term:
    return power(t, -1)


def relu(t: Term) -> Term:
    return maximum(t, ZERO)


def at(name: str, t: Term) -> Term:
    return function(name, t)


def step(guard: Guard, then: Term = ONE, other: Term = ZERO) -> Term:
    return piecewise((then, guard), (other, TRUE))


def frac(p: int, q: int) -> Term:
    return const(fmpq(p, q))


SQUARE = add(power(x, 2), scale(2, mul(x, y)), power(y, 2))
SIZE = add(ONE, power(y, 2))
EXP = at("exp", x)
POSITIVE = [gt(x)]
NEGATIVE = [gt(neg(x))]
BOTH = [gt(x), gt(y)]
INSIDE = [ge(sub(ONE, power(x, 2)))]
HALF: Number = fmpq(1, 2)

ROOTS: list[Case] = [
    (t, facts)
    for facts in ([], POSITIVE, NEGATIVE, [ge(neg(x))], BOTH, [ge(x), ge(neg(y))])
    for t in (
        sqrt(mul(power(x, 2), y)),
        sqrt(mul(x, power(y, 3))),
        sqrt(neg(mul(x, y))),
        root(mul(power(x, 5), EXP), 3),
        root(mul(power(x, 4), power(y, 2)), 4),
        root(mul(power(x, 2), power(y, 6)), 4),
        root(scale(-54, power(x, 3)), 3),
        sqrt(mul(x, over(SIZE))),
        root(mul(x, power(SIZE, -2)), 3),
        root(mul(y, power(x, -2)), 3),
        root(mul(y, power(x, -4)), 3),
        sqrt(mul(y, over(x))),
        sqrt(mul(power(y, 3), power(x, -3))),
        mul(sqrt(x), sqrt(x), sqrt(y)),
        power(root(x, 3), 4),
        over(sqrt(x)),
        power(root(x, 3), -2),
        mul(sqrt(over(x)), x),
    )
]
ROOTS += [
    (t, ())
    for t in (
        sqrt(SQUARE),
        sqrt(scale(2, SQUARE)),
        sqrt(neg(SQUARE)),
        root(SQUARE, 3),
        root(power(SQUARE, 2), 4),
        sqrt(add(SQUARE, ONE)),
        sqrt(add(power(EXP, 2), scale(2, EXP), ONE)),
        sqrt(add(EXP, scale(2, at("exp", scale(HALF, x))), ONE)),
        sqrt(add(power(EXP, -2), const(2), power(EXP, 2))),
        sqrt(add(power(EXP, -2), const(-2), power(EXP, 2))),
        sqrt(add(power(x, 4), scale(-2, power(x, 2)), ONE)),
        sqrt(const(-4)),
        sqrt(neg(power(x, 2))),
        sqrt(frac(8, 27)),
        root(frac(-8, 27), 3),
        root(const(2 * 3**7 * 211**2), 3),
        sqrt(const(211 * 223)),
        mul(sqrt(const(2)), sqrt(const(3)), sqrt(const(6))),
        add(sqrt(const(2)), neg(sqrt(const(3)))),
        sqrt(ZERO),
        sqrt(ONE),
        root(add(x, power(x, 2), mul(x, y)), 3),
        sqrt(sub(ONE, power(at("cos", x), 2))),
        root(sub(ONE, power(at("cos", x), 2)), 3),
        root(sub(ONE, power(at("cos", x), 2)), 4),
        sqrt(sub(ONE, power(at("cos", x), 4))),
        sqrt(sub(ONE, power(at("cos", x), 3))),
        sqrt(sub(ONE, scale(HALF, power(at("cos", x), 2)))),
        sqrt(sub(ONE, mul(y, power(at("cos", x), 2)))),
        sqrt(sub(ONE, mul(power(at("cos", y), 2), power(at("cos", x), 2)))),
        sqrt(sub(add(ONE, y), power(at("cos", x), 2))),
        sqrt(sub(add(ONE, power(y, 2)), power(at("cos", x), 2))),
    )
]
PARTS = [gt(x), gt(add(x, ONE)), gt(add(y, const(2)))]
ROOTS += [
    (sqrt(mul(add(x, ONE), add(y, const(2)))), facts)
    for facts in (PARTS, [gt(neg(add(x, ONE))), gt(neg(add(y, const(2))))], [], PARTS[:1])
]
ROOTS += [
    (sqrt(add(mul(scale(3, x), y), scale(6, x), scale(3, y), const(6))), facts)
    for facts in (PARTS, [gt(neg(add(x, ONE))), gt(neg(add(y, const(2))))], [])
]

ROOTS += [
    (root(scale(sign, mul(power(over(x), k), over(y))), degree), facts)
    for facts in ([gt(x), gt(neg(y))], [gt(neg(x)), gt(y)], [gt(neg(x)), gt(neg(y))], BOTH)
    for sign in (1, -1)
    for k, degree in ((1, 2), (2, 2), (3, 2), (1, 3), (2, 3))
]

QUOTIENTS: list[Case] = [
    (t, facts)
    for facts in ([], POSITIVE, NEGATIVE, [ne(x)], [ne(x), ne(y)], [gt(add(x, y))])
    for t in (
        over(scale(2, x)),
        over(mul(power(x, 2), y)),
        over(over(x)),
        over(step(gt(x))),
        over(step(eq(x))),
        over(EXP),
        over(scale(3, add(x, y))),
        power(mul(x, over(y)), 2),
        mul(x, over(x)),
        mul(power(x, 3), power(x, -2)),
        mul(power(x, 2), power(x, -3), y),
        sub(mul(x, over(add(x, y))), ONE),
        add(over(x), over(y)),
        relu(add(over(x), ONE)),
        relu(add(mul(y, over(x)), const(-2))),
        step(gt(add(over(x), ONE))),
        step(eq(add(over(x), ONE))),
        step(eq(add(mul(y, over(x)), over(add(x, y))))),
        maximum(over(x), over(y), ONE),
        mul(relu(x), over(x)),
    )
]
QUOTIENTS += [(over(ZERO), ()), (over(frac(-3, 2)), ()), (power(ZERO, 0), ())]

LOGARITHMS: list[Case] = [
    (t, facts)
    for facts in (
        [],
        POSITIVE,
        NEGATIVE,
        BOTH,
        [gt(mul(x, y))],
        [ne(x)],
        [gt(neg(x)), gt(y)],
        [ne(x), ne(y)],
    )
    for t in (
        at("log", scale(2, x)),
        at("log", scale(fmpq(-1, 3), x)),
        at("log", scale(fmpq(211, 223), x)),
        at("log", scale(-211, x)),
        at("log", mul(power(x, 2), y)),
        at("log", mul(x, y)),
        at("log", mul(x, over(y))),
        at("log", mul(x, over(SIZE))),
        at("log", mul(SIZE, power(x, -2))),
        at("log", mul(x, power(SIZE, -3))),
        at("log", scale(-1, mul(x, at("exp", y)))),
        at("log", sqrt(x)),
        at("log", root(x, 3)),
        at("log", over(x)),
        at("log", neg(over(mul(x, y)))),
        at("log", mul(y, over(x), over(add(x, const(7))))),
        at("log", neg(mul(sqrt(y), over(x)))),
        at("log", add(scale(3, EXP), scale(6, at("exp", y)))),
        at("log", scale(6, add(x, y))),
        at("exp", at("log", x)),
        at("exp", scale(2, at("log", x))),
        at("exp", neg(at("log", x))),
        at("exp", scale(HALF, at("log", x))),
        at("exp", scale(fmpq(-2, 3), at("log", x))),
        at("exp", scale(7, at("log", scale(HALF, x)))),
        at("exp", scale(fmpq(1, 65), at("log", x))),
        at("exp", scale(fmpq(1, 65), power(at("log", x), 2))),
        at("exp", power(at("log", x), 2)),
        at("exp", mul(y, at("log", x))),
        at("exp", add(at("log", x), at("log", y), ONE)),
        step(gt(add(at("log", x), at("log", y)))),
        step(gt(sub(scale(HALF, at("log", x)), ONE))),
        relu(sub(at("log", x), scale(2, at("log", y)))),
        step(gt(neg(at("log", mul(x, y))))),
        relu(sub(ONE, at("log", mul(x, y)))),
        step(gt(sub(at("log", y), mul(y, at("log", x))))),
        relu(add(power(at("log", x), 2), neg(at("log", y)))),
        step(gt(add(at("log", scale(2, x)), mul(x, y)))),
        step(eq(sub(scale(2, at("log", x)), at("log", const(4))))),
    )
]
LOGARITHMS += [
    (at("log", t), ())
    for t in (
        ZERO,
        ONE,
        const(-2),
        frac(1, 2),
        frac(12, 35),
        const(211**2 * 223),
        frac(211, 223),
        PI,
        neg(PI),
    )
]

LOGARITHMS += [(at("log", frac(211, 223)), ())]

ANGLES: list[Case] = [
    (at(name, t), facts)
    for name in ("sin", "cos")
    for t, facts in (
        (scale(3, x), ()),
        (scale(-2, x), ()),
        (scale(HALF, x), ()),
        (scale(fmpq(-5, 2), x), ()),
        (scale(24, scale(fmpq(1, 48), x)), ()),
        (scale(24, x), ()),
        (scale(-25, x), ()),
        (add(x, PI), ()),
        (sub(y, scale(3, x)), ()),
        (mul(x, y), ()),
        (add(mul(x, y), scale(-2, x)), ()),
        (mul(PI, x), ()),
        (power(PI, 2), ()),
        (scale(HALF, power(PI, 2)), ()),
        (scale(fmpq(1, 5), PI), ()),
        (scale(2, at("atan", x)), ()),
        (at("atan", x), ()),
        (neg(at("atan", x)), ()),
        (scale(HALF, at("atan", x)), ()),
        (power(at("atan", x), 2), ()),
        (mul(at("atan", x), y), ()),
        (at("erf", x), INSIDE),
        (at("floor", x), INSIDE),
        (at("log", add(x, const(2))), INSIDE),
        (scale(2, at("erf", x)), INSIDE),
        (at("asin", x), ()),
        (at("asin", x), INSIDE),
        (scale(-3, at("asin", x)), INSIDE),
        (add(at("asin", x), at("atan", y)), INSIDE),
        (power(at("asin", x), 2), INSIDE),
        (at("erf", x), ()),
        (mul(PI, at("floor", x)), ()),
        (scale(2, mul(PI, at("floor", x))), ()),
        (scale(-3, mul(PI, at("floor", y))), ()),
        (scale(HALF, mul(PI, at("floor", x))), ()),
        (add(y, mul(PI, at("floor", x), at("floor", y))), ()),
        (mul(PI, y, at("floor", x)), ()),
        (mul(PI, y, step(gt(x))), ()),
        (mul(power(PI, 2), at("floor", x)), ()),
        (scale(2, at("atan", const(2))), ()),
        (scale(2, at("asin", frac(1, 3))), ()),
        (add(*(scale(fmpq(-1, k), power(x, k)) for k in range(1, 10))), ()),
    )
]
ANGLES += [
    (at(name, scale(fmpq(k, 12), PI)), ()) for name in ("sin", "cos") for k in range(-25, 26)
]
ANGLES += [
    (mul(power(at("sin", x), k), power(at("cos", x), 2), at("sin", y)), ()) for k in range(5)
]
ANGLES += [
    (at(name, scale(fmpq(k, d), PI)), ())
    for name in ("sin", "cos")
    for d in (5, 7, 8, 11, 13, 24)
    for k in (1, 2, 3, -4, 6, 9)
]
ODD: list[Case] = [
    (at(name, t), ())
    for name in ("atan", "asin", "erf")
    for t in (ZERO, ONE, const(-1), frac(1, 3), const(-2), neg(x), sub(y, x), scale(HALF, x))
]
ODD += [
    (at("atan", t), facts)
    for facts in ([], POSITIVE, NEGATIVE, BOTH, [ne(x)], [gt(neg(x)), gt(y)])
    for t in (
        over(x),
        scale(-2, over(x)),
        power(x, -2),
        over(mul(x, y)),
        mul(at("sin", y), over(x)),
        mul(y, over(x)),
        over(add(x, y)),
        over(SIZE),
        scale(HALF, power(SIZE, -2)),
    )
]
ODD += [(at("atan", frac(p, q)), ()) for p, q in ((1, 2), (-2, 3), (3, 2), (-5, 1), (2, 1))]

WHOLE: list[Case] = [
    (at("floor", t), ())
    for t in (
        add(x, frac(5, 2)),
        sub(x, frac(7, 3)),
        const(-3),
        frac(-7, 2),
        frac(7, 2),
        add(scale(2, at("floor", x)), y),
        add(scale(HALF, at("floor", x)), y),
        scale(-3, at("floor", x)),
        mul(at("floor", x), at("floor", y)),
        mul(at("floor", x), y),
        mul(at("floor", scale(HALF, y)), x),
        add(step(gt(x)), scale(HALF, y)),
        scale(HALF, step(gt(x))),
        add(step(eq(x)), neg(at("floor", y)), frac(1, 2)),
        mul(step(gt(x)), x),
        mul(step(gt(x)), y),
        mul(at("floor", y), x, y),
        frac(1, 2),
        add(at("floor", x), frac(1, 3)),
        add(relu(x), x),
        add(power(at("floor", x), 2), frac(3, 2)),
    )
]

KINKS: list[Case] = [
    (t, facts)
    for facts in (
        [],
        POSITIVE,
        NEGATIVE,
        [ge(x, y)],
        [ge(x), ge(y)],
        [ge(neg(x)), gt(y)],
        [eq(mul(x, y))],
        [ne(mul(x, y))],
        [disjunction(gt(x), gt(y)), ge(neg(y))],
    )
    for t in (
        maximum(x, y),
        maximum(x, y, z),
        minimum(x, neg(y), ONE),
        maximum(mul(x, y), mul(x, z)),
        maximum(mul(power(x, 2), y), mul(power(x, 3), z), ZERO),
        maximum(scale(-2, x), scale(-2, y)),
        maximum(x, x, add(x, neg(power(y, 2)))),
        relu(mul(x, y)),
        relu(mul(power(x, 2), y)),
        relu(mul(power(x, 3), y)),
        relu(neg(mul(power(x, 3), power(y, 2)))),
        relu(mul(EXP, x)),
        relu(mul(power(EXP, -1), y)),
        relu(scale(-3, add(x, ONE))),
        relu(sub(x, mul(x, y))),
        relu(sub(scale(2, EXP), scale(3, at("exp", y)))),
        power(relu(x), 3),
        mul(relu(x), relu(neg(x))),
        mul(relu(x), step(gt(x)), y),
        mul(relu(x), step(eq(x)), y),
        mul(step(gt(x)), step(eq(x))),
        mul(step(gt(x)), step(gt(x)), x, x),
        mul(step(eq(x)), power(x, 2)),
        mul(step(gt(add(x, y))), x),
        mul(step(eq(add(x, y))), power(x, 2)),
        mul(step(gt(add(x, power(y, 2)))), x, y),
        mul(step(gt(add(scale(2, x), at("sin", x)))), x),
        mul(step(gt(add(relu(y), x))), y),
        mul(step(gt(sub(power(x, 2), ONE))), x),
        mul(step(gt(sub(mul(x, y), ONE))), x),
        mul(step(gt(sub(EXP, const(2)))), EXP, x),
        mul(step(eq(sub(power(x, 3), ONE))), x, y),
        *(
            shape(product_of_powers)
            for product_of_powers in (
                mul(power(sub(x, ONE), 2), add(y, const(3))),
                scale(-2, mul(power(sub(x, y), 2), sub(x, ONE))),
                scale(HALF, power(sub(x, y), 3)),
                mul(power(sub(x, ONE), 2), power(sub(y, ONE), 2)),
            )
            for shape in (
                lambda t: step(eq(t)),
                lambda t: step(gt(t)),
                lambda t: step(ge(neg(t))),
                relu,
            )
        ),
        step(gt(mul(x, y))),
        step(gt(mul(power(x, 2), y))),
        step(gt(mul(power(x, 3), y))),
        step(gt(neg(mul(x, EXP)))),
        step(ge(mul(x, y))),
        step(eq(mul(power(x, 2), y))),
        step(ne(mul(x, add(y, ONE)))),
        step(eq(sub(EXP, at("exp", y)))),
        step(gt(sub(EXP, at("exp", mul(x, y))))),
        step(gt(scale(-2, add(x, ONE)))),
        step(conjunction(gt(x), ge(y)), x, y),
        step(disjunction(gt(x), ge(neg(y)), eq(z)), x, y),
        step(negation(conjunction(gt(x), disjunction(gt(y), eq(x)))), x, y),
        piecewise((x, gt(x)), (y, gt(y)), (z, eq(z))),
        piecewise((x, gt(x, ONE)), (y, gt(x)), (z, TRUE)),
        piecewise((power(x, 2), ge(x)), (neg(x), TRUE)),
        at("abs", mul(x, y)),
        at("abs", mul(power(x, 2), y)),
        at("abs", sub(at("abs", x), ONE)),
    )
]
IS_WHOLE = [eq(x, at("floor", x))]
IS_EVEN = [eq(x, scale(2, at("floor", scale(HALF, x))))]
IS_ODD = [eq(x, add(scale(2, at("floor", scale(HALF, x))), ONE))]
HALF_TURNS: list[Case] = [
    (t, facts)
    for facts in (IS_WHOLE, IS_EVEN, IS_ODD, [*IS_WHOLE, eq(y, at("floor", y))], [])
    for t in (
        at("sin", mul(PI, x)),
        at("cos", mul(PI, x)),
        at("cos", mul(PI, add(x, y))),
        at("cos", scale(3, mul(PI, x))),
        at("cos", scale(HALF, mul(PI, x))),
        at("cos", mul(PI, x, y)),
        at("cos", mul(PI, power(x, 2))),
        power(at("cos", mul(PI, x)), 3),
        mul(at("cos", mul(PI, x)), at("cos", mul(PI, x)), y),
        over(at("cos", mul(PI, x))),
        mul(at("cos", mul(PI, x)), over(at("cos", mul(PI, x)))),
        at("floor", scale(HALF, add(x, ONE))),
        at("floor", scale(fmpq(-1, 2), x)),
        at("floor", scale(fmpq(3, 2), add(x, ONE))),
        at("floor", add(scale(HALF, x), scale(HALF, y), frac(1, 2))),
        at("floor", add(scale(fmpq(1, 3), x), frac(1, 2))),
        at("floor", add(x, y)),
    )
]
FLOORED_ROOTS: list[Case] = [
    (t, ())
    for t in (
        at("floor", sqrt(at("floor", x))),
        at("floor", sqrt(add(at("floor", x), const(2)))),
        at("floor", neg(sqrt(neg(at("floor", neg(x)))))),
        at("floor", neg(sqrt(add(ONE, neg(at("floor", neg(x))))))),
        at("floor", neg(sqrt(at("floor", x)))),
        at("floor", root(at("floor", scale(7, x)), 3)),
        at("floor", sqrt(add(at("floor", x), y))),
        at("floor", scale(2, sqrt(at("floor", x)))),
    )
]
QUARTER = scale(HALF, PI)
ARCS: list[Case] = [
    (shape(t), facts)
    for facts in ([], [ge(x)], [ge(neg(x)), ge(y)], INSIDE, [*INSIDE, gt(ONE, mul(x, y))])
    for t in (
        sub(add(at("atan", x), at("atan", over(x))), QUARTER),
        add(at("atan", x), at("atan", y), neg(QUARTER)),
        add(at("atan", x), scale(2, at("asin", y))),
        sub(add(at("atan", x), scale(2, at("asin", y))), PI),
        add(
            at("atan", x), at("atan", y), neg(at("atan", mul(add(x, y), over(sub(ONE, mul(x, y))))))
        ),
        sub(scale(2, at("atan", x)), at("asin", mul(scale(2, x), over(add(ONE, power(x, 2)))))),
        sub(
            at("asin", x), scale(2, at("atan", mul(x, over(add(ONE, sqrt(sub(ONE, power(x, 2))))))))
        ),
        sub(scale(3, at("asin", x)), at("asin", sub(scale(3, x), scale(4, power(x, 3))))),
        add(at("asin", x), at("asin", y), scale(HALF, PI)),
        sub(scale(4, at("atan", x)), PI),
    )
    for shape in (lambda t: step(gt(t)), lambda t: step(eq(t)), relu)
]
ARCS += [
    (step(op(t)), facts)
    for facts in ([*INSIDE, ge(neg(y))], [*INSIDE, ge(y)], INSIDE)
    for t in (
        add(at("atan", y), scale(2, at("asin", x))),
        sub(at("atan", y), scale(2, at("asin", x))),
        add(at("atan", y), scale(4, at("asin", x))),
    )
    for op in (eq, gt, ge)
]
ARCS += [
    (shape(t), ())
    for t in (
        add(
            scale(4, at("atan", frac(1, 5))), neg(at("atan", frac(1, 239))), scale(fmpq(-1, 4), PI)
        ),
        add(at("atan", const(2)), at("atan", const(3)), scale(fmpq(-3, 4), PI)),
        add(at("atan", const(2)), at("atan", const(3)), scale(fmpq(1, 4), PI)),
        sub(scale(5, at("atan", const(2))), scale(2, PI)),
        sub(scale(6, at("asin", frac(3, 5))), PI),
    )
    for shape in (lambda t: step(gt(t)), lambda t: step(eq(t)))
]
ALGEBRAIC: list[Case] = [
    (step(op(t)), ())
    for t in (
        sub(sqrt(add(const(3), scale(2, sqrt(const(2))))), add(ONE, sqrt(const(2)))),
        sub(root(add(const(7), scale(5, sqrt(const(2)))), 3), add(ONE, sqrt(const(2)))),
        sub(at("cos", scale(fmpq(1, 5), PI)), scale(fmpq(1, 4), add(ONE, sqrt(const(5))))),
        sub(at("sin", scale(fmpq(1, 5), PI)), scale(fmpq(1, 4), add(ONE, sqrt(const(5))))),
        add(at("cos", scale(fmpq(2, 7), PI)), at("cos", scale(fmpq(4, 7), PI)), frac(1, 3)),
        add(*(at("cos", scale(fmpq(2 * n, 7), PI)) for n in (1, 2, 3)), frac(1, 2)),
        sub(sqrt(add(const(10), sqrt(const(99)))), const(fmpq(4466415421, 10**9))),
        sub(
            mul(PI, sqrt(add(const(3), scale(2, sqrt(const(2)))))),
            mul(PI, add(ONE, sqrt(const(2)))),
        ),
    )
    for op in (eq, gt)
]
ALGEBRAIC += [
    (mul(step(eq(mul(x, t))), y), ())
    for t in (
        sub(sqrt(add(const(3), scale(2, sqrt(const(2))))), add(ONE, sqrt(const(2)))),
        sub(sqrt(add(const(3), scale(2, sqrt(const(3))))), add(ONE, sqrt(const(2)))),
    )
]
LOGARITHMS += [
    (t, facts)
    for facts in ([gt(neg(x)), gt(neg(y))], [gt(neg(x)), gt(y)], [gt(x), gt(neg(y))])
    for t in (
        at("log", mul(x, y)),
        at("log", neg(mul(x, y))),
        at("log", mul(power(x, 2), y)),
        at("log", neg(mul(power(x, 3), power(y, 2)))),
        at("log", over(x)),
        at("log", neg(over(x))),
        at("log", mul(x, over(y))),
        at("log", neg(mul(x, over(sub(y, x))))),
        at("exp", mul(z, at("log", mul(x, y)))),
    )
]
ROOTS += [
    (t, facts)
    for facts in ([gt(neg(x)), gt(neg(y))], [gt(neg(x)), gt(y)], [gt(x), gt(neg(y))])
    for t in (
        sqrt(mul(x, power(sub(y, ONE), -1))),
        sqrt(mul(y, power(sub(x, ONE), -2))),
        root(mul(x, power(sub(y, ONE), -1)), 3),
        root(mul(x, power(sub(y, ONE), -4)), 3),
        sqrt(neg(mul(x, power(sub(y, ONE), -3)))),
        step(gt(sub(sqrt(add(power(x, 2), power(y, 2), ONE)), sqrt(add(power(x, 2), ONE))))),
        step(gt(add(mul(x, y), mul(sqrt(add(power(x, 2), ONE)), sqrt(add(power(y, 2), ONE)))))),
    )
]
CASES = {
    f"{kind}{number}": case
    for kind, cases in (
        ("root", ROOTS),
        ("quotient", QUOTIENTS),
        ("logarithm", LOGARITHMS),
        ("angle", ANGLES),
        ("odd", ODD),
        ("floor", WHOLE),
        ("kink", KINKS),
        ("half turn", HALF_TURNS),
        ("floored root", FLOORED_ROOTS),
        ("arc", ARCS),
        ("algebraic", ALGEBRAIC),
    )
    for number, case in enumerate(cases)
}


def true_at(guard: Guard, point: Point) -> bool:
    try:
        return readings(tuple(point.items()))[0].holds(guard)
    except Uncertain:
        return False


@cache
def readings(place: tuple[tuple[str, Fraction], ...]) -> tuple[Reading, NormalReading]:
    """Of terms and of normal forms at one point, which remember what they have computed."""
    return Reading(dict(place)), NormalReading(dict(place))


def compare(context: Context, term: Term, point: Point) -> None:
    p = context.normal(term)
    assert all(c != 0 for c in p.terms.values())
    cleared, factor = context.clear(p)
    meant, reading = readings(tuple(point.items()))
    signs_agree(context.signs, reading)
    with suppress(Uncertain):
        expected = meant.value(term)
        assert close(expected, reading.value(p)), (term, point)
        s = sign(expected)
        assert context.sign(p) & MASK[s], (term, point)
        t = sign(reading.value(cleared))
        assert (s == 0) == (t == 0), (term, point)
        assert factor == NONZERO or t == (s if factor == POS else -s), (term, point)


def compare_angles(term: Term, point: Point) -> None:
    """The same with angles counted in halves, thirds and fifths."""
    meant, reading = readings(tuple(point.items()))
    for angle in (2, 3, 5):
        with suppress(Uncertain):
            p = angled(term, angle)
            assert close(meant.value(term), reading.value(p)), (term, angle, point)


@cache
def angled(term: Term, angle: int) -> Poly:
    return Context((), angle).normal(term)


@pytest.mark.parametrize("name", one_in(3, CASES))
def test_a_normal_form_means_what_its_term_means(name: str) -> None:
    term, facts = CASES[name]
    context = Context(facts)
    assert context.contradiction is None
    met = [point for point in POINTS if all(true_at(fact, point) for fact in facts)]
    assert met or SHARE < 1
    for point in met if variables(term) else met[:1]:
        compare(context, term, point)
        if name.startswith("angle"):
            compare_angles(term, point)


@pytest.mark.parametrize("wrong", [add(x, scale(3, y)), sub(x, y), ZERO])
def test_a_wrong_root_of_a_polynomial_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, wrong: Term
) -> None:
    """flint proposes, and the product decides."""
    form = Context(()).normal(wrong)
    monkeypatch.setattr(factoring, "_from_mpoly", lambda q, atoms: form)
    context = Context(())
    assert len(context.normal(sqrt(SQUARE)).terms) == 1
    compare(context, sqrt(SQUARE), POINTS[0])


def test_wrong_factors_of_a_polynomial_are_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    term, facts = sqrt(mul(add(x, ONE), add(y, const(2)))), PARTS
    form = Context(facts).normal(add(x, const(2)))
    monkeypatch.setattr(factoring, "_from_mpoly", lambda q, atoms: form)
    context = Context(facts)
    assert len(context.normal(term).terms) == 1
    for point in POINTS:
        if all(true_at(fact, point) for fact in facts):
            compare(context, term, point)


def test_wrong_powers_in_a_polynomial_are_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    term = step(gt(mul(power(sub(x, ONE), 2), add(y, const(3)))))
    form = Context(()).normal(sub(x, const(2)))
    monkeypatch.setattr(factoring, "factored", lambda p, most: (1, [(form, 2), (form, 1)]))
    context = Context(())
    for point in POINTS:
        compare(context, term, point)


def test_a_wrong_quotient_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Denominators leave the argument of a function only where they divide what is above them."""
    facts = [gt(x), gt(y)]
    for above in (mul(x, add(x, y)), mul(y, add(x, scale(2, y)))):
        term = at("exp", mul(above, over(add(x, y))))
        compare_all(Context(facts), term, facts)
        for wrong in (add(x, ONE), y):
            form = Context(facts).normal(wrong)
            monkeypatch.setattr(
                table, "THEORIES", replace(table.THEORIES, divided=lambda p, q, form=form: form)
            )
            compare_all(Context(facts), term, facts)
            monkeypatch.undo()


def compare_all(context: Context, term: Term, facts: Sequence[Guard]) -> None:
    for point in POINTS:
        if all(true_at(fact, point) for fact in facts):
            compare(context, term, point)


def test_roots_leave_a_sum_that_is_a_square_or_a_product() -> None:
    size = add(x, y)
    for term, root_of_it in (
        (sqrt(SQUARE), function("abs", size)),
        (sqrt(scale(3, SQUARE)), mul(sqrt(const(3)), function("abs", size))),
        (sqrt(scale(fmpq(1, 4), SQUARE)), scale(HALF, function("abs", size))),
    ):
        assert Context(()).decide(eq(term, root_of_it)) is True
    product_of_roots = mul(sqrt(add(x, ONE)), sqrt(add(y, const(2))))
    for factor in (1, 3):
        whole = sqrt(scale(factor, mul(add(x, ONE), add(y, const(2)))))
        equal = eq(whole, mul(sqrt(const(factor)), product_of_roots))
        assert Context(PARTS).decide(equal) is True
        assert Context(()).decide(equal) is not True

"""Signs: what facts say of terms, and what they must not say."""

from __future__ import annotations

import pytest
from flint import fmpq

from symlin.kernel.ball import sign_of_closed
from symlin.kernel.normal import Context
from symlin.kernel.signs import (
    ANY,
    NEG,
    NONNEG,
    NONPOS,
    NONZERO,
    POS,
    ZERO,
    flip,
    plus,
    times,
)
from symlin.kernel.term import (
    ONE,
    PI,
    TRUE,
    Guard,
    Term,
    add,
    const,
    disjunction,
    eq,
    function,
    ge,
    gt,
    maximum,
    mul,
    ne,
    neg,
    piecewise,
    power,
    root,
    scale,
    sqrt,
    sub,
    var,
)

x, y = var("x"), var("y")
NOUGHT = const(0)
BITS = {NEG: (-2, -1), ZERO: (0,), POS: (1, 2)}
MASKS = range(8)


def members(mask: int) -> list[int]:
    return [n for bit, numbers in BITS.items() if mask & bit for n in numbers]


def mask_of(number: int) -> int:
    return NEG if number < 0 else POS if number > 0 else ZERO


@pytest.mark.parametrize("a", MASKS)
def test_the_tables_of_signs_are_those_of_numbers(a: int) -> None:
    for b in MASKS:
        pairs = [(m, n) for m in members(a) for n in members(b)]
        product = total = 0
        for m, n in pairs:
            product |= mask_of(m * n)
            total |= mask_of(m + n)
        assert times(a, b) == product
        assert plus(a, b) == total
    turned = 0
    for m in members(a):
        turned |= mask_of(-m)
    assert flip(a) == turned


def relu(t: Term) -> Term:
    return maximum(t, NOUGHT)


SIGNS: dict[str, tuple[Term, list[Guard], int]] = {
    "x": (x, [], ANY),
    "x where x > 0": (x, [gt(x)], POS),
    "x where x >= 0": (x, [ge(x)], NONNEG),
    "x where x != 0": (x, [ne(x)], NONZERO),
    "x where x >= 0 and x != 0": (x, [ge(x), ne(x)], POS),
    "x - 1 where x >= 2": (sub(x, ONE), [ge(x, const(2))], POS),
    "x - 2 where x >= 2": (sub(x, const(2)), [ge(x, const(2))], NONNEG),
    "x - 2 where x > 2": (sub(x, const(2)), [gt(x, const(2))], POS),
    "x - 3 where x >= 2": (sub(x, const(3)), [ge(x, const(2))], ANY),
    "3 - 2 x where x >= 2": (sub(const(3), scale(2, x)), [ge(x, const(2))], NEG),
    "2 x + 2 y where x + y > 0": (scale(2, add(x, y)), [gt(add(x, y))], POS),
    "x + y where x > 0 and y >= 0": (add(x, y), [gt(x), ge(y)], POS),
    "x - y where both are > 0": (sub(x, y), [gt(x), gt(y)], ANY),
    "x + y where x >= 1 and y > -1": (add(x, y), [ge(x, ONE), gt(y, const(-1))], POS),
    "x + y where x >= 1 and y >= -1": (add(x, y), [ge(x, ONE), ge(y, const(-1))], NONNEG),
    "x^2": (power(x, 2), [], NONNEG),
    "x^2 + 1": (add(power(x, 2), ONE), [], POS),
    "x^3 where x < 0": (power(x, 3), [gt(neg(x))], NEG),
    "y where x y >= 0 and x > 0": (y, [gt(x), ge(mul(x, y))], NONNEG),
    "y where x y >= 0": (y, [ge(mul(x, y))], ANY),
    "x where x y z^2 < 0 and y > 0": (
        x,
        [gt(neg(mul(x, y, power(var("z"), 2)))), gt(y)],
        NEG,
    ),
    "x where x^2 y <= 0 and y > 0": (x, [ge(neg(mul(power(x, 2), y))), gt(y)], ZERO),
    "x where x^2 y >= 0 and y > 0": (x, [ge(mul(power(x, 2), y)), gt(y)], ANY),
    "x where x y != 0": (x, [ne(mul(x, y))], NONZERO),
    "x where x^3 > 0": (x, [gt(power(x, 3))], POS),
    "x where x^2 <= 0": (x, [ge(neg(power(x, 2)))], ZERO),
    "x where x^2 > 0": (x, [gt(power(x, 2))], NONZERO),
    "relu(x)": (relu(x), [], NONNEG),
    "relu(x) where x > 0": (relu(x), [gt(x)], POS),
    "relu(x) + relu(-x)": (function("abs", x), [], NONNEG),
    "2 relu(x) - x": (sub(scale(2, relu(x)), x), [], NONNEG),
    "relu(x) - 2 x": (sub(relu(x), scale(2, x)), [], ANY),
    "1/x where x > 0": (power(x, -1), [gt(x)], POS),
    "1/x where x >= 0": (power(x, -1), [ge(x)], NONNEG),
    "sqrt(x)": (sqrt(x), [], NONNEG),
    "sqrt(x) where x > 0": (sqrt(x), [gt(x)], POS),
    "the third root of x where x < 0": (root(x, 3), [gt(neg(x))], ZERO),
    "exp(x) + exp(-x)": (add(function("exp", x), function("exp", neg(x))), [], POS),
    "log(x)": (function("log", x), [], ANY),
    "log(x) where x > 1": (function("log", x), [gt(x, ONE)], POS),
    "log(x) where x >= 1": (function("log", x), [ge(x, ONE)], NONNEG),
    "log(x) where x < 1": (function("log", x), [gt(ONE, x)], ANY),
    "log(x) where 0 < x < 1": (function("log", x), [gt(ONE, x), gt(x)], NEG),
    "atan(x) where x < 0": (function("atan", x), [gt(neg(x))], NEG),
    "asin(x) where x > 0": (function("asin", x), [gt(x)], NONNEG),
    "erf(x) + 1": (add(function("erf", x), ONE), [], POS),
    "sin(x) + 1": (add(function("sin", x), ONE), [], NONNEG),
    "sin(x) + 2": (add(function("sin", x), const(2)), [], POS),
    "floor(x) where x > 0": (function("floor", x), [gt(x)], NONNEG),
    "floor(x) where x < 0": (function("floor", x), [gt(neg(x))], NEG),
    "[x > 0] - 1": (sub(piecewise((ONE, gt(x)), (NOUGHT, TRUE)), ONE), [], NONPOS),
    "pi - 3": (sub(PI, const(3)), [], POS),
    "pi - 355/113": (sub(PI, const(fmpq(355, 113))), [], NEG),
    "exp(1) - 19/7": (sub(function("exp", ONE), const(fmpq(19, 7))), [], POS),
    "sqrt(2) + sqrt(3) - pi": (
        sub(add(sqrt(const(2)), sqrt(const(3))), PI),
        [],
        POS,
    ),
}


@pytest.mark.parametrize("name", SIGNS)
def test_the_sign_that_facts_leave_to_a_term(name: str) -> None:
    term, facts, mask = SIGNS[name]
    context = Context(facts)
    assert context.signs.sign(context.normal(term)) == mask


def test_an_alternative_counts_only_once_the_others_are_excluded() -> None:
    either = disjunction(gt(x), gt(y))
    assert Context([either]).decide(gt(x)) is None
    assert Context([either, ge(neg(y))]).decide(gt(x)) is True


def test_an_equation_pins_a_form_and_no_other() -> None:
    context = Context([eq(add(x, y), const(2))])
    assert context.decide(gt(add(x, y))) is True
    assert context.decide(gt(x)) is None


def test_a_closed_number_that_cannot_be_told_from_0_stays_open() -> None:
    """asin(1/2) = pi/6: no precision separates them, and no normal form identifies them."""
    p = Context(()).normal(sub(scale(6, function("asin", const(fmpq(1, 2)))), PI))
    assert sign_of_closed(p) is None


def test_balls_do_not_cross_the_edges_of_domains() -> None:
    """The total log of -1 is 0; a ball around it would have no logarithm at all."""
    for t in (function("log", neg(PI)), function("asin", PI), power(sub(PI, PI), -1)):
        p = Context(()).normal(add(t, ONE))
        assert p.is_constant or sign_of_closed(p) in (None, 1)

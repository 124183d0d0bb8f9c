"""Signs: what facts say of terms, and what they must not say."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from itertools import product
from time import process_time

import pytest
from flint import fmpq

from symlin.exact.deadline import stop_after
from symlin.kernel.clock import OutOfTime
from symlin.kernel.facts import Context
from symlin.kernel.intervals import ANY, NEG, NONNEG, NONPOS, NONZERO, POS, ZERO, flip, plus, times
from symlin.kernel.numbers import Number
from symlin.kernel.polynomial import Poly
from symlin.kernel.term import (
    ONE,
    PI,
    TRUE,
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
from symlin.kernel.theories.enclosure import sign_of_closed
from symlin.kernel.theories.exponential import exponent_difference

from .kernel_reference import Uncertain, normal_value, sign

pytestmark = pytest.mark.quick

x, y = var("x"), var("y")
THREE = maximum(x, y, var("z"))
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
    "x where x/2 > 0": (x, [gt(scale(fmpq(1, 2), x))], POS),
    "x where -x/2 > 0": (x, [gt(scale(fmpq(-1, 2), x))], NEG),
    "x/2 - 1 where x > 3": (sub(scale(fmpq(1, 2), x), ONE), [gt(x, const(3))], POS),
    "x - 2 where x < 3 and x < 2": (sub(x, const(2)), [gt(const(3), x), gt(const(2), x)], NEG),
    "x - 2 where x < 2 and x < 3": (sub(x, const(2)), [gt(const(2), x), gt(const(3), x)], NEG),
    "x - 2 where x <= 2 and x < 2": (sub(x, const(2)), [ge(const(2), x), gt(const(2), x)], NEG),
    "x - 2 where x < 2 and x <= 2": (sub(x, const(2)), [gt(const(2), x), ge(const(2), x)], NEG),
    "x - 2 where x > 1 and x > 2": (sub(x, const(2)), [gt(x, ONE), gt(x, const(2))], POS),
    "x - 2 where x > 2 and x > 1": (sub(x, const(2)), [gt(x, const(2)), gt(x, ONE)], POS),
    "x - 2 where x > 2 and x >= 2": (sub(x, const(2)), [gt(x, const(2)), ge(x, const(2))], POS),
    "x - 1 where x < 2": (sub(x, ONE), [gt(const(2), x)], ANY),
    "x - 3 where x <= 2": (sub(x, const(3)), [ge(const(2), x)], NEG),
    "x - 2 where x <= 2": (sub(x, const(2)), [ge(const(2), x)], NONPOS),
    "x - 2 where x <= 2 and x != 2": (sub(x, const(2)), [ge(const(2), x), ne(x, const(2))], NEG),
    "x - 1 where x <= 2 and x != 2": (sub(x, ONE), [ge(const(2), x), ne(x, const(2))], ANY),
    "y - 1 where x y >= x and x > 0": (sub(y, ONE), [gt(x), ge(mul(x, y), x)], NONNEG),
    "y - 1 where x y >= x and x < 0": (sub(y, ONE), [gt(neg(x)), ge(mul(x, y), x)], NONPOS),
    "y - 1 where x y > x and x >= 0": (sub(y, ONE), [ge(x), gt(mul(x, y), x)], POS),
    "y - 1 where x y > x and x <= 0": (sub(y, ONE), [ge(neg(x)), gt(mul(x, y), x)], NEG),
    "y - 1 where x y >= x and x >= 0": (sub(y, ONE), [ge(x), ge(mul(x, y), x)], ANY),
    "x where x y > x and y > 1": (x, [gt(y, ONE), gt(mul(x, y), x)], POS),
    "x where x y > x and y < 1": (x, [gt(ONE, y), gt(mul(x, y), x)], NEG),
    "x where x^2 y > x^2 and y > 1": (x, [gt(y, ONE), gt(mul(x, x, y), mul(x, x))], NONZERO),
    "x where x^3 y < x^3 and y > 1": (
        x,
        [gt(y, ONE), gt(power(x, 3), mul(power(x, 3), y))],
        NEG,
    ),
    "y where relu(x) + y = 0": (y, [eq(add(relu(x), y))], NONPOS),
    "y where relu(x) + y <= 0": (y, [ge(neg(add(relu(x), y)))], NONPOS),
    "y where relu(x) + y < 0": (y, [gt(neg(add(relu(x), y)))], NEG),
    "x + y where relu(x) + y <= 0": (add(x, y), [ge(neg(add(relu(x), y)))], NONPOS),
    "x + y where relu(x) + y < 0": (add(x, y), [gt(neg(add(relu(x), y)))], NEG),
    "2 x + y where 2 relu(x) + y <= 0": (
        add(scale(2, x), y),
        [ge(neg(add(scale(2, relu(x)), y)))],
        NONPOS,
    ),
    "x + y where relu(x)/2 + y <= 0": (
        add(x, y),
        [ge(neg(add(scale(fmpq(1, 2), relu(x)), y)))],
        ANY,
    ),
    "x/2 + y where relu(x)/2 + y <= 0": (
        add(scale(fmpq(1, 2), x), y),
        [ge(neg(add(scale(fmpq(1, 2), relu(x)), y)))],
        NONPOS,
    ),
    "y where -relu(x) + y >= 0": (y, [ge(sub(y, relu(x)))], NONNEG),
    "y where relu(x) + y >= 0": (y, [ge(add(y, relu(x)))], ANY),
    "relu(x) - x": (sub(relu(x), x), [], NONNEG),
    "x - relu(x)": (sub(x, relu(x)), [], NONPOS),
    "x - 2 relu(x)": (sub(x, scale(2, relu(x))), [], NONPOS),
    "relu(x) - x/2 + 1": (add(relu(x), scale(fmpq(-1, 2), x), ONE), [], POS),
    "relu(x) - x - y where y <= 2 relu(x)": (
        sub(relu(x), add(x, y)),
        [ge(scale(2, relu(x)), y)],
        ANY,
    ),
    "y where y/x > 0": (y, [ne(x), gt(mul(y, power(x, -1)))], NONZERO),
    "y where y/x >= 0": (y, [ne(x), ge(mul(y, power(x, -1)))], ANY),
    "y where y/x = 0": (y, [ne(x), eq(mul(y, power(x, -1)))], ZERO),
    "y where y/x > 0 and x < 0": (y, [gt(neg(x)), gt(mul(y, power(x, -1)))], NEG),
    "relu(x) - x - 1": (sub(relu(x), add(x, ONE)), [], ANY),
    "x/2 - relu(x) - 1": (sub(scale(fmpq(1, 2), x), add(relu(x), ONE)), [], NEG),
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
    "erf(x) - 1/2": (sub(function("erf", x), const(fmpq(1, 2))), [], ANY),
    "erf(x) + 1/2": (add(function("erf", x), const(fmpq(1, 2))), [], ANY),
    "erf(x) - 1": (sub(function("erf", x), ONE), [], NEG),
    "atan(x) - 3/2": (sub(function("atan", x), const(fmpq(3, 2))), [], ANY),
    "atan(x) + 3/2": (add(function("atan", x), const(fmpq(3, 2))), [], ANY),
    "atan(x) - 11/7": (sub(function("atan", x), const(fmpq(11, 7))), [], NEG),
    "sin(x) where 0 < x < 3": (function("sin", x), [gt(x), gt(const(3), x)], POS),
    "sin(x) where 0 <= x <= pi": (function("sin", x), [ge(x), ge(PI, x)], NONNEG),
    "sin(x) where 0 < x < 22/7": (function("sin", x), [gt(x), gt(const(fmpq(22, 7)), x)], ANY),
    "sin(x) where -3 < x < 0": (function("sin", x), [gt(neg(x)), gt(x, const(-3))], NEG),
    "sin(x) where -1 < x < 1": (function("sin", x), [gt(ONE, x), gt(x, const(-1))], ANY),
    "sin(x) where 3 < x < 6": (function("sin", x), [gt(x, const(3)), gt(const(6), x)], ANY),
    "cos(x) where -1 < x < 1": (function("cos", x), [gt(ONE, x), gt(x, const(-1))], POS),
    "cos(x) where -pi/2 <= x <= 1": (
        function("cos", x),
        [ge(ONE, x), ge(x, scale(fmpq(-1, 2), PI))],
        NONNEG,
    ),
    "cos(x) where 0 < x < 11/7": (function("cos", x), [gt(x), gt(const(fmpq(11, 7)), x)], ANY),
    "cos(x) where x < 1": (function("cos", x), [gt(ONE, x)], ANY),
    "x*pi - 22/7*x where x > 0": (
        sub(mul(x, PI), scale(fmpq(22, 7), x)),
        [gt(x)],
        NEG,
    ),
    "atan(x) - 2": (sub(function("atan", x), const(2)), [], NEG),
    "asin(x) + 2": (add(function("asin", x), const(2)), [], POS),
    "sin(x) y + 2": (add(mul(function("sin", x), y), const(2)), [], ANY),
    "sin(x) - 1": (sub(function("sin", x), ONE), [], NONPOS),
    "cos(x)/2 + sin(y)/2 - 1": (
        sub(add(scale(fmpq(1, 2), function("cos", x)), scale(fmpq(1, 2), function("sin", y))), ONE),
        [],
        NONPOS,
    ),
    "pi^2 - 5": (sub(power(PI, 2), const(5)), [], POS),
    "pi x - 3 where x >= 1": (sub(mul(PI, x), const(3)), [ge(x, ONE)], ANY),
    "pi + x where x >= -3": (add(PI, x), [ge(x, const(-3))], POS),
    "x - pi where x <= 3": (sub(x, PI), [ge(const(3), x)], NEG),
    "x - pi where x >= 4": (sub(x, PI), [ge(x, const(4))], POS),
    "x/2 + y where x >= 4 and y <= -3": (
        add(scale(fmpq(1, 2), x), y),
        [ge(x, const(4)), ge(const(-3), y)],
        ANY,
    ),
    "x/2 + y where x >= 4 and y > -2": (
        add(scale(fmpq(1, 2), x), y),
        [ge(x, const(4)), gt(y, const(-2))],
        POS,
    ),
    "x/2 - y where x <= 4 and y >= 2": (
        sub(scale(fmpq(1, 2), x), y),
        [ge(const(4), x), ge(y, const(2))],
        NONPOS,
    ),
    "x - y where x < 4 and y >= 4": (sub(x, y), [gt(const(4), x), ge(y, const(4))], NEG),
    "x^2 - 1 where x^2 < 1": (sub(power(x, 2), ONE), [gt(ONE, power(x, 2))], NEG),
    "exp(x) + y where y >= 0": (add(function("exp", x), y), [ge(y)], POS),
    "y - exp(x) where y <= 0": (sub(y, function("exp", x)), [ge(neg(y))], NEG),
    "sin(x) + 1": (add(function("sin", x), ONE), [], NONNEG),
    "sin(x) + 2": (add(function("sin", x), const(2)), [], POS),
    "max(x, y, z) - x": (sub(THREE, x), [], NONNEG),
    "max(x, y, z) - y": (sub(THREE, y), [], NONNEG),
    "max(x, y, z) - z": (sub(THREE, var("z")), [], NONNEG),
    "max(0, y - x, z - x) - (y - x)/2": (
        sub(sub(THREE, x), scale(fmpq(1, 2), sub(y, x))),
        [],
        NONNEG,
    ),
    "max(0, y - x, z - x) - 2 (y - x)": (sub(sub(THREE, x), scale(2, sub(y, x))), [], ANY),
    "max(0, y - x, z - x) + (y - x)": (add(sub(THREE, x), sub(y, x)), [], ANY),
    "max(0, y - x, z - x)^2 - (y - x)": (
        sub(power(sub(THREE, x), 2), sub(y, x)),
        [],
        ANY,
    ),
    "max(0, y - x, z - x)^2 - (z - x)": (
        sub(power(sub(THREE, x), 2), sub(var("z"), x)),
        [],
        ANY,
    ),
    "y - max(x, y, z) - 1": (sub(sub(y, THREE), ONE), [], NEG),
    "max(x, y, z)^2 - y": (sub(power(THREE, 2), y), [], ANY),
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


def test_a_number_leaves_a_maximum_of_three() -> None:
    context = Context(())
    twice = context.normal(maximum(*(scale(2, t) for t in (x, y, var("z")))))
    assert twice == context.normal(scale(2, THREE))
    assert twice != context.normal(THREE)


@pytest.mark.parametrize("name", SIGNS)
def test_the_sign_that_facts_leave_to_a_term(name: str) -> None:
    term, facts, mask = SIGNS[name]
    context = Context(facts)
    assert context.signs.sign(context.normal(term)) == mask
    assert context.contradiction is None


def test_an_alternative_counts_only_once_the_others_are_excluded() -> None:
    either = disjunction(gt(x), gt(y))
    assert Context([either]).decide(gt(x)) is None
    assert Context([either, ge(neg(y))]).decide(gt(x)) is True


def test_an_alternative_that_is_a_fact_holds_and_says_nothing_of_its_parts() -> None:
    either = disjunction(eq(x), gt(y))
    for facts in ([either], [conjunction(gt(y, x), either)]):
        context = Context(facts)
        assert context.decide(either) is True
        assert context.decide(negation(either)) is False
        assert context.decide(conjunction(ne(x), gt(neg(y)))) is None
        assert context.decide(eq(x)) is None
        assert context.decide(gt(y)) is None
        assert context.decide(disjunction(eq(x), gt(x))) is None
        assert context.contradiction is None
    assert Context([gt(x), either, ge(neg(y))]).contradiction is not None
    assert Context([disjunction(either, gt(x))]).decide(either) is None


def test_an_equation_pins_a_form_and_no_other() -> None:
    context = Context([eq(add(x, y), const(2))])
    assert context.decide(gt(add(x, y))) is True
    assert context.decide(gt(x)) is None


def test_a_closed_number_that_cannot_be_told_from_0_stays_open() -> None:
    """asin(1/2) = pi/6: no precision separates them, and no normal form identifies them."""
    p = Context(()).normal(sub(scale(6, function("asin", const(fmpq(1, 2)))), PI))
    assert sign_of_closed(p) == ANY


def test_balls_do_not_cross_the_edges_of_domains() -> None:
    """The total log of -1 is 0; a ball around it would have no logarithm at all."""
    for t in (function("log", neg(PI)), function("asin", PI), power(sub(PI, PI), -1)):
        p = Context(()).normal(add(t, ONE))
        assert p.is_constant or sign_of_closed(p) in (ANY, POS)


def form(*parts: tuple[Number, Term]) -> Poly:
    return Context(()).normal(add(*(scale(c, function("exp", t)) for c, t in parts)))


HALF = fmpq(1, 2)


COMPARED = (
    ((1, x), (-1, y)),
    ((-1, x), (1, y)),
    ((2, x), (-2, y)),
    ((3, x), (-2, y)),
    ((-HALF, x), (HALF, y)),
    ((HALF, x), (-1, scale(2, y))),
    ((-5, add(x, y)), (HALF, x)),
    ((211, x), (-1, y)),
    ((1, x), (-211, y)),
    ((fmpq(-211, 223), x), (1, y)),
)
NOT_COMPARED = (
    ((HALF, x), (HALF, y)),
    ((2, x), (HALF, y)),
    ((-2, x), (-HALF, y)),
    ((-HALF, x), (-3, y)),
    ((1, x), (-1, y), (-1, scale(2, y))),
    ((1, x),),
)


@pytest.mark.parametrize("parts", COMPARED)
def test_two_exponentials_have_the_sign_of_a_difference(
    parts: tuple[tuple[Number, Term], ...],
) -> None:
    p = form(*parts)
    difference = exponent_difference(p)
    assert difference is not None
    for a, b in product((-3, -1, 0, 2), (-2, 0, 1)):
        point = {"x": Fraction(a), "y": Fraction(b)}
        with suppress(Uncertain):
            assert sign(normal_value(difference, point)) == sign(normal_value(p, point))


@pytest.mark.parametrize("parts", NOT_COMPARED)
def test_other_sums_of_exponentials_are_not_compared(
    parts: tuple[tuple[Number, Term], ...],
) -> None:
    assert exponent_difference(form(*parts)) is None


def test_a_logarithm_of_a_quotient_is_not_cleared_by_what_may_be_negative() -> None:
    """x/y > 1 is not x > y: for x = -1 and y = -2 the former fails."""
    ratio = mul(x, power(y, -1))
    log = function("log", ratio)
    context = Context([gt(ratio), gt(sub(x, y))])
    assert context.decide(gt(log)) is None
    assert Context([gt(y), gt(ratio), gt(sub(x, y))]).decide(gt(log)) is True
    assert Context([gt(neg(y)), gt(ratio), gt(sub(x, y))]).decide(gt(neg(log))) is True


def test_what_is_said_of_two_exponentials_is_said_of_their_exponents() -> None:
    p, difference = sub(function("exp", x), function("exp", y)), sub(x, y)
    for fact, mask in ((gt(p), POS), (ge(neg(p)), NONPOS), (eq(p), ZERO)):
        context = Context([fact])
        assert context.signs.sign(context.normal(difference)) == mask
    for fact, mask in ((gt(difference), POS), (ge(neg(difference)), NONPOS)):
        context = Context([fact])
        assert context.signs.sign(context.normal(p)) == mask


def hinges_at_most_one(count: int) -> tuple[list[Term], Guard]:
    """x0, x1, ..., and max(x0, 0) + max(x1, 0) + ... <= 1."""
    names = [var(f"x{k}") for k in range(count)]
    return names, ge(sub(ONE, add(*(maximum(v, NOUGHT) for v in names))))


@pytest.mark.parametrize("count", [2, 9, 30])
def test_a_bound_of_many_hinges_bounds_each_of_their_arguments(count: int) -> None:
    """All 2**30 sums that follow from thirty hinges would never be read; these thirty suffice."""
    names, fact = hinges_at_most_one(count)
    context = Context([fact])
    assert all(context.decide(ge(sub(ONE, v))) is True for v in names)
    assert all(context.decide(ge(v)) is None for v in names)


@pytest.mark.parametrize("count", [3, 6, 9])
def test_a_bound_of_nine_hinges_bounds_every_sum_of_their_arguments(count: int) -> None:
    """Up to the limit nothing that follows is left out: any of the hinges may leave together."""
    names, fact = hinges_at_most_one(count)
    context = Context([fact])
    for bits in product((False, True), repeat=count):
        chosen = [v for v, bit in zip(names, bits, strict=True) if bit]
        assert not chosen or context.decide(ge(sub(ONE, add(*chosen)))) is True


def test_a_fact_of_many_hinges_is_read_in_little_time() -> None:
    """Time grows with the length of a fact and not with the number of sums that follow from it."""
    _, fact = hinges_at_most_one(120)
    start = process_time()
    Context([fact])
    assert process_time() - start < 20  # less than one second on an idle machine


def test_the_time_limit_ends_what_follows_from_one_fact() -> None:
    """Whoever sets a limit gets no answer after it, and not an answer much later."""
    _, fact = hinges_at_most_one(300)
    with pytest.raises(OutOfTime), stop_after(0):
        Context([fact])
    context = Context([])
    p = context.normal(fact.term)
    with pytest.raises(OutOfTime), stop_after(0):
        context.signs.assume(p, NONNEG)

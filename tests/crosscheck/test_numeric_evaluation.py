"""The cross-check's own evaluators say what a term is worth, or that it is worth nothing."""

from __future__ import annotations

import math

import pytest
from flint import fmpq
from hypothesis import given
from hypothesis import strategies as st

from symlin.crosscheck.approximations import Approx, OutOfReach, Value, nearest_float
from symlin.crosscheck.doubles import Floats
from symlin.crosscheck.evaluate import Program
from symlin.crosscheck.precise import Precise, settle
from symlin.kernel.numbers import Number
from symlin.kernel.term import (
    FALSE,
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
    div,
    eq,
    function,
    ge,
    gt,
    maximum,
    mul,
    ne,
    negation,
    piecewise,
    power,
    root,
    scale,
    sqrt,
    sub,
)

from .crosscheck_samples import THIRD, X

pytestmark = pytest.mark.quick

LOG = function("log", X)


def in_floats(term: Term | Guard, x: float = 0.0) -> object:
    return Program([term], Floats()).run({"x": x})[0]


def exactly(term: Term | Guard, x: Value = 0) -> object:
    precise = Precise()
    program = Program([term], precise)
    return settle(precise, lambda: program.run({"x": x}))[0]


@pytest.mark.parametrize(
    ("term", "x"),
    [
        (div(ONE, X), 0),
        (div(X, X), 0),
        (scale(0, LOG), 0),
        (power(LOG, 0), -1),
        (sqrt(X), -1),
        (root(X, 3), -8),
        (LOG, 0),
        (LOG, -1),
        (function("asin", X), 2),
        (maximum(X, LOG), -1),
        (piecewise((ONE, gt(X))), 0),
        (piecewise((ONE, gt(LOG)), (X, TRUE)), -1),
        (function("floor", LOG), 0),
        (function("abs", LOG), 0),
    ],
)
def test_a_term_has_no_value(term: Term, x: int) -> None:
    value = in_floats(term, float(x))
    assert isinstance(value, float)
    assert math.isnan(value)
    assert exactly(term, x) is None


@pytest.mark.parametrize(
    ("term", "x", "value"),
    [
        (power(X, 0), 0, 1),
        (piecewise((ONE, gt(X)), (LOG, TRUE)), 2, 1),
        (piecewise((X, ne(X)), (ONE, TRUE)), 0, 1),
        (piecewise((div(ONE, X), ne(X)), (ZERO, TRUE)), 0, 0),
        (piecewise((ONE, disjunction(gt(LOG), TRUE)), (X, TRUE)), -1, 1),
        (piecewise((ONE, conjunction(gt(LOG), FALSE)), (X, TRUE)), -1, -1),
        (function("floor", X), fmpq(-1, 2), -1),
        (root(X, 3), fmpq(27, 8), fmpq(3, 2)),
        (maximum(X, ONE, ZERO), 3, 3),
        (function("abs", X), -2, 2),
        (function("exp", X), 0, 1),
        (add(mul(X, X), scale(3, X), ONE), fmpq(1, 2), fmpq(11, 4)),
    ],
)
def test_a_rational_value_is_exact(term: Term, x: Number, value: Number) -> None:
    assert exactly(term, x) == value
    assert in_floats(term, float(x)) == float(value)


@pytest.mark.parametrize(
    ("term", "x", "value"),
    [
        (function("exp", X), 1, math.e),
        (function("sin", X), 2, math.sin(2)),
        (function("cos", X), 2, math.cos(2)),
        (function("atan", X), 2, math.atan(2)),
        (function("asin", X), fmpq(1, 2), math.pi / 6),
        (function("erf", X), 1, math.erf(1)),
        (LOG, 3, math.log(3)),
        (sqrt(X), 2, math.sqrt(2)),
        (PI, 0, math.pi),
        (function("exp", scale(-100, X)), 7, math.exp(-700)),
    ],
)
def test_both_arithmetics_know_the_functions(term: Term, x: Number, value: float) -> None:
    assert in_floats(term, float(x)) == pytest.approx(value, rel=1e-14)
    precise = exactly(term, x)
    assert isinstance(precise, Approx)
    assert nearest_float(precise) == pytest.approx(value, rel=1e-14)
    assert precise.error < abs(precise.mid) * 10**-50


def test_guards_at_one_third_are_exact() -> None:
    """The double nearest to 1/3 is less than 1/3; the exact value is not."""
    assert exactly(ge(X, THIRD), fmpq(1, 3)) is True
    assert exactly(gt(X, THIRD), fmpq(1, 3)) is False
    assert exactly(eq(X, THIRD), fmpq(*(1 / 3).as_integer_ratio())) is False


def test_an_undefined_part_leaves_a_guard_without_value() -> None:
    assert exactly(conjunction(gt(LOG), TRUE, gt(X, const(-2))), -1) is None
    assert exactly(negation(gt(LOG)), -1) is None
    assert in_floats(disjunction(gt(LOG), gt(X)), -1.0) is None


def test_equal_irrational_numbers_count_as_equal() -> None:
    """sqrt(2)^2 - 2 cannot be told from zero by digits: it is taken for zero, at 250 of them."""
    assert exactly(eq(power(sqrt(const(2)), 2), const(2))) is True
    assert exactly(gt(power(sqrt(const(2)), 2), const(2))) is False


def test_a_difference_in_the_hundredth_digit_is_seen() -> None:
    tiny = const(fmpq(1, 10**100))
    assert exactly(gt(add(power(sqrt(const(2)), 2), tiny), const(2))) is True


def test_values_out_of_reach_are_given_up() -> None:
    tower = X
    for _ in range(4):
        tower = function("exp", tower)
    with pytest.raises(OutOfReach):
        exactly(tower, 100)
    assert in_floats(tower, 100.0) == math.inf


def test_rounding_mode_knows_what_doubles_cannot_hold() -> None:
    """x/10 > 3/10 at x = 3 depends on rounding; x > 3 does not."""
    rounding = Precise(rounding=True)
    for guard, unsure in [
        (gt(scale(fmpq(1, 10), X), const(fmpq(3, 10))), True),
        (gt(X, const(3)), False),
    ]:
        rounding.use(30)
        Program([guard], rounding).run({"x": 3})
        assert rounding.unsure is unsure


def test_shared_subterms_are_evaluated_once() -> None:
    """2**300 leaves as a tree, 600 nodes as a DAG; and no recursion."""
    term: Term = X
    for _ in range(300):
        term = maximum(add(term, term), ZERO)
    assert exactly(term, 1) == 2**300
    deep: Term = X
    for _ in range(5000):
        deep = maximum(sub(deep, ONE), ZERO)
    assert in_floats(deep, 6000.0) == 1000.0


@given(st.integers(-40, 40), st.integers(-40, 40).filter(bool))
def test_floats_and_exact_values_agree(p: int, q: int) -> None:
    term = add(
        maximum(X, scale(fmpq(-1, 2), X)),
        mul(X, function("exp", scale(fmpq(1, 40), X))),
        piecewise((function("atan", X), gt(X)), (sqrt(scale(-1, X)), TRUE)),
    )
    x = fmpq(p, q)
    value = exactly(term, x)
    assert value is None or isinstance(value, int | fmpq | Approx)
    assert in_floats(term, float(x)) == pytest.approx(nearest_float(value), rel=1e-12, abs=1e-12)

"""Exact evaluation at rational points: values, no values, and values that are not rational."""

from __future__ import annotations

import pytest
from flint import fmpq

from symlin.kernel.claim import Law, Subject
from symlin.kernel.numbers import Number
from symlin.kernel.term import (
    ONE,
    PI,
    TRUE,
    ZERO,
    Op,
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
    piecewise,
    power,
    scale,
    sqrt,
    var,
)
from symlin.kernel.theories.rational import (
    Evaluator,
    NotRational,
    NoValue,
    breaks_rationally,
    compare,
)

pytestmark = pytest.mark.quick

x, y = var("x"), var("y")
AT: dict[str, Number] = {"x": fmpq(-3, 2), "y": 2, "z": 0}

VALUES: dict[str, tuple[Term, Number]] = {
    "-2 x + y + 1": (add(scale(-2, x), y, ONE), 6),
    "x y": (mul(x, y), -3),
    "x^3": (power(x, 3), fmpq(-27, 8)),
    "1/x": (power(x, -1), fmpq(-2, 3)),
    "y^-2": (power(y, -2), fmpq(1, 4)),
    "x^0": (power(x, 0), 1),
    "z^0": (power(var("z"), 0), 1),
    "max(x, y, 0)": (maximum(x, y, ZERO), 2),
    "|x|": (function("abs", x), fmpq(3, 2)),
    "floor(x)": (function("floor", x), -2),
    "exp(0)": (function("exp", ZERO), 1),
    "log(1)": (function("log", ONE), 0),
    "|0|": (function("abs", ZERO), 0),
    "|y|": (function("abs", y), 2),
    "floor(y)": (function("floor", y), 2),
    "y^-3": (power(y, -3), fmpq(1, 8)),
    "sin(0)": (function("sin", ZERO), 0),
    "atan(0)": (function("atan", ZERO), 0),
    "asin(0)": (function("asin", ZERO), 0),
    "erf(0)": (function("erf", ZERO), 0),
    "cos(0)": (function("cos", ZERO), 1),
    "all of three parts": (piecewise((ONE, conjunction(gt(y), ne(x), ge(y))), (ZERO, TRUE)), 1),
    "none of three parts": (piecewise((ONE, disjunction(gt(x), eq(x), eq(y))), (ZERO, TRUE)), 0),
    "the first branch that applies": (piecewise((ONE, gt(x)), (y, gt(y)), (ZERO, TRUE)), 2),
    "a branch not taken has no say": (piecewise((ONE, gt(y)), (power(ZERO, -1), TRUE)), 1),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_rational_value_is_exact(name: str) -> None:
    term, value = VALUES[name]
    found = Evaluator(AT).value(term)
    assert found == value
    assert isinstance(found, int) is isinstance(value, int)


NO_VALUE: dict[str, Term] = {
    "1/0": power(ZERO, -1),
    "0 * (1/0)": scale(0, power(ZERO, -1)),
    "(1/0)^0": power(power(ZERO, -1), 0),
    "log(x)": function("log", x),
    "asin(y)": function("asin", y),
    "sqrt(x)": sqrt(x),
    "no branch": piecewise((ONE, gt(x))),
    "a guard without a value": piecewise((ONE, gt(power(ZERO, -1))), (ZERO, TRUE)),
    "true and nothing": piecewise(
        (ONE, conjunction(gt(y), gt(power(ZERO, -1)))), (ZERO, TRUE)
    ),
    "false or nothing": piecewise(
        (ONE, disjunction(gt(x), gt(power(ZERO, -1)))), (ZERO, TRUE)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_VALUE)
def test_a_point_outside_the_domain_has_no_value(name: str) -> None:
    with pytest.raises(NoValue):
        Evaluator(AT).value(NO_VALUE[name])


COMPARED = {"=": (0,), "!=": (-1, 1, 2), ">": (1, 2), ">=": (0, 1, 2)}


@pytest.mark.parametrize("op", COMPARED)
def test_a_comparison_with_0_is_true_or_false(op: Op) -> None:
    for value in (-1, 0, 1, 2, fmpq(-1, 2), fmpq(1, 2)):
        sign = (value > 0) - (value < 0)
        assert compare(value, op) is (sign in COMPARED[op])


def test_the_edges_of_domains_belong_to_them_or_not() -> None:
    for name, inside, outside in (("asin", (-1, 1), (-2, 2)), ("log", (2,), (0, -1))):
        for number in inside:
            with pytest.raises(NotRational):
                Evaluator({}).value(function(name, const(number)))
        for number in outside:
            with pytest.raises(NoValue):
                Evaluator({}).value(function(name, const(number)))
    with pytest.raises(NotRational):
        Evaluator({}).value(function("asin", const(fmpq(1, 2))))
    with pytest.raises(NotRational):
        Evaluator({}).value(sqrt(ZERO))
    with pytest.raises(NoValue):
        Evaluator({}).value(sqrt(const(-1)))


@pytest.mark.parametrize("term", [function("exp", ONE), sqrt(const(2)), PI, var("other")])
def test_what_is_not_rational_is_declined(term: Term) -> None:
    with pytest.raises(NotRational):
        Evaluator(AT).value(term)


@pytest.mark.parametrize("join", [conjunction, disjunction])
def test_a_decisive_part_decides_whatever_the_other_is(join: object) -> None:
    nothing = gt(power(ZERO, -1))
    assert Evaluator(AT).holds(disjunction(nothing, gt(y))) is True
    assert Evaluator(AT).holds(conjunction(nothing, gt(x))) is False


def test_a_break_needs_every_output_to_have_a_value() -> None:
    points = tuple({"x": const(v)} for v in (0, -1, 1))
    weights = (ONE, const(-1), const(-1))
    relu = maximum(x, ZERO)
    assert breaks_rationally(Subject(("x",), (), (relu,)), Law.ADDITIVITY, points, weights, 0)
    for blocked in (
        Subject(("x",), (), (relu, power(x, -1))),
        Subject(("x",), (), (relu,), (ge(x),)),
        Subject(("x",), (), (relu,), (gt(power(x, -1), neg(ONE)),)),
    ):
        assert not breaks_rationally(blocked, Law.ADDITIVITY, points, weights, 0)


def test_what_a_break_is_for_each_law() -> None:
    """Rational arithmetic alone decides here; what it turns down is tried by normal forms."""

    def breaks(law: Law, outputs: tuple[Term, ...], at: list[Number], by: list[Number]) -> bool:
        points = tuple({"x": const(v)} for v in at)
        weights = tuple(map(const, by))
        return breaks_rationally(Subject(("x",), (), outputs), law, points, weights, 0)

    relu, square = maximum(x, ZERO), power(x, 2)
    assert breaks(Law.EQUIVALENT, (x, square), [2], [1])
    assert not breaks(Law.EQUIVALENT, (x, square), [1], [1])
    assert not breaks(Law.EQUIVALENT, (x, x), [2], [1])
    assert not breaks(Law.EQUIVALENT, (x, square, x, square), [2], [1])
    assert breaks(Law.EQUIVALENT, (x, square, square, x), [2], [1])
    assert breaks(Law.HOMOGENEITY, (relu,), [-1, 1], [1, 1])
    assert not breaks(Law.POSITIVE_HOMOGENEITY, (relu,), [-1, 1], [1, 1])
    assert breaks(Law.POSITIVE_HOMOGENEITY, (square,), [2, 1], [1, -2])
    assert breaks(Law.POSITIVE_HOMOGENEITY, (add(x, ONE),), [0, 1], [1, 0])
    undefined_later = piecewise((add(x, ONE), gt(ONE, x)))
    assert not breaks(Law.ADDITIVITY, (undefined_later,), [0, -1, 1], [1, -1, -1])

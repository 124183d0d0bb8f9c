"""Exact evaluation at rational points: values, no values, and values that are not rational."""

from __future__ import annotations

import pytest
from flint import fmpq

from symlin.kernel.claim import Law, Subject
from symlin.kernel.evaluate import Evaluator, NotRational, NoValue, breaks_rationally
from symlin.kernel.term import (
    ONE,
    PI,
    TRUE,
    ZERO,
    Number,
    Term,
    add,
    conjunction,
    const,
    disjunction,
    function,
    ge,
    gt,
    maximum,
    mul,
    neg,
    piecewise,
    power,
    scale,
    sqrt,
    var,
)

x, y = var("x"), var("y")
AT: dict[str, Number] = {"x": fmpq(-3, 2), "y": 2}

VALUES: dict[str, tuple[Term, Number]] = {
    "-2 x + y + 1": (add(scale(-2, x), y, ONE), 6),
    "x y": (mul(x, y), -3),
    "x^3": (power(x, 3), fmpq(-27, 8)),
    "1/x": (power(x, -1), fmpq(-2, 3)),
    "y^-2": (power(y, -2), fmpq(1, 4)),
    "x^0": (power(x, 0), 1),
    "max(x, y, 0)": (maximum(x, y, ZERO), 2),
    "|x|": (function("abs", x), fmpq(3, 2)),
    "floor(x)": (function("floor", x), -2),
    "exp(0)": (function("exp", ZERO), 1),
    "log(1)": (function("log", ONE), 0),
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

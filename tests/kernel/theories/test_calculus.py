"""Derivatives of normal forms, and the claim that a form has one."""

from __future__ import annotations

import pytest
from flint import fmpq

from symlin.kernel.facts import Context
from symlin.kernel.term import (
    ONE,
    PI,
    TRUE,
    ZERO,
    Guard,
    Term,
    add,
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
from symlin.kernel.theories.smooth import derivative, is_smooth

pytestmark = pytest.mark.quick

x, y = var("x"), var("y")
INVERSE = power(x, -1)
SQUARE = power(x, 2)

SMOOTH_ONLY_WITH: dict[str, tuple[Term, Guard]] = {
    "1/x": (INVERSE, ne(x)),
    "1/(1 + x)": (power(add(ONE, x), -1), ne(add(ONE, x))),
    "log(x)": (function("log", x), gt(x)),
    "sqrt(x)": (sqrt(x), gt(x)),
    "the third root of x": (root(x, 3), gt(x)),
    "asin(x)": (function("asin", x), gt(sub(ONE, SQUARE))),
    "|x|": (function("abs", x), gt(x)),
    "max(x, y)": (maximum(x, y), gt(x, y)),
    "atan(1/x)": (function("atan", INVERSE), ne(x)),
    "1/(1 + |x|)": (power(add(ONE, function("abs", x)), -1), gt(x)),
    "log(1 + |x|)": (function("log", add(ONE, function("abs", x))), gt(x)),
    "sqrt(1 + |x|)": (sqrt(add(ONE, function("abs", x))), gt(x)),
    "exp(|x|)": (function("exp", function("abs", x)), gt(x)),
    "exp(log(x) y)": (function("exp", mul(y, function("log", x))), gt(x)),
    "a step": (piecewise((ONE, gt(x)), (ZERO, TRUE)), gt(x)),
}


@pytest.mark.parametrize("name", SMOOTH_ONLY_WITH)
def test_a_form_is_smooth_only_where_the_facts_say_so(name: str) -> None:
    term, fact = SMOOTH_ONLY_WITH[name]
    names = frozenset(["x"])
    with_fact, without = Context([fact]), Context(())
    assert is_smooth(with_fact, with_fact.normal(term), names)
    assert not is_smooth(without, without.normal(term), names)


@pytest.mark.parametrize("fact", [ge(x), ge(neg(x)), ne(x)])
def test_the_edge_of_a_domain_is_not_smooth(fact: Guard) -> None:
    """sqrt and log at 0; where x <= 0, the total sqrt(x) is the constant 0."""
    context = Context([fact])
    for term in (sqrt(x), function("log", x)):
        p = context.normal(term)
        assert p.is_constant or not is_smooth(context, p, frozenset(["x"]))


def test_the_argument_of_an_arcsine_must_be_smooth_too() -> None:
    context = Context([gt(sub(ONE, SQUARE))])
    assert not is_smooth(
        context, context.normal(function("asin", function("abs", x))), frozenset(["x"])
    )


def test_only_the_variables_that_move_are_asked_about() -> None:
    context = Context(())
    p = context.normal(mul(x, function("floor", y)))
    assert is_smooth(context, p, frozenset(["x"]))
    assert not is_smooth(context, p, frozenset(["y"]))


def exp(t: Term) -> Term:
    return function("exp", t)


DERIVATIVES: dict[str, tuple[Term, Term]] = {
    "x^3 y": (mul(power(x, 3), y), scale(3, mul(SQUARE, y))),
    "1/x^2": (power(x, -2), scale(-2, power(x, -3))),
    "exp(-x^2/2)": (exp(scale(fmpq(-1, 2), SQUARE)), neg(mul(x, exp(scale(fmpq(-1, 2), SQUARE))))),
    "sqrt(x)": (sqrt(x), scale(fmpq(1, 2), mul(sqrt(x), INVERSE))),
    "log(x)": (function("log", x), INVERSE),
    "sin(2 x)": (function("sin", scale(2, x)), scale(2, function("cos", scale(2, x)))),
    "cos(x)": (function("cos", x), neg(function("sin", x))),
    "atan(x)": (function("atan", x), power(add(ONE, SQUARE), -1)),
    "erf(x)": (function("erf", x), scale(2, mul(exp(neg(SQUARE)), power(sqrt(PI), -1)))),
    "y": (y, ZERO),
    "asin(erf(x)/2)": (
        function("asin", scale(fmpq(1, 2), function("erf", x))),
        mul(
            exp(neg(SQUARE)),
            power(sqrt(PI), -1),
            power(sqrt(sub(ONE, scale(fmpq(1, 4), power(function("erf", x), 2)))), -1),
        ),
    ),
}


@pytest.mark.parametrize("name", DERIVATIVES)
def test_a_derivative_is_the_one_in_the_tables(name: str) -> None:
    term, slope = DERIVATIVES[name]
    context = Context([gt(x)])
    found = derivative(context, context.normal(term), "x")
    difference, _ = context.clear(found - context.normal(slope))
    assert not difference

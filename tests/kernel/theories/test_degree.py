"""Degrees: which terms are seen to be positively homogeneous, and which are not."""

from __future__ import annotations

import pytest
from flint import fmpq

from symlin.kernel.term import (
    ONE,
    PI,
    TRUE,
    ZERO,
    Term,
    add,
    conjunction,
    const,
    eq,
    function,
    gt,
    maximum,
    mul,
    piecewise,
    power,
    root,
    scale,
    sqrt,
    sub,
    var,
)
from symlin.kernel.theories.degree import all_of_degree_one

pytestmark = pytest.mark.quick

x, y, p = var("x"), var("y"), var("p")
SIZE = sqrt(add(power(x, 2), power(y, 2)))

OF_DEGREE_ONE: dict[str, Term] = {
    "x": x,
    "0": ZERO,
    "x + p y": add(x, mul(p, y)),
    "x^2/y": mul(power(x, 2), power(y, -1)),
    "sqrt(x^2 + y^2)": SIZE,
    "the third root of x^2 y": root(mul(power(x, 2), y), 3),
    "(x^(1/2))^2": power(sqrt(x), 2),
    "p^2 exp(p) x": mul(power(p, 2), function("exp", p), x),
    "pi x": mul(PI, x),
    "|x| + max(x, y)": add(function("abs", x), maximum(x, y)),
    "max(x, 0)": maximum(x, ZERO),
    "x exp(y/x)": mul(x, function("exp", mul(y, power(x, -1)))),
    "cases of x > y, x = 0": piecewise(
        (x, conjunction(gt(x, y), gt(y))), (scale(2, y), eq(x)), (ZERO, TRUE)
    ),
}
NOT: dict[str, Term] = {
    "1": ONE,
    "p": p,
    "x + 1": add(x, ONE),
    "x + p": add(x, p),
    "x + x y": add(x, mul(x, y)),
    "x y": mul(x, y),
    "sqrt(x)": sqrt(x),
    "1/x": power(x, -1),
    "x^0": power(x, 0),
    "sqrt(x) sqrt(y) x": mul(sqrt(x), sqrt(y), x),
    "max(x, 1)": maximum(x, ONE),
    "max(x, p)": maximum(x, p),
    "floor(x)": function("floor", x),
    "exp(x)": function("exp", x),
    "x exp(x)": mul(x, function("exp", x)),
    "x exp(0 x + y)": mul(x, function("exp", y)),
    "a step at 1": piecewise((x, gt(x, ONE)), (ZERO, TRUE)),
    "a step at p": piecewise((x, gt(x, p)), (ZERO, TRUE)),
    "cases of two degrees": piecewise((x, gt(y)), (power(x, 2), TRUE)),
    "a case without degree": piecewise((x, gt(y)), (add(x, ONE), TRUE)),
    "the square of sqrt(x) + 1": sub(power(add(sqrt(x), ONE), 2), ONE),
}
INPUTS = frozenset(["x", "y"])


@pytest.mark.parametrize("name", OF_DEGREE_ONE)
def test_a_term_of_degree_one_is_seen_to_be(name: str) -> None:
    assert all_of_degree_one([OF_DEGREE_ONE[name]], INPUTS)


@pytest.mark.parametrize("name", NOT)
def test_a_term_of_another_degree_is_not(name: str) -> None:
    assert not all_of_degree_one([NOT[name]], INPUTS)


def test_every_term_must_be_of_degree_one() -> None:
    assert all_of_degree_one([x, y, ZERO], INPUTS)
    assert not all_of_degree_one([x, ONE], INPUTS)
    assert not all_of_degree_one([ONE, x], INPUTS)


def test_what_is_no_input_does_not_count() -> None:
    assert not all_of_degree_one([mul(p, scale(fmpq(1, 2), const(3)))], INPUTS)
    assert all_of_degree_one([p], frozenset(["p"]))

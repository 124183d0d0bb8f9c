"""Where a term has a value: the guard, read over total functions, says exactly that."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symlin.kernel.definedness import definedness
from symlin.kernel.facts import Context
from symlin.kernel.term import (
    ONE,
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
    mul,
    ne,
    negation,
    piecewise,
    power,
    root,
    scale,
    sqrt,
    sub,
    var,
)

from .kernel_reference import holds, partial_value

pytestmark = pytest.mark.quick

x, y = var("x"), var("y")
INVERSE = power(x, -1)
INSIDE = piecewise((x, gt(INVERSE)), (ZERO, TRUE))
GUARDED = piecewise((INVERSE, ne(x)), (ZERO, TRUE))

DEFINED_AT: dict[str, tuple[Term, list[int], list[int]]] = {
    "1/x": (INVERSE, [-1, 1], [0]),
    "0 * (1/x)": (scale(0, INVERSE), [1], [0]),
    "x * (1/x)": (mul(x, INVERSE), [1], [0]),
    "(1/x)^0": (power(INVERSE, 0), [1], [0]),
    "1/(1/x)": (power(INVERSE, -1), [1], [0]),
    "1/x^0": (power(x, 0), [0, 1], []),
    "sqrt(x)": (sqrt(x), [0, 1], [-1]),
    "the third root of x": (root(x, 3), [0, 1], [-1]),
    "log(x)": (function("log", x), [1], [0, -1]),
    "asin(x)": (function("asin", x), [-1, 0, 1], [-2, 2]),
    "max(x, sqrt(x))": (maximum(x, sqrt(x)), [0], [-1]),
    "a branch beside a pole": (GUARDED, [-1, 0, 1], []),
    "a branch with a pole of its own": (piecewise((INVERSE, ge(x)), (ONE, TRUE)), [-1, 1], [0]),
    "a last branch with a pole": (piecewise((ONE, gt(x)), (INVERSE, TRUE)), [-1, 1], [0]),
    "a guard with a pole": (INSIDE, [-1, 1], [0]),
    "no branch applies": (piecewise((x, gt(x))), [1], [-1, 0]),
    "no branch at all": (piecewise(), [], [0, 1]),
    "an unread guard may have no value": (piecewise((x, gt(x)), (ONE, gt(INVERSE))), [1], [0, -1]),
    "an earlier guard must have one": (
        piecewise((x, gt(INVERSE)), (ONE, TRUE)),
        [1, -1],
        [0],
    ),
    "false and nothing is false": (
        piecewise((ONE, conjunction(gt(x), gt(INVERSE))), (ZERO, TRUE)),
        [-1, 0, 1],
        [],
    ),
    "true and nothing is nothing": (
        piecewise((ONE, conjunction(ge(x), gt(INVERSE))), (ZERO, TRUE)),
        [-1, 1],
        [0],
    ),
    "true or nothing is true": (
        piecewise((ONE, disjunction(ge(x), gt(INVERSE))), (ZERO, TRUE)),
        [-1, 0, 1],
        [],
    ),
    "false or nothing is nothing": (
        piecewise((ONE, disjunction(gt(x), gt(INVERSE))), (ZERO, TRUE)),
        [-1, 1],
        [0],
    ),
    "not nothing is nothing": (
        piecewise((ONE, negation(eq(INVERSE, ONE))), (ZERO, TRUE)),
        [1, 2],
        [0],
    ),
}


@pytest.mark.parametrize("name", DEFINED_AT)
def test_the_guard_holds_exactly_where_the_term_has_a_value(name: str) -> None:
    term, inside, outside = DEFINED_AT[name]
    guard = definedness([term])
    for number in (*inside, *outside):
        point = {"x": Fraction(number)}
        closed = Context([eq(x, const(number))]).decide(guard)
        assert holds(guard, point) is (number in inside)
        assert (partial_value(term, point) is not None) is (number in inside)
        assert closed in (number in inside, None)


def test_total_terms_need_no_guard() -> None:
    """The usual case costs nothing."""
    terms = [add(x, y), maximum(x, y), function("exp", x), piecewise((x, gt(y)), (y, TRUE))]
    assert definedness(terms) is TRUE


def test_every_output_is_asked_for() -> None:
    guard = definedness([x, INVERSE, sqrt(y)])
    assert not holds(guard, {"x": Fraction(0), "y": Fraction(1)})
    assert not holds(guard, {"x": Fraction(1), "y": Fraction(-1)})
    assert holds(guard, {"x": Fraction(1), "y": Fraction(1)})


def test_a_guard_can_be_asked_for_its_own_value() -> None:
    guard: Guard = gt(sub(INVERSE, ONE))
    assert definedness([guard]) == ne(x)

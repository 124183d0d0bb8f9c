"""Ranges: what the bounds of its parts say of a sum, and what they leave open."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from symlin.kernel.facts import Context
from symlin.kernel.term import (
    ONE,
    Guard,
    Term,
    add,
    const,
    function,
    ge,
    gt,
    mul,
    neg,
    power,
    sub,
    var,
)
from symlin.kernel.theories.ranges import range_of_monomial

from ..rows import only, without

pytestmark = pytest.mark.quick

x, y = var("x"), var("y")
Compare = Callable[[Term, Term], Guard]
ENDS = list(product((gt, ge), repeat=2))
SINE = function("sin", x)


def said(facts: list[Guard], guard: Guard) -> bool | None:
    return Context(facts).decide(guard)


@pytest.mark.parametrize(("first", "second"), ENDS)
def test_a_sum_is_at_least_the_sum_of_lower_bounds(first: Compare, second: Compare) -> None:
    """x >= 1 and y >= -1 give x + y >= 0, and > 0 only where one of the ends is left out."""
    facts = [first(x, ONE), second(y, const(-1))]
    strict = gt in (first, second)
    assert said(facts, ge(add(x, y))) is True
    assert said(facts, gt(add(x, y))) is (True if strict else None)
    assert said(facts, gt(add(x, y), ONE)) is None


@pytest.mark.parametrize(("first", "second"), ENDS)
def test_a_sum_is_at_most_the_sum_of_upper_bounds(first: Compare, second: Compare) -> None:
    """A negative factor exchanges lower and upper: x - y <= 0 for x <= 1 and y >= 1."""
    facts = [first(ONE, x), second(y, ONE)]
    strict = gt in (first, second)
    assert said(facts, ge(sub(y, x))) is True
    assert said(facts, gt(sub(y, x))) is (True if strict else None)
    assert said(facts, gt(sub(x, y))) is False


@pytest.mark.parametrize(
    "guard",
    [
        gt(sub(x, y)),  # both are unbounded above
        ge(sub(ONE, add(x, y))),
        ge(sub(mul(x, y), ONE)),  # a product of several atoms has no bounds of its own
    ],
)
def test_what_is_not_bounded_is_left_open(guard: Guard) -> None:
    assert said([ge(x), ge(y)], guard) is None


@pytest.mark.parametrize(
    ("term", "least", "greatest"),
    [(SINE, -1, 1), (neg(SINE), -1, 1), (mul(const(3), SINE), -3, 3), (add(SINE, ONE), 0, 2)],
)
def test_what_a_function_is_bounded_by_everywhere_bounds_sums_with_it(
    term: Term, least: int, greatest: int
) -> None:
    assert said([], ge(sub(term, const(least)))) is True
    assert said([], ge(sub(const(greatest), term))) is True
    assert said([], gt(sub(term, const(least)))) is None
    assert said([], gt(sub(const(greatest), term))) is None


@pytest.mark.parametrize("name", ["atan", "asin"])
def test_a_power_has_not_the_bounds_of_its_base(name: str) -> None:
    """The square of atan(x) comes close to pi^2/4, which is more than 2, though atan(x) < 2."""
    value = function(name, x)
    assert said([ge(sub(ONE, power(x, 2)))], gt(sub(const(2), value))) is True
    assert said([], gt(sub(const(2), power(value, 2)))) is None


def test_a_sign_is_a_bound() -> None:
    """x y >= 0 is known of its factors alone, and z >= -1 of a fact: x y + z + 1 >= 0."""
    sum_of_both = add(mul(x, y), var("z"), ONE)
    facts = [ge(x), ge(y), ge(var("z"), const(-1))]
    assert said(facts, ge(sum_of_both)) is True
    assert said(facts, gt(sum_of_both)) is None
    assert said([gt(x), gt(y), *facts], gt(sum_of_both)) is True
    assert said([ge(neg(x)), *facts[1:]], ge(sum_of_both)) is None
    upper = [ge(neg(x)), ge(y), ge(const(-1), var("z"))]
    assert said(upper, ge(neg(sum_of_both))) is True


def test_the_closest_bound_counts() -> None:
    """Of the function's own, of the sign, and of the facts, in whatever order they are known."""
    half = sub(SINE, mul(const(2), y))
    facts = [ge(const(0), SINE), ge(y)]
    assert said(facts, ge(neg(half))) is True
    context = Context([ge(x), gt(const(3), x), ge(x, const(2))])
    ((m, _),) = context.normal(x).terms.items()
    found = range_of_monomial(context.signs, m)
    assert (found.low, found.high, found.low_open, found.high_open) == (2, 3, False, True)


def test_without_its_row_only_the_signs_of_parts_count() -> None:
    """x + y > 0 follows from the signs of x and y, and from bounds other than 0 it does not."""
    with only(without("ranges")):
        assert said([gt(x), ge(y)], gt(add(x, y))) is True
        assert said([gt(x, ONE), ge(y, const(-1))], gt(add(x, y))) is None

"""Arcs of sines and tangents: the angle itself where that lies within a quarter of a turn."""

from __future__ import annotations

import pytest

from symlin.kernel.facts import Context
from symlin.kernel.term import PI, Term, add, const, div, function, ge, gt, neg, scale, sub, var

pytestmark = pytest.mark.quick
x = var("x")


def sine(t: Term) -> Term:
    return function("sin", t)


def cosine(t: Term) -> Term:
    return function("cos", t)


def tangent(t: Term) -> Term:
    return div(sine(t), cosine(t))


def within(low: int, high: int, *, strict: bool = False) -> Context:
    """low pi/4 <= x <= high pi/4."""
    op = gt if strict else ge
    quarter = div(PI, const(4))
    return Context((op(sub(x, scale(low, quarter))), op(sub(scale(high, quarter), x))))


@pytest.mark.parametrize(
    ("low", "high", "strict", "arc", "angle"),
    [
        (-2, 2, False, function("asin", sine(x)), x),
        (2, 6, False, function("asin", sine(x)), sub(PI, x)),
        (-6, -2, False, function("asin", sine(x)), neg(add(PI, x))),
        (-1, 1, False, function("asin", sine(scale(2, x))), scale(2, x)),
        (0, 4, False, function("asin", cosine(x)), sub(div(PI, const(2)), x)),
        (-4, 0, False, function("asin", neg(cosine(x))), neg(add(div(PI, const(2)), x))),
        (-2, 2, True, function("atan", tangent(x)), x),
        (2, 6, True, function("atan", tangent(x)), sub(x, PI)),
    ],
)
def test_the_arc_of_a_sine_is_the_angle_within_a_quarter_of_a_turn(
    low: int, high: int, strict: bool, arc: Term, angle: Term
) -> None:
    """Beyond, it is the angle turned back."""
    context = within(low, high, strict=strict)
    assert context.decide(ge(sub(arc, angle))) is True and context.vanishes(sub(arc, angle))


@pytest.mark.parametrize(
    ("low", "high", "arc", "angle"),
    [
        (-3, 2, function("asin", sine(x)), x),
        (-2, 3, function("asin", sine(x)), x),
        (-2, 2, function("asin", sine(scale(2, x))), scale(2, x)),
        (-1, 4, function("asin", cosine(x)), sub(div(PI, const(2)), x)),
        (-2, 2, function("atan", tangent(x)), x),  # the total tangent of pi/2 is 0
    ],
)
def test_nothing_is_said_beyond(low: int, high: int, arc: Term, angle: Term) -> None:
    """A little further the arc is another angle."""
    assert not within(low, high).vanishes(sub(arc, angle))

"""Balls contain the value, or say that they do not know it."""

from __future__ import annotations

import math

import pytest
from flint import arb, fmpq

from symlin.exact.balls import LONGEST, UNSURE, ball_values, is_transcendental, midpoint
from symlin.kernel.theories.enclosure import working_precision

from ..search.texts import facts, term

AT = {"x": fmpq(1, 2), "y": fmpq(-2)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("exp(x)*sin(y)", math.exp(0.5) * math.sin(-2)),
        ("Max(x, y, 1/3)", 0.5),
        ("log(x) + atan(y)", math.log(0.5) + math.atan(-2)),
        ("asin(x) - erf(y)", math.asin(0.5) - math.erf(-2)),
        ("sqrt(x)*x**(1/3)", 0.5 ** (1 / 2 + 1 / 3)),
        ("floor(pi)", 3.0),
        ("Piecewise((1, exp(x) > 2), (7, True))", 7.0),
        ("y**(-3)", -1 / 8),
    ],
)
def test_the_ball_holds_the_value(text: str, value: float) -> None:
    """To many more digits than a float has."""
    (ball,) = ball_values([term(text)], AT, 128)
    assert isinstance(ball, arb)
    assert abs(float(ball.mid()) - value) < 1e-12 and float(ball.rad()) < 1e-30


@pytest.mark.parametrize("text", ["sqrt(y)", "log(y)", "asin(y)", "1/(x - 1/2)", "log(x - 1/2)"])
def test_where_there_is_no_value_there_is_no_ball(text: str) -> None:
    """Such a point lies outside the domain."""
    assert ball_values([term(text)], AT, 128) == [None]


def test_what_digits_do_not_decide_is_unsure() -> None:
    """exp(log(2)) - 2 is 0, and no number of digits shows it."""
    unsure = term("floor(exp(log(2)))")
    assert ball_values([unsure], {}, 256) == [UNSURE]
    (guard,) = facts("Eq(exp(log(2)), 2)")
    assert ball_values([guard], {}, 256) == [UNSURE]


def test_an_undecided_part_does_not_spoil_what_is_decided_without_it() -> None:
    """False and unsure is false (Kleene)."""
    (both,) = facts("And(Eq(exp(log(2)), 2), x > 1)")
    assert ball_values([both], AT, 128) == [False]


def test_a_middle_without_digits_is_none() -> None:
    """exp(10**12) has more of them than a machine has room for; exp(-10**12) is next to 0."""
    far, near = ball_values([term("exp(10**12)"), term("exp(-10**12)")], {}, 64)
    assert isinstance(far, arb) and midpoint(far) is None
    assert isinstance(near, arb) and midpoint(near) == 0
    assert midpoint(arb(fmpq(3, 8))) == fmpq(3, 8)
    assert LONGEST > 1000


def test_precision_is_put_back() -> None:
    """Also where something is raised."""
    from flint import ctx

    before = ctx.prec
    with pytest.raises(ZeroDivisionError), working_precision(999):
        assert ctx.prec == 999
        raise ZeroDivisionError
    assert ctx.prec == before


def test_rational_functions_need_no_balls() -> None:
    """Kinks and jumps neither."""
    assert not is_transcendental([term("x/y + Abs(floor(x))")])
    assert is_transcendental([term("x + sqrt(y)")])

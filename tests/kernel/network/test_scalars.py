"""Formulas at balls: whatever number is in the argument's ball, its value is in the result's."""

from __future__ import annotations

import math
from fractions import Fraction
from random import Random

import pytest
from flint import arb, fmpq

from symlin.kernel import term as k
from symlin.kernel.network.scalars import RELU, balls_at, sign_holds
from symlin.kernel.theories.enclosure import NoBall, working_precision
from symlin.kernel.theories.rational import NoValue

from . import second_evaluator as second
from .random_graphs import FORMULAS, PARTIAL, X

FUNCTIONS = {
    "exp": math.exp,
    "sin": math.sin,
    "cos": math.cos,
    "atan": math.atan,
    "erf": math.erf,
    "abs": abs,
    "log": math.log,
    "asin": math.asin,
    "floor": math.floor,
}


def ball(middle: Fraction, radius: Fraction) -> arb:
    low, high = (arb(fmpq(e.numerator, e.denominator)) for e in (middle - radius, middle + radius))
    return low.union(high)


def holds(found: arb, value: Fraction) -> bool:
    with working_precision(512):  # a value that is no dyadic number is a ball, too: a tiny one
        return bool(found.overlaps(arb(fmpq(value.numerator, value.denominator))))


def test_balls_hold_the_values_of_all_numbers_in_them() -> None:
    """Ends and the middle of each argument, as fractions say them; or the formula declines."""
    rng, declined, met = Random(2), 0, 0
    for term in (*FORMULAS, *PARTIAL):
        for _ in range(60):
            middle = Fraction(rng.randrange(-30, 31), rng.choice((1, 2, 7)))
            radius = rng.choice((Fraction(0), Fraction(1, 1000), Fraction(1, 3)))
            with working_precision(64):
                try:
                    (found,) = balls_at(term, [ball(middle, radius)])
                except (NoBall, NoValue):
                    declined += 1
                    continue
            for x in (middle - radius, middle, middle + radius):
                assert holds(found, second.scalar(term, x)), (term, middle, radius)
                met += 1
    assert met > 10 * declined > 0


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_are_those_of_their_names(name: str) -> None:
    term = k.function(name, X)
    for x in (0.25, 0.5, 0.75):
        with working_precision(64):
            (found,) = balls_at(term, [arb(x)])
        assert float(found) == pytest.approx(FUNCTIONS[name](x), rel=1e-12)


@pytest.mark.parametrize(
    ("term", "middle", "radius"),
    [
        (k.function("floor", X), 1, Fraction(1, 9)),
        (k.function("log", X), 0, Fraction(1, 9)),
        (k.function("log", X), -1, Fraction(0)),
        (k.function("asin", X), 1, Fraction(1, 9)),
        (k.sqrt(X), 0, Fraction(1, 9)),
        (k.power(X, -1), 0, Fraction(1, 9)),
        (k.power(X, -1), 0, Fraction(0)),
        (k.piecewise((X, k.ge(X)), (k.neg(X), k.TRUE)), 0, Fraction(1, 9)),
        (k.piecewise((X, k.eq(X)), (k.neg(X), k.TRUE)), 0, Fraction(1, 9)),
    ],
)
def test_balls_across_an_edge_are_declined(term: k.Term, middle: int, radius: Fraction) -> None:
    """On either side there is another value, or none."""
    with working_precision(64), pytest.raises(NoBall):
        balls_at(term, [arb(5), ball(Fraction(middle), radius)])


def test_what_no_case_reaches_has_no_value() -> None:
    with working_precision(64), pytest.raises(NoValue):
        balls_at(k.piecewise((X, k.gt(X))), [arb(-1)])
    term = k.piecewise((k.ONE, k.gt(X)), (k.power(k.const(0), -1), k.TRUE))
    with working_precision(64):
        assert balls_at(term, [arb(1), arb(2)]) == [1, 1]


def test_every_argument_has_its_value_also_of_a_constant() -> None:
    arguments = [arb(1), arb(-2), arb(3)]
    assert balls_at(RELU, arguments) == [1, 0, 3]
    assert balls_at(k.const(3), arguments) == [3, 3, 3]
    assert balls_at(X, arguments) == arguments
    assert balls_at(k.PI, []) == []


def test_a_ball_says_a_sign_only_where_all_its_numbers_have_it() -> None:
    """Of what may be 0, or on either side, nothing is said."""
    for op in ("=", "!=", ">", ">="):
        with pytest.raises(NoBall):
            sign_holds(op, arb(1, 2))  # type: ignore[arg-type]
    assert [sign_holds(op, arb(0)) for op in ("=", "!=", ">", ">=")] == [True, False, False, True]  # type: ignore[arg-type]
    assert not sign_holds(">=", arb(-1, fmpq(1, 2)))

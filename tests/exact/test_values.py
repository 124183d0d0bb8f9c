"""Exact values at exact points."""

from __future__ import annotations

import pytest
from flint import arb, fmpq

from symlin.exact.balls import UNSURE
from symlin.exact.forms import simplified
from symlin.exact.values import Probe, holds, simplify_closed
from symlin.kernel.term import const

from ..search.texts import facts, same, subject, term

HALF = ((0, fmpq(1, 2)),)


def test_rational_values_are_rational() -> None:
    """Without normal forms, for that is faster."""
    probe = Probe(subject("relu(x)/3 + floor(7*x)"))
    (value,) = probe.at(HALF) or ()
    assert value.constant == fmpq(1, 6) + 3 and probe.knows(HALF)


def test_parameters_stay_in_the_value() -> None:
    """Normal forms know what the facts say of them."""
    probe = Probe(subject("Abs(a*x)"), facts("a < 0"))
    (value,) = probe.at(HALF) or ()
    assert same(simplified(value), term("-a/2"))


def test_outside_the_domain_there_is_no_value() -> None:
    """Neither a rational one, nor a ball; where it is unclear, none is known."""
    probe = Probe(subject("log(x)"))
    assert probe.at(((0, -1),)) is None and not probe.contains(((0, -1),))
    assert probe.ball(((0, -1),), 64) is None
    assert Probe(subject("sqrt(a*x)")).at(HALF) is None


def test_points_may_be_terms() -> None:
    """sqrt(2) is a point like any other."""
    probe = Probe(subject("x**2 + 1"))
    (value,) = probe.at_terms((term("sqrt(2)"),)) or ()
    assert value.constant == 3


def test_balls_are_given_for_what_is_not_rational() -> None:
    """And UNSURE where a guard is not decided by digits."""
    (value,) = Probe(subject("exp(x)")).ball(HALF, 64) or ()
    assert isinstance(value, arb) and abs(float(value.mid()) - 1.6487) < 1e-3
    unsure = Probe(subject("sqrt(x - exp(log(2)))"))
    assert unsure.ball(((0, 2),), 64) == [UNSURE]


def test_closed_guards_and_terms_are_decided() -> None:
    """With no variable left, or it is an error to ask."""
    assert holds(facts("sqrt(2) < 3/2")[0]) is True
    assert holds(facts("log(-1) > 0")[0]) is False
    assert simplify_closed(term("sqrt(4)")) == const(2)
    with pytest.raises(ValueError, match="free variables"):
        holds(facts("x > 0")[0])

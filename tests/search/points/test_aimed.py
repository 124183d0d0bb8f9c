"""Instances around one exact point."""

from __future__ import annotations

import pytest

from symlin.exact.values import Probe
from symlin.kernel.checker import check
from symlin.kernel.claim import Law
from symlin.kernel.numbers import quotient
from symlin.kernel.term import PI, const, scale
from symlin.search.points.aimed import aimed_witness, open_instance, peaks, point_of
from symlin.search.proofs.branching import OpenCase

from ..texts import facts, subject, term

FAR = const(5000)


@pytest.mark.parametrize("law", [law for law in Law if law is not Law.EQUIVALENT])
def test_a_bump_far_away_breaks_every_law_that_is_tried_there(law: Law) -> None:
    """relu(1 - |x - 5000|) is 0 but near 5000, and the kernel accepts what is found."""
    bump = subject("relu(1 - Abs(x - 5000))")
    witness = aimed_witness(bump, law, Probe(bump), (FAR,))
    assert witness is not None
    check(bump, law, "refuted", witness)


def test_what_obeys_the_law_has_no_witness_anywhere() -> None:
    """Around any point."""
    one = subject("3*x")
    assert aimed_witness(one, Law.LINEAR, Probe(one), (FAR,)) is None


def test_a_point_need_not_be_rational() -> None:
    """floor(x/pi) jumps at pi."""
    step = subject("floor(x/pi)")
    witness = aimed_witness(step, Law.ADDITIVITY, Probe(step), (PI,))
    assert witness is not None
    check(step, Law.ADDITIVITY, "refuted", witness)


def test_the_point_of_an_open_case_satisfies_it() -> None:
    """With the values of what was substituted on the way."""
    case = OpenCase(facts("y > 10", "y < 11"), (("x", term("y + 1")),))
    point = point_of(case, ("x", "y"))
    assert point is not None
    x, y = (float(v.value) for v in point)  # type: ignore[union-attr]
    assert 10 < y < 11 and x == y + 1
    assert point_of(OpenCase(facts("x > 0", "x < 0")), ("x",)) is None


def test_a_variable_that_was_put_down_as_its_floor_is_still_free() -> None:
    """A proof about whole numbers x < y breaks down at some of them."""
    floors = ((n, term(f"floor({n})")) for n in ("x", "y"))
    case = OpenCase(facts("floor(x) > 1", "floor(y) > floor(x)", "floor(y) < 4"), tuple(floors))
    assert point_of(case, ("x", "y")) == (const(2), const(3))


def test_a_point_is_found_by_chance_where_no_solver_knows_the_functions() -> None:
    """Random points in floating point, rounded as far as the facts allow."""
    assert point_of(OpenCase(facts("exp(x) + x*y > 3", "erf(y) < 1/2")), ("x", "y")) is not None


def test_an_open_case_of_the_law_is_an_instance_of_it() -> None:
    """x**2 is not odd, as the case says in which the proof broke down."""
    square = subject("x**2")
    witness = open_instance(square, Law.ODD, Probe(square), OpenCase(facts("Ne(2*x**2, 0)")))
    assert witness is not None
    check(square, Law.ODD, "refuted", witness)


def test_waves_are_tried_where_they_peak() -> None:
    """sin(x) is 1 at pi/2, and 0 at pi."""
    tried = list(peaks(subject("sin(x) + y")))
    assert (scale(quotient(1, 2), PI), const(0)) in tried and (PI, const(0)) in tried
    assert not list(peaks(subject("exp(x)")))

"""Values in floating point: a first look."""

from __future__ import annotations

import math

import pytest

from symlin.search.points.sampling import (
    LARGEST,
    SPARE,
    WANTED,
    Samples,
    float_value,
    hold_somewhere,
    small_solutions,
)

from ..texts import facts, subject, term

AT = {"x": 0.5, "y": -2.0}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("exp(x) + y", math.exp(0.5) - 2),
        ("Max(x, y, 0)", 0.5),
        ("sqrt(x)", math.sqrt(0.5)),
        ("x**(1/3)", 0.5 ** (1 / 3)),
        ("floor(y/3)", -1.0),
        ("Piecewise((1, x < 0), (7, True))", 7.0),
        ("sqrt(y)", None),
        ("1/(x - 1/2)", None),
        ("log(y)", None),
        ("exp(exp(exp(9)))", None),
    ],
)
def test_values_are_those_of_the_term_or_none(text: str, value: float | None) -> None:
    """None where there is no value, and where no float can hold it."""
    found = float_value(term(text), AT, {})
    assert found is None if value is None else found == pytest.approx(value)


def test_guards_have_three_answers() -> None:
    """False and undefined is false, true and undefined is undefined."""
    undefined, true, false = "log(y) > 0", "x > 0", "x > 1"
    for text, answer in [
        (f"And({false}, {undefined})", False),
        (f"And({true}, {undefined})", None),
        (f"Or({true}, {undefined})", True),
        (f"Or({false}, {undefined})", None),
    ]:
        (guard,) = facts(text)
        assert float_value(guard, AT, {}) is answer


@pytest.mark.parametrize(
    ("text", "affine"),
    [
        ("2*x - y + 3", True),
        ("softplus(x) - softplus(-x)", True),
        ("x*y", False),
        ("Abs(x)", False),
        ("x + x**3/10**5", False),
        ("log(x)", False),
    ],
)
def test_what_looks_affine_at_random_points(text: str, affine: bool) -> None:
    """A candidate for a proof; what has no value at some point is none."""
    one = subject(text, inputs=["x", "y"])
    assert Samples(one, ()).is_affine(one.outputs[0]) == affine


def test_too_few_points_say_nothing() -> None:
    """Through three points of a plane there is always an affine map."""
    thin = subject("x*y", "Eq(x, 2)", inputs=["x", "y"])
    samples = Samples(thin, thin.assumptions)
    assert len(samples.points) < 3 + SPARE <= WANTED
    assert not samples.is_affine(thin.outputs[0])


def test_facts_that_hold_somewhere_are_seen_to_by_more_than_rounding() -> None:
    """A strict fact that holds by 1e-9 may not hold."""
    assert hold_somewhere(facts("x > y", "x**2 < 100"))  # type: ignore[arg-type]
    assert not hold_somewhere(facts("x > x - 10**(-9)", "x**2 < -1"))  # type: ignore[arg-type]
    assert not hold_somewhere(facts("Eq(x, y)"))  # type: ignore[arg-type]


def test_small_solutions_are_small_and_solve() -> None:
    """They tell which plainer condition has a chance."""
    given = facts("a > b", "Eq(a*b, 0)")
    solutions = small_solutions(given)
    assert solutions
    for point in solutions:
        assert all(abs(v) <= LARGEST and v == int(v) for v in point.values())
        assert all(float_value(g, point, {}) is True for g in given)

"""Values at which facts hold: exact, simple, and only where they do."""

from __future__ import annotations

import pytest

from symlin.exact.values import holds
from symlin.kernel.term import const
from symlin.kernel.walk import substitute
from symlin.search.points.models import parameter_values
from symlin.search.points.z3_models import model_point

from ..texts import NAMES, facts, same, term

SOLVABLE = [
    ["a > 0", "b < a"],
    ["Eq(a**2, 2)", "a > 0"],
    ["Eq(exp(a), 3)"],
    ["Eq(a + b, 7)", "a*b > 11"],
    ["a > 1000", "a < 1001", "Ne(a, 2001/2)"],
    ["Eq(a**3, 5)"],
    ["a > 10**30"],
    ["sin(a) > 9/10"],
    ["Eq(a*b*c, 1)", "a > 2", "b > 2"],
]


@pytest.mark.quick
@pytest.mark.parametrize("conditions", SOLVABLE, ids=" and ".join)
def test_the_facts_hold_at_the_values(conditions: list[str]) -> None:
    """They are printed as parameter values of a counterexample."""
    given = facts(*conditions)
    values = parameter_values(["a", "b", "c"], given)
    assert values is not None
    assert all(holds(closed) for closed in substitute(given, values))


@pytest.mark.parametrize("conditions", [["a > b", "b > a"], ["a**2 < 0"], ["Eq(exp(a), 0)"]])
def test_facts_that_exclude_each_other_have_no_values(conditions: list[str]) -> None:
    """A point that fails one of them would be a lie."""
    assert parameter_values(["a", "b"], facts(*conditions)) is None


def test_small_values_come_before_z3s() -> None:
    """A person reads 0 and 1."""
    assert parameter_values(["a", "b"], facts("a >= 0", "b > a")) == {"a": const(0), "b": const(1)}


def test_algebraic_values_are_written_with_square_roots() -> None:
    """Which of the two roots, their order on the line says."""
    small, large = (model_point(["a"], facts("Eq(a**2 + a, 1)", f"a {s} 0")) for s in "<>")
    assert small is not None and large is not None
    assert same(small["a"], term("-1/2 - sqrt(5)/2"))
    assert same(large["a"], term("-1/2 + sqrt(5)/2"))


def test_closed_values_that_z3_does_not_know_are_bounded() -> None:
    """Between exp(1) and 3 there are numbers, and exp(a) is left to others."""
    point = model_point(["a"], facts("a > exp(1)", "a < 3"))
    assert point is not None
    assert all(holds(g) for g in substitute(facts("a > exp(1)", "a < 3"), point))
    assert model_point(["a"], facts("exp(a) > 2")) is None


def test_a_value_beyond_all_digits_is_no_obstacle() -> None:
    """exp(-10**12) has no digits to write down, but lies above 0."""
    assert model_point(["a"], facts("a > 0", "a < exp(-10**12)")) is not None


def test_names_that_no_fact_speaks_of_have_values_as_well() -> None:
    """A counterexample names all parameters."""
    values = parameter_values(NAMES, facts("a > 0"))
    assert values is not None and set(values) == set(NAMES)

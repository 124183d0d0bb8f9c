"""Multipliers: found where there are some, and none invented."""

from __future__ import annotations

import pytest

from symlin.exact.deadline import Deadline
from symlin.search.proofs.branching import is_accepted
from symlin.search.proofs.combination import combination, extremes
from symlin.search.proofs.sign_facts import sign_facts

from ..texts import context, facts, soon


@pytest.mark.quick
@pytest.mark.parametrize(
    ("conditions", "products"),
    [
        (["x > y", "y > z", "z > x"], False),
        (["Eq(x + y, 1)", "Eq(x - y, 1)", "Ne(x, 1)"], False),
        (["Eq(x*x, y)", "Eq(y*x, 3)", "Ne(x**3, 3)"], False),
        (["x > 1", "y > 1", "x*y < 1"], True),
        (["x**2 + y**2 < 2*x*y"], True),
    ],
)
def test_a_combination_is_found_and_the_kernel_adds_it_up(
    conditions: list[str], products: bool
) -> None:
    """Farkas for sums, cofactors for equations, and products where sums do not suffice."""
    given = context(*conditions)
    assert (combination(given, products=False, deadline=soon()) is None) == products
    step = combination(given, products=True, deadline=soon())
    assert step is not None and is_accepted(facts(*conditions), step)


@pytest.mark.parametrize("conditions", [["x > 0"], ["x >= y", "y >= x"], ["Ne(x, 0)"], []])
def test_facts_that_can_hold_have_no_combination(conditions: list[str]) -> None:
    """Whatever z3 answered, a sum of true facts is true."""
    for products in (False, True):
        assert combination(context(*conditions), products=products, deadline=soon()) is None


def test_the_extremes_of_a_form_are_those_of_its_facts() -> None:
    """Between them a whole number is split."""
    given = context("x >= 1", "x + y <= 3", "y >= 0")
    p = sign_facts(context("x + 2*y >= 0"))[0].p
    assert extremes(given, p, soon()) == (1, 5)
    assert extremes(context("x >= 1", "y >= 0"), p, soon()) == (1, None)


def test_no_time_is_no_combination_and_no_error() -> None:
    """z3 takes a timeout of 0 for none at all; it never gets one."""
    step = combination(context("x > y", "y > z"), products=True, deadline=Deadline(-1.0))
    assert step is None

"""Facts that exclude each other by a hair."""

from __future__ import annotations

from symlin.kernel.intervals import NONNEG
from symlin.search.proofs.branching import is_accepted
from symlin.search.proofs.combination import combination
from symlin.search.proofs.touching import MOST_VARIABLES, squares_that_touch

from ..texts import context, facts, soon


def test_the_squares_are_those_of_the_distance_from_the_point_of_contact() -> None:
    """x**2 + y**2 <= 1 and x > 1 meet in (1, 0) once > is >=."""
    conditions = ["x > 1", "x**2 + y**2 <= 1"]
    rows = next(squares_that_touch(context(*conditions), soon()))
    assert all(row.mask == NONNEG for row in rows if len(row.factors) == 2)
    step = combination(context(*conditions), products=True, deadline=soon(), further=rows)
    assert step is not None and is_accepted(facts(*conditions), step)


def test_linear_facts_and_facts_with_functions_are_left_to_others() -> None:
    """Farkas' lemma is complete for the first; of the second z3 knows too little."""
    assert not list(squares_that_touch(context("x > 1", "x < 0"), soon()))
    assert not list(squares_that_touch(context("x > 1", "exp(x)*x < 0"), soon()))


def test_many_variables_are_not_tried() -> None:
    """The time that it takes grows doubly exponentially with them."""
    names = ["x", "y", "z", "a", "b", "c"][: MOST_VARIABLES + 1]
    sphere = " + ".join(f"{n}**2" for n in names)
    assert not list(squares_that_touch(context(f"{sphere} <= 1", "x > 1"), soon()))

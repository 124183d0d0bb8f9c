"""Maxima that need not be told apart."""

from __future__ import annotations

from symlin.search.proofs.branching import Level, is_accepted
from symlin.search.proofs.contradict import Prover
from symlin.search.proofs.maxima import by_maxima

from ..texts import context, facts, soon

FOUR = "Max(a, b, c, x)"


def test_no_maximum_is_less_than_its_arguments() -> None:
    """Four arguments compared with each other would be a tree of cases."""
    conditions = ["Eq(a + 1, b)", f"{FOUR} <= a"]
    step = by_maxima(Prover(soon()), context(*conditions), Level())
    assert step is not None and is_accepted(facts(*conditions), step)


def test_without_a_goal_it_is_tried_at_some_levels_only() -> None:
    """z3 is asked each time."""
    given = context("Eq(a + 1, b)", f"{FOUR} <= a")
    assert by_maxima(Prover(soon()), given, Level(depth=1)) is None


def test_a_maximum_that_may_be_anything_is_left_to_splits() -> None:
    """Neither side of the goal is absurd."""
    assert by_maxima(Prover(soon()), context(f"Ne({FOUR}, a)"), Level()) is None


def test_without_a_maximum_nothing_is_tried() -> None:
    """z3 is asked each time."""
    assert by_maxima(Prover(soon()), context("x > y", "y > x"), Level()) is None

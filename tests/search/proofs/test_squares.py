"""Sums of squares that deny a fact."""

from __future__ import annotations

import pytest

from symlin.exact.deadline import Deadline, OutOfTime
from symlin.search.proofs.branching import is_accepted
from symlin.search.proofs.squares import sums_of_squares

from ..texts import context, facts, soon


@pytest.mark.parametrize(
    "conditions",
    [
        ["x**2 + 1 < x"],
        ["x**4 + y**4 + 1 < x**2*y + x*y"],
        ["x >= 0", "x**3 + 1 < x"],
        ["x**2*y**2*(x**2 + y**2 - 3) + 1 < -1/10"],
    ],
)
def test_what_squares_deny_strictly_is_absurd(conditions: list[str]) -> None:
    """Motzkin's polynomial is no sum of squares, but a multiple of it is."""
    squares = next(sums_of_squares(context(*conditions), soon()))
    assert squares.strict and is_accepted(facts(*conditions), squares.combination)


def test_squares_that_only_add_up_to_nothing_are_roots() -> None:
    """(x - y)**2 <= 0 is not absurd: x = y."""
    squares = next(sums_of_squares(context("x**2 + y**2 <= 2*x*y"), soon()))
    assert not squares.strict and squares.roots


def test_a_fact_that_holds_somewhere_has_none() -> None:
    """Random points see it before any matrix is built."""
    assert list(sums_of_squares(context("x**2 > y**2"), soon())) == []


def test_the_deadline_is_kept() -> None:
    """Newton's method has a step at a time."""
    with pytest.raises(OutOfTime):
        list(sums_of_squares(context("x**2 + 1 < x"), Deadline(-1.0)))

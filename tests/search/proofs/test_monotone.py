"""Facts that a derivative denies."""

from __future__ import annotations

from symlin.search.proofs.branching import Level, is_accepted
from symlin.search.proofs.contradict import Prover
from symlin.search.proofs.monotone import Ascent, ascents

from ..texts import context, facts, soon


def test_a_fact_that_fails_at_a_point_and_does_not_grow_is_denied() -> None:
    """exp(x) < 1 + x fails at 0, and beyond it less and less holds."""
    conditions = ["x > 0", "exp(x) < 1 + x"]
    ascent = next(a for a in ascents(context(*conditions)) if isinstance(a, Ascent))
    proof = Prover(soon()).close(ascent.facts, Level().of_derivative())
    assert is_accepted(facts(*conditions), ascent.step(proof))


def test_first_it_must_be_known_on_which_side_of_the_point_the_variable_lies() -> None:
    """The slope has the right sign on one side only, and 0 is between."""
    assert next(ascents(context("cosh(x) < 1"))) == facts("x > 0")[0]


def test_a_fact_that_holds_somewhere_has_none() -> None:
    """Random points say so before anything is differentiated."""
    assert not list(ascents(context("x > 0", "exp(x) > 1 + x")))


def test_polynomials_are_left_to_squares() -> None:
    """There a sum of squares says all."""
    assert not list(ascents(context("x > 0", "x**3 < -1")))

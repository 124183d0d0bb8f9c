"""Inequalities that take more than sums and products of facts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from symlin.kernel.certificate import Proof
from symlin.kernel.facts import Context
from symlin.search.proofs.branching import Branching, Level, is_accepted
from symlin.search.proofs.contradict import Prover
from symlin.search.proofs.inequalities import (
    MOST_ASCENTS,
    by_ascent,
    by_inequalities,
    by_logarithms,
    by_signs,
    by_squares,
    by_touching,
)

from ..texts import context, facts, soon

Method = Callable[[Branching, Context, Level], Proof | None]


@pytest.mark.parametrize(
    ("method", "conditions"),
    [
        (by_squares, ["x**4 + y**4 + 1 < x**2*y + x*y"]),
        (by_touching, ["x + y > 2", "x**2 + y**2 <= 2"]),
        (by_signs, ["x > 0", "(x - 1)*log(x) < 0"]),
        (by_ascent, ["x > 0", "exp(x) < 1 + x"]),
        (by_logarithms, ["x > 0", "x**2 > exp(x)"]),
        (by_logarithms, ["x > 0", "y > 0", "(x + y)**2 >= exp(x + y)"]),
    ],
)
def test_each_method_closes_what_it_is_for(method: Method, conditions: list[str]) -> None:
    """And the kernel follows."""
    proof = method(Prover(soon()), context(*conditions), Level())
    assert proof is not None and is_accepted(facts(*conditions), proof)


@pytest.mark.quick
@pytest.mark.parametrize(
    "condition",
    [
        "2*log(x) > x",
        "log(x)/log(2) > x",
        "exp(1)*log(x) > x",
        "log(x) > sqrt(x)",
        "4*log(x) >= 3*x",
    ],
)
def test_a_logarithm_lies_below_its_tangent_where_that_is_parallel(condition: str) -> None:
    """At x = k, k log(x) - x is greatest; no point that people write need be near it."""
    given = facts("x > 0", condition)
    proof = Prover(soon()).prove(given)
    assert proof is not None and is_accepted(given, proof)


def test_facts_that_hold_at_a_random_point_are_left_alone() -> None:
    """Each method takes long, and none can succeed."""
    assert by_inequalities(Prover(soon()), context("x**4 + y**4 > x*y"), Level()) is None


def test_derivatives_of_derivatives_come_to_an_end() -> None:
    """Else a proof about exp would differentiate it for ever."""
    deep = Level(depth=9, ascents=MOST_ASCENTS)
    assert by_ascent(Prover(soon()), context("x > 0", "exp(x) < 1 + x"), deep) is None


def test_signs_are_not_split_below_a_derivative() -> None:
    """Its factors grow with every step, and the cases with them."""
    given = context("x > 0", "(x - 1)*log(x) < 0")
    assert by_signs(Prover(soon()), given, Level(depth=1, ascents=1)) is None

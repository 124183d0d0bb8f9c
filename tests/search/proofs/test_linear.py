"""Linear programs, exactly."""

from __future__ import annotations

from flint import fmpq

from symlin.search.proofs.linear import Program


def test_a_solution_satisfies_the_constraints_exactly() -> None:
    """In fractions: a multiplier that is nearly right is wrong."""
    program = Program()
    program.require([(0, 3), (1, 7)], "=", 1)
    program.require([(0, 1)], ">", 0)
    program.require([(1, 1)], ">=", fmpq(1, 9))
    values = program.solution(5.0)
    assert values is not None
    assert 3 * values[0] + 7 * values[1] == 1 and values[0] > 0 and values[1] >= fmpq(1, 9)


def test_contradictory_constraints_have_none() -> None:
    """Also where only strictness makes them so."""
    program = Program()
    program.require([(0, 1), (1, -1)], ">", 0)
    program.require([(1, 1), (0, -1)], ">=", 0)
    assert program.solution(5.0) is None


def test_a_sum_without_terms_is_0() -> None:
    """Rows may have no monomial but the constant."""
    program = Program()
    program.require([], ">=", 1)
    assert program.solution(5.0) is None


def test_the_least_value_is_a_bound_or_none() -> None:
    """An infimum that is not reached counts as well: x > 1/3."""
    program = Program()
    program.require([(0, 1)], ">", fmpq(1, 3))
    assert program.least([(0, 1)], 5.0) == fmpq(1, 3)
    free = Program()
    free.require([(0, 1)], "<=", 4)
    assert free.least([(0, 1)], 5.0) is None

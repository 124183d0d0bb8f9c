"""Small linear programs in exact fractions, beside z3's answers to the same."""

from __future__ import annotations

import random
import sys

import pytest
from flint import fmpq

from symlin.exact.deadline import OutOfTime, stop_after
from symlin.search.proofs import linear
from symlin.search.proofs.linear import Program
from symlin.search.proofs.simplex import solution

pytestmark = pytest.mark.quick

Row = tuple[list[tuple[int, fmpq | int]], str, fmpq | int]


def drawn(rng: random.Random) -> list[Row]:
    count = rng.randint(1, 6)
    rows: list[Row] = []
    for _ in range(rng.randint(1, 8)):
        row = [(k, rng.choice((-2, -1, 1, 3, fmpq(1, 2)))) for k in range(count)]
        kept = [part for part in row if rng.random() < 0.6]
        rows.append((kept, rng.choice(("=", ">=", ">", "<=")), rng.choice((0, 0, 1, -1, 2))))
    return rows + [([(k, 1)], ">=", 0) for k in range(count) if rng.random() < 0.5]


def holds(row: Row, values: dict[int, fmpq]) -> bool:
    parts, op, bound = row
    total = sum((c * values[k] for k, c in parts), fmpq(0))
    return {"=": total == bound, ">=": total >= bound, ">": total > bound, "<=": total <= bound}[op]


def program(rows: list[Row]) -> Program:
    made = Program()
    for row in rows:
        made.require(*row)
    return made


@pytest.mark.parametrize("seed", range(60))
def test_both_find_a_solution_or_none_and_the_same_least_value(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of solutions there are many: each satisfies the rows, also the strict ones."""
    rng = random.Random(seed)
    rows = drawn(rng)
    goal = [(k, rng.choice((-1, 1, 2))) for k in sorted({k for row in rows for k, _ in row[0]})]
    ours, least = program(rows).solution(5.0), program(rows).least(goal, 5.0)
    monkeypatch.setattr(linear, "SMALL", 0)
    theirs = program(rows).solution(5.0)
    assert (ours is None) == (theirs is None)
    assert ours is None or all(holds(row, ours) for row in rows)
    assert least == program(rows).least(goal, 5.0)


def test_z3_is_not_loaded_for_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """That would take longer than all of a short command, and a browser would have to fetch it."""
    monkeypatch.setitem(sys.modules, "z3", None)
    assert program([([(0, 1)], ">=", 1)]).solution(5.0) == {0: 1}


def test_a_program_on_which_the_steepest_column_goes_round_ends() -> None:
    """Beale's (1955): six pivots by the steepest column lead back to the first tableau."""
    rows = [
        ({0: fmpq(1, 4), 1: fmpq(-60), 2: fmpq(-1, 25), 3: fmpq(9)}, "<=", fmpq(0)),
        ({0: fmpq(1, 2), 1: fmpq(-90), 2: fmpq(-1, 50), 3: fmpq(3)}, "<=", fmpq(0)),
        ({2: fmpq(1)}, "<=", fmpq(1)),
        *(({k: fmpq(1)}, ">=", fmpq(0)) for k in range(4)),
    ]
    goal = {0: fmpq(-3, 4), 1: fmpq(150), 2: fmpq(-1, 50), 3: fmpq(6)}
    solved = solution(rows, goal)
    assert solved is not None and solved[1] == fmpq(-1, 20)


def test_what_is_strict_is_kept_by_a_gap() -> None:
    """x > 1/3 and x < 1/2, with something strictly between."""
    solved = solution([({0: fmpq(1)}, ">", fmpq(1, 3)), ({0: fmpq(-1)}, ">", fmpq(-1, 2))], None)
    assert solved is not None and fmpq(1, 3) < solved[0][0] < fmpq(1, 2)
    assert solution([({0: fmpq(1)}, ">", fmpq(1)), ({0: fmpq(1)}, "<=", fmpq(1))], None) is None


def test_it_looks_at_the_clock() -> None:
    with stop_after(0), pytest.raises(OutOfTime):
        solution([({0: fmpq(1), 1: fmpq(2)}, "=", fmpq(1))], None)


def test_a_program_has_no_more_time_than_it_is_given() -> None:
    """As with z3: nothing is found, and the question around it goes on."""
    rows: list[Row] = [([(0, 1), (1, 2)], "=", 1), ([(0, 1), (1, -1)], ">", 0)]
    assert program(rows).solution(-1.0) is None
    assert program(rows).solution(5.0) is not None

"""Matrices as text: aligned, and left out in the middle when they are large."""

from collections.abc import Sequence

import pytest
from flint import fmpq

from symlin.kernel.term import Term, const
from symlin.language.printing import term_to_human
from symlin.report.words.matrix import matrix_lines, vector_text

pytestmark = pytest.mark.quick


def rows(*entries: Sequence[int | fmpq]) -> list[list[Term]]:
    return [[const(entry) for entry in row] for row in entries]


def test_columns_are_aligned() -> None:
    assert matrix_lines(rows([1, -20], [300, 4]), term_to_human, 60) == ["[  1  -20]", "[300    4]"]


def test_a_common_denominator_goes_in_front_where_that_is_shorter() -> None:
    quarter = fmpq(1, 4)
    lines = matrix_lines(rows([quarter] * 4, [0, quarter, 0, quarter]), term_to_human, 60)
    assert lines == ["1/4 * [1 1 1 1]", "      [0 1 0 1]"]
    assert matrix_lines(rows([1, fmpq(1, 3)]), term_to_human, 60) == ["[1  1/3]"]


def test_a_large_matrix_is_left_out_in_the_middle_and_says_its_size() -> None:
    lines = matrix_lines(rows(*([7] * 500 for _ in range(300))), term_to_human, 40)
    assert lines[-1] == "(300 rows, 500 columns)"
    assert max(map(len, lines)) <= 40
    assert len(lines) <= 14
    assert "…" in lines[0]
    assert "⋮" in "".join(lines)


def test_one_entry_is_written_without_brackets_as_a_vector() -> None:
    assert vector_text([const(2)], term_to_human) == "2"
    assert vector_text([const(2), const(0)], term_to_human) == "(2, 0)"
    assert vector_text([const(k) for k in range(20)], term_to_human).count("…") == 1

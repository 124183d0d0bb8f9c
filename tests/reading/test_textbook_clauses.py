"""What stands behind a formula: where it holds, and where its letters lie."""

from __future__ import annotations

import pytest

import symlin
from symlin.errors import InputError
from symlin.reading.textbook_clauses import Stated, without_clause

pytestmark = pytest.mark.quick

CLAUSES = {
    "f(x) = 3x + 2 for x > 0": ("f(x) = 3x + 2", "x > 0"),
    "f(x) = |x| where x >= 0": ("f(x) = |x|", "x >= 0"),
    "|x|, for all x < 0": ("|x|", "x < 0"),
    "f(x) = x^2, x >= 0": ("f(x) = x^2", "x >= 0"),
    "f(x) = m*x + b where b != 0": ("f(x) = m*x + b", "b != 0"),
    "sin x for 0 < x < 1": ("sin x", "0 < x < 1"),
}


@pytest.mark.parametrize("text", CLAUSES)
def test_a_condition_behind_the_formula_is_one_of_the_domain(text: str) -> None:
    formula, condition = CLAUSES[text]
    assert without_clause(text) == Stated(formula.ljust(len(text)), (condition,))


@pytest.mark.parametrize("text", ["f(x) = 3x, x in R", "f(x) = 3x for all x ∈ ℝ"])
def test_that_a_letter_is_real_says_nothing_new(text: str) -> None:
    assert without_clause(text) == Stated("f(x) = 3x".ljust(len(text)))


@pytest.mark.parametrize(
    "text",
    [
        "x for x > 0, 0 otherwise",
        "x if x > 0 else 0",
        "x if x > 0",
        "Piecewise((x, x > 0), (0, True))",
        "x for x > 0 and -x for x < 0",
        "[x, y]",
        "f(x, y) = (x, y)",
        "where(x > 0, x, 0)",
    ],
)
def test_pieces_are_no_clause(text: str) -> None:
    assert without_clause(text) == Stated(text)


def test_the_answer_is_about_that_domain() -> None:
    """|x| is linear where x >= 0."""
    report = symlin.check("f(x) = |x| where x >= 0", crosscheck=False)
    assert report.linear.status == "proved"
    assert "assuming x >= 0" in str(report)


def test_a_cross_is_no_unknown_function() -> None:
    """x (1, 2, 3) was the value of a function x: the answer was one to another question."""
    with pytest.raises(InputError, match=r"cross\(v, \[1,2,3\]\)"):
        symlin.check("T(v) = v x (1,2,3)")


def test_an_inner_product_is_no_vector() -> None:
    """[v, u] u is linear if u = 0; <v, u> u always is."""
    with pytest.raises(InputError, match=r"dot\(v, u\)"):
        symlin.check("T(v) = <v, u> u")


def test_a_matrix_by_an_option_is_of_that_size() -> None:
    """It was read for all sizes, and then refused because of the size."""
    report = symlin.check("f(A) = tr(A)", space="A: 2x2", crosscheck=False)
    assert report.linear.status == "proved"


def test_a_transposed_vector_is_offered_as_one() -> None:
    with pytest.raises(InputError) as caught:
        symlin.check("f(x) = a^T x")
    assert caught.value.suggestions[0] == "f(x: R^3; a: R^3) = a^T x"

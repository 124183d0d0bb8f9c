"""Formulas in prose: what cannot be anything else becomes a formula, all other words stay."""

from __future__ import annotations

import pytest

from symlin.report.formats.html import html_text
from symlin.report.formats.noticed import prose
from symlin.report.formats.parts import Formula, Typed, parts
from symlin.report.formats.prose import said


def shown(words: str) -> str:
    """The text, with each formula in angle brackets."""
    return "".join(
        f"<{said((p,))}>" if isinstance(p, Formula) else said((p,)) for p in parts(prose(words))
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("no: f(-1) + f(1) = 1, but f(0) = 0.", "no: <f(-1) + f(1) = 1>, but <f(0) = 0>."),
        ("the same for b ≥ 0", "the same for <b ≥ 0>"),
        ("On x >= 0 alone", "On <x ≥ 0> alone"),
        ("scaling by -1 does not", "scaling by <-1> does not"),
        ("x, alpha*(exp(x) - 1) otherwise", "<x>, <alpha·(exp(x) - 1)> otherwise"),
        ("f(a x) = a f(x) for every real a", "<f(a·x) = a·f(x)> for every real a"),
        ("|-1| + |1| = 2, but |x| < 1", "<abs(-1) + abs(1) = 2>, but <abs(x) < 1>"),
        ("the missing 2 x y of", "the missing <2·x·y> of"),
        ("(m = 1 and p = 0)", "(<m = 1> and <p = 0>)"),
    ],
)  # fmt: skip
def test_formulas_are_found(words: str, expected: str) -> None:
    """Titles and sentences are to be set as mathematics, without marks in the catalog's words."""
    assert shown(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "0.1.0 (2026-11-30), Python 3.11",
        "the y-axis and/or an input/output of 784-64-64-10",
        "a function, of a size n x n, in 10 s",
        "symlin.check(f) and https://example.org/a/b?c=d",
        "parameter(s), R^n to R",
        "2 tanh(1) = 38/25... is",
        "exp and log, e.g. as in i.e. this",
    ],
)
def test_other_words_stay(words: str) -> None:
    """A date is no difference, and a path no quotient."""
    assert shown(words) == words


def test_marks_of_the_author_come_first() -> None:
    """What is code is typed."""
    assert Typed("x >= 0") in parts(prose("with `x >= 0` and x >= 0"))


def test_no_line_begins_with_the_point_behind_a_formula() -> None:
    """A browser breaks a line behind a formula, and would leave the comma alone on the next."""
    html = html_text(prose("where (x = 0, or y = 0). A long one is let alone"))
    assert '<span class="glued">(<math>' in html
    assert html.count("</math>,</span>") == 1
    assert html.count("</math>).</span>") == 1

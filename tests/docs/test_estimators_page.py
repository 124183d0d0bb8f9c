"""docs/estimators.md: every example runs, and the table is the one that the tests go through."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from tests.reading.networks.fitted.rows import Row, rows

PAGE = Path(__file__).parents[2] / "docs" / "estimators.md"
MARK = "<!-- table -->\n"
WORDS = {"linear": "linear", "affine": "affine", "not": "not affine"}
HINT = "docs/estimators.md is out of date; run: python -m tests.docs.test_estimators_page"


def table() -> str:
    """One line for each constructor, with what is true of its methods."""
    found: dict[str, dict[str, set[str]]] = {}
    for row in rows():
        found.setdefault(row.constructor, {}).setdefault(row.method, set()).add(_word(row))
    lines = [
        f"| `{constructor}` | {', '.join(map(_said, methods.items()))} |"
        for constructor, methods in found.items()
    ]
    return "\n".join(["| estimator | its methods |", "| --- | --- |", *lines, ""])


def _said(pair: tuple[str, set[str]]) -> str:
    method, answers = pair
    return f"`{method}` {' or '.join(sorted(answers))}"


def _word(row: Row) -> str:
    return WORDS[row.answer]


@pytest.mark.models
def test_every_example_runs() -> None:
    """With the values that it promises."""
    pytest.importorskip("sklearn", reason="the page is about scikit-learn")
    options = doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, optionflags=options)
    assert tried and not failed


def test_the_table_has_every_row_that_is_tested() -> None:
    """What the page promises is what the tests go through, and all of it."""
    assert PAGE.read_text(encoding="utf-8").partition(MARK)[2].strip() == table().strip(), HINT


if __name__ == "__main__":
    before, mark, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    PAGE.write_text(f"{before}{mark}\n{table()}", encoding="utf-8")

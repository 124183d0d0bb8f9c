"""Everyday notation under fire: every text ends in a reading or an error with a place."""

from __future__ import annotations

import time

import pytest

from symlin.errors import InputError
from symlin.reading.parse import parse_operator

from . import everything
from .reading import complaint, draw

SIZE = 100_000
HOSTILE = {
    "blanks": " " * SIZE + "x",
    "dots": "x" + "." * SIZE,
    "bars": "|" * SIZE,
    "roots": "√" * SIZE + "x",
    "functions": "sin " * (SIZE // 4) + "x",
    "signs": "sin -" * (SIZE // 5) + "x",
    "powers": "x^" * (SIZE // 2) + "2",
    "fractions": "\\frac" * (SIZE // 5),
    "braces": "\\frac{" * (SIZE // 6),
    "digits": "\\frac12" * (SIZE // 7),
    "cases": "{x if x>0; " * (SIZE // 11),
    "look-alikes": "х" * SIZE,
    "halves": "1" * SIZE + "½",
    "names": "+".join(f"q{chr(97 + k % 26)}{chr(97 + k // 26 % 26)}" for k in range(SIZE // 4)),
    "header": "f(" + ",".join(f"x{k}" for k in range(SIZE // 7)) + ") = x1",
    "defaults": "lambda " + ",".join(f"x{k}=1" for k in range(SIZE // 9)) + ": x1",
    "equals": "y=" * (SIZE // 2) + "x",
    "clauses": "x where " * (SIZE // 8),
    "quotients": "+".join(["1/2x"] * (SIZE // 5)),
    "splits": "f(a, aa) = " + "a" * 90 + "+a" * 1_000,
    "backslashes": "\\" * SIZE,
}


@pytest.mark.parametrize("seed", range(4))
def test_random_texts_are_read_or_refused_with_a_place(seed: int) -> None:
    """`python -m tests.fuzz.reading --runs 1000000` draws more of them."""
    texts = (draw(seed, index) for index in range(500))
    found = {text: what for text in texts if (what := complaint(text)) is not None}
    assert not found


def test_random_texts_about_functions_and_spaces_are_read_or_refused_with_a_place() -> None:
    """`python -m tests.fuzz.everything --runs 1000000` draws more of them."""
    texts = (everything.draw(0, index) for index in range(300))
    found = {text: what for text in texts if (what := everything.complaint(text)) is not None}
    assert not found


@pytest.mark.parametrize("name", HOSTILE)
def test_hundred_kilobytes_of_anything_end_within_seconds(name: str) -> None:
    """Nothing is quadratic in the text, and nothing recurses with it."""
    started = time.process_time()
    try:
        assert parse_operator(HOSTILE[name]).inputs == ("x",)
    except InputError as error:
        assert len(str(error)) < 2_000
    assert time.process_time() - started < 4

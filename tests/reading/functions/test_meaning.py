"""The subject of a text means what is written: two evaluators that share no step of the reading."""

from __future__ import annotations

import math
from functools import cache
from random import Random

import pytest

from symlin.crosscheck.elementary import ERRORS
from symlin.crosscheck.signals import CannotTell, value_of

from .meaning import Bump, Meaning, numbers_for
from .readings import on_functions, rows

TEXTS = [row.text for name in ("asked.txt", "variants.txt") for row in rows(name)]
FEWEST = 200
"""Texts of which some value must have been compared: else nothing has been shown."""


@cache
def compared(text: str) -> int:
    """At how many points both have a value; they must agree, also in having none."""
    operator = on_functions(text)
    subject = operator.subject
    draw, found = Random(text), 0
    signals = {name: Bump(name) for name in (*subject.unknowns, *subject.givens)}
    whole = [t.split("(")[1].split(",")[0] for t in operator.assumption_texts if "floor" in t]
    for _ in range(3):
        at = numbers_for(subject, whole, draw)
        meaning = Meaning(subject, signals)
        for term, tree in zip(subject.outputs, operator.written, strict=True):
            try:
                seen = value_of(tree, signals, at)
            except CannotTell:
                continue
            try:
                meant = meaning.term(term, at)
            except CannotTell:
                continue
            except ERRORS:
                meant = math.nan
            same = math.isnan(seen) and math.isnan(meant)
            assert same or math.isclose(seen, meant, rel_tol=1e-5, abs_tol=1e-6), (text, at)
            found += not same
    return found


@pytest.mark.parametrize("text", TEXTS)
def test_letters_and_terms_mean_what_is_written(text: str) -> None:
    """A letter under the wrong variable, or a limit swapped, would show here."""
    compared(text)


def test_most_texts_have_values_to_compare() -> None:
    """A comparison in which nothing has a value cannot fail."""
    assert sum(compared(text) > 0 for text in TEXTS) >= FEWEST

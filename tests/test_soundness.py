"""Planted truth: no verdict ever contradicts what is known by construction.

`python -m tests.planted` does the same over tens of thousands of draws.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from symlin.decision.decide import decide
from symlin.reading.parse import parse_operator

from .planted.each import each
from .planted.generate import draw
from .planted.item import Item
from .planted.judge import WRONG, Finding, judge
from .planted.survey import read

SECONDS = 4.0
"""For each of two tests; what does not fit is left to the slow one and to the command."""
LONG = 60.0
"""For the slow one."""
EACH = 0.7
"""Seconds for one operator: what takes longer is unknown, and never wrong."""


def contradictions(items: Iterator[Item], seconds: float) -> list[tuple[str, Finding]]:
    """What is wrong in the reports on as many items as fit."""
    end = time.monotonic() + seconds
    found: list[tuple[str, Finding]] = []
    for item in items:
        if time.monotonic() > end:
            break
        report = decide(read(item), timeout=EACH).to_dict()
        found += [(item.line(), f) for f in judge(item, report) if f.kind in WRONG]
    return found


def test_no_verdict_on_a_random_draw_contradicts_the_planted_truth() -> None:
    """Disguises, defects, parameters and domains combined at random."""
    assert contradictions((draw(20, n) for n in range(150)), SECONDS) == []


def test_no_verdict_on_a_plain_identity_or_defect_contradicts_the_truth() -> None:
    """Every third of the building blocks, over plain inputs."""
    assert contradictions(iter(each()[::3]), SECONDS) == []


@pytest.mark.slow
def test_nor_does_one_of_many_more() -> None:
    """The same draws and those after them, and every building block."""
    assert contradictions((draw(20, n) for n in range(600)), LONG) == []
    assert contradictions(iter(each()), LONG) == []


@pytest.mark.parametrize("index", range(6))
def test_a_draw_is_the_same_for_the_same_seed_and_number(index: int) -> None:
    """A finding can be had again from its two numbers."""
    assert draw(3, index) == draw(3, index)


@pytest.mark.quick
def test_the_judge_sees_a_verdict_that_is_wrong() -> None:
    """A report on another operator is found out: by status, counterexample and random points."""
    report = decide(parse_operator("x + 1"), timeout=5).to_dict()
    item = Item("", (), "2*x", ("x",), {"linear": "proved"})
    kinds = {finding.kind for finding in judge(item, report)}
    assert {"wrong status", "bad counterexample"} <= kinds
    report = decide(parse_operator("2*x"), timeout=5).to_dict()
    item = Item("", (), "Abs(x)", ("x",), {})
    assert {finding.kind for finding in judge(item, report)} >= {"fuzzed"}

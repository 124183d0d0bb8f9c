"""Piecewise affine operators with parameters against the truth in fractions."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symlin.kernel.claim import Law

from ..conftest import first
from .pieces import drawn, judged, truth

SECONDS = 120.0
"""For one operator, on a machine that does much else."""
SHORT = ("a*Abs(x) + b*x", "Max(x, a) - Max(x, 1)", "Max(0, Min(a*x, 1))")
"""Shapes with few parameters, which take half a second each; those that are drawn take up to 20."""


@pytest.mark.quick
def test_the_truth_in_fractions_is_what_a_person_says() -> None:
    """The judge is itself judged: of relu, a clip and a jump."""
    half = {"a": Fraction(1, 2), "b": Fraction(-1, 2)}
    assert truth("Max(x, 0)", {}) == {
        Law.AFFINE: False,
        Law.LINEAR: False,
        Law.POSITIVE_HOMOGENEITY: True,
        Law.ODD: False,
    }
    clip = truth("Max(Min(x, a), b)", half)
    assert clip is not None
    assert clip[Law.ODD]
    assert not clip[Law.AFFINE]
    jump = truth("Piecewise((x + 1, x > a), (x, True))", half)
    assert jump is not None
    assert not any(jump.values())


@pytest.mark.parametrize("text", first(len(SHORT), [*SHORT, *list(drawn(6, 0))[2:6]]))
def test_no_answer_about_a_drawn_operator_is_wrong(text: str) -> None:
    """Conditions are compared at sixty parameter values, many of them equal, opposite or 0."""
    assert [row for row in judged(text, SECONDS) if row[1] == "wrong"] == []

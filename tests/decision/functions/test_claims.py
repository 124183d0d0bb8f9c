"""Claims about operators on functions are made of theorems, and of nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

import symlin
from symlin.decision.functions.claims import Breach, FunctionClaim
from symlin.decision.functions.report import FunctionReport
from symlin.kernel.claim import Law
from symlin.kernel.functions.theorem import FunctionTheorem


def checked(text: str) -> FunctionReport:
    report = symlin.check(text, crosscheck=False)
    assert isinstance(report, FunctionReport)
    return report


def test_no_theorem_is_made_outside_the_kernel() -> None:
    forged = object.__new__(FunctionTheorem)
    with pytest.raises((TypeError, AttributeError)):
        FunctionClaim(Law.LINEAR, theorem=forged)


def test_a_claim_is_about_the_law_of_its_theorem() -> None:
    theorem = checked("t*x(t)").linear.theorem
    with pytest.raises(TypeError):
        FunctionClaim(Law.ODD, theorem=theorem)


def test_a_breach_belongs_to_its_theorem() -> None:
    """Functions at which another operator fails are no grounds for this one."""
    square, cube = checked("x(t)**2").linear, checked("x(t)**3").linear
    assert square.theorem is not None
    with pytest.raises(ValueError, match="none of the theorem"):
        replace(square, breach=cube.breach)
    with pytest.raises(TypeError):
        assert square.breach is not None
        assert cube.breach is not None
        Breach(square.breach.fails, cube.breach.instance)


def test_a_report_is_about_its_operator() -> None:
    one, other = checked("x(t)**2"), checked("x(t)**3")
    with pytest.raises(ValueError, match="about its operator"):
        replace(one, claims=other.claims)

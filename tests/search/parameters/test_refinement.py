"""Conditions on parameters: exact, certified, and given up in time."""

from __future__ import annotations

import time

import pytest

from symlin.exact.deadline import Deadline, OutOfTime
from symlin.kernel.certificate import Conditional
from symlin.kernel.checker import check
from symlin.kernel.claim import Law
from symlin.language.printing import guard_to_text
from symlin.search.laws import LawSearch
from symlin.search.outcome import NOTHING, Finding
from symlin.search.parameters.refinement import Refinement

from ..texts import facts, soon, subject


@pytest.mark.quick
@pytest.mark.parametrize(
    ("text", "law", "status", "condition"),
    [
        ("a*x + b", Law.LINEAR, "conditional", "Eq(b, 0)"),
        ("a*x + b", Law.AFFINE, "proved", None),
        ("a*x**2 + 1", Law.LINEAR, "refuted", None),
        ("relu(a*x)", Law.LINEAR, "conditional", "Eq(a, 0)"),
        ("Piecewise((x, a > 0), (x**2, True))", Law.ODD, "conditional", "a > 0"),
        ("sign(a)*x", Law.ADDITIVITY, "proved", None),
    ],
)
def test_every_finding_is_one_that_the_kernel_accepts(
    text: str, law: Law, status: str, condition: str | None
) -> None:
    """Proved for all parameters, refuted for all, or exactly under a condition."""
    one = subject(text)
    finding = Refinement(LawSearch(one), law, soon()).find()
    assert finding.status == status and finding.certificate is not None
    check(one, law, status, finding.certificate)  # type: ignore[arg-type]
    told = None if finding.condition is None else guard_to_text(finding.condition)
    assert told == condition


def test_the_condition_of_another_law_is_tried_first() -> None:
    """So that all laws of an operator read the same."""
    one = subject("a*Abs(x) + b*Abs(x)")
    (known,) = facts("Eq(a, -b)")
    told = NOTHING.after(Law.LINEAR, Finding("conditional", condition=known))
    finding = Refinement(LawSearch(one), Law.ODD, soon(), told).find()
    assert isinstance(finding.certificate, Conditional) and finding.condition == known


def test_assumptions_about_parameters_are_no_part_of_the_condition() -> None:
    """They hold anyway."""
    one = subject("Abs(a)*x + Abs(b)", "b >= 0")
    finding = Refinement(LawSearch(one), Law.LINEAR, soon()).find()
    assert finding.condition is not None and guard_to_text(finding.condition) == "Eq(b, 0)"


def test_what_is_not_found_in_time_is_not_said() -> None:
    """Neither a condition without its proof, nor a guess."""
    start = time.monotonic()
    one = subject(" + ".join(f"a{k}*relu(b{k}*x + c{k})" for k in range(4)))
    try:
        finding = Refinement(LawSearch(one), Law.LINEAR, Deadline(0.3)).find()
    except OutOfTime:
        pass
    else:
        assert finding.status == "unknown" and finding.certificate is None and finding.reason
    assert time.monotonic() - start < 5

"""The second opinion on operators on functions: what it computes, and what it contradicts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

import symlin
from symlin.crosscheck.drawn import Bumps
from symlin.crosscheck.functions import cross_check_functions
from symlin.decision.certificate import Status
from symlin.kernel.claim import Law
from symlin.language.function_operator import FunctionOperator
from symlin.reading.operators import read_operator
from symlin.report.functions import FunctionReport


def operator(text: str) -> FunctionOperator:
    found = read_operator(text)
    assert isinstance(found, FunctionOperator)
    return found


def test_derivatives_of_what_is_drawn_are_its_derivatives() -> None:
    bump, h = Bumps((1.0, -0.5), (0.2, 0.9)).at, 1e-5
    for order in range(4):
        slope = (bump((order,), (0.4 + h,)) - bump((order,), (0.4 - h,))) / (2 * h)
        assert bump((order + 1,), (0.4,)) == pytest.approx(slope, rel=1e-6)


@pytest.mark.parametrize(
    "text",
    ["t*x(t)", "x[n]**2 + 1", "Integral(x(s)*exp(s - t), (s, -oo, t))", "u_t + b*u*u_x",
     "x(t) + sin(w*t)", "y'' + y = sin(t)", "(-1)**n*x[n]"],
)  # fmt: skip
def test_reports_of_symlin_are_agreed_with(text: str) -> None:
    report = symlin.check(text)
    assert isinstance(report, FunctionReport)
    assert report.crosscheck.status == "agrees", report.crosscheck.detail


@pytest.mark.parametrize("text", ["clip(x(t), -1, 1)", "clip(x(t), min=-1, max=1)"])
def test_a_library_s_arguments_are_not_taken_for_the_catalog_s(text: str) -> None:
    """clip(x, c) of the catalog cuts at -c and c: with two bounds it seemed contradicted."""
    assert symlin.check(f"y(t) = {text}").crosscheck.status != "disagrees"


@dataclass(frozen=True)
class Said:
    """What somebody says of a law."""

    law: Law
    status: Status
    variable: str | None = None
    guard: Any = None
    breach: Any = None
    holds_at: Any = None
    weighed: bool = False


@dataclass(frozen=True)
class Answer:
    claims: dict[str, Said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x(t)**2", Said(Law.LINEAR, Status.PROVED)),
        ("x(t) + 1", Said(Law.ADDITIVITY, Status.PROVED)),
        ("Abs(x(t))", Said(Law.HOMOGENEITY, Status.PROVED)),
        ("x(t)**2", Said(Law.AFFINE, Status.PROVED)),
        ("t*x(t)", Said(Law.EQUIVALENT, Status.PROVED, "t")),
        ("n*x[n]", Said(Law.EQUIVALENT, Status.PROVED, "n")),
        ("Integral(x(s)**2, (s, t - 1, t))", Said(Law.LINEAR, Status.PROVED)),
    ],
)
def test_what_is_false_is_contradicted(text: str, said: Said) -> None:
    """An opinion that agrees with everything is none."""
    opinion = cross_check_functions(operator(text), Answer({"law": said}), 0, 60, 5.0)
    assert opinion.status == "disagrees"


def test_a_counterexample_that_shows_something_else_is_contradicted() -> None:
    report = symlin.check("x(t)**2", crosscheck=False)
    assert isinstance(report, FunctionReport)
    other = cross_check_functions(operator("x(t)**3"), report, 0, 10, 5.0)
    assert other.status == "disagrees"
    assert "counterexample" in other.detail

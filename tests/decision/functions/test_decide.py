"""Operators on functions and sequences: every law, each with a theorem, from text to verdict."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

import symlin
from symlin.decision.functions.cases import Cases, Found
from symlin.decision.functions.report import FunctionReport
from symlin.decision.unanswered import UNANSWERED, reason_of
from symlin.decision.verdict import Status
from symlin.kernel.claim import Law
from symlin.report.words.functions_verdict import condition_text
from tests.conftest import first
from tests.decided import decided_functions
from tests.planted.functions import draw, judged

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "corpus" / "functions.jsonl").read_text().splitlines()
]
"""Texts with what is true of them."""
LAWS = ("linear", "affine", "time_invariance")
OPEN = {
    "t87": "a sequence at a place that is one of its values",
}
"""Rows that are not decided in full, and what it would take: none is decided wrongly."""


def checked(text: str, **options: Any) -> FunctionReport:
    report = symlin.check(text, crosscheck=False, **options)
    assert isinstance(report, FunctionReport)
    return report


def _options(words: list[str]) -> dict[str, Any]:
    names = {"--inputs": "inputs", "--assume": "assume"}
    return {names[key]: value for key, value in zip(words[::2], words[1::2], strict=True)}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_each_law_is_decided_as_it_is(row: dict[str, Any]) -> None:
    """The labels were worked out by hand; most are traps."""
    report = decided_functions(row["args"][1], **_options(row["args"][2:]))
    for law in LAWS:
        if law in row:
            found = report.claims[law].status.value
            assert found == row[law] or (found == "unknown" and row["id"] in OPEN), law


@pytest.mark.parametrize(
    ("text", "law", "condition"),
    [
        ("t*x(t) + b*t", "linear", "Eq(b, 0)"),
        ("x(t) + sin(w*t)", "linear", "Eq(w, 0)"),
        ("x(t)*cos(w*t + p)", "time_invariance", "Eq(w, 0)"),
        ("(x(t) - x(a*t))*x(t)", "linear", "Eq(a, 1)"),
        ("b*x(t)*x(a*t)", "linear", "Eq(b, 0)"),
        ("b*x(t)*x(a*t)", "time_invariance", "Eq(a, 1) | Eq(b, 0)"),
        ("x(t) + Integral(x(s)**2, (s, t, t + a))", "linear", "Eq(a, 0)"),
        ("x'' + w**2*x - A*cos(t)", "linear", "Eq(A, 0)"),
        ("u_t + b*u*u_x", "affine", "Eq(b, 0)"),
    ],
)
def test_conditions_speak_of_parameters_and_never_of_the_index(
    text: str, law: str, condition: str
) -> None:
    """ "b*t = 0" and "n = 0" are no answers: a law is asked at all times at once."""
    assert str(checked(text).claims[law].condition) == condition


@pytest.mark.parametrize(
    ("text", "law", "condition"),
    [
        ("h(t)*x(t)**2", "linear", "h(t) = 0 everywhere"),
        ("x(t) + h(t)", "linear", "h(t) = 0 everywhere"),
        ("h(t)*x(t)", "time_invariance", "h(t) = h(t - s) everywhere"),
        ("y' + p(x)*y = q(x)", "linear", "q(x) = 0 everywhere"),
    ],
)
def test_conditions_on_given_functions_hold_at_every_place(
    text: str, law: str, condition: str
) -> None:
    """A law of all times is a condition at each of them, and that is said."""
    report = decided_functions(text, **({"given": "h"} if "h(" in text else {}))
    claim = report.claims[law]
    assert condition_text(claim) == condition
    document = json.loads(json.dumps(claim.certificate.to_json())) if claim.certificate else {}
    assert symlin.verify(document).status is claim.status


def test_given_values_are_those_of_the_operator() -> None:
    """Or h(t) = 0 could be said where h(2*t) = 0 was shown."""
    report = decided_functions("h(t)*x(t)**2", given="h")
    one, subject = report.linear, report.operator.subject
    other = decided_functions("h(2*t)*x(t)**2", given="h").linear
    assert one.is_about(subject)
    assert not replace(one, values=other.values).is_about(subject)


def test_what_no_parameter_mends_is_refuted_though_each_time_has_its_own() -> None:
    """At n = 0 the offset vanishes for b = 0, at n = 1 for b = -1/2: never at both."""
    assert checked("n**2/2 + b + x[n]").linear.status.value == "refuted"


def test_two_unknown_functions_are_bilinear() -> None:
    report = checked("f'(t)*g(t) - f(t)*g'(t)")
    assert report.linear.status.value == "refuted"
    assert {name: c.status.value for name, c in report.linear_in.items()} == {
        "f": "proved",
        "g": "proved",
    }


@pytest.mark.parametrize("row", ROWS[::4], ids=lambda row: row["id"])
def test_certificates_are_accepted_by_the_kernel_alone(row: dict[str, Any]) -> None:
    """As documents, read again."""
    report = decided_functions(row["args"][1], **_options(row["args"][2:]))
    for claim in report.claims.values():
        if claim.certificate is not None:
            document = json.loads(json.dumps(claim.certificate.to_json()))
            assert symlin.verify(document).status is claim.status


@pytest.mark.parametrize("seed", first(12, range(40)))
def test_planted_truth_is_never_contradicted(seed: int) -> None:
    """Sums of pieces of which it is known where each is linear, and where invariant."""
    planted = draw(Random(seed))
    report = checked(planted.text, timeout=5.0)
    assert set(judged(planted, report).values()) <= {"right", "unknown"}, planted.text


@pytest.mark.parametrize("end", UNANSWERED)
def test_a_search_that_fails_leaves_the_law_open_and_takes_no_other_away(
    end: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As of operators on numbers: memory that does not suffice for one law may do for the next."""

    def decide(self: Cases, law: Law) -> Found:
        if law is Law.ODD:
            raise end
        return honest(self, law)

    honest = Cases.decide
    monkeypatch.setattr(Cases, "decide", decide)
    report = checked("x(t)**2")
    assert (report.odd.status, report.odd.reason) == (Status.UNKNOWN, reason_of(end()))
    assert report.linear.status is Status.REFUTED
    assert report.time_invariance is not None
    assert report.time_invariance.status is Status.PROVED

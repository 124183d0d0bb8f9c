"""What is refuted has a counterexample to show: that of its certificate, where none is better."""

from __future__ import annotations

from time import sleep
from types import SimpleNamespace
from typing import Any, NoReturn

import pytest

from symlin.decision.claims import NOT_SHOWN, Claims
from symlin.decision.decide import decide
from symlin.decision.example import Examples, _witnesses
from symlin.decision.report import subject_of
from symlin.decision.unanswered import (
    FAILED,
    NO_MEMORY,
    TOO_DEEP,
    TOO_LARGE,
    TOO_LATE,
    TOO_LONG,
)
from symlin.decision.verdict import Status
from symlin.errors import SymlinError
from symlin.exact.deadline import GRACE, Deadline, OutOfTime, check_time
from symlin.exact.values import Probe
from symlin.kernel.certificate import ParameterSplit, Rejected, Witness
from symlin.kernel.claim import Law, Subject
from symlin.kernel.numbers import TooLarge
from symlin.kernel.term import FALSE, ONE, TRUE, const, gt, var
from symlin.kernel.theorem import LawTheorem
from symlin.reading.parse import parse_operator
from symlin.search.laws import LawSearch
from symlin.search.outcome import NOTHING
from symlin.search.strategy import Strategy

DISGUISED = "asin(tanh(x)) - atan(sinh(x)) + Max(0, 1 - Abs(x - 10**9))/10**12"
"""A bump far away beside an identity whose two sides are close to no number there: without it, no
normal form shows that f(10^9) is not 2 f(10^9/2)."""


def test_points_are_shown_of_a_function_that_only_its_rewrites_make_plain() -> None:
    """The kernel knows by the theorem that the identity is 0, and need not see it once more."""
    report = decide(parse_operator(DISGUISED), timeout=60.0)
    for claim in report.claims.values():
        assert claim.status is Status.REFUTED
        assert claim.theorem is not None and claim.theorem.rewrites
        assert claim.counterexample is not None, claim.law


@pytest.mark.parametrize("end", [OutOfTime, TooLarge, RecursionError, MemoryError, Rejected])
@pytest.mark.parametrize("text", ["leaky_relu", "a*x + x**2"])
def test_a_simpler_example_that_is_not_found_leaves_the_certificates(
    text: str, end: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever ends the search for one, the law stays refuted, and its witness is at hand."""
    honest = LawSearch.quickly

    def fails(self: Any, *rest: Any) -> Any:
        if self.subject.parameters:
            return honest(self, *rest)
        raise end

    monkeypatch.setattr(LawSearch, "quickly", fails)
    report = decide(parse_operator(text))
    for law in (Law.LINEAR, Law.AFFINE):
        claim = report.claims[law]
        assert claim.status in (Status.REFUTED, Status.CONDITIONAL)
        assert claim.counterexample is not None


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        (OutOfTime, TOO_LATE),
        (TooLarge, TOO_LARGE),
        (RecursionError, TOO_DEEP),
        (SymlinError, FAILED),
        (OverflowError, TOO_LONG),
        (MemoryError, NO_MEMORY),
    ],
)
def test_a_search_that_fails_leaves_the_law_open_and_says_why(
    end: type[Exception], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No failure is an answer, and none takes the other laws' answers away."""

    def decide_law(self: Any, law: Law, *rest: Any) -> Any:
        if law is Law.ODD:
            raise end
        return honest(self, law, *rest)

    honest = Strategy.decide
    monkeypatch.setattr(Strategy, "decide", decide_law)
    report = decide(parse_operator("relu"))
    assert (report.odd.status, report.odd.reason) == (Status.UNKNOWN, reason)
    assert report.linear.status is Status.REFUTED


def test_what_is_refuted_in_the_last_moment_has_a_counterexample() -> None:
    """The time for the whole is over when the kernel has accepted the witness."""
    subject = subject_of(parse_operator("relu"))
    claims, outcome = Claims(subject, Deadline(0.0)), _found(subject)
    theorem = claims._accepted(Law.ADDITIVITY, outcome)
    assert isinstance(theorem, LawTheorem)
    assert claims._told(Law.ADDITIVITY, theorem, outcome.search).counterexample is not None


@pytest.mark.wall_clock
def test_to_check_it_there_is_half_a_second_after_that(monkeypatch: pytest.MonkeyPatch) -> None:
    """Larger functions than relu take longer than the grace of any time limit."""
    honest = Examples._evaluated

    def slowly(*arguments: Any) -> Any:
        sleep(2 * GRACE)
        check_time()
        return honest(*arguments)

    monkeypatch.setattr(Examples, "_evaluated", slowly)
    test_what_is_refuted_in_the_last_moment_has_a_counterexample()


def test_where_it_is_not_seen_which_witness_applies_all_are_tried() -> None:
    """The kernel rejects those that do not."""
    yes, no = (Witness(({"x": const(k)},), (ONE,), 0) for k in (1, 2))
    for guard, witnesses in ((gt(var("y")), [yes, no]), (TRUE, [yes]), (FALSE, [no])):
        split: Any = SimpleNamespace(certificate=ParameterSplit(guard, yes, no))
        assert list(_witnesses(split, {})) == witnesses


def _found(subject: Subject) -> Any:
    return Strategy(subject).decide(Law.ADDITIVITY, Deadline(10.0), NOTHING)


def test_an_example_that_fails_does_not_take_the_verdict_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What cannot be shown is not shown; what was proved stays."""

    def too_much(*_: object) -> NoReturn:
        raise MemoryError

    monkeypatch.setattr(Probe, "at", too_much)
    monkeypatch.setattr(Probe, "at_terms", too_much)
    subject = subject_of(parse_operator("relu"))
    monkeypatch.undo()
    outcome = _found(subject)
    monkeypatch.setattr(Probe, "at", too_much)
    monkeypatch.setattr(Probe, "at_terms", too_much)
    claims = Claims(subject, Deadline(10.0))
    theorem = claims._accepted(Law.ADDITIVITY, outcome)
    claim = claims._told(Law.ADDITIVITY, theorem, outcome.search)  # type: ignore[arg-type]
    assert (claim.status, claim.counterexample) == (Status.REFUTED, None)
    assert claim.reason == NOT_SHOWN


def test_an_instance_of_one_law_is_shown_as_one_of_the_law_that_it_stands_under() -> None:
    """f(2*1) = 4 but 2*f(1) = 2 breaks homogeneity, for which any factor serves, as well as
    positive homogeneity: the report calls it by the name of the law that it stands under."""
    report = decide(parse_operator("x**2"))
    positive = report.positive_homogeneity
    assert positive.instance is not None and positive.instance.law is Law.POSITIVE_HOMOGENEITY
    carried = Claims(subject_of(report.operator), Deadline(10.0)).carried(Law.HOMOGENEITY, positive)
    assert carried is not None and carried.counterexample is not None
    assert carried.counterexample.law is Law.HOMOGENEITY
    assert carried.counterexample.scalar == const(2)
    assert carried.counterexample.points == report.positive_homogeneity.counterexample.points  # type: ignore[union-attr]


def test_a_proof_that_shows_another_law_as_well_gives_no_reason() -> None:
    """Only a law that fails has a counterexample to be missed."""
    report = decide(parse_operator("3*x"))
    carried = Claims(subject_of(report.operator), Deadline(10.0)).carried(Law.ODD, report.linear)
    assert carried is not None
    assert (carried.status, carried.reason) == (Status.PROVED, None)

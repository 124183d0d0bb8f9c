"""A person reads the verdict while the numbers are still tried."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symlin import api
from symlin.commands.run import run
from symlin.decision.opinion import CrossCheck
from symlin.report.answers import Answer, AnyReport

DECIDE = api.check_in_two


def doubted_by(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], opinion: CrossCheck
) -> list[str]:
    """What is on standard output by the time the numbers are asked, who then say this."""
    printed: list[str] = []

    def slow(text: str, **options: object) -> Answer:
        found = DECIDE(text, **options)  # type: ignore[arg-type]

        def doubted() -> AnyReport:
            printed.append(capsys.readouterr().out)
            return replace(found.report, crosscheck=opinion)

        return Answer(found.report, doubted)

    monkeypatch.setattr(api, "check_in_two", slow)
    return printed


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("relu", "NOT LINEAR"), ("y(t) = t*x(t)", "LINEAR, NOT TIME-INVARIANT")],
)
def test_the_verdict_is_printed_before_numbers_are_tried(
    text: str, verdict: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The kernel has accepted it by then; libraries for the numbers may take a second to load."""
    printed = doubted_by(monkeypatch, capsys, CrossCheck("agrees", 200))
    run(["check", text])
    assert verdict in printed[0]
    assert "additivity" in printed[0]
    assert capsys.readouterr().out.strip().startswith("certificates checked by the kernel")


def test_numbers_that_disagree_raise_the_alarm_after_the_verdict(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was printed cannot be taken back, so it is said aloud, and by the exit code."""
    doubted_by(monkeypatch, capsys, CrossCheck("disagrees", detail="f(1) is 2"))
    assert run(["check", "relu"]) == 4
    said = " ".join(capsys.readouterr().out.split())
    assert "DISAGREES with the prover" in said
    assert "the verdict must not be relied on. f(1) is 2" in said


def test_a_quiet_verdict_waits_for_the_alarm(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Scripts that read one line must not read it without the alarm."""
    printed = doubted_by(monkeypatch, capsys, CrossCheck("disagrees"))
    run(["check", "--quiet", "relu"])
    assert printed == [""]
    assert "DISAGREES" in capsys.readouterr().out

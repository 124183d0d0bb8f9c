"""How the answer of `check` is printed, bit by bit as it becomes known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeGuard

from symlin.commands.answers import (
    DISAGREES,
    Failure,
    attempt,
    show_failure,
    status_code,
)
from symlin.commands.options import Loudness
from symlin.commands.output import remark, say_json, say_lines, text_width
from symlin.commands.progress import patience

if TYPE_CHECKING:
    from symlin.export.coq.verdict import Verdict
    from symlin.report.answers import Answer, AnyReport


class Wanted(NamedTuple):
    """What is to be printed of an answer."""

    as_json: bool = False
    amount: Loudness = Loudness.USUAL
    coq: float | None = None
    """Seconds for coqc to look at the proofs; None where it is not asked."""


def show_report(text: str, found: Answer | Failure, wanted: Wanted) -> int:
    """Prints the answer and returns its exit code: the verdict at once, and the closing line when
    the numbers have been tried. Where it is printed whole, it is printed then."""
    if isinstance(found, Failure):
        return show_failure(text, found, wanted.as_json)
    at_once = not wanted.as_json and wanted.amount is not Loudness.QUIET
    if at_once:
        _say(found.report, "body")
    with patience(f"trying numbers on {text}"):
        report = attempt(found.doubted)
    if isinstance(report, Failure):
        return show_failure(text, report, wanted.as_json)
    code = DISAGREES if report.crosscheck.status == "disagrees" else status_code(report.linear)
    if at_once:
        _say_closing(report, wanted.amount)
    elif not wanted.as_json:
        _say(report, "verdict")
    return max(code, _asked_coq(text, report, wanted))


def _asked_coq(text: str, report: AnyReport, wanted: Wanted) -> int:
    """What coqc says, if it is asked, in the JSON or on a line of its own; the exit code."""
    said: Verdict | Failure | None = None
    if wanted.coq is not None:
        with patience(f"coqc checks {text}"):
            said = attempt(_coq_verdict, report, wanted.coq)
    if wanted.as_json:
        more: dict[str, Any] = {"coq": said.to_dict()} if _is_answer(said) else {}
        say_json({**report.to_dict(), **more})
    elif _is_answer(said) and wanted.amount is not Loudness.QUIET:
        from symlin.report.formats.segments import wrapped

        say_lines(wrapped("  ", said.text, text_width(), "dim", 2))
    if isinstance(said, Failure):
        remark(f"symlin: {said.message}")
        return said.code
    return 0


def _is_answer(said: Verdict | Failure | None) -> TypeGuard[Verdict]:
    return said is not None and not isinstance(said, Failure)


def _coq_verdict(report: AnyReport, seconds: float) -> Verdict:
    from symlin.decision.report import Report
    from symlin.errors import NotExported
    from symlin.export.coq.verdict import verdict

    if not isinstance(report, Report):
        raise NotExported("coqc is asked about operators on numbers alone")
    return verdict(report, seconds)


def _say(report: AnyReport, part: Literal["verdict", "body"]) -> None:
    from symlin.report.words.answers import Words

    say_lines(getattr(Words.of(report), part)(report, text_width()))


def _say_closing(report: AnyReport, amount: Loudness) -> None:
    from symlin.decision.report import Report
    from symlin.report.words.answers import Words
    from symlin.report.words.text import alarm

    width = text_width()
    # the verdict was printed when there was no cause for alarm yet
    lines = [*alarm(report.crosscheck, width), *Words.of(report).closing(report, width)]
    if amount is Loudness.VERBOSE and isinstance(report, Report):
        from symlin import api
        from symlin.report.words.details import detail_lines

        tried = report.crosscheck.seconds
        times = [("deciding", report.seconds - tried), ("numeric examples", tried)]
        lines += detail_lines(report.claims.values(), times, api.verify, width)
    say_lines(lines)

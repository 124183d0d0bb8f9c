"""From an answer to what is printed and to the exit code."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from symlin.commands.options import Loudness
from symlin.commands.output import remark, say_json, say_lines, text_width
from symlin.commands.progress import patience
from symlin.errors import InputError, NotExported, NotInstalled

if TYPE_CHECKING:
    from symlin.api import AnyReport
    from symlin.decision.functions.claims import FunctionClaim
    from symlin.decision.network.claims import NetworkClaim
    from symlin.decision.report import Report
    from symlin.decision.verdict import Claim
    from symlin.report.formats.segments import Line

HOLDS, FAILS, MALFORMED, UNKNOWN, DISAGREES, BUG = range(6)
"""The exit codes; of several operators the largest counts."""
INTERRUPTED = 130
"""128 + SIGINT, as shells have it."""
BROKEN_PIPE = 141
"""128 + SIGPIPE: the reader has gone, and needs no message."""

NO_MEMORY = "out of memory: nothing is known"

R = TypeVar("R")


@dataclass(frozen=True)
class Failure:
    """Why there is no answer, the exit code for it, and the error, if the input is at fault."""

    code: int
    message: str
    error: InputError | None = None


def place_of(error: InputError) -> dict[str, Any]:
    """Where the fault is, and what to write instead, as far as they are known."""
    place: dict[str, Any] = {} if error.position is None else {"position": error.position}
    return {**place, "suggestions": list(error.suggestions)} if error.suggestions else place


def shortage_of(error: Exception) -> Failure | None:
    """What is said where the machine lacks something, and symlin is not at fault.

    A library that finds no room says that it cannot be loaded, or that it is not there.
    """
    if isinstance(error, MemoryError):
        return Failure(UNKNOWN, NO_MEMORY)
    own = isinstance(error, ImportError) and (error.name or "").startswith("symlin")
    missing = type(error).__name__ == "Z3Exception" and "not found" in str(error)
    if missing or (isinstance(error, ImportError) and not own):
        return Failure(
            MALFORMED, f"a library cannot be loaded, perhaps for lack of memory: {error}"
        )
    return None


def attempt(work: Callable[..., R], *arguments: Any) -> R | Failure:
    """The result, or in what way the input or symlin is at fault; no traceback."""
    try:
        return work(*arguments)
    except InputError as error:
        return Failure(MALFORMED, str(error), error)
    except NotInstalled as error:
        return Failure(MALFORMED, str(error))
    except NotExported as error:
        return Failure(UNKNOWN, f"not exported: {error}")
    except (click.ClickException, click.exceptions.Exit, click.Abort, OSError):
        raise
    except Exception as error:
        if (shortage := shortage_of(error)) is not None:
            return shortage
        if os.environ.get("SYMLIN_TRACEBACK"):
            raise
        what = f"{type(error).__name__}: {error}"
        return Failure(BUG, f"symlin failed on this input (a bug): {what}")


def obtain(
    ctx: click.Context, doing: str, text: str, work: Callable[[], R], as_json: bool = False
) -> R:
    """The result of the work; where there is none, its reason is shown and the command ends."""
    with patience(f"{doing} {text}"):
        found = attempt(work)
    if isinstance(found, Failure):
        ctx.exit(show_failure(text, found, as_json))
    return found


def file_trouble(error: OSError) -> str:
    """What the system says about a file, or about standard output."""
    where = f"{error.filename}: " if error.filename is not None else ""
    return f"{where}{error.strerror or error}"


def show_failure(text: str, failure: Failure, as_json: bool) -> int:
    """The message on stderr; with --json also an object in the place of the answer."""
    remark(f"symlin: {failure.message}")
    if as_json:
        place = {} if failure.error is None else place_of(failure.error)
        say_json({"operator": text, "error": failure.message, **place})
    return failure.code


def show_report(
    text: str, found: AnyReport | Failure, as_json: bool, amount: Loudness = Loudness.USUAL
) -> int:
    """Prints the answer and returns its exit code."""
    if isinstance(found, Failure):
        return show_failure(text, found, as_json)
    if as_json:
        say_json(found.to_dict())
    else:
        say_lines(_report_lines(found, amount))
    return DISAGREES if found.crosscheck.status == "disagrees" else status_code(found.linear)


def _report_lines(report: AnyReport, amount: Loudness) -> list[Line]:
    """As much of the report as was asked for."""
    from symlin.decision.report import Report

    if isinstance(report, Report):
        return _number_lines(report, amount)
    from symlin.decision.network.report import NetworkReport

    if isinstance(report, NetworkReport):
        from symlin.report.words import networks

        quiet = amount is Loudness.QUIET
        return (networks.verdict_lines if quiet else networks.network_lines)(report, text_width())
    from symlin.report.words.functions import function_lines, verdict_lines

    shown = verdict_lines if amount is Loudness.QUIET else function_lines
    return shown(report, text_width())


def _number_lines(report: Report, amount: Loudness) -> list[Line]:
    from symlin.report.words.reading import assumption_lines, read_as_lines
    from symlin.report.words.text import report_lines, verdict_lines

    width = text_width()
    if amount is Loudness.QUIET:
        return [
            *verdict_lines(report, width),
            *read_as_lines(report.operator, width),
            *assumption_lines(report.operator, width),
        ]
    lines = report_lines(report, width)
    if amount is Loudness.VERBOSE:
        from symlin import api
        from symlin.report.words.details import detail_lines

        tried = report.crosscheck.seconds
        times = [("deciding", report.seconds - tried), ("numeric examples", tried)]
        lines += detail_lines(report.claims.values(), times, api.verify, width)
    return lines


def status_code(claim: Claim | FunctionClaim | NetworkClaim) -> int:
    """0 proved, 1 refuted or conditional, 3 unknown."""
    return {"proved": HOLDS, "unknown": UNKNOWN}.get(claim.status.value, FAILS)

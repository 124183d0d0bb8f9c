"""From an answer to what is printed and to the exit code."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from symlin.commands.options import Loudness
from symlin.commands.output import remark, say_json, say_lines, text_width
from symlin.commands.progress import patience
from symlin.errors import InputError, NotExported, NotInstalled
from symlin.kernel.clock import OutOfTime

if TYPE_CHECKING:
    from symlin.report.answers import Answer, AnyClaim, AnyReport

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
    except OutOfTime:
        return Failure(UNKNOWN, "out of time (see --timeout)")
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
    text: str, found: Answer | Failure, as_json: bool, amount: Loudness = Loudness.USUAL
) -> int:
    """Prints the answer and returns its exit code: the verdict at once, and the closing line when
    the numbers have been tried. Where it is printed whole, it is printed then."""
    if isinstance(found, Failure):
        return show_failure(text, found, as_json)
    at_once = not as_json and amount is not Loudness.QUIET
    if at_once:
        _say(found.report, "body")
    with patience(f"trying numbers on {text}"):
        report = attempt(found.doubted)
    if isinstance(report, Failure):
        return show_failure(text, report, as_json)
    if as_json:
        say_json(report.to_dict())
    elif at_once:
        _say_closing(report, amount)
    else:
        _say(report, "verdict")
    return DISAGREES if report.crosscheck.status == "disagrees" else status_code(report.linear)


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


def status_code(claim: AnyClaim) -> int:
    """0 proved, 1 refuted or conditional, 3 unknown."""
    return {"proved": HOLDS, "unknown": UNKNOWN}.get(claim.status.value, FAILS)

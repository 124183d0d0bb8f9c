"""From an answer to what is printed and to the exit code."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from symlin.errors import InputError

if TYPE_CHECKING:
    from symlin.commands.tally import Tally
    from symlin.decision.verdict import Claim, Report

HOLDS, FAILS, MALFORMED, UNKNOWN, DISAGREES, BUG = range(6)
"""The exit codes; of several operators the largest counts."""
INTERRUPTED = 130
"""128 + SIGINT, as shells have it."""
BROKEN_PIPE = 141
"""128 + SIGPIPE: the reader has gone, and needs no message."""

R = TypeVar("R")


@dataclass(frozen=True)
class Failure:
    """Why there is no answer, and the exit code for it."""

    code: int
    message: str


def attempt(work: Callable[..., R], *arguments: Any) -> R | Failure:
    """The result, or in what way the input or symlin is at fault; no traceback."""
    try:
        return work(*arguments)
    except InputError as error:
        return Failure(MALFORMED, str(error))
    except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
        raise
    except Exception as error:
        if os.environ.get("SYMLIN_TRACEBACK"):
            raise
        what = f"{type(error).__name__}: {error}"
        return Failure(BUG, f"symlin failed on this input (a bug): {what}")


def show_failure(text: str, failure: Failure, as_json: bool) -> int:
    """The message on stderr; with --json also an object in the place of the answer."""
    click.echo(f"symlin: {failure.message}", err=True)
    if as_json:
        show_json({"operator": text, "error": failure.message})
    return failure.code


def show_json(answer: dict[str, Any]) -> None:
    """One object on one line, in UTF-8 whatever bytes were typed."""
    text = json.dumps(answer, ensure_ascii=False)
    click.echo(text.encode(errors="replace").decode())


def show_report(text: str, found: Report | Failure, as_json: bool) -> int:
    """Prints the answer and returns its exit code."""
    if isinstance(found, Failure):
        return show_failure(text, found, as_json)
    if as_json:
        show_json(found.to_dict())
    else:
        from symlin.commands.terminal import text_width, write
        from symlin.report.words.text import report_lines

        write(report_lines(found, text_width(sys.stdout)))
    return DISAGREES if found.crosscheck.status == "disagrees" else status_code(found.linear)


def status_code(claim: Claim) -> int:
    """0 proved, 1 refuted or conditional, 3 unknown."""
    return {"proved": HOLDS, "unknown": UNKNOWN}.get(claim.status.value, FAILS)


def batch_code(tally: Tally) -> int:
    """The worst of what was counted."""
    if tally.bugs:
        return BUG
    if tally.disagreements:
        return DISAGREES
    return MALFORMED if tally.malformed else FAILS if tally.unmet else HOLDS


def discard_output() -> None:
    """Python flushes stdout once more at exit; that must not fail on a closed pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

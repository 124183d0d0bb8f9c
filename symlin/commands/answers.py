"""From an answer to what is printed and to the exit code."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from symlin.commands.output import remark, say_json
from symlin.commands.progress import patience
from symlin.errors import InputError, NotExported, NotInstalled
from symlin.kernel.clock import OutOfTime

if TYPE_CHECKING:
    from symlin.report.answers import AnyClaim

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
    except SystemExit as error:  # in what --run has run: its code would be taken for an answer
        return Failure(MALFORMED, f"what was run ended the program: sys.exit({error.code!r:.200})")
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


def status_code(claim: AnyClaim) -> int:
    """0 proved, 1 refuted or conditional, 3 unknown."""
    return {"proved": HOLDS, "unknown": UNKNOWN}.get(claim.status.value, FAILS)

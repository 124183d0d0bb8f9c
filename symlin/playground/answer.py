"""From a question to what the page shows: runs in the browser, and says how far it is.

What is told is JSON: a state, an answer when the kernel has accepted it, what numbers say of that,
or what is wrong with the question.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

from symlin.errors import InputError, NotInstalled
from symlin.playground.question import Question

if TYPE_CHECKING:
    from symlin.report.answers import AnyReport

Tell = Callable[[str], object]
_NAME = re.compile(r"\w[\w.]*")
LOOKING, TRYING = "Looking for a proof", "Certified; now trying numbers"
FOR_NUMBERS = ("symlin.language.sympy.numeric", "hypothesis")
"""What trying numbers takes; a browser loads it then."""
NO_MEMORY = "Out of memory: nothing is known. A smaller question may be answered."
MISSING = "This page has no {}; on a computer of your own, symlin can be installed with it."


def ask(document: str, tell: Tell) -> None:
    """Answers the question; every way in which it ends is told."""
    try:
        _ask(Question.read(document), tell)
    except InputError as error:
        _say(tell, wrong=_wrong(error))
    except NotInstalled as error:
        _say(tell, wrong={"message": str(error)})
    except MemoryError:
        _say(tell, wrong={"message": NO_MEMORY})
    except ImportError as error:
        _say(tell, wrong={"message": MISSING.format(error.name or error)})
    except OSError as error:
        _say(tell, wrong={"message": f"{error.filename or ''}: {error.strerror or error}"})
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        _say(tell, wrong={"message": f"symlin failed on this question (a bug): {what}"})


def _say(tell: Tell, **message: Any) -> None:
    tell(json.dumps(message, ensure_ascii=False))


def _wrong(error: InputError) -> dict[str, Any]:
    """The message, with a caret below the place, and what can be asked instead."""
    message = str(InputError(error.message, error.text, error.position))
    placed = error.position is not None
    instead = list(error.suggestions) or _mended(error)
    return {"message": message, "placed": placed, "suggestions": instead}


def _mended(error: InputError) -> list[str]:
    """The text with the name that is meant in the place of the one that is not known."""
    meant = re.search(r"did you mean (\w[\w.]*\w)\?", error.message)
    wrong = _NAME.match(error.text, error.position or 0)
    if meant is None or wrong is None:
        return []
    return [error.text[: wrong.start()] + meant[1] + error.text[wrong.end() :]]


def _ask(question: Question, tell: Tell) -> None:
    _say(tell, state=LOOKING)
    if question.other:
        _compare(question, tell)
        return
    from symlin.api import check_in_two

    answer = check_in_two(question.text, **question.options, timeout=question.seconds)
    _say(tell, state=TRYING, answer=answered(question, answer.report))
    _draw(answer.report, tell)
    _load(FOR_NUMBERS)
    report = answer.doubted()
    if report.crosscheck.status == "disagrees":  # which no line of the answer may leave out
        _say(tell, answer=answered(question, report))
    _say(tell, numbers=_numbers(report))


def _load(modules: Sequence[str]) -> None:
    """What is to be loaded is there before a time limit begins that is meant for work; where it
    cannot be, whoever imports it says so."""
    for name in modules:
        with suppress(ImportError):
            import_module(name)


def _draw(report: AnyReport, tell: Tell) -> None:
    """The picture, where there is something to see; the answer stands without it as well."""
    from symlin.playground.shown import drawn

    try:
        found = drawn(report)
    except InputError:
        return
    if found is not None:
        _say(tell, picture=found)


def _compare(question: Question, tell: Tell) -> None:
    from symlin.playground.comparison import compared

    _say(tell, answer={**compared(question), **_again(question), "final": True})


def _again(question: Question) -> dict[str, str]:
    return {"command": question.command, "python": question.python}


def _numbers(report: AnyReport) -> dict[str, str]:
    """What is there once numbers have been tried: the whole of what the command line prints, and
    why they were not tried, if that is so."""
    from symlin.playground.shown import text_of

    undone = report.crosscheck.detail if report.crosscheck.status == "skipped" else ""
    return {"text": text_of(report, doubted=True), "undone": undone}


def answered(question: Question, report: AnyReport) -> dict[str, Any]:
    """What the page shows of a report, before numbers have been tried."""
    from symlin.playground.shown import body, certificates, text_of

    html, verdict, style = body(report)
    return {
        "html": html,
        "verdict": verdict,
        "style": style,
        "text": text_of(report, doubted=False),
        "certificates": certificates(report),
        **_again(question),
    }

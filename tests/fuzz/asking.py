"""One question put to symlin, and what is wrong with the answer."""

from __future__ import annotations

import faulthandler
import io
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from .grammar import Question, draw

LONG = 90.0
LATE = 2.0
"""Seconds beyond its time after which an answer is late."""
START = 1.5
"""The same for a process that has yet to start and to import SymPy."""
WAYS = (
    "check",
    "check",
    "json",
    "explain",
    "batch",
    "equiv",
    "export",
    "library",
    "thread",
    "process",
)
"""How a question is put: by the command line in this process, as the library, as a process."""
LONGEST_WORD = 100_000
"""Characters that an argument of a process may have; a system limits them."""
EXPORTS = ("json", "smtlib", "latex")
PICTURE = Path(tempfile.gettempdir()) / f"symlin-fuzz-{os.getpid()}.svg"
FORMATS = ("text", "markdown", "latex", "html")


@dataclass(frozen=True)
class Job:
    """The number of a question, and the seconds that its answer may take."""

    seed: int
    index: int
    timeout: float

    @property
    def question(self) -> Question:
        return draw(self.seed, self.index)

    @property
    def way(self) -> str:
        return Random(f"{self.seed}:way:{self.index}").choice(WAYS)


class Watch:
    """Seconds from now on, by the clock that shows fewer.

    On a busy machine the clock on the wall runs on while others compute; and what several threads
    compute at a time takes more of the processors than anybody waits. An answer is late only if
    both say so.
    """

    def __init__(self) -> None:
        self._wall, self._processor = time.monotonic(), time.process_time()

    @property
    def seconds(self) -> float:
        return min(time.monotonic() - self._wall, time.process_time() - self._processor)


@dataclass(frozen=True)
class Told:
    """What came back: the exit code, the seconds that it took, and the words for a failure."""

    code: int
    seconds: float
    words: str = ""
    grace: float = LATE

    def complaint(self, timeout: float) -> str | None:
        """What is wrong with it, if anything is."""
        if self.code not in (0, 1, 2, 3):
            return f"EXIT {self.code}: {self.words}"
        if self.seconds > timeout + self.grace:
            return f"LATE by {self.seconds - timeout:.1f} s"
        return None


def ask(job: Job) -> Told:
    """Put the question in its way; where it stands after a long time is told on stderr."""
    rng = Random(f"{job.seed}:options:{job.index}")
    other = draw(job.seed, job.index + 1).text if rng.random() < 0.5 else None
    faulthandler.dump_traceback_later(job.timeout + LONG)
    try:
        return asked(job.question, job.way, job.timeout, rng, other)
    finally:
        faulthandler.cancel_dump_traceback_later()


def asked(
    question: Question,
    way: str,
    timeout: float,
    rng: Random | None = None,
    other: str | None = None,
) -> Told:
    """Put a question in one of the ways; `other` is what it is compared with."""
    match way:
        case "library":
            return _library(question, timeout)
        case "thread":
            return _in_thread(question, timeout)
        case "process" if len(question.text) <= LONGEST_WORD:
            return _process(arguments(question, "check", timeout))
        case "process" | "batch":
            return _command(arguments(question, "batch", timeout), _line(question))
        case _:
            return _command(arguments(question, way, timeout, rng, other))


def arguments(
    question: Question,
    way: str,
    timeout: float,
    rng: Random | None = None,
    other: str | None = None,
) -> list[str]:
    """The command line for a way of asking."""
    rng = rng or Random(0)
    limit = ["--timeout", f"{timeout:g}"]
    told, text = [*question.options(), *limit], ["--", question.text]
    match way:
        case "json":
            return ["check", *told, "--json", *text]
        case "explain":
            return ["explain", *told, "--format", rng.choice(FORMATS), *text]
        case "export":
            return ["export", *told, "--to", rng.choice(EXPORTS), *text]
        case "plot":
            return ["plot", *told, "-o", str(PICTURE), *text]
        case "equiv":
            return ["equiv", *told, *text, other or question.text]
        case "batch":
            return ["batch", *limit, "-"]
        case _:
            return ["check", *told, *text]


def _line(question: Question) -> str:
    """The question as `symlin batch` reads it."""
    inputs = question.inputs.split(",") if question.inputs else None
    said = {"operator": question.text, "assume": list(question.assume), "inputs": inputs}
    said["shape"] = list(question.shape) if question.shape else None
    return json.dumps({key: value for key, value in said.items() if value})


def _command(words: list[str], given: str = "") -> Told:
    """A command line in this process, with its exit code."""
    from symlin.commands.run import run

    out, err = io.StringIO(), io.StringIO()
    watch, stdin = Watch(), sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(given.encode(errors="surrogatepass")))
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = run(words)
    finally:
        sys.stdin = stdin
    words_said = err.getvalue()[-400:] if code == 5 else out.getvalue()[-600:]
    return Told(code, watch.seconds, words_said if code > 3 else "")


def _library(question: Question, timeout: float) -> Told:
    """The library, which keeps its time by the clock; every form of the report."""
    import symlin

    watch = Watch()
    try:
        report = symlin.check(
            question.text,
            inputs=question.inputs,
            assume=question.assume,
            shape=question.shape,
            timeout=timeout,
        )
        json.dumps(report.to_dict())
        str(report)
    except symlin.InputError as error:
        str(error)
        return Told(2, watch.seconds)
    disagrees = report.crosscheck.status == "disagrees"
    return Told(4 if disagrees else 0, watch.seconds, report.crosscheck.detail)


def _in_thread(question: Question, timeout: float) -> Told:
    """The library in a thread, which no alarm reaches."""
    found: list[Any] = []

    def work() -> None:
        try:
            found.append(_library(question, timeout))
        except BaseException as error:
            found.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    if isinstance(found[0], BaseException):
        raise found[0]
    told: Told = found[0]
    return told


def _process(words: list[str]) -> Told:
    """A process of its own, from start to end; the processor's time is that of the child."""
    before, start = os.times(), time.monotonic()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        done = subprocess.run(
            [sys.executable, "-m", "symlin", *(word.replace("\0", "") for word in words)],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            check=False,
            cwd=Path(__file__).parents[2],
        )
        err.seek(0)
        said = err.read()[-400:].decode(errors="replace")
    after = os.times()
    used = after.children_user + after.children_system
    used -= before.children_user + before.children_system
    used = min(used, time.monotonic() - start)
    return Told(done.returncode, used, said, LATE + START)

"""A command in this process, what came of it, and what is wrong with that."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from random import Random
from typing import NamedTuple

from symlin.commands.run import run

from ..planted.workers import Ended, Failed
from ..planted.workers import run as in_processes
from .outcome import Outcome

LATE = 5.0
"""Processor seconds beyond its time after which an answer is late."""
HUNG = 120.0
"""Seconds after which a process is ended: on a busy machine any of them would have answered."""
LONGEST = 20_000
"""Characters that may be said of a small thing."""
WORDS = {0: "accepted", 1: "accepted", 2: "refused", 3: "unknown or out of time"}
"""What became of a file that was asked about, by the exit code; 1 says that something fails."""


class Told(NamedTuple):
    """The exit code, all that was said, and the processor's seconds."""

    code: int
    said: str
    seconds: float

    def complaint(self, timeout: float) -> str | None:
        """What is wrong with it, if anything is."""
        if self.code not in WORDS or "Traceback" in self.said or "(a bug)" in self.said:
            return f"exit code {self.code}: {self.said[-400:]}"
        if len(self.said) > LONGEST:
            return f"{len(self.said)} characters were said"
        if self.seconds > timeout + LATE:
            return f"late: {self.seconds:.1f} s"
        return None


def ask(words: list[str], given: bytes = b"") -> Told:
    """The command line in this process, with so much on its standard input."""
    out, err, stdin = io.StringIO(), io.StringIO(), sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(given))
    start = time.process_time()
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = run(words)
    finally:
        sys.stdin = stdin
    return Told(code, out.getvalue() + err.getvalue(), time.process_time() - start)


def strangers(folder: Path, before: set[str]) -> str | None:
    """The files beside a folder that were not there before."""
    new = {path.name for path in folder.parent.iterdir()} - before
    return f"files outside: {', '.join(sorted(new))}" if new else None


Try = Callable[[int, int], tuple[str, str | None]]
"""One fault by seed and number: the word for what became of it, and what is wrong."""


def apart(kind: str, attempt: Try, count: int, seed: int, first: int) -> Iterator[Outcome]:
    """Each fault in a process that may crash or hang, which is then what is wrong."""

    def work(number: int) -> tuple[str, str | None]:
        os.environ["SYMLIN_TRACEBACK"] = ""
        return attempt(seed, number)

    for number, found in in_processes(work, range(first, first + count), 1, HUNG):
        again = f"{seed}:{number}"
        match found:
            case Failed(error):
                yield Outcome(kind, "raised", error, again)
            case Ended(seconds, crashed):
                word = "crashed" if crashed else "hung"
                yield Outcome(kind, word, f"{word} after {seconds:.0f} s", again)
            case (word, complaint):
                yield Outcome(kind, word, complaint, again)


def drawn(seed: int, number: int) -> Random:
    """The same for the same numbers."""
    return Random(f"{seed}:{number}")

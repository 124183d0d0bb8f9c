"""What is under way, on standard error: a live line on a terminal, now and then a line in a log.

The live line is written by hand. A library for it would draw random numbers in a thread, which
Hypothesis forbids, and would catch what is printed to standard output meanwhile.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import cycle

from symlin.commands.output import is_terminal, say, whole_of_unicode
from symlin.exact.platform import columns, meanwhile

CALM = 10.0
"""Seconds between two lines of a log: it is read afterwards, and must not be filled with this."""
PATIENCE = 1.0
"""Seconds for which nobody wonders whether anything is happening."""
QUICKEST = 0.1
"""Seconds between two drawings of a live line; more often the eye does not see."""
BAR = 20
"""Columns of a bar."""


class Live:
    """One line that is written over and over, and leaves nothing behind."""

    def __init__(self) -> None:
        self._shown = 0

    def draw(self, text: str) -> None:
        """Writes the text in the place of what was there, as far as the terminal is wide."""
        text = " ".join(text.split())
        room = max(columns() - 1, 10)
        text = text if len(text) <= room else text[: room - 3] + "..."
        say(text.ljust(self._shown), err=True, start="\r", end="")
        self._shown = len(text)

    def clear(self) -> None:
        """Takes the line away."""
        say(" " * self._shown, err=True, start="\r", end="\r")
        self._shown = 0


class Meter:
    """Counts what is done, and shows nothing."""

    def describe(self, text: str) -> None:
        """What is under way."""

    def advance(self) -> None:
        """One more is done."""

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Nothing is in the way while something else is printed."""
        yield


class Bar(Meter):
    """A bar on a terminal, with the numbers and what is under way."""

    def __init__(self, total: int | None) -> None:
        self._total, self._done, self._text = total, 0, ""
        self._line, self._drawn = Live(), 0.0
        self._signs = "━╌" if whole_of_unicode(sys.stderr) else "#-"
        self.draw()

    def describe(self, text: str) -> None:
        """What is under way."""
        self._text = text
        self._redraw()

    def advance(self) -> None:
        """One more is done."""
        self._done += 1
        self._redraw()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """The line out of the way while something else is printed."""
        self._line.clear()
        yield
        self.draw()

    def draw(self) -> None:
        """Writes the line."""
        self._drawn = time.monotonic()
        if self._total is None:
            self._line.draw(f"{self._done} done {self._text}")
            return
        full = BAR * self._done // max(self._total, 1)
        bar = self._signs[0] * full + self._signs[1] * (BAR - full)
        self._line.draw(f"{bar} {self._done}/{self._total} {self._text}")

    def clear(self) -> None:
        """Takes the line away."""
        self._line.clear()

    def _redraw(self) -> None:
        if time.monotonic() - self._drawn >= QUICKEST:
            self.draw()


class Log(Meter):
    """A line every few seconds, for who reads the log of a machine."""

    def __init__(self, total: int | None, noun: str) -> None:
        self._total = "" if total is None else f" of {total}"
        self._noun = noun
        self._done = 0
        self._said = time.monotonic()

    def advance(self) -> None:
        """One more is done."""
        self._done += 1
        if time.monotonic() - self._said >= CALM:
            say(f"{self._done}{self._total} {self._noun}", err=True)
            self._said = time.monotonic()


@contextmanager
def progress(total: int | None, noun: str = "", *, wanted: bool = True) -> Iterator[Meter]:
    """A bar for `total` things (None: not known how many), gone when they are done.

    Where nobody watches, lines such as "20 of 97 pages" if there is a noun for the things.
    """
    if not wanted or not is_terminal(sys.stderr):
        yield Log(total, noun) if wanted and noun else Meter()
        return
    bar = Bar(total)
    try:
        yield bar
    finally:
        bar.clear()


@contextmanager
def waiting(text: str, after: float = 0.0) -> Iterator[None]:
    """What is under way, where it has no parts to count; shown after so many seconds."""

    def show(ended: Callable[[float | None], bool]) -> None:
        if after and ended(after):
            return
        line = Live()
        for sign in cycle("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏" if whole_of_unicode(sys.stderr) else "|/-\\"):
            line.draw(f"{sign} {text}")
            if ended(0.2):
                break
        line.clear()

    if not is_terminal(sys.stderr):
        yield
        return
    with meanwhile(show):
        yield


def patience(text: str) -> AbstractContextManager[None]:
    """`waiting`, but only once it takes long: an answer that comes at once needs no such line."""
    return waiting(text, PATIENCE)

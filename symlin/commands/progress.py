"""What is under way, on standard error: a live line on a terminal, now and then a line in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from symlin.commands.output import is_terminal, say, whole_of_unicode
from symlin.exact.platform import columns, meanwhile

if TYPE_CHECKING:
    from rich.progress import Progress

CALM = 10.0
"""Seconds between two lines of a log: it is read afterwards, and must not be filled with this."""
PATIENCE = 1.0
"""Seconds for which nobody wonders whether anything is happening."""
LONGEST = 40
"""Characters of what is under way."""
BAR = 30
"""Columns for the bar and the numbers beside what is under way."""


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
    """A bar on a terminal."""

    def __init__(self, bar: Progress, total: int | None) -> None:
        self._bar = bar
        self._task = bar.add_task("", total=total)
        self._room = min(LONGEST, columns() - BAR)

    def describe(self, text: str) -> None:
        """What is under way, as far as there is room."""
        self._bar.update(self._task, description=_clipped(text, self._room))

    def advance(self) -> None:
        """One more is done."""
        self._bar.advance(self._task)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """The bar out of the way while something else is printed."""
        self._bar.stop()
        try:
            yield
        finally:
            self._bar.start()


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
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    shown = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*shown, console=Console(stderr=True), transient=True) as bar:
        yield Bar(bar, total)


@contextmanager
def waiting(text: str) -> Iterator[None]:
    """What is under way, where it takes its time and has no parts to count; gone once done."""
    if not is_terminal(sys.stderr):
        yield
        return
    from rich.console import Console
    from rich.markup import escape

    spinner = "dots" if whole_of_unicode(sys.stderr) else "line"
    shown = escape(_clipped(text, columns() - 4))
    with Console(stderr=True).status(shown, spinner=spinner, refresh_per_second=5):
        yield


@contextmanager
def patience(text: str) -> Iterator[None]:
    """`waiting`, but only once it takes long: an answer that comes at once needs no such line."""

    def show(ended: Callable[[float | None], bool]) -> None:
        if not ended(PATIENCE):
            with waiting(text):
                ended(None)

    with meanwhile(show) if is_terminal(sys.stderr) else nullcontext():
        yield


def _clipped(text: str, room: int) -> str:
    """The text on one line of so many characters, and at least ten."""
    text, room = " ".join(text.split()), max(room, 10)
    return text if len(text) <= room else text[: room - 3] + "..."

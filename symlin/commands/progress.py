"""A progress bar or a waiting line on stderr, for people only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from symlin.commands.output import is_terminal

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Meter:
    """Counts what is done; shows nothing when stderr is no terminal."""

    def __init__(self, bar: Progress | None = None, task: TaskID | None = None) -> None:
        self._bar, self._task = bar, task

    def describe(self, text: str) -> None:
        """What is under way."""
        if self._bar is not None and self._task is not None:
            text = text if len(text) <= 40 else text[:37] + "..."
            self._bar.update(self._task, description=text)

    def advance(self) -> None:
        """One more is done."""
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """The bar out of the way while something else is printed."""
        if self._bar is not None:
            self._bar.stop()
        try:
            yield
        finally:
            if self._bar is not None:
                self._bar.start()


@contextmanager
def progress(total: int | None, wanted: bool = True) -> Iterator[Meter]:
    """A bar for `total` things (None: not known how many), gone when they are done."""
    if not wanted or not is_terminal(sys.stderr):
        yield Meter()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield Meter(bar, bar.add_task("", total=total))


@contextmanager
def waiting(text: str) -> Iterator[None]:
    """What is under way, where it takes its time and has no parts to count; gone once done."""
    if not is_terminal(sys.stderr):
        yield
        return
    from rich.console import Console
    from rich.markup import escape

    with Console(stderr=True).status(escape(text)):
        yield

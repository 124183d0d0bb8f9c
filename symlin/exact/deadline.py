"""One point in time by which the search gives up."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar

from symlin.exact.signals import can_ring, ringing
from symlin.kernel import clock
from symlin.kernel.clock import OutOfTime, check_time

__all__ = [
    "LEAST",
    "Deadline",
    "OutOfTime",
    "allow_interrupts",
    "at_most",
    "check_time",
    "interrupting",
    "own_time",
    "owns_process",
    "stop_after",
    "until_stopped",
    "within",
]

GRACE = 0.1
"""Seconds beyond the deadline after which work is interrupted: what looks at its own deadline ends
in good order before that."""

LEAST = 0.2
"""Seconds for a question on the side when all the time is over: most are answered in less."""

_interrupts: ContextVar[bool] = ContextVar("interrupts", default=False)


class Deadline:
    """Seconds left from now on; `check` raises OutOfTime once they are over."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds that remain, never negative."""
        return max(0.0, self.end - time.monotonic())

    def check(self) -> None:
        """Raises `OutOfTime` if nothing remains."""
        if time.monotonic() > self.end:
            raise OutOfTime

    def part(self, share: float) -> Deadline:
        """A deadline for one step, which may take that share of what is left."""
        return Deadline(self.left * share)

    def aside(self, seconds: float) -> float:
        """Seconds for a question on the side: so many, or what is left; a little in any case."""
        return min(seconds, max(self.left, LEAST))


_around: ContextVar[Deadline | None] = ContextVar("around", default=None)
"""The limit that is in force."""


def at_most(seconds: float) -> float:
    """So many seconds, or what is left of a limit around the caller: for what cannot be interrupted
    and keeps a limit of its own, such as z3."""
    around = _around.get()
    return seconds if around is None else min(seconds, around.left)


def until_stopped(seconds: float) -> float:
    """So many seconds, or what is left until `check_time` raises: for work in another process."""
    end = clock.END.get()
    return at_most(seconds if end is None else min(seconds, max(0.0, end / 1e9 - time.monotonic())))


def allow_interrupts() -> None:
    """From now on a time limit also interrupts what does not look at the clock by itself.

    That takes the alarm of the whole process, which is its owner's to give: symlin's own processes
    do, and the library never does.
    """
    _interrupts.set(True)


@contextmanager
def interrupting() -> Iterator[None]:
    """The same for the time of a block: that of one command line."""
    token = _interrupts.set(True)
    try:
        yield
    finally:
        _interrupts.reset(token)


def owns_process() -> bool:
    """Whether it was allowed here: the process is symlin's own."""
    return _interrupts.get()


@contextmanager
def stop_after(nanoseconds: int | None) -> Iterator[None]:
    """What is computed inside may take so long, and no longer than a limit around it allows.

    None: as long as it likes, whatever is around it.
    """
    end = None
    if nanoseconds is not None:
        before, end = clock.END.get(), int(time.monotonic() * 1e9) + nanoseconds
        end = end if before is None else min(before, end)
    token = clock.END.set(end)
    try:
        yield
    finally:
        clock.END.reset(token)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What is computed inside may take so long, and a little more to end in good order.

    `check_time` raises `OutOfTime` after that; where interrupts are allowed and there is an alarm,
    `OutOfTime` is raised wherever the computation is.
    """
    whole = seconds + GRACE
    token = _around.set(Deadline(at_most(whole)))
    try:
        with stop_after(int(whole * 1e9)), _interrupted(whole):
            yield
    finally:
        _around.reset(token)


@contextmanager
def own_time() -> Iterator[None]:
    """No limit around the caller is in force.

    A signal handler that asks symlin something may have interrupted symlin, in the middle of a
    step that has half a second: the question has its own time, and does not end with that step.
    """
    token = _around.set(None)
    try:
        with stop_after(None):
            yield
    finally:
        _around.reset(token)


def _interrupted(seconds: float) -> AbstractContextManager[None]:
    if owns_process() and can_ring():
        return ringing(seconds, GRACE, OutOfTime)
    return nullcontext()

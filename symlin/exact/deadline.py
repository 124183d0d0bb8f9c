"""One point in time by which the search gives up."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from symlin.exact.platform import can_ring, ringing
from symlin.kernel.clock import OutOfTime, check_time, stop_after

__all__ = [
    "Deadline",
    "OutOfTime",
    "allow_interrupts",
    "check_time",
    "interrupting",
    "within",
]

GRACE = 0.25
"""Seconds beyond the deadline after which work is interrupted: what looks at its own deadline ends
in good order before that."""

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


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What is computed inside may take so long, and a little more to end in good order.

    `check_time` raises `OutOfTime` after that; where interrupts are allowed and there is an alarm,
    `OutOfTime` is raised wherever the computation is.
    """
    whole = seconds + GRACE
    with stop_after(int(whole * 1e9)):
        if not (_interrupts.get() and can_ring()):
            yield
            return
        with ringing(whole, GRACE, OutOfTime):
            yield

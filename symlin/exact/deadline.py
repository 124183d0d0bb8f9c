"""One point in time by which the search gives up."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

GRACE = 0.25
"""Seconds beyond the deadline after which work is interrupted."""


class OutOfTime(Exception):
    """The deadline has passed."""


class Deadline:
    """Seconds left from now on; `check` raises OutOfTime once they are over."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds that remain, never negative."""
        return max(0.0, self.end - time.monotonic())

    def check(self) -> None:
        """Raise OutOfTime if nothing remains."""
        if time.monotonic() > self.end:
            raise OutOfTime

    def part(self, share: float) -> Deadline:
        """A deadline for one step, which may take that share of what is left."""
        return Deadline(self.left * share)


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Interrupt what does not look at the clock by itself: OutOfTime is raised wherever it is.

    It rings again and again: where it cannot be raised, in a finalizer, it is dropped. Only the
    main thread can be interrupted so; elsewhere the deadline alone is kept.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "SIGALRM"):
        yield
        return
    rang = False

    def ring(number: int, frame: object) -> None:
        nonlocal rang
        rang = True
        raise OutOfTime

    before, hook = signal.signal(signal.SIGALRM, ring), sys.unraisablehook
    sys.unraisablehook = lambda seen: None if rang else hook(seen)
    signal.setitimer(signal.ITIMER_REAL, seconds + GRACE, GRACE)
    try:
        yield
    except Exception as error:  # ctypes, for one, passes it on under another name
        if rang and not isinstance(error, OutOfTime):
            raise OutOfTime from error
        raise
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        sys.unraisablehook = hook

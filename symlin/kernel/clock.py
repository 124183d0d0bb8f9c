"""The time that whoever asks the kernel is willing to wait.

Not every platform, and not every thread, has an alarm that interrupts a long computation; so the
loops that may take long look at the clock. A question that takes too long ends without an answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic_ns

_end: ContextVar[int | None] = ContextVar("end", default=None)
"""When to stop, by the clock: one for each thread and each task, so that none stops another."""


class OutOfTime(Exception):
    """The time that was given is over."""


def check_time() -> None:
    """Look at the clock.

    Raises `OutOfTime` once the time of a `stop_after` around the caller is over.
    """
    end = _end.get()
    if end is not None and monotonic_ns() > end:
        raise OutOfTime


@contextmanager
def stop_after(nanoseconds: int | None) -> Iterator[None]:
    """What is computed inside may take so long, and no longer than a limit around it allows.

    None: as long as it likes, whatever is around it.
    """
    end = None
    if nanoseconds is not None:
        before, end = _end.get(), monotonic_ns() + nanoseconds
        end = end if before is None else min(before, end)
    token = _end.set(end)
    try:
        yield
    finally:
        _end.reset(token)

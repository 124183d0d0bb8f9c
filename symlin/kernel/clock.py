"""The time that whoever asks the kernel is willing to wait.

Not every platform, and not every thread, has an alarm that interrupts a long computation; so the
loops that may take long look at the clock. A question that takes too long ends without an answer.
"""

from __future__ import annotations

from contextvars import ContextVar
from time import monotonic_ns

END: ContextVar[int | None] = ContextVar("end", default=None)
"""When to stop, by the clock: one for each thread and each task, so that none stops another."""


class OutOfTime(Exception):
    """The time that was given is over."""


def check_time() -> None:
    """Look at the clock.

    Raises `OutOfTime` once it has passed `END`.
    """
    end = END.get()
    if end is not None and monotonic_ns() > end:
        raise OutOfTime

"""The time that whoever asks the kernel is willing to wait.

Not every platform, and not every thread, has an alarm that interrupts a long computation; so the
loops that may take long look at the clock. A question that takes too long ends without an answer.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

END: ContextVar[Callable[[], bool] | None] = ContextVar("end", default=None)
"""Whether it is time to stop: one for each thread and each task, so that none stops another."""


class OutOfTime(Exception):
    """The time that was given is over."""


def check_time() -> None:
    """Look at the clock.

    Raises `OutOfTime` once `END` says so.
    """
    end = END.get()
    if end is not None and end():
        raise OutOfTime

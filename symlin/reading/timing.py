"""Seconds that a person may ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from symlin.errors import InputError, brief
from symlin.exact.deadline import Deadline, OutOfTime, within

T = TypeVar("T")

READING = 1.0
"""Seconds that reading may take in any case, with what has to be loaded first."""
MOST_SECONDS = 1_000_000.0
"""Twelve days: more than anyone waits, and less than a timer can hold."""


def seconds(timeout: object) -> float:
    """The time limit as a number.

    Raises `InputError` for what is none.
    """
    found = _number(timeout)
    if not 0 < found <= MOST_SECONDS:
        expected = f"seconds above 0 and up to {MOST_SECONDS:,.0f}"
        raise InputError(f"timeout: expected {expected}, not {brief(timeout)}")
    return found


def _number(timeout: object) -> float:
    """The number that was given; 0 for what is none, and for one too long for a float."""
    if isinstance(timeout, str | bytes | bool):
        return 0.0
    try:
        return float(timeout)  # type: ignore[arg-type]  # TypeError is what is asked for
    except (TypeError, ValueError, OverflowError):
        return 0.0


def read_in_time(read: Callable[[], T], total: Deadline) -> T:
    """What is read: a formula may have a million characters, and stand for far more.

    Raises `InputError` where reading alone takes longer than all the time there is.
    """
    try:
        with within(max(total.left, READING)):
            return read()
    except OutOfTime:
        raise InputError(
            "there was not even time enough to read this: a larger timeout, or a shorter text"
        ) from None

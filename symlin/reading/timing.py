"""Seconds that a person may ask for."""

from __future__ import annotations

from symlin.errors import InputError

MOST_SECONDS = 1_000_000.0
"""Twelve days: more than anyone waits, and less than a timer can hold."""


def seconds(timeout: object) -> float:
    """The time limit as a number; raises InputError for what is none."""
    try:
        if isinstance(timeout, str | bytes | bool):
            raise TypeError
        found = float(timeout)  # type: ignore[arg-type]  # TypeError is what is asked for
    except (TypeError, ValueError, OverflowError):
        found = 0.0
    if not 0 < found <= MOST_SECONDS:
        expected = f"seconds above 0 and up to {MOST_SECONDS:,.0f}"
        raise InputError(f"timeout: expected {expected}, not {timeout!s:.40}")
    return found

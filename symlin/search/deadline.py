"""One point in time by which the search gives up."""

from __future__ import annotations

import time


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

"""One point in time by which the search gives up."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from typing import cast

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
    "whole_time",
    "within",
]

GRACE = 0.1
"""Seconds beyond the deadline after which work is interrupted: what looks at its own deadline ends
in good order before that."""

LEAST = 0.2
"""Seconds for a question on the side when all the time is over: most are answered in less."""

_interrupts: ContextVar[bool] = ContextVar("interrupts", default=False)


PATIENCE = 4.0
"""Times as long as on an idle machine, at most, where it is busy: then the answer is not another,
but comes later."""

SLACK = 0.5
"""Seconds after the time for a whole question, by the clock, in which it is put in words."""

_latest: ContextVar[int | None] = ContextVar("latest", default=None)
"""When the whole question has to end, by the clock, in nanoseconds."""


@dataclass(frozen=True)
class End:
    """When to stop, in nanoseconds: once the moment has come and the work is done, and in any case
    at the latest. What a process would be given on an idle machine, it gets on a busy one."""

    moment: int
    """By the clock."""
    work: int
    """What the process has computed by then, in all, where it has the machine to itself."""
    latest: int
    """By the clock, and not before the moment."""

    @property
    def left(self) -> float:
        """Seconds that remain, never negative."""
        now = time.monotonic_ns()
        left = self.moment - now
        if self.latest > self.moment:  # else nobody is waited for
            left = min(self.latest - now, max(left, self.work - time.process_time_ns()))
        return max(0, left) / 1e9

    def __call__(self) -> bool:
        """Whether it is time."""
        now = time.monotonic_ns()  # asked first: to ask for the work takes twenty times as long
        return now > self.moment and (now > self.latest or time.process_time_ns() > self.work)


class Deadline:
    """Seconds left from now on, in which a busy machine is waited for, as long as that has a limit;
    `check` raises OutOfTime once they are over."""

    def __init__(self, seconds: float, patience: float = PATIENCE) -> None:
        self.end = _end(seconds, patience)

    @property
    def left(self) -> float:
        """Seconds that remain, never negative."""
        return self.end.left

    def check(self) -> None:
        """Raises `OutOfTime` if nothing remains."""
        if self.end():
            raise OutOfTime

    def part(self, share: float) -> Deadline:
        """A deadline for one step, which may take that share of what is left."""
        step = Deadline(self.left * share)
        step.end = _sooner(step.end, self.end)
        return step

    def aside(self, seconds: float) -> float:
        """Seconds for a question on the side: so many, or what is left; a little in any case."""
        return min(seconds, max(self.left, LEAST))


def whole_time(seconds: float) -> Deadline:
    """So many seconds by the clock, however busy the machine is; to the end of the block of
    `own_time` nothing takes longer, but for what puts in words what was found."""
    _latest.set(_later(seconds + SLACK))
    return Deadline(seconds, patience=1.0)


def _later(seconds: float) -> int:
    return time.monotonic_ns() + int(seconds * 1e9)


def _end(seconds: float, patience: float) -> End:
    """So many seconds from now, and no longer than what is in force around the caller allows."""
    latest, whole, around = _later(seconds * patience), _latest.get(), _in_force()
    latest = latest if whole is None else min(latest, whole)
    latest = latest if around is None else min(latest, around.latest)
    work = time.process_time_ns() + int(seconds * 1e9)
    return End(min(_later(seconds), latest), work, latest)


def _in_force() -> End | None:
    return cast("End | None", clock.END.get())  # nobody else sets it


def _sooner(a: End, b: End) -> End:
    return End(min(a.moment, b.moment), min(a.work, b.work), min(a.latest, b.latest))


_around: ContextVar[Deadline | None] = ContextVar("around", default=None)
"""The limit that is in force."""


def at_most(seconds: float) -> float:
    """So many seconds, or what is left of a limit around the caller: for what cannot be interrupted
    and keeps a limit of its own, such as z3."""
    around = _around.get()
    return seconds if around is None else min(seconds, around.left)


def until_stopped(seconds: float) -> float:
    """So many seconds, or what is left until `check_time` raises: for work in another process."""
    end = _in_force()
    return at_most(seconds if end is None else min(seconds, end.left))


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
def stop_after(seconds: float | None, patience: float = PATIENCE) -> Iterator[None]:
    """What is computed inside may take so long, and no longer than a limit around it allows.

    None: as long as it likes, whatever is around it.
    """
    end = None
    if seconds is not None:
        before, end = _in_force(), _end(seconds, patience)
        end = end if before is None else _sooner(before, end)
    token = clock.END.set(end)
    try:
        yield
    finally:
        clock.END.reset(token)


@contextmanager
def within(seconds: float, patience: float = PATIENCE) -> Iterator[None]:
    """What is computed inside may take so long, and a little more to end in good order; a busy
    machine is waited for some times as long, and not at all where the patience is 1.

    `check_time` raises `OutOfTime` after that; where interrupts are allowed and there is an alarm,
    `OutOfTime` is raised wherever the computation is.
    """
    whole = seconds + GRACE
    limit = Deadline(at_most(whole), patience)
    token = _around.set(limit)
    try:
        with stop_after(whole, patience), _interrupted(whole, limit, patience):
            yield
    finally:
        _around.reset(token)


@contextmanager
def own_time() -> Iterator[None]:
    """No limit around the caller is in force.

    A signal handler that asks symlin something may have interrupted symlin, in the middle of a
    step that has half a second: the question has its own time, and does not end with that step.
    """
    around, latest = _around.set(None), _latest.set(None)
    try:
        with stop_after(None):
            yield
    finally:
        _latest.reset(latest)
        _around.reset(around)


def _interrupted(seconds: float, limit: Deadline, patience: float) -> AbstractContextManager[None]:
    if not (owns_process() and can_ring()):
        return nullcontext()
    return ringing(seconds, GRACE, OutOfTime, limit.end if patience > 1 else lambda: True)

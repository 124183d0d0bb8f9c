"""Hypothesis as a library: draws bytes, shrinks what fails, and leaves no trace.

One of its examples carries a batch of ours, since drawing costs more than examining them.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import Generic, TypeVar

from symlin.exact.loading import load
from symlin.exact.platform import Turn, apart, thread_seconds
from symlin.exact.signals import held_back, is_open_to_handlers
from symlin.kernel.clock import OutOfTime, check_time

T = TypeVar("T")

BATCH = 10
"""Examples that Hypothesis draws as one: drawing takes as long as examining some of them."""
LONGEST = 8_000
"""Bytes that Hypothesis draws for one example: a little more, and it draws none at all."""
_turn = Turn()


class Reentered(RecursionError):
    """This thread is in the middle of a run, whose turn it cannot wait for: a signal came."""


class _Found(Exception):
    """Tells Hypothesis that a batch fails."""


class _OutOfTime(BaseException):
    """Ends the run at once: what is no `Exception`, Hypothesis lets through.

    An `OutOfTime` would be taken for what the example shows, and the example be shrunk.
    """


@contextmanager
def alone() -> Iterator[None]:
    """What explores inside has Hypothesis for this thread alone.

    Hypothesis seeds Python's random numbers, which are the whole process's, and gives them back.
    Raises `OutOfTime` where the caller's time is over while other threads have their turn, and
    `Reentered` where this thread has its own already.
    """
    if _turn.is_ours:
        raise Reentered("Hypothesis does one thing at a time")
    with _turn.taken(check_time):
        yield


def explore(
    examine: Callable[[bytes], T | None], width: int, examples: int, seed: int, seconds: float
) -> tuple[T | None, int]:
    """What `examine` finds on drawn strings of `width` bytes, shrunk; and how many it was given.

    The same seed gives the same strings, always beginning with zeros only. After `seconds`
    of computing, or as long again on shrinking, the run ends with what it has: far more than the
    work that is given should take, since what a clock cuts short differs from run to run. Called
    in a block of `alone`.
    """
    search = _Search(examine, width, examples, seconds)
    batch = max(1, min(BATCH, examples, LONGEST // width))
    _run(search, batch * width, -(-examples // batch) + 1, seed)
    if search.foreign is not None:
        raise search.foreign
    return search.simplest, search.drawn


class _Search(Generic[T]):
    """Examines batches, and remembers what failed."""

    def __init__(
        self, examine: Callable[[bytes], T | None], width: int, examples: int, seconds: float
    ) -> None:
        self._examine = examine
        self._width = width
        self._examples = examples
        self._seconds = seconds
        self._end: float | None = None
        self._known: dict[bytes, T | None] = {}
        self._failures: dict[bytes, T] = {}
        self.drawn = 0
        self.foreign: Exception | None = None
        """What was raised by somebody else, such as the alarm of a host: Hypothesis would take it
        for a failure, try again, and forget it."""
        self.is_left = False
        """Nobody waits for what is found any more."""
        self.as_they_come: Callable[[], AbstractContextManager[None]] = nullcontext
        """In its block, handlers of signals have their turn: in Hypothesis's own code they wait."""

    @property
    def simplest(self) -> T | None:
        """What the first batch in Hypothesis's order of simplicity fails with."""
        return self._failures[min(self._failures)] if self._failures else None

    def batch(self, data: bytes) -> None:
        """Raises _Found where a part of the batch fails."""
        try:
            with self.as_they_come():
                found = self._first_failure(data)
        except OutOfTime:
            raise _OutOfTime from None
        except Exception as error:
            self.foreign = error
            raise _OutOfTime from None
        if found is not None:
            self._failures[data] = found
            raise _Found

    def _first_failure(self, data: bytes) -> T | None:
        for start in range(0, len(data), self._width):
            part = data[start : start + self._width]
            if part not in self._known:  # batches that are being shrunk repeat themselves
                self._known[part] = self._first_look(part)
            found = self._known[part]
            if found is not None:
                return found
        return None

    def _first_look(self, part: bytes) -> T | None:
        now = thread_seconds()
        self._end = self._end or now + self._seconds
        if self.is_left or now > self._end or (not self._failures and self.drawn >= self._examples):
            raise _OutOfTime
        found = self._examine(part)
        if not self._failures:
            self.drawn += 1
            if found is not None:
                self._end = thread_seconds() + self._seconds
        return found


def _run(search: _Search[T], size: int, batches: int, seed: int) -> None:
    hypothesis = load("hypothesis")

    def leave() -> None:
        search.is_left = True

    # Hypothesis objects to a test within a test, but not in a thread of its own; and there no
    # handler of the host's runs
    if hypothesis.currently_in_test_context() or is_open_to_handlers():
        apart(_run_here, search, size, batches, seed, leave=leave)
    else:
        with held_back() as search.as_they_come:
            _run_here(search, size, batches, seed)


def _run_here(search: _Search[T], size: int, batches: int, seed: int) -> None:
    import hypothesis
    from hypothesis.errors import Flaky, HypothesisException

    @hypothesis.seed(seed)
    @hypothesis.settings(
        database=None,
        deadline=None,
        derandomize=False,
        max_examples=batches,
        phases=(hypothesis.Phase.generate, hypothesis.Phase.shrink),
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=list(hypothesis.HealthCheck),
        verbosity=hypothesis.Verbosity.quiet,
    )
    @hypothesis.given(hypothesis.strategies.binary(min_size=size, max_size=size))
    def examine(data: bytes) -> None:
        search.batch(data)

    try:
        # what was found is on record
        with _without_constants(), _without_stopwatch(), suppress(_Found, _OutOfTime):
            examine()
    except Flaky as error:
        # where other threads get the signals, a host's alarm may ring in Hypothesis all the same
        for cause in getattr(error, "exceptions", ()):
            if not isinstance(cause, _Found | HypothesisException):
                raise cause from None


@contextmanager
def _without_constants() -> Iterator[None]:
    """Keep Hypothesis from drawing constants that it has read in modules.

    Reading them would take longer than the whole cross-check, write to `.hypothesis/`, and make
    the draws depend on which modules are loaded and on what was drawn before in this process.
    There is no setting against it.
    """
    from hypothesis.internal.conjecture.providers import HypothesisProvider as Provider

    name = "_maybe_draw_constant"
    original = getattr(Provider, name, None)
    if original is None:
        yield
        return
    setattr(Provider, name, lambda self, *args, **options: None)
    try:
        yield
    finally:
        setattr(Provider, name, original)


@contextmanager
def _without_stopwatch() -> Iterator[None]:
    """Hypothesis times the collection of garbage from its first run on, in all the process; what an
    alarm of the host's raised there would be lost. It may do so in runs of the host's own."""
    from hypothesis.internal.conjecture import junkdrawer

    name, before = "_gc_initialized", list(gc.callbacks)
    running = getattr(junkdrawer, name, True)
    try:
        yield
    finally:
        if not running:
            gc.callbacks[:] = [c for c in gc.callbacks if c in before]
            setattr(junkdrawer, name, False)

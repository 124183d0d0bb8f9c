"""Hypothesis as a library: draws bytes, shrinks what fails, and leaves no trace.

One of its examples carries a batch of ours, since drawing costs more than examining them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import RLock
from time import thread_time
from typing import TypeVar

T = TypeVar("T")

BATCH = 10
_running = RLock()


class _Found(Exception):
    """Tells Hypothesis that a batch fails."""


class _OutOfTime(BaseException):
    """Ends the run at once: what is no `Exception`, Hypothesis lets through."""


def explore(
    examine: Callable[[bytes], T | None], width: int, examples: int, seed: int, seconds: float
) -> tuple[T | None, int]:
    """What `examine` finds on drawn strings of `width` bytes, shrunk; and how many it was given.

    The same seed gives the same strings, always beginning with zeros only. After `seconds`
    of computing, or as long again on shrinking, the run ends with what it has.
    """
    failures: dict[bytes, T] = {}
    seen: set[bytes] = set()
    end = thread_time() + seconds

    def examine_batch(data: bytes) -> None:
        nonlocal end
        for start in range(0, len(data), width):
            part = data[start : start + width]
            if part in seen and not failures:
                continue
            if thread_time() > end or (len(seen) >= examples and not failures):
                raise _OutOfTime
            seen.add(part)
            found = examine(part)
            if found is not None:
                if not failures:
                    drawn.append(len(seen))
                    end = thread_time() + seconds
                failures[data] = found
                raise _Found

    drawn: list[int] = []
    batch = min(BATCH, examples)
    _run(examine_batch, batch * width, -(-examples // batch) + 1, seed)
    if failures:
        return failures[min(failures)], drawn[0]
    return None, len(seen)


def _run(examine_batch: Callable[[bytes], None], size: int, batches: int, seed: int) -> None:
    import hypothesis
    from hypothesis.errors import Flaky

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
        examine_batch(data)

    stops = suppress(_Found, _OutOfTime, Flaky)  # what was found is on record
    with _running, _without_source_constants(), stops:
        examine()


@contextmanager
def _without_source_constants() -> Iterator[None]:
    """Keep Hypothesis from reading every loaded module for constants to draw.

    It would take longer than the whole cross-check, write to `.hypothesis/`, and make the draws
    depend on which modules happen to be loaded. There is no setting against it.
    """
    from hypothesis.internal.conjecture import providers

    name = "_get_local_constants"
    original = getattr(providers, name, None)
    if original is None:
        yield
        return
    setattr(providers, name, lambda: providers._local_constants)
    try:
        yield
    finally:
        setattr(providers, name, original)

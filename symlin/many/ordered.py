"""Work handed to an executor, its results in the order of the items."""

from __future__ import annotations

import errno
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from typing import TypeVar

AHEAD = 100
"""Items that wait for a slow one before them."""

T = TypeVar("T")
R = TypeVar("R")


def in_order(
    work: Callable[[T], R],
    items: Iterable[T],
    executor: Executor,
    lost: Callable[[T, Exception], R],
    ahead: int = AHEAD,
) -> Iterator[R]:
    """work(item) for each item, in order, as the results come; each of them once.

    `lost(item, why)` stands for the result of an item that the executor could not finish (it
    cannot be sent, or its process ended). Raises `OSError` where the executor itself has gone.
    Whoever leaves early cancels what is under way.
    """
    waiting: deque[tuple[T, Future[R] | Exception]] = deque()
    try:
        for item in items:
            waiting.append((item, _submitted(work, item, executor)))
            if len(waiting) > ahead:
                yield _result(*waiting.popleft(), lost)
        while waiting:
            yield _result(*waiting.popleft(), lost)
    finally:
        for _, future in waiting:
            if isinstance(future, Future):
                future.cancel()


def _submitted(work: Callable[[T], R], item: T, executor: Executor) -> Future[R] | Exception:
    try:
        return executor.submit(work, item)
    except Exception as error:  # a pool that broke takes nothing more
        return error


def _result(item: T, future: Future[R] | Exception, lost: Callable[[T, Exception], R]) -> R:
    if isinstance(future, Exception):
        return lost(item, future)
    try:
        return future.result()
    except CancelledError:  # nobody here has cancelled it
        why = "whoever shared out the work has gone"
        raise ConnectionAbortedError(errno.ECONNABORTED, why) from None
    except Exception as error:
        return lost(item, error)

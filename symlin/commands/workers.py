"""Work done in several processes, its results in the order of the items."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, wait
from typing import Generic, TypeVar

from symlin.exact.deadline import allow_interrupts
from symlin.exact.platform import (
    WAITING,
    MemoryWatch,
    end_processes,
    has_processes,
    process_pool,
    started_processes,
)
from symlin.exact.signals import uninterrupted

T = TypeVar("T")
R = TypeVar("R")


def ordered_map(
    work: Callable[[T], R],
    items: Iterable[T],
    jobs: int,
    lost: Callable[[T, bool], R],
    *,
    ahead: int = 2,
    done: Callable[[T], None] = lambda item: None,
) -> Iterator[R]:
    """work(item) for each item, in order, as the results come.

    `lost(item, short)` stands for the result of an item that takes its process down with it (a
    crash in a compiled library, or `short` of memory); the others do not suffer. With one job, or
    where there are no processes, everything runs in this one. At most `ahead` items per job wait
    for a slow one before them; `done` is called, perhaps from another thread, when an item is
    finished, whatever its place.
    """
    if jobs == 1 or not has_processes():
        for item in items:
            result = work(item)
            done(item)
            yield result
        return
    pool = _Pool(work, jobs, lost, done)
    try:
        for item in items:
            pool.submit(item)
            if len(pool.waiting) > ahead * jobs:
                yield from pool.next()
        while pool.waiting:
            yield from pool.next()
    finally:
        pool.end()


class _Pool(Generic[T, R]):
    def __init__(
        self,
        work: Callable[[T], R],
        jobs: int,
        lost: Callable[[T, bool], R],
        done: Callable[[T], None],
    ) -> None:
        self.work, self.jobs, self.lost, self.done = work, jobs, lost, done
        self.executor = _executor(jobs)
        self.waiting: deque[tuple[T, Future[R] | None]] = deque()

    def submit(self, item: T) -> None:
        with uninterrupted():  # it may start a process
            try:
                future = self.executor.submit(self.work, item)
            except BrokenExecutor:
                self.waiting.append((item, None))
                return
            future.add_done_callback(lambda f: self.done(item) if _succeeded(f) else None)
            self.waiting.append((item, future))

    def next(self) -> Iterator[R]:
        """The next result; after a crash, those of all items that were under way."""
        _, future = self.waiting[0]
        try:
            if future is None:
                raise BrokenExecutor
            result = future.result()
        except BrokenExecutor:
            yield from self.one_by_one()
        else:
            self.waiting.popleft()
            yield result

    def one_by_one(self) -> Iterator[R]:
        """A crash does not tell which item was to blame: each gets a process of its own."""
        self.executor.shutdown(wait=False, cancel_futures=True)
        while self.waiting:
            item, future = self.waiting.popleft()
            if future is not None and _succeeded(future):
                yield future.result()
                continue
            result = self.alone(item)
            self.done(item)
            yield result
        self.executor = _executor(self.jobs)

    def alone(self, item: T) -> R:
        """The result of the item in a process of its own, or what stands for it."""
        with _executor(1) as executor:
            watch = MemoryWatch(())
            try:
                future = executor.submit(self.work, item)
                watch = MemoryWatch(started_processes())
                while watch.look() and not future.done():
                    wait((future,), WAITING)
                return future.result()
            except BrokenExecutor:
                return self.lost(item, watch.may_be_why())

    def end(self) -> None:
        """Stop at once: whoever leaves early (an interrupt, a closed pipe) wants no more."""
        self.executor.shutdown(wait=not self.waiting, cancel_futures=True)
        if self.waiting:
            end_processes()


def _succeeded(future: Future[R]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _executor(jobs: int) -> Executor:
    return process_pool(jobs, allow_interrupts)

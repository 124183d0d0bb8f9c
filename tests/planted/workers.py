"""Jobs in processes that can be ended: one job at a time each, results as they come."""

from __future__ import annotations

import multiprocessing
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any

from symlin.exact.platform import end_with_parent

Job = Any
Work = Callable[[Job], Any]


@dataclass(frozen=True)
class Failed:
    """The job raised what it should not."""

    error: str


@dataclass(frozen=True)
class Ended:
    """The job was ended after that many seconds, or took its process down."""

    seconds: float
    crashed: bool = False


@dataclass
class _Worker:
    process: Any
    pipe: Connection
    job: Job = None
    since: float = field(default=0.0)


def run(work: Work, jobs: Iterable[Job], processes: int, limit: float) -> Iterator[tuple[Job, Any]]:
    """(job, result) in the order in which they finish; no job gets more than `limit` seconds."""
    waiting = iter(jobs)
    busy = [w for _ in range(processes) if _give(w := _start(work), waiting)]
    while busy:
        ready = set(wait([w.pipe for w in busy], timeout=0.5))
        for worker in list(busy):
            outcome = _outcome(worker, worker.pipe in ready, limit)
            if outcome is None:
                continue
            yield worker.job, outcome
            busy.remove(worker)
            fresh = _start(work) if isinstance(outcome, Ended) else worker
            if _give(fresh, waiting):
                busy.append(fresh)


def _outcome(worker: _Worker, ready: bool, limit: float) -> Any:
    """The result, or None while the job runs."""
    seconds = time.monotonic() - worker.since
    if ready:
        try:
            return worker.pipe.recv()
        except (EOFError, ConnectionResetError):
            _end(worker)
            return Ended(seconds, crashed=True)
    if seconds < limit:
        return None
    _end(worker)
    return Ended(seconds)


def _start(work: Work) -> _Worker:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(work, theirs), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _give(worker: _Worker, waiting: Iterator[Job]) -> bool:
    """Hand the next job over; ends the worker where there is none."""
    for job in waiting:
        worker.job, worker.since = job, time.monotonic()
        worker.pipe.send(job)
        return True
    _end(worker)
    return False


def _end(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()


def _serve(work: Work, pipe: Connection) -> None:
    end_with_parent()
    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            result = work(job)
        except BaseException as error:  # whatever it is, it is the finding
            where = traceback.format_exc().strip().splitlines()[-9:]
            result = Failed(f"{type(error).__name__}: {error}\n" + "\n".join(where))
        pipe.send(result)

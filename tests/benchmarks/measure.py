"""Runs: each in a forked process, limited in processor time, memory and time on the wall."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import resource
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .rows import Row, right
from .tools import Tool

MEMORY = 3 * 2**30
PATIENCE = 100
"""A run may last this many times its processor time: the machine may be busy with other work.

Below that a tool could be ended before it has used what it was given; the page counts such runs.
"""


@dataclass(frozen=True)
class Run:
    """What one tool said to one row, after how many seconds of processor time."""

    tool: Tool
    row: Row
    answer: str | None
    seconds: float
    skipped: bool = False
    starved: bool = False
    """Ended by the clock on the wall, with processor time left."""

    @property
    def wrong(self) -> bool:
        return self.answer is not None and not self.solved

    @property
    def solved(self) -> bool:
        parametric = self.tool.parametric
        return self.answer is not None and right(self.answer, self.row.truth, parametric=parametric)


@dataclass
class _Started:
    chain: deque[Row]
    tool: Tool
    row: Row
    pid: int
    pipe: int
    end: float


def runs(tools: Sequence[Tool], rows: Sequence[Row], timeout: float, jobs: int) -> Iterator[Run]:
    """Every tool on every row; in a family only symlin, once stuck, is asked for larger sizes."""
    waiting = deque(_chains(tools, rows))
    started: list[_Started] = []
    while waiting or started:
        while waiting and len(started) < jobs:
            tool, chain = waiting.popleft()
            started.append(_start(tool, chain, timeout))
        time.sleep(0.002)
        for job in list(started):
            run = _finished(job, timeout)
            if run is None:
                continue
            started.remove(job)
            yield run
            if run.answer is None and job.row.size and not job.tool.parametric:
                yield from (Run(job.tool, row, None, 0.0, skipped=True) for row in job.chain)
            elif job.chain:
                waiting.appendleft((job.tool, job.chain))


def _chains(tools: Sequence[Tool], rows: Sequence[Row]) -> Iterator[tuple[Tool, deque[Row]]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.group if row.size else row.name, []).append(row)
    for group in groups.values():
        for tool in tools:
            yield tool, deque(group)


def _start(tool: Tool, chain: deque[Row], timeout: float) -> _Started:
    row = chain.popleft()
    gc.collect()
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        _child(writing, lambda: tool.answer(row, timeout), timeout)
    os.close(writing)
    return _Started(chain, tool, row, pid, reading, time.monotonic() + timeout * PATIENCE)


def _child(pipe: int, work: Callable[[], str | None], timeout: float) -> None:
    """Never returns."""
    os.setpgid(0, 0)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    whole = max(1, round(timeout))
    resource.setrlimit(resource.RLIMIT_CPU, (whole, whole + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.setrecursionlimit(20000)
    try:
        os.write(pipe, json.dumps(work()).encode())
    except BaseException:  # whatever a tool raises, it has no answer
        os._exit(1)
    os._exit(0)


def _finished(job: _Started, timeout: float) -> Run | None:
    """Its result once it has ended; it is ended here when its time on the wall is over."""
    late = time.monotonic() > job.end
    if late:
        os.kill(job.pid, signal.SIGKILL)
    pid, _, usage = os.wait4(job.pid, 0 if late else os.WNOHANG)
    if pid == 0:
        return None
    _end_group(job.pid)
    said = os.read(job.pipe, 4096)
    os.close(job.pipe)
    answer = json.loads(said) if said else None
    seconds = usage.ru_utime + usage.ru_stime
    late = late and answer is None and seconds < timeout
    answer = None if seconds > timeout + 1 else answer
    return Run(job.tool, job.row, answer, seconds, starved=late)


def _end_group(pid: int) -> None:
    """Processes that the run started and left behind."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)

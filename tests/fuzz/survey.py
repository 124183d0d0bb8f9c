"""Many questions, some at a time, under the eyes of a process that ends what hangs."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from ..planted.workers import Ended, Failed, run
from .asking import Job, Told, arguments, ask

HUNG = 180.0
"""Seconds beyond its time after which a question is ended: the machine may be busy."""


def complaints(
    count: int, seed: int, timeout: float, *, first: int = 0, processes: int = 2
) -> Iterator[tuple[Job, str | None]]:
    """Each question as it is answered, and what is wrong with the answer."""
    jobs = (Job(seed, index, timeout) for index in range(first, first + count))
    for job, outcome in run(ask, jobs, processes, timeout + HUNG):
        match outcome:
            case Told():
                yield job, outcome.complaint(timeout)
            case Failed(error):
                yield job, f"RAISED {error}"
            case Ended(seconds, crashed):
                yield job, f"{'CRASHED' if crashed else 'HUNG'} after {seconds:.1f} s"


def shown(job: Job, complaint: str) -> str:
    """The complaint, and how to see it again."""
    way = job.way if job.way not in ("library", "thread", "process") else "check"
    words = shlex.join(["symlin", *arguments(job.question, way, job.timeout)])
    words = words if len(words) <= 300 else f"{words[:300]}... ({len(words)} characters)"
    again = f"python -m tests.fuzz --seed {job.seed} --first {job.index} --runs 1"
    return f"{complaint}\n    {job.way}: {words}\n    again: {again}"

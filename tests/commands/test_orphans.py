"""Worker processes end with the process that started them, whatever ended that."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from symlin.commands.run import run
from symlin.commands.workers import ordered_map
from tests.planted import workers

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="counted in /proc")

SIGNALS = [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL]
LONG = "a1" + "".join(f"*relu(x)**a{k}" for k in range(2, 1300))
"""An operator that takes its time, and asks for a minute of it."""
ENDED = 8.0
"""Seconds in which all must have ended: 2 are promised, and a busy machine is slow to end them."""
BEGUN = 90.0
"""Seconds in which a busy machine starts five processes."""

Item = int


def sleep(item: Item) -> Item:
    time.sleep(60)
    return item


def compute(item: Item) -> Item:
    """A call into compiled code during which no other thread of the process gets a turn."""
    return int(item < 3 ** (10**8))


def lost(item: Item) -> Item:
    return item


def symlin(command: str, place: str) -> None:
    run([command, "--jobs", "2", "--timeout", "60", place])


def pool_that_computes() -> None:
    list(ordered_map(compute, [1, 2], 2, lost))


def planted_workers() -> None:
    list(workers.run(sleep, [1, 2], 2, 100.0))


COMMANDS = {
    "batch": ("symlin('batch', '-')", 5),
    "docs": ("symlin('docs', 'site')", 5),
    "compiled code": ("pool_that_computes()", 5),
    "planted": ("planted_workers()", 3),
}
"""The commands, and how many processes they are: the first, its workers, and multiprocessing's."""


def processes(session: int) -> set[int]:
    """The living processes of a session, whoever their parents are by now."""
    found = set()
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, its = place.read_text().rpartition(")")[2].split()[:4]
        except OSError:  # it has just ended
            continue
        if int(its) == session and state not in "ZX":
            found.add(int(place.parent.name))
    return found


def wait_until(count: Sequence[int], session: int, seconds: float) -> set[int]:
    """The processes, once they are so many, or after so many seconds."""
    end = time.monotonic() + seconds
    while len(found := processes(session)) not in count and time.monotonic() < end:
        time.sleep(0.05)
    return found


def heed() -> None:
    """A process started under `nohup` ignores what it is to be ended with."""
    for number in SIGNALS:
        if number != signal.SIGKILL:
            signal.signal(number, signal.SIG_DFL)


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
@pytest.mark.parametrize("call, count", COMMANDS.values(), ids=COMMANDS)
def test_no_worker_outlives_its_parent(
    call: str, count: int, number: signal.Signals, tmp_path: Path
) -> None:
    """Whoever ends a job on a server wants its processors back, and its memory."""
    script = f"import tests.commands.test_orphans as t\nt.heed()\nt.{call}"
    lines, told = tmp_path / "lines.jsonl", tmp_path / "said"
    lines.write_text(f"{json.dumps({'operator': LONG})}\n" * 4, encoding="utf-8")
    with lines.open("rb") as given, told.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-c", script],
            stdin=given,
            stdout=said,
            stderr=said,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            start_new_session=True,
        )
    try:
        assert len(wait_until(range(count, 9), process.pid, BEGUN)) >= count, told.read_text()
        time.sleep(0.5)  # into the midst of their work
        process.send_signal(number)
        assert process.wait() == -number
        assert wait_until([0], process.pid, ENDED) == set(), told.read_text()
    finally:
        for left in processes(process.pid):
            os.kill(left, signal.SIGKILL)
        process.wait()

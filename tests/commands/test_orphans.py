"""Worker processes end with the process that started them, whatever ended that."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from symlin.commands.workers import ordered_map
from tests.planted.workers import run

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
    return int(3 ** (10**8) > item)


def lost(item: Item) -> Item:
    return item


def pool_that_computes() -> None:
    list(ordered_map(compute, [1, 2], 2, lost))


def planted_workers() -> None:
    list(run(sleep, [1, 2], 2, 100.0))


def script(name: str) -> list[str]:
    return ["-c", f"import tests.commands.test_orphans as t\nt.{name}()"]


BATCH = ["-m", "symlin", "batch", "--jobs", "2", "--timeout", "60", "--no-crosscheck", "-"]
COMMANDS: dict[str, tuple[Sequence[str], int]] = {
    "batch": (BATCH, 5),
    "docs": (["-m", "symlin", "docs", "--jobs", "2"], 5),
    "compiled code": (script("pool_that_computes"), 5),
    "planted": (script("planted_workers"), 3),
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
        time.sleep(0.02)
    return found


def heed() -> None:
    """A process started under `nohup` ignores what it is to be ended with."""
    for number in SIGNALS:
        if number != signal.SIGKILL:
            signal.signal(number, signal.SIG_DFL)


@pytest.fixture(params=COMMANDS)
def command(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[list[str], int]]:
    words, count = COMMANDS[request.param]
    out = [str(tmp_path / "site")] if "docs" in words else []
    yield [sys.executable, *words, *out], count


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_no_worker_outlives_its_parent(
    command: tuple[list[str], int], number: signal.Signals, tmp_path: Path
) -> None:
    """Whoever ends a job on a server wants its processors back, and its memory."""
    words, count = command
    lines = tmp_path / "lines.jsonl"
    lines.write_text(f"{json.dumps({'operator': LONG})}\n" * 4, encoding="utf-8")
    with lines.open("rb") as given, (tmp_path / "said").open("wb") as said:
        process = subprocess.Popen(words, stdin=given, stdout=said, stderr=said, cwd=ROOT,
                                   env={**os.environ, "PYTHONPATH": str(ROOT)},
                                   start_new_session=True, preexec_fn=heed)  # fmt: skip
    try:
        assert len(wait_until(range(count, 9), process.pid, BEGUN)) >= count
        time.sleep(0.5)  # into the midst of their work
        process.send_signal(number)
        assert process.wait() == -number
        assert wait_until([0], process.pid, ENDED) == set(), (tmp_path / "said").read_text()
    finally:
        for left in processes(process.pid):
            os.kill(left, signal.SIGKILL)
        process.wait()

"""Several processes: order is kept, and a process that dies takes nothing else along."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from symlin.commands.workers import ordered_map

pytestmark = pytest.mark.quick


KILLED = 77


def work(item: int) -> int:
    if item < 0:
        os._exit(9)
    if item == KILLED:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(item / 100)
    return item * item


def lost(item: int, short: bool) -> int:
    return 1000 if short else item


Awaited = tuple[int, Path | None]


def patient(item: Awaited) -> int:
    """The number, once the file that it waits for is there."""
    number, awaited = item
    end = time.monotonic() + 60
    while awaited is not None and not awaited.exists():
        assert time.monotonic() < end, "nothing was told"
        time.sleep(0.01)
    return number


def unlucky(item: Awaited, short: bool) -> int:
    return -1


def test_results_come_in_the_order_of_the_items() -> None:
    assert list(ordered_map(work, [9, 0, 5, 1], 2, lost)) == [81, 0, 25, 1]


def test_one_job_stays_in_this_process() -> None:
    assert list(ordered_map(lambda item: item + os.getpid(), [0], 1, lost)) == [os.getpid()]


def test_a_process_that_dies_loses_one_item_only() -> None:
    items = [1, 2, -1, 3, 4, 5, -2, 6, 7, 8]
    assert list(ordered_map(work, items, 2, lost)) == [1, 4, -1, 9, 16, 25, -2, 36, 49, 64]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_process_that_was_killed_is_told_from_one_that_crashed() -> None:
    """Linux kills where memory is short, and that is no bug of symlin's."""
    assert list(ordered_map(work, [1, KILLED, -1], 2, lost)) == [1, 1000, -1]


UNDER_A_LIMIT = """
import mmap, os, resource, signal, sys, time
from symlin.commands.workers import ordered_map
from symlin.exact.platform import NEAR, spare_memory

def work(item):
    if item == "greedy":
        taken = mmap.mmap(-1, spare_memory() - NEAR // 2)
        time.sleep(1.0)
    os.kill(os.getpid(), signal.SIGSEGV)

def lost(item, short):
    return f"{item}: {short}"

if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (1 << 33, 1 << 33))
    print(*ordered_map(work, ["plain", "greedy"], 2, lost), sep="\\n")
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="limits of Linux")
def test_a_crash_far_from_the_limit_is_no_lack_of_memory(tmp_path: Path) -> None:
    """On machines where everybody has a limit, a crash of ours was called that: it is a bug."""
    script = tmp_path / "program.py"
    script.write_text(UNDER_A_LIMIT, encoding="utf-8")
    run = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    assert run.stdout.split("\n")[:2] == ["plain: False", "greedy: True"]


def test_what_is_finished_is_told_at_once(tmp_path: Path) -> None:
    """A slow item in front holds back the results of others, but not the news of them."""
    told: list[int] = []

    def tell(item: Awaited) -> None:
        told.append(item[0])
        if len(told) == 2:
            news.touch()

    news = tmp_path / "news"
    items: list[Awaited] = [(0, news), (1, None), (2, None)]
    assert list(ordered_map(patient, items, 2, unlucky, ahead=3, done=tell)) == [0, 1, 2]
    assert told == [1, 2, 0]


def test_items_are_not_all_taken_at_once() -> None:
    taken = []

    def items() -> object:
        for k in range(50):
            taken.append(k)
            yield k % 2

    results = ordered_map(work, items(), 2, lost)  # type: ignore[arg-type]
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert len(taken) < 10

"""What not every platform has is asked for in one module, and symlin does without it."""

from __future__ import annotations

import _thread
import ast
import json
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import symlin
from symlin.catalog import index as catalog
from symlin.exact import companion, platform, signals
from symlin.exact.signals import uninterrupted

PACKAGE = Path(symlin.__file__).parent
POOR = Path(__file__).with_name("poor_platform.py")
SYSTEM = frozenset(
    {"signal", "threading", "_thread", "subprocess", "multiprocessing", "resource", "fcntl"}
    | {"termios", "pty", "pwd", "select", "ctypes", "concurrent.futures.process", "asyncio"}
)
"""Modules that some platform lacks, wholly or in parts."""
NAMES = frozenset(
    {"fork", "get_terminal_size", "thread_time", "process_time", "setitimer", "SIGALRM", "kill"}
    | {"ThreadPoolExecutor", "ProcessPoolExecutor", "sched_getaffinity", "cpu_count", "getpid"}
)
TIMEOUT = 2.0
PATIENCE = 60.0
"""Seconds for what has a known verdict."""
LATE = 2.0
"""Seconds of computing beyond the timeout that an answer may take."""
TEXTS = Path(__file__).with_name("operators.txt").read_text(encoding="utf-8").splitlines()


def modules() -> list[Path]:
    return sorted(
        path
        for path in PACKAGE.rglob("*.py")
        if str(path) not in (platform.__file__, signals.__file__, companion.__file__)
    )


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_other_module_asks_the_system(path: Path) -> None:
    """One that did would break on the platform that nobody has at hand."""
    text = path.read_text(encoding="utf-8")
    if not any(word in text for word in SYSTEM | NAMES):  # nor in a comment: nothing to parse
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            assert not SYSTEM & {alias.name.partition(".")[0] for alias in node.names}, path
        elif isinstance(node, ast.ImportFrom):
            everywhere = node.module == "threading" and {a.name for a in node.names} == {"RLock"}
            assert node.module not in SYSTEM or everywhere, path
            assert not NAMES & {alias.name for alias in node.names}, path
        elif isinstance(node, ast.Attribute):
            assert node.attr not in NAMES, path


@pytest.mark.parametrize("step", [3, pytest.param(1, marks=pytest.mark.slow)])
def test_symlin_runs_where_there_are_no_alarms_threads_or_processes(step: int) -> None:
    """As under WebAssembly: the same verdicts, and in time by looking at the clock."""
    texts = TEXTS[::step]
    run = subprocess.run(
        [sys.executable, str(POOR), str(TIMEOUT), str(PATIENCE)],
        input="\n".join(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert [answer["operator"] for answer in answers] == texts
    for text, answer in zip(texts, answers, strict=True):
        assert answer["seconds"] < TIMEOUT + LATE, answer
        assert answer.get("crosscheck") != "disagrees", answer
        if text in catalog.names():
            claim = catalog.find(text).claim
            assert {law: answer["claims"][law] for law in claim} == claim, text


def test_work_is_done_here_where_no_thread_can_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("threading.Thread.start", refuse)
    assert platform.apart(max, 1, 2, leave=list) == 2


def test_a_failure_in_a_thread_of_its_own_is_raised_here() -> None:
    """And is not taken for a thread that could not be started."""
    calls: list[int] = []

    def fail() -> None:
        calls.append(1)
        raise RuntimeError("of the work")

    with pytest.raises(RuntimeError, match="of the work"):
        platform.apart(fail, leave=list)
    assert calls == [1]


def test_work_that_nobody_waits_for_is_told_to_end() -> None:
    """Or a host whose alarm has rung would wait for it all the same."""
    over = threading.Event()

    def ring(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGINT, ring)
    try:
        with pytest.raises(TimeoutError):
            platform.apart(interrupt_and_wait, over, leave=over.set)
    finally:
        signal.signal(signal.SIGINT, before)


def test_an_interrupt_while_a_thread_is_started_leaves_none_at_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Hypothesis went on alone, and left the host's recursion limit and random numbers changed."""
    start, done = threading.Thread.start, []

    def interrupted(self: threading.Thread) -> None:
        start(self)
        raise KeyboardInterrupt

    for _ in range(50):
        begun, over = threading.Event(), threading.Event()

        def work(begun: threading.Event, over: threading.Event) -> None:
            begun.set()
            assert over.wait(60)
            done.append(True)

        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(threading.Thread, "start", interrupted)
            platform.apart(work, begun, over, leave=over.set)
        count = len(done)
        time.sleep(0.001)
        assert len(done) == count


def interrupt_and_wait(over: threading.Event) -> None:
    _thread.interrupt_main()
    assert over.wait(60)


def test_a_terminal_that_cannot_be_asked_has_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("shutil.get_terminal_size")
    assert platform.columns() == 80


IN_A_COLLECTION = """
import gc, signal, time
from symlin.exact.signals import keep_interrupts

def interrupt(phase, _):
    if phase == "start":
        gc.callbacks.remove(interrupt)
        raise KeyboardInterrupt

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background has it ignored
keep_interrupts()
gc.callbacks.append(interrupt)
try:
    gc.collect()
    time.sleep(20)
except KeyboardInterrupt:
    print("interrupted")
"""


def test_an_interrupt_during_garbage_collection_is_not_lost() -> None:
    """Python writes a traceback and goes on: a batch would run to its end."""
    command = [sys.executable, "-c", IN_A_COLLECTION]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (run.stdout, run.stderr) == ("interrupted\n", "")


def test_an_interrupt_waits_for_what_must_not_be_left_half_done() -> None:
    """A worker process that was half started wrote a traceback when its parent had gone."""
    done = False
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
    with pytest.raises(KeyboardInterrupt), uninterrupted():
        signal.raise_signal(signal.SIGINT)
        done = True
    assert done
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler

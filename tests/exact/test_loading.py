"""A library that is cut off while it is loaded stays broken, and so does every answer after it."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from symlin.exact import loading, signals
from symlin.exact.deadline import OutOfTime, interrupting, within
from symlin.exact.loading import load

pytestmark = [
    pytest.mark.wall_clock,
    pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no alarm to ring"),
]
SLOW = """
import threading, time
end = time.monotonic() + 0.4
while time.monotonic() < end:
    pass
whole = True
"""


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A module that takes its time to be loaded."""
    (tmp_path / "slow_to_load.py").write_text(SLOW, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield "slow_to_load"
    sys.modules.pop("slow_to_load", None)


class Rang(Exception):
    """What the host's handler raises."""


@pytest.fixture
def alarm() -> Iterator[None]:
    """A host's alarm, which rings while the module is loaded."""

    def ring(*_: object) -> None:
        raise Rang

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def test_what_a_host_s_alarm_raises_comes_when_the_module_is_whole(slow: str, alarm: None) -> None:
    """z3's printer had referred to a module that was gone: "no attribute 'is_expr'"."""
    with pytest.raises(Rang):
        load(slow)
    assert sys.modules[slow].whole


def test_symlin_s_own_alarm_waits_until_a_module_is_loaded(slow: str) -> None:
    with pytest.raises(OutOfTime), interrupting(), within(0.05):
        load(slow)
        time.sleep(20)
    assert sys.modules[slow].whole


def test_ctrl_c_waits_as_well_where_the_process_is_symlin_s_own(slow: str) -> None:
    """With half of onnx loaded, the process ended with a crash."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(0.1, lambda: signal.raise_signal(signal.SIGINT))
    timer.start()
    try:
        with pytest.raises(KeyboardInterrupt), interrupting():
            load(slow)
    finally:
        signal.signal(signal.SIGINT, before)
    assert sys.modules[slow].whole


def test_it_waits_no_longer_than_a_module_may_take(
    slow: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of somebody's may hold a module that never ends."""
    monkeypatch.setattr(signals, "LOADING", 0.05)
    with pytest.raises(OutOfTime), interrupting(), within(0.05, patience=1.0):
        load(slow)
    assert slow not in sys.modules


def test_it_waits_for_no_module_that_asks_symlin_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file whose loading is what the limit is in has no more time than others."""
    text = "from symlin.exact.deadline import within\nfrom time import sleep\nimport symlin\n"
    (tmp_path / "asks_symlin.py").write_text(f"{text}with within(0.05):\n    sleep(20)\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(OutOfTime), interrupting():
        load("asks_symlin")


@pytest.mark.quick
def test_what_is_missing_is_an_import_error() -> None:
    with pytest.raises(ModuleNotFoundError, match="no_such_module"):
        load("no_such_module")


@pytest.mark.quick
def test_what_is_loaded_takes_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "apart", None)
    assert load("sys") is sys


@pytest.mark.quick
def test_without_threads_a_module_is_loaded_here(
    slow: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a browser."""

    def refuse(self: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    assert load(slow).whole

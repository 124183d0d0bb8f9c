"""Time limits: kept by looking at the clock, and with the alarm of the process only where it is
symlin's own."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

import symlin
from symlin.exact.deadline import (
    OutOfTime,
    check_time,
    interrupting,
    within,
)

pytestmark = pytest.mark.wall_clock

SLOW = "x**(x**(x**(x**(x**(x**(x**x))))))"
has_alarm = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no alarm to borrow")


class Rang(Exception):
    """What the host's handler raises."""


@pytest.fixture
def host() -> Iterator[list[float]]:
    """A host with an alarm of its own; when it rang."""
    rang: list[float] = []
    before = signal.signal(signal.SIGALRM, lambda *_: rang.append(time.monotonic()))
    yield rang
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def spin(seconds: float) -> None:
    """Computes without a look at the clock of any limit."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def look(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        check_time()


def test_a_loop_that_looks_at_the_clock_ends_in_time() -> None:
    """Without an alarm: that is how the library keeps its limits, on every platform."""
    start = time.monotonic()
    with pytest.raises(OutOfTime), within(0.05):
        look(20.0)
    assert time.monotonic() - start < 2.0


def test_no_limit_lasts_longer_than_one_around_it() -> None:
    start = time.monotonic()
    with pytest.raises(OutOfTime), within(0.05), within(20.0):
        look(20.0)
    assert time.monotonic() - start < 2.0


def test_a_limit_is_gone_with_its_block() -> None:
    with within(0.0):
        pass
    spin(0.3)
    check_time()


def test_a_limit_holds_in_a_thread_and_for_no_other() -> None:
    """Alarms reach the main thread alone; a server checks operators in others."""
    ended: list[float] = []

    def work() -> None:
        start = time.monotonic()
        with pytest.raises(OutOfTime), within(0.05):
            look(20.0)
        ended.append(time.monotonic() - start)

    thread = threading.Thread(target=work)
    thread.start()
    while thread.is_alive():
        check_time()
    assert ended[0] < 2.0


@has_alarm
def test_the_library_leaves_the_process_s_alarm_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """It belongs to the host: pytest-timeout, for one, lives by it."""

    def refuse(*arguments: object) -> None:
        raise AssertionError("the library has no business with it")

    for name in ("signal", "setitimer", "alarm"):
        monkeypatch.setattr(signal, name, refuse)
    hook = sys.unraisablehook
    assert symlin.check("relu").linear.status == "refuted"
    assert sys.unraisablehook is hook


@has_alarm
def test_the_host_s_alarm_rings_during_a_check(host: list[float]) -> None:
    start = time.monotonic()
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    symlin.check(SLOW, timeout=1.0, crosscheck=False)
    assert len(host) == 1 and host[0] - start < 2.0


@has_alarm
def test_an_alarm_interrupts_what_does_not_look_at_the_clock() -> None:
    start = time.monotonic()
    with pytest.raises(OutOfTime), interrupting(), within(0.05):
        spin(20.0)
    assert time.monotonic() - start < 2.0


@has_alarm
def test_an_alarm_that_was_borrowed_is_given_back(host: list[float]) -> None:
    """With what is left of it, and its handler."""
    start = time.monotonic()
    signal.setitimer(signal.ITIMER_REAL, 0.8)
    with pytest.raises(OutOfTime), interrupting(), within(0.05):
        spin(20.0)
    assert not host
    spin(start + 1.2 - time.monotonic())
    assert len(host) == 1 and 0.8 <= host[0] - start < 1.2


@has_alarm
def test_no_alarm_outlives_its_block(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many end while they are being set or given back: one that did would interrupt the
    next question, or end the process, which has no handler for it by then."""
    monkeypatch.setattr("symlin.exact.deadline.GRACE", 0.0002)
    for step in range(100):
        with suppress(OutOfTime), interrupting(), within(0.001 + step % 17 * 1e-5):
            for _ in range(50):
                with suppress(OutOfTime), within(0.0003):
                    sum(range(50))
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
        assert signal.getsignal(signal.SIGALRM) == signal.SIG_DFL


@has_alarm
def test_the_owner_s_alarm_goes_off_while_it_is_borrowed(host: list[float]) -> None:
    start = time.monotonic()
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    with pytest.raises(OutOfTime), interrupting(), within(0.5):
        spin(20.0)
    assert len(host) == 1 and host[0] - start < 0.4
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


@has_alarm
def test_what_the_owner_s_handler_raises_comes_through(host: list[float]) -> None:
    def ring(number: int, frame: object) -> None:
        raise Rang

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    with pytest.raises(Rang), interrupting(), within(5.0):
        spin(20.0)
    assert signal.getsignal(signal.SIGALRM) is ring


@has_alarm
def test_a_limit_within_a_limit_takes_no_alarm_away() -> None:
    """The one around it is to ring, too, though the inner one has ended in time."""
    start = time.monotonic()
    with pytest.raises(OutOfTime), interrupting(), within(0.3):
        with within(20.0):
            pass
        spin(20.0)
    assert time.monotonic() - start < 2.0

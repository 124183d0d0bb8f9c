"""Time limits: kept by looking at the clock, and with the alarm of the process only where it is
symlin's own."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from types import SimpleNamespace

import pytest

import symlin
from symlin.exact import deadline
from symlin.exact.deadline import (
    SLACK,
    Deadline,
    OutOfTime,
    check_time,
    interrupting,
    own_time,
    whole_time,
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


# ---- a busy machine ----


@dataclass
class Machine:
    """Its two clocks; one process gets a share of its time."""

    share: float
    now: int = 0
    worked: int = 0

    def passes(self, seconds: float) -> None:
        self.now += int(seconds * 1e9)
        self.worked += int(seconds * self.share * 1e9)


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Half of the machine is ours."""
    machine = Machine(0.5)
    clocks = SimpleNamespace(
        monotonic_ns=lambda: machine.now, process_time_ns=lambda: machine.worked
    )
    monkeypatch.setattr(deadline, "time", clocks)
    return machine


def test_a_step_gets_the_time_it_would_get_on_an_idle_machine(busy: Machine) -> None:
    """Else a proof would be found today and not tomorrow."""
    step = Deadline(1.0)
    with within(1.0):
        busy.passes(1.9)
        check_time()
        assert step.left == pytest.approx(0.05)
        busy.passes(0.4)
        with pytest.raises(OutOfTime):
            check_time()
        assert step.left == 0


def test_nobody_waits_for_ever(busy: Machine) -> None:
    busy.share = 0.01
    step = Deadline(1.0)
    busy.passes(3.9)
    step.check()
    busy.passes(0.2)
    with pytest.raises(OutOfTime):
        step.check()


def test_on_an_idle_machine_the_work_of_other_threads_takes_no_time_away(busy: Machine) -> None:
    """A process with eight of them computes more than the clock says."""
    busy.share = 8.0
    step = Deadline(1.0)
    busy.passes(0.9)
    step.check()
    assert step.left == pytest.approx(0.1)


def test_the_whole_time_is_by_the_clock_and_bounds_every_step(busy: Machine) -> None:
    """A limit that a user sets is kept however busy the machine is."""
    with own_time():
        total = whole_time(1.0)
        with within(5.0):
            busy.passes(1.1)
            assert total.left == 0
            check_time()
            busy.passes(SLACK)
            with pytest.raises(OutOfTime):
                check_time()
    assert Deadline(5.0).left == pytest.approx(5.0)  # after it all is as it was


def test_a_part_lasts_no_longer_than_the_whole(busy: Machine) -> None:
    with own_time():
        part = whole_time(1.0).part(0.5)
        busy.passes(0.9)
        assert part.left == pytest.approx(0.05)
        busy.passes(0.2)
        assert part.left == 0


def test_waiting_is_no_work(busy: Machine) -> None:
    """A pipe that nobody writes to is waited for by the clock."""
    busy.share = 0.0
    with within(1.0, patience=1.0):
        busy.passes(1.2)
        with pytest.raises(OutOfTime):
            check_time()


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

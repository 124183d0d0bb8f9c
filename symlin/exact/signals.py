"""Alarms and interrupts: Windows has no SIGALRM, WebAssembly has no timers, and both go without.

The alarm is the process's one; whoever had set it is given it back. Only the command line, whose
process is symlin's own, has anything here switched on.
"""

from __future__ import annotations

import _thread
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING

from symlin.exact.platform import WAITING
from symlin.kernel.clock import OutOfTime

if TYPE_CHECKING:
    from types import FrameType

_BORROWERS = frozenset({__name__, "contextlib", "symlin.exact.deadline", "symlin.kernel.clock"})
"""Modules that enter and leave the block: interrupted there, they would never give back the alarm,
and it would ring in whatever comes next."""

_IMPORT = ("<frozen importlib._bootstrap>", "_find_and_load")
"""The function of Python's that finds and loads a module."""

LOADING = 30.0
"""Seconds that a module may take to be loaded after the time is over: one that is left half loaded
stays broken, as do those that refer to it."""


def can_ring() -> bool:
    """Whether this thread can be interrupted, and the alarm's owner be given it back.

    A handler that was not set from Python reads as None, and could not be set again.
    """
    has_timers = hasattr(signal, "setitimer") and hasattr(signal, "SIGALRM")
    in_main = threading.current_thread() is threading.main_thread()
    return has_timers and in_main and signal.getsignal(signal.SIGALRM) is not None


@contextmanager
def ringing(
    seconds: float, again: float, raised: type[Exception], is_over: Callable[[], bool]
) -> Iterator[None]:
    """Raise an exception wherever the computation inside is, once the seconds are over, and the
    time is over.

    It is raised again and again: where it cannot be raised, in a finalizer, it is dropped. An
    alarm that was set before goes off in its time, and is set again with what is left of it.
    """
    alarm = _Alarm(seconds, again, raised, is_over)
    alarm.set()
    try:
        yield
    except Exception as error:  # ctypes, for one, passes it on under another name
        if alarm.rang and not isinstance(error, raised):
            raise raised from error
        raise
    finally:
        alarm.give_back()


class _Alarm:
    """The process's one alarm, borrowed."""

    def __init__(
        self, seconds: float, again: float, raised: type[Exception], is_over: Callable[[], bool]
    ) -> None:
        self._end, self._again, self._raised = time.monotonic() + seconds, again, raised
        self._is_over = is_over
        self._owners_end: float | None = None
        self._around = sys._getframe()
        while self._around.f_back and self._around.f_globals.get("__name__") in _BORROWERS:
            self._around = self._around.f_back
        self.rang = False

    def set(self) -> None:
        left, self._interval = signal.setitimer(signal.ITIMER_REAL, 0)
        if left:
            self._owners_end = time.monotonic() + left
        try:
            self._handler = signal.signal(signal.SIGALRM, self._ring)
        except BaseException:  # the owner's handler had its turn, and raised
            signal.setitimer(signal.ITIMER_REAL, left, self._interval)
            raise
        self._hook = sys.unraisablehook
        sys.unraisablehook = self._see
        self._arm()

    def _see(self, unraisable: sys.UnraisableHookArgs) -> None:
        if not self.rang or issubclass(unraisable.exc_type, KeyboardInterrupt):
            self._hook(unraisable)

    def _arm(self) -> None:
        ends = [end for end in (self._end, self._owners_end) if end is not None]
        signal.setitimer(signal.ITIMER_REAL, _from_now(min(ends)), self._again)

    def _ring(self, number: int, frame: FrameType | None) -> None:
        now = time.monotonic()
        if self._owners_end is not None and now >= self._owners_end:
            self._owners_end = now + self._interval if self._interval else None
            self._arm()
            if callable(self._handler):
                self._handler(number, frame)
        at_the_door = frame is not None and frame.f_globals.get("__name__") in _BORROWERS
        if now < self._end or at_the_door or not self._is_over():  # it rings again soon
            return
        if now >= self._end + LOADING or not self._is_loading(frame):
            self.rang = True
            raise self._raised

    def _is_loading(self, frame: FrameType | None) -> bool:
        """Whether a module is being loaded there, inside the block."""
        while frame is not None and frame is not self._around:
            code = frame.f_code
            if (code.co_filename, code.co_name) == _IMPORT:
                return True
            frame = frame.f_back
        return False

    def give_back(self) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, self._handler)
        sys.unraisablehook = self._hook
        if self._owners_end is not None:
            signal.setitimer(signal.ITIMER_REAL, _from_now(self._owners_end), self._interval)


def _from_now(moment: float) -> float:
    """Seconds until then; never 0, which would switch a timer off."""
    return max(moment - time.monotonic(), 1e-6)


def is_open_to_handlers() -> bool:
    """Whether a handler of the host's may run in this thread whatever is held back: its alarm is
    set, or another thread gets the signals, and Python has the main one handle them."""
    if not can_ring():
        return False
    left, _ = signal.getitimer(signal.ITIMER_REAL)
    return left > 0 or len(sys._current_frames()) > 1


@contextmanager
def held_back() -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """Handlers of signals have their turn after the block, or in blocks of what it yields: for code
    that forgets what a handler raises in it."""
    is_main = threading.current_thread() is threading.main_thread()  # where handlers run
    if not is_main or not hasattr(signal, "pthread_sigmask"):
        yield nullcontext
        return
    handled = [n for n in signal.valid_signals() if callable(signal.getsignal(n))]
    before = signal.pthread_sigmask(signal.SIG_BLOCK, handled)

    @contextmanager
    def as_they_come() -> Iterator[None]:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_BLOCK, handled)

    try:
        yield as_they_come
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def pass_on(error: BaseException) -> None:
    """Raises the error again where it is no failure of what was tried: the time is over, or a
    handler of a signal raised it, that of a host's alarm, say."""
    if isinstance(error, OutOfTime):
        raise error
    codes = set(map(_code_of, map(signal.getsignal, signal.valid_signals())))
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code in codes:
            raise error
        trace = trace.tb_next


def _code_of(handler: object) -> object:
    """What runs when the signal comes; None where that is nothing of Python's."""
    function = getattr(handler, "func", handler)  # of functools.partial
    if not hasattr(function, "__code__"):
        function = vars(type(function)).get("__call__")
    return getattr(function, "__code__", None)


def end_at_interrupts() -> None:
    """Until `keep_interrupts` an interrupt ends the process, for nobody is there to catch it."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def keep_interrupts() -> None:
    """From now on an interrupt that comes where nothing can be raised, in a finalizer or during
    garbage collection, comes again a moment later; Python would write a traceback and go on.

    Of anything else that goes wrong there (z3 cannot tidy up after what an alarm has interrupted)
    nothing is written: it changes no answer.
    """

    def see(unraisable: sys.UnraisableHookArgs) -> None:
        if not issubclass(unraisable.exc_type, KeyboardInterrupt):
            return
        with suppress(RuntimeError):  # "can't start new thread"
            threading.Timer(WAITING, _interrupt).start()

    sys.unraisablehook = see
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """An interrupt has its effect after the block: nobody would end a process half started."""
    before = signal.getsignal(signal.SIGINT)
    if before is None or threading.current_thread() is not threading.main_thread():
        return (yield)
    came: list[FrameType | None] = []
    signal.signal(signal.SIGINT, lambda number, frame: came.append(frame))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if came and callable(before):
            before(signal.SIGINT, came[0])


def _interrupt() -> None:
    """As if somebody had pressed Ctrl-C, which also ends a pause of the main thread."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        _thread.interrupt_main()

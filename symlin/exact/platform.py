"""What not every platform has, asked for here and in `signals` and nowhere else.

WebAssembly (Emscripten) has no timers, no clock of a single thread, no threads and no processes;
Windows has no SIGALRM and no fork. Each of these has a portable answer here, so that whoever asks
need not know where it runs.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import copy_context
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from multiprocessing.process import BaseProcess
    from pathlib import Path
    from queue import Queue
    from subprocess import Popen

T = TypeVar("T")


class Ended(NamedTuple):
    """How a program ended, and what it wrote."""

    code: int
    output: str
    errors: str


COLUMNS = 80
"""The width of a terminal that cannot be asked for its own."""

thread_seconds: Callable[[], float] = next(
    getattr(time, name)
    for name in ("thread_time", "process_time", "perf_counter")
    if hasattr(time, name)
)
"""Seconds that this thread has computed: those of the process, or of the clock on the wall, where
nobody counts them."""


def columns() -> int:
    """How wide the terminal is."""
    try:
        return shutil.get_terminal_size().columns
    except (AttributeError, OSError):
        return COLUMNS


# ---- memory ----


def spare_memory(process: int | None = None) -> int | None:
    """Bytes of addresses that a limit (`ulimit -v`) leaves this process, if one is known; or one
    that it has started, and that has the same limit."""
    try:
        import resource

        limit, _ = resource.getrlimit(resource.RLIMIT_AS)
        if limit == resource.RLIM_INFINITY:
            return None
        with open(f"/proc/{process or 'self'}/statm", encoding="utf-8") as file:
            pages = int(file.read().split()[0])
        return int(limit) - pages * resource.getpagesize()
    except (ImportError, AttributeError, OSError, ValueError):
        return None


# ---- threads, processes, programs ----

WAITING = 0.05
"""Seconds between two looks at the clock while another thread has its turn."""


class Turn:
    """What one thread does at a time; there is a turn even where there are no threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holder: int | None = None

    @property
    def is_ours(self) -> bool:
        """Whether this thread has its turn now."""
        return self._holder == threading.get_ident()

    @contextmanager
    def taken(self, look: Callable[[], None]) -> Iterator[None]:
        """The block has its turn; until then `look` is called now and then, and may raise."""
        while not self._lock.acquire(timeout=WAITING):
            look()
        try:
            self._holder = threading.get_ident()
            yield
        finally:
            self._holder = None
            self._lock.release()


def apart(work: Callable[..., T], *arguments: Any, leave: Callable[[], None]) -> T:
    """The result of the work in a thread of its own; here, where no thread can be started.

    The caller's time limit is the thread's as well. Where the caller is interrupted, `leave` is
    called, and is to end the work; the interrupt goes on when it has ended.
    """
    task = _Task(work, arguments)
    try:
        try:
            threading.Thread(target=copy_context().run, args=(task.run,)).start()
        except RuntimeError:  # "can't start new thread"
            return work(*arguments)
        task.over.wait()
    except BaseException:
        leave()
        if not task.is_ours():
            task.over.wait()
        raise
    if task.failures:
        raise task.failures.pop()
    return cast(T, task.found)


class _Task:
    """Work for a thread, which an interrupt may forestall while it is being started."""

    def __init__(self, work: Callable[..., object], arguments: tuple[Any, ...]) -> None:
        self._work, self._arguments = work, arguments
        self._right_to_begin = [True]
        self.found: object = None
        self.failures: list[BaseException] = []
        self.over = threading.Event()  # `Thread.join` after an interrupt takes it for ended

    def is_ours(self) -> bool:
        """Whether it had not begun, and will not; whoever asks first has the right to begin."""
        try:
            return self._right_to_begin.pop()
        except IndexError:
            return False

    def run(self) -> None:
        """In the thread."""
        if not self.is_ours():
            return
        try:
            self.found = self._work(*self._arguments)
        except BaseException as error:  # the caller's
            self.failures.append(error)
        self.over.set()


@contextmanager
def meanwhile(work: Callable[[Callable[[float | None], bool]], None]) -> Iterator[None]:
    """Run `work` in a thread beside the block; not at all where no thread can be started.

    It is handed a function that waits for the block's end, for so many seconds or for as long as
    it takes, and says whether it has come.
    """
    over = threading.Event()
    thread = threading.Thread(target=work, args=(over.wait,), daemon=True)
    try:
        thread.start()
    except RuntimeError:  # "can't start new thread"
        yield
        return
    try:
        yield
    finally:
        over.set()
        thread.join()


def has_processes() -> bool:
    """Whether more processes can be started."""
    try:
        for name in ("multiprocessing.synchronize", "concurrent.futures.process"):
            import_module(name)  # there a platform without processes says so
    except ImportError:
        return False
    return sys.platform not in ("emscripten", "wasi")


def processors() -> int:
    """How many processors share the work; 1 where nobody knows."""
    return os.cpu_count() or 1


def process_pool(jobs: int, begin: Callable[[], None]) -> Executor:
    """Processes that share nothing with this one, for threads and solvers do not survive a fork.

    `begin` is called first in each of them. An interrupt goes to every process of the terminal;
    this one's answer to it is enough, and the others ignore it. They end with this one.
    """
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    methods = multiprocessing.get_all_start_methods()
    method = "forkserver" if "forkserver" in methods else "spawn"
    context = multiprocessing.get_context(method)
    jobs = min(jobs, 61) if sys.platform == "win32" else jobs  # it waits for no more at a time
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(begin,))


def _begin(begin: Callable[[], None]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    begin()


def end_with_parent() -> None:
    """From now on this process, which `multiprocessing` started, ends as soon as its parent does.

    Whatever ended the parent, the system closes its end of a pipe then. A thread waits for that,
    which works everywhere; but it gets no turn during a long call into a compiled library. Where
    there is a signal for a change of the pipe, it ends the process even then.
    """
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is None:
        return
    threading.Thread(target=_end_after, args=(parent,), daemon=True).start()
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        signal.signal(signal.SIGIO, signal.SIG_DFL)  # which ends the process
        fcntl.fcntl(parent.sentinel, fcntl.F_SETOWN, os.getpid())
        flags = fcntl.fcntl(parent.sentinel, fcntl.F_GETFL)
        fcntl.fcntl(parent.sentinel, fcntl.F_SETFL, flags | os.O_ASYNC)


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def started_processes() -> list[BaseProcess]:
    """The processes that were started here and have not ended."""
    import multiprocessing

    return multiprocessing.active_children()


def end_processes() -> None:
    """End every process that was started here."""
    for process in started_processes():
        process.terminate()


PATIENCE = 5.0
"""Seconds for a process that has ended to be seen to have ended."""


NEAR = 256 << 20
"""Bytes that a compiled library may ask for at once: with as many left, a limit is not near."""


class MemoryWatch:
    """How near some processes, which have the limit of this one, have come to it."""

    def __init__(self, processes: Sequence[BaseProcess]) -> None:
        self._processes = processes
        self._least = spare_memory()
        """Where none is seen alive: they load what this one has loaded."""

    def look(self) -> bool:
        """Look at them now; whether there is a limit at all."""
        if self._least is None:
            return False
        spares = [spare_memory(p.pid) for p in self._processes if p.pid is not None]
        # where a process has ended, it has no addresses any more, and says so
        self._least = min((self._least, *(s for s in spares if s is not None)))
        return True

    def may_be_why(self) -> bool:
        """Whether memory may be what one of them has ended for: the limit was near, or it was
        killed, as Linux does where all the machine's memory is taken. A crash is none otherwise."""
        if self._least is not None and self._least < NEAR:
            return True
        for process in self._processes:
            process.join(PATIENCE)
        return any(process.exitcode == -9 for process in self._processes)


def find_program(name: str) -> str | None:
    """Where the program is, if it is installed."""
    return shutil.which(name)


def run_program(command: Sequence[str], folder: Path | None, seconds: float) -> Ended | None:
    """What became of a program that runs to its end; None where that takes longer.

    Raises `OSError` where it cannot be started.
    """
    import subprocess

    try:
        done = subprocess.run(
            command,
            check=False,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
            cwd=folder,
        )
    except subprocess.TimeoutExpired:
        return None
    return Ended(done.returncode, done.stdout, done.stderr)


@contextmanager
def program(
    command: Sequence[str], folder: Path, errors: IO[str]
) -> Iterator[tuple[Popen[str], Queue[str | None]]]:
    """A program at work, ended with the block; its lines as they come, and None after the last.

    Raises `OSError` where it cannot be started.
    """
    import subprocess
    from queue import Queue

    lines: Queue[str | None] = Queue()
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=errors,
        encoding="utf-8",
        errors="replace",
        cwd=folder,
    )

    reader = threading.Thread(target=_read, args=(process, lines), daemon=True)
    reader.start()
    try:
        yield process, lines
    finally:
        process.kill()
        process.wait()
        reader.join()


def _read(process: Popen[str], lines: Queue[str | None]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        lines.put(line)
    lines.put(None)

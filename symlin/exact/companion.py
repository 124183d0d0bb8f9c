"""A process beside this one, for libraries that a stranger's file may make crash, hang, or take all
memory: it is ended then, and this one goes on.

Both sides write a line of JSON that says how many bytes follow, and these. Nothing that comes from
there is more than text and numbers.
"""

from __future__ import annotations

import atexit
import json
import math
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from symlin.exact.platform import meanwhile

Header = dict[str, Any]
_Answer = Callable[[Header, bytes], bytes]

KEPT = 30.0
"""Seconds without a question after which nobody asks it any more; after twice as many it ends."""
WATCHED = 0.5
"""Seconds between two looks at whether it is still needed."""
LARGEST = 1 << 30
"""Bytes of an answer."""
BEGIN = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from {} import main; main()"


class Lost(ValueError):
    """The process has ended, or would not in time."""


class Refused(ValueError):
    """The reason why the process has no answer."""


class Companion:
    """One process that runs the `main` of a module, and that `serve`s; raises `Lost` where none can
    be started."""

    def __init__(self, module: str) -> None:
        import subprocess

        self.module, self.used = module, time.monotonic()
        self.opened: list[int] = []
        """What the asker has open there, by numbers of its own."""
        if not Path(sys.executable or "").name.lower().startswith(("python", "pypy")):
            raise Lost("there is no program called python to run it")  # Python is inside another
        command = [sys.executable, "-P", "-c", BEGIN.format(module), json.dumps(sys.path)]
        pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
        try:
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nothing)
        except OSError as error:
            raise Lost(f"no process could be started: {error}") from None

    def ask(self, header: Header, data: bytes, seconds: float) -> bytes:
        """The answer; raises `Lost` and `Refused`."""
        late = threading.Event()

        def watch(over: Callable[[float | None], bool]) -> None:
            if not over(seconds):
                late.set()
                self._process.kill()

        try:
            with meanwhile(watch):
                said, found = self._exchange(header, data)
        except (OSError, EOFError, ValueError):
            self.end()
            ended = "took too long" if late.is_set() else f"ended ({self._ending()})"
            raise Lost(f"the process that ran it {ended}") from None
        if "error" in said:
            raise Refused(str(said["error"])[:2_000])
        return found

    def _exchange(self, header: Header, data: bytes) -> tuple[Header, bytes]:
        assert self._process.stdin is not None and self._process.stdout is not None
        _write(self._process.stdin, header, data)
        return _read(self._process.stdout, LARGEST)

    def _ending(self) -> str:
        code = self._process.wait()
        with suppress(ValueError):
            return signal.Signals(-code).name
        return f"exit code {code}"

    def is_there(self) -> bool:
        """Whether it can be asked something."""
        return self._process.poll() is None and time.monotonic() - self.used < KEPT

    def end(self) -> None:
        """It ends now, whatever it does."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()


_free: list[Companion] = []
_lock = threading.RLock()  # a signal handler may ask as well


@contextmanager
def companion(module: str) -> Iterator[Companion]:
    """A process that nobody else asks meanwhile; what raises anything but `Refused` ends it."""
    with _lock:
        for old in [one for one in _free if not one.is_there()]:
            _free.remove(old)
            old.end()
        fitting = [one for one in _free if one.module == module]
        if fitting:
            _free.remove(fitting[0])
    asked = fitting[0] if fitting else Companion(module)
    try:
        yield asked
    except Refused:
        _put_back(asked)
        raise
    except BaseException:
        asked.end()
        raise
    _put_back(asked)


def _put_back(asked: Companion) -> None:
    asked.used = time.monotonic()
    with _lock:
        _free.append(asked)


@atexit.register
def _end_all() -> None:
    while _free:
        _free.pop().end()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_free.clear)  # they are the other process's


# ---- in that process ----


def serve(answer: _Answer) -> None:
    """Answers until nobody asks any more; what is printed meanwhile goes nowhere."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is the other process's to end this one
    _limit()
    given, told = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    idle_since = [time.monotonic()]
    threading.Thread(target=_watch, args=(os.getppid(), idle_since), daemon=True).start()
    while True:
        try:
            header, data = _read(given, None)
        except EOFError:
            return
        idle_since[0] = math.inf
        try:
            found, said = answer(header, data), {}
        except Exception as error:  # whatever the libraries raise
            found, said = b"", {"error": str(error) or repr(error)}
        _write(told, said, found)
        idle_since[0] = time.monotonic()


def _watch(parent: int, idle_since: list[float]) -> None:
    while os.getppid() == parent and time.monotonic() - idle_since[0] < 2 * KEPT:
        time.sleep(WATCHED)
    os._exit(0)


def _limit() -> None:
    """No more than half the machine's memory, and where it runs out, this process is the first."""
    with suppress(ImportError, AttributeError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        half = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        least = min([half, *(n for n in (soft, hard) if n != resource.RLIM_INFINITY)])
        resource.setrlimit(resource.RLIMIT_AS, (least, hard))
    with suppress(OSError), open("/proc/self/oom_score_adj", "wb") as file:
        file.write(b"1000")


def _write(file: IO[bytes], header: Header, data: bytes) -> None:
    file.write(json.dumps({**header, "size": len(data)}).encode() + b"\n")
    file.write(data)
    file.flush()


def _read(file: IO[bytes], largest: int | None) -> tuple[Header, bytes]:
    """Raises `EOFError` at the end, and `ValueError` for what is none of ours."""
    line = file.readline(LARGEST)
    if not line.endswith(b"\n"):
        raise EOFError
    header = json.loads(line)
    size = header.pop("size")
    if largest is not None and not 0 <= size <= largest:
        raise ValueError(f"{size} bytes")
    data = file.read(size)
    if len(data) < size:
        raise EOFError
    return header, data

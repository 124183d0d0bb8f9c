"""A program: symlin on a platform that lacks whatever a platform may lack.

It takes away what WebAssembly does not have before anything else is imported, decides the
operators that are named on standard input, one to a line, and writes a line of JSON for each.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from typing import Any, NoReturn

MISSING: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (signal, ("setitimer", "getitimer", "alarm", "SIGALRM", "SIGHUP", "pthread_kill")),
    (time, ("thread_time", "thread_time_ns", "pthread_getcpuclockid")),
    (os, ("fork", "forkpty", "get_terminal_size", "getloadavg", "sched_getaffinity")),
    (shutil, ("get_terminal_size",)),
)
NO_MODULES = ("_multiprocessing", "_posixshmem", "resource", "fcntl", "termios", "pty")


def take_away() -> None:
    """From now on in this process none of it can be had."""
    for owner, names in MISSING:
        for name in names:
            if hasattr(owner, name):
                delattr(owner, name)
    for name in NO_MODULES:
        sys.modules[name] = None  # type: ignore[assignment]  # so that importing it fails
    threading.Thread.start = _no_thread  # type: ignore[method-assign]
    subprocess.Popen.__init__ = _no_process  # type: ignore[method-assign,assignment]


def _no_thread(self: threading.Thread) -> NoReturn:
    raise RuntimeError("can't start new thread")


def _no_process(self: object, *args: object, **options: object) -> NoReturn:
    raise OSError("emscripten does not support processes")


def decided(text: str, timeout: float, patience: float) -> dict[str, Any]:
    """The statuses of the laws, what the cross-check says, and the time it took.

    An operator of the catalog gets the patience: its verdict is known, and a busy machine takes
    longer to find it.
    """
    import symlin
    from symlin.catalog import index as catalog

    limit = patience if text in catalog.names() else timeout
    start = time.process_time()
    try:
        report = symlin.check(text, timeout=limit)
    except symlin.InputError as error:
        return {"operator": text, "error": error.message, "seconds": time.process_time() - start}
    return {
        "operator": text,
        "claims": {law.value: claim.status.value for law, claim in report.claims.items()},
        "crosscheck": report.crosscheck.status,
        "report": str(report),
        "seconds": time.process_time() - start,
    }


def main() -> None:
    timeout, patience = map(float, sys.argv[1:])
    for line in sys.stdin:
        print(json.dumps(decided(line.rstrip("\n"), timeout, patience)), flush=True)


if __name__ == "__main__":
    take_away()
    main()

"""`symlin` and `python -m symlin`: a process of our own, set up before anything is imported."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn

ALLOCATIONS = 100_000
"""Between two collections of garbage. Python's 700 suit programs that live long: ours would spend a
tenth of a short command in walking through what it has just imported."""


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(ALLOCATIONS)
    # Hypothesis would look for plugins in every package: that takes time, and they might change
    # which numbers are tried.
    os.environ.setdefault("HYPOTHESIS_NO_PLUGINS", "1")
    # NumPy's, which draws pictures: each would set memory aside, and end the process without it.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from symlin.exact.signals import end_at_interrupts, keep_interrupts

    end_at_interrupts()
    occupy_streams()
    try:
        from symlin.commands.run import run
    except (MemoryError, ImportError) as error:  # Python would leave with 1: "refuted"
        said = f"symlin cannot be loaded, perhaps for lack of memory: {error!r}\n"
        os.write(2, said.encode("ascii", "backslashreplace"))
        sys.exit(2)

    gc.freeze()  # what is imported lives as long as the process
    keep_interrupts()
    try:
        code = run()
    except BaseException as error:  # of what --run has run: Python would leave with 1
        said = f"symlin: what was run ended the program: {error!r:.200}\n"
        os.write(2, said.encode("ascii", "backslashreplace"))
        code = 2
    gc.freeze()  # and the system takes back all the rest at once: leaving needs no last search
    sys.exit(code)


def occupy_streams() -> None:
    """Opens nothing in the place of each standard stream that is closed, or a library's warning
    would be written into the next file that is opened."""
    with suppress(OSError):
        while (number := os.open(os.devnull, os.O_RDWR)) < 3:
            os.set_inheritable(number, True)
        os.close(number)


if __name__ == "__main__":
    main()

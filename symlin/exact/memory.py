"""Whether a limit leaves the memory that a compiled library needs, or the process would end."""

from __future__ import annotations

from typing import Any

from symlin.exact.loading import load
from symlin.exact.platform import spare_memory

MEGABYTE = 1 << 20  # bytes
NUMPY = 160
"""Megabytes: its OpenBLAS sets some 100 aside, and ends the process with 1 without them; on some
processors more."""


def need_memory(megabytes: int) -> None:
    """Raises `MemoryError` where a limit leaves less, before a compiled library is asked that would
    end the process."""
    spare = spare_memory()
    if spare is not None and spare < megabytes * MEGABYTE:
        raise MemoryError(f"{megabytes} MB are needed, and a limit leaves {spare // MEGABYTE}")


def load_numpy() -> Any:
    """NumPy; raises `ImportError` without it, and `MemoryError` where a limit leaves too little."""
    need_memory(NUMPY)  # also of what is loaded: it sets memory aside when it first multiplies
    return load("numpy")

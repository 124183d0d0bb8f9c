"""Whether a limit leaves the memory that a compiled library needs, or the process would end."""

from __future__ import annotations

from symlin.exact.platform import spare_memory

MEGABYTE = 1 << 20  # bytes


def need_memory(megabytes: int) -> None:
    """Raises `MemoryError` where a limit leaves less, before a compiled library is asked that would
    end the process."""
    spare = spare_memory()
    if spare is not None and spare < megabytes * MEGABYTE:
        raise MemoryError(f"{megabytes} MB are needed, and a limit leaves {spare // MEGABYTE}")

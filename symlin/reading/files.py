"""What is in a file that somebody names, within limits: a name may lead to a device without an end,
or to a pipe that nobody writes to."""

from __future__ import annotations

import os
import stat

from symlin.errors import InputError, blamed

_LEAST = 1 << 20
"""Bytes that are read in any case: of some files the system does not know the size."""


def refuse_streams(path: str) -> int:
    """The size of a file; raises `InputError` for what is none, and `OSError`."""
    with blamed(path):
        found = os.stat(path)
    if not stat.S_ISREG(found.st_mode):
        raise InputError(f"{path} is no file")
    return found.st_size


def content(path: str, most: int) -> bytes:
    """All that is in a file.

    Raises `InputError` for what is none, and for more than so many bytes; `OSError`.
    """
    most = min(most, max(refuse_streams(path), _LEAST))
    with blamed(path), open(path, "rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise InputError(f"{path} has more than {most:,} bytes")
    return data

"""What symlin reads for a user, within limits: a path may lead to a device without an end, or to a
pipe that nobody writes to."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from symlin.errors import blamed
from symlin.exact.deadline import OutOfTime, within

LARGEST_DOCUMENT = 32_000_000
"""Bytes of a certificate, 200 times those of a function of 1,600 inputs: whatever is in so many,
Python holds it in a gigabyte."""
LONGEST_LINE = 16_000_000
"""Bytes of a line: an operator has a million characters at most, and JSON 12 bytes for each."""
ENDLESS = 2_000_000_000
"""Bytes of a longer line that are passed over on the way to the next: whatever has no line feed in
so many is no file of lines."""
COUNTED = 1_000_000_000
"""Bytes of a file whose lines are counted beforehand, in less than a second."""
STDIN = "standard input"
_PIECE = 1 << 20  # bytes at a time: reading in smaller ones takes longer


@dataclass(frozen=True)
class NamedPipe:
    """One that is not open yet: that takes until somebody opens it to write."""

    name: str

    @classmethod
    def at(cls, path: str | os.PathLike[str]) -> NamedPipe | None:
        """What is at the path, if it is a named pipe."""
        try:
            found = stat.S_ISFIFO(os.stat(path).st_mode)
        except OSError:
            return None
        return cls(os.fspath(path)) if found else None


def opened(file: IO[bytes] | NamedPipe, seconds: float) -> IO[bytes]:
    """The file, once it is open.

    Raises `OSError` where nobody opens a pipe to write for so many seconds. Whoever has opened it,
    or writes to standard input, may take his time.
    """
    if not isinstance(file, NamedPipe):
        return file
    try:
        with within(seconds, patience=1.0):  # waiting is no work
            return open(file.name, "rb")
    except OutOfTime:
        why = f"it is a pipe that nobody has opened to write for {seconds:g} s (see --timeout)"
        raise OSError(errno.ETIMEDOUT, why, file.name) from None


def whole(file: IO[bytes], most: int) -> bytes:
    """All that is in the file; raises `OSError` where that is more than so many bytes."""
    pieces, size = [], 0
    with blamed(_name(file)):
        while piece := file.read(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > most:
                raise OSError(errno.EFBIG, f"it has more than {most:,} bytes")
    return b"".join(pieces)


def lines(file: IO[bytes]) -> Iterator[bytes]:
    """Each line, as it comes; of one that is longer than `LONGEST_LINE` no more than shows that.

    Raises `OSError` where a line has no end.
    """
    number = 0
    while True:
        number += 1
        with blamed(_name(file)):
            line = file.readline(LONGEST_LINE + 1)
            if len(line) > LONGEST_LINE and not line.endswith(b"\n"):
                _pass_over(file, number)
        if not line:
            return
        yield line


def _pass_over(file: IO[bytes], number: int) -> None:
    """The rest of a line."""
    passed = 0
    while (piece := file.readline(_PIECE)) and not piece.endswith(b"\n"):
        passed += len(piece)
        if passed > ENDLESS:
            raise OSError(errno.EFBIG, f"line {number} has no end within {ENDLESS:,} bytes")


def count_lines(file: IO[bytes]) -> int | None:
    """How many lines are still to be read; None where that cannot be told beforehand."""
    try:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode) or found.st_size > COUNTED:
            return None
        start = file.tell()
    except (OSError, ValueError):  # it stands for something in memory
        return None
    count, last = 0, b"\n"
    with blamed(_name(file)):
        while piece := file.read(_PIECE):
            count += piece.count(b"\n")
            last = piece[-1:]
        file.seek(start)
    return count + (last != b"\n")


def _name(file: IO[bytes]) -> str:
    name = getattr(file, "name", None)
    return os.fsdecode(name) if isinstance(name, str | bytes) and name != "<stdin>" else STDIN


def beside(document: object, name: str, size: int) -> bytes:
    """The file of so many bytes that lies in the folder of a document.

    Raises `Rejected` for a name that leads elsewhere, and for a file of another size; `OSError`.
    """
    from symlin.kernel.certificate import Rejected

    if not isinstance(document, str) or not _is_plain(name):
        raise Rejected("the weights are to lie in a file beside the document, by its name alone")
    path = os.path.join(os.path.dirname(document), name)
    with blamed(path):
        found = os.stat(path)
        if not stat.S_ISREG(found.st_mode):  # a pipe would not even be opened
            raise Rejected(f"{name} is no file of weights")
        # what is far larger is not read at all: it may be larger than the memory
        data = b""
        if found.st_size == size:
            with open(path, "rb") as file:
                data = file.read(size + 1)
    if len(data) != size:
        raise Rejected(f"{name} does not have the {size:,} bytes of which the document speaks")
    return data


def _is_plain(name: str) -> bool:
    """Whether the name is that of a file and no path, and one that a file can have."""
    try:
        os.fsencode(name)
    except UnicodeError:
        return False
    return name not in ("", ".", "..") and "\0" not in name and os.path.basename(name) == name

"""Going on where an earlier run of `batch` was ended: what is in its output already."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

from symlin.commands.intake import lines
from symlin.errors import InputError, blamed

Answer = dict[str, Any]


class Earlier(NamedTuple):
    """The answers of an earlier run."""

    answers: int
    whole: int
    """Bytes of them; what follows is a line that was cut."""


NOTHING = Earlier(0, 0)


def earlier(path: Path) -> Earlier:
    """What the file holds; nothing if it is not there.

    Raises `InputError` for a line that is no answer, `OSError`.
    """
    if not path.exists():
        return NOTHING
    count = whole = 0
    with blamed(str(path)), path.open("rb") as file:
        for number, raw in enumerate(lines(file), 1):
            if not raw.endswith(b"\n"):
                break
            _read(raw, path, number)
            count, whole = number, whole + len(raw)
    return Earlier(count, whole)


def earlier_answers(path: Path, found: Earlier) -> Iterator[Answer]:
    """The same answers once more, one by one: together they may be larger than the memory."""
    if found.answers:
        with path.open("rb") as file:
            for number in range(1, found.answers + 1):
                yield _read(file.readline(), path, number)


def expect_same(asked: Iterable[bytes], path: Path, found: Earlier) -> None:
    """Raises `InputError` where the answers cannot be those to the first lines of this file."""
    rows = (raw for raw in asked if raw.strip())
    for number, answer in enumerate(earlier_answers(path, found), 1):
        raw = next(rows, None)
        if raw is None:
            raise InputError(f"{path} has more answers than there are operators")
        name = _name(raw)
        if name is not None and name != answer.get("id"):
            raise InputError(
                f"{path}, line {number}, is about {answer.get('id')!r}, and the operator in this "
                f"place is {name!r}: it is the output of another file"
            )


def resumed(file: IO[bytes], path: Path) -> Earlier:
    """What an earlier run has answered of the file, which is left at its start.

    Raises `InputError` where that was another file, or this one cannot be read twice.
    """
    found = earlier(path)
    if found.answers:
        if not file.seekable():
            raise InputError("--resume needs a file that can be read again, not a pipe")
        start = file.tell()
        expect_same(lines(file), path, found)
        file.seek(start)
    return found


def _read(raw: bytes, path: Path, number: int) -> Answer:
    try:
        answer = json.loads(raw)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict) or not ("claims" in answer or "error" in answer):
        raise InputError(f"{path}, line {number}, is no answer of symlin batch")
    return answer


def _name(raw: bytes) -> object:
    """The id that a line gives its operator."""
    try:
        found = json.loads(raw.decode("utf-8-sig"), parse_float=str)
    except (ValueError, RecursionError):
        return None
    return found.get("id") if isinstance(found, dict) else None

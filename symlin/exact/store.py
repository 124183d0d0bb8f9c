"""A folder of small files that may be lost at any time: found by digest, bounded in size.

One entry is one file, which appears whole or not at all; so processes that share the folder need
no lock, and it may lie on a network's disk. Whatever fails (no room, no right to write) is passed
over: an entry that is not there costs time and nothing else.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from symlin.exact.files import save

MOST = 64_000_000
"""Bytes of all entries together."""
LARGEST = 1_000_000
"""Bytes of one entry."""
_DRAWERS = 16  # folders by the first digit of the digest: only one of them is looked through
_ENTRY = re.compile(r"[0-9a-f]{64}\.json")
_SPARED = 0.75  # of the room, what is left filled when old entries have to go
VARIABLE = "SYMLIN_CACHE"
"""Of the environment: the folder, or "off"."""


class Contents(NamedTuple):
    """What is in the folder."""

    entries: int
    bytes: int


class Store:
    """The entries under one folder."""

    def __init__(self, root: Path, most: int = MOST) -> None:
        self.root, self.most = root, most

    def get(self, digest: str) -> bytes | None:
        """The entry, which counts as used from now on; None where there is none."""
        path = self._path(digest)
        try:
            with path.open("rb") as file:
                found = file.read(LARGEST + 1)
            os.utime(path)
        except OSError:
            return None
        return found if len(found) <= LARGEST else None

    def put(self, digest: str, data: bytes) -> None:
        """Keeps the entry, in the place of those that have not been used for long."""
        if len(data) > LARGEST:
            return
        path = self._path(digest)
        with suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            save(path, data)
            self._tidy(path.parent)

    def contents(self) -> Contents:
        """How many entries there are, and how large they are."""
        sizes = [size for drawer in self._drawers() for _, size, _ in _entries(drawer)]
        return Contents(len(sizes), sum(sizes))

    def clear(self) -> Contents:
        """Takes all entries away, and nothing else that may lie there; says what was taken."""
        taken: list[int] = []
        for drawer in self._drawers():
            for path, size, _ in _entries(drawer):
                with suppress(OSError):
                    path.unlink()
                    taken.append(size)
        return Contents(len(taken), sum(taken))

    def _path(self, digest: str) -> Path:
        return self.root / digest[0] / f"{digest}.json"

    def _drawers(self) -> Iterator[Path]:
        return (self.root / f"{digit:x}" for digit in range(_DRAWERS))

    def _tidy(self, drawer: Path) -> None:
        """The entries that were used last stay, as many as there is room for."""
        found = list(_entries(drawer))
        filled = sum(size for _, size, _ in found)
        room = self.most // _DRAWERS
        if filled <= room:
            return
        for path, size, _ in sorted(found, key=lambda entry: entry[2]):
            if filled <= _SPARED * room:
                return
            with suppress(OSError):  # somebody else was quicker
                path.unlink()
            filled -= size


def _entries(drawer: Path) -> Iterator[tuple[Path, int, float]]:
    """Each entry with its size and when it was used; nothing for a folder that is not there."""
    with suppress(OSError), os.scandir(drawer) as listed:
        for entry in listed:
            if _ENTRY.fullmatch(entry.name):
                with suppress(OSError):
                    found = entry.stat(follow_symlinks=False)
                    yield drawer / entry.name, found.st_size, found.st_mtime


def user_folder() -> Path | None:
    """Where this user's entries are, as each system has it; None where they are not wanted."""
    asked = os.environ.get(VARIABLE, "")
    if asked.lower() in ("off", "0", "no"):
        return None
    if asked:
        return Path(asked)
    try:
        home = Path.home()
    except RuntimeError:  # nobody knows
        return None
    if sys.platform == "win32":
        return (
            Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "symlin" / "cache"
        )
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "symlin"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "symlin"

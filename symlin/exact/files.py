"""How a file gets to its place: whole, or not at all; and what is somebody else's is let alone.

Every file that symlin writes for a user goes through here. It is written beside its place, and
moved there when it is whole: a full disk or an interrupt leaves what was there before.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from symlin.errors import blamed

LIST = ".symlin-files"
"""In a folder, which files symlin has put there, and what was in them; `sha256sum -c` reads it."""
_OPEN = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/")
"""How names begin that stand for something that is open already."""


def save(path: Path, data: bytes) -> None:
    """Puts the data into a file that somebody named; what was in it is replaced.

    Raises `OSError`, with the path as it was given.
    """
    with blamed(str(path)):
        if _is_stream(path):
            with path.open("wb") as file:
                file.write(data)
        else:
            # whoever names a link means what it leads to
            _replace(Path(os.path.realpath(path)), data)


def save_all(files: Mapping[str, bytes], folder: Path, force: bool = False) -> None:
    """Puts files of symlin's own naming into a folder, in which there may be others.

    No symbolic link inside the folder is followed. Raises `OSError`, before anything is written,
    where a link is in the way, or a file that symlin did not write or that was changed since;
    with `force` the file is replaced, and a link to a file as well.
    """
    known = _listed(folder)
    _look_for_others(files, folder, known, force)
    for path, data in files.items():
        known.setdefault(path, set()).add(_digest(data))
    with blamed(str(folder / LIST)):
        folder.mkdir(parents=True, exist_ok=True)
        # first what may be found there from now on: the next step may be the last
        _replace(folder / LIST, _list(known))
    for path, data in files.items():
        target = folder / path
        with blamed(str(target)):
            if not _holds(target, data):
                target.parent.mkdir(parents=True, exist_ok=True)
                _replace(target, data)
    known |= {path: {_digest(data)} for path, data in files.items()}
    with blamed(str(folder / LIST)):
        _replace(folder / LIST, _list(known))


def is_known(folder: Path, path: str) -> bool:
    """Whether the file is not there, or symlin has put it there as it is."""
    target = folder / path
    return not os.path.lexists(target) or _is_own(target, _listed(folder).get(path, set()))


@contextmanager
def growing(path: Path, whole: int = 0) -> Iterator[Callable[[bytes], None]]:
    """What adds a line to a new file, at once: whatever happens, each line in it is whole.

    Of a file that is there, so many bytes stay. It raises `OSError`, with the path, where there is
    no room for the line.
    """
    with blamed(str(path)):
        opened = path.open("r+b", buffering=0) if whole else path.open("wb", buffering=0)
    with opened as file:
        if whole:
            with blamed(str(path)):
                file.truncate(whole)
                file.seek(whole)

        def write(line: bytes) -> None:
            nonlocal whole
            rest = memoryview(line)
            try:
                with blamed(str(path)):
                    while rest:
                        rest = rest[file.write(rest) :]
            except BaseException:
                with suppress(OSError):  # a device has no length
                    file.truncate(whole)
                raise
            whole += len(line)

        yield write


def _replace(target: Path, data: bytes) -> None:
    """Puts the file there whole, or leaves everything as it was."""
    beside = target.with_name(f".symlin-{secrets.token_hex(8)}")
    try:
        mode = stat.S_IMODE(target.stat().st_mode) if target.is_file() else None
        if mode is not None and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        with beside.open("xb") as file:
            file.write(data)
        if mode is not None:
            beside.chmod(mode)
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _is_stream(path: Path) -> bool:
    """Whether it is a device, a pipe or the like, for which nothing can be put in its place."""
    is_open = path.absolute().as_posix().startswith(_OPEN)
    return is_open or (path.exists() and not path.is_file())


def _look_for_others(
    files: Mapping[str, bytes], folder: Path, known: Mapping[str, set[str]], force: bool
) -> None:
    """Raises `OSError` for what must not be replaced."""
    for path, data in files.items():
        target = folder / path
        for part in target.parents:
            if part == folder:
                break
            if part.is_symlink():
                raise _in_the_way(part, "a symbolic link, which is not followed")
        if force or not os.path.lexists(target):
            continue
        if target.is_symlink():
            raise _in_the_way(target, "a symbolic link, which is not followed; --force replaces it")
        if not _holds(target, data) and not _is_own(target, known.get(path, set())):
            why = "symlin did not write it, or it was changed since; --force overwrites it"
            raise _in_the_way(target, why)


def _in_the_way(path: Path, why: str) -> OSError:
    return FileExistsError(errno.EEXIST, why, str(path))


def _is_own(target: Path, digests: set[str]) -> bool:
    return _is_plain(target) and _digest(target.read_bytes()) in digests


def _holds(target: Path, data: bytes) -> bool:
    """Whether that is what is in the file already; no link is followed."""
    return _is_plain(target) and target.read_bytes() == data


def _is_plain(target: Path) -> bool:
    return target.is_file() and not target.is_symlink()


def _listed(folder: Path) -> dict[str, set[str]]:
    """For each file that symlin put there, the digests of what it may have put into it."""
    found: dict[str, set[str]] = {}
    if _is_plain(folder / LIST):
        text = (folder / LIST).read_text(encoding="utf-8", errors="replace")
        for line in text.splitlines():
            digest, _, path = line.partition("  ")
            found.setdefault(path, set()).add(digest)
    return found


def _list(known: Mapping[str, set[str]]) -> bytes:
    lines = (f"{d}  {path}\n" for path in sorted(known) for d in sorted(known[path]))
    return "".join(lines).encode()


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()

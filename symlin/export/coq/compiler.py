"""coqc: the compiled support files, and what it says about a file."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import NamedTuple

from symlin.errors import NotExported
from symlin.exact.platform import find_program, program, run_program
from symlin.export.coq import support

SECONDS = 120.0
"""Longest run of coqc on one file."""
LATE = "coqc had no answer in the time allowed; a larger --timeout may help"
SHARE = 0.5
"""Of the time that is left, the most for one proof while others wait."""


def coqc() -> str | None:
    """The program, if there is one."""
    return find_program("coqc")


@cache
def _version() -> str:
    said = run_program([coqc() or "coqc", "--version"], None, SECONDS)
    if said is None or said.code != 0:
        raise NotExported("coqc does not say which version it is")
    return said.output


@cache
def library(names: tuple[str, ...] = support.EVERYTHING) -> Path:
    """A folder with these support files, compiled: once for every version of coqc and of them.

    It is kept in the user's cache, for compiling takes longer than most proofs do.
    """
    texts = [support.source(name) for name in names]
    digest = hashlib.sha256("\0".join([_version(), *texts]).encode()).hexdigest()[:16]
    cached = _cache_home() / f"coq-{digest}"
    if cached.is_dir():
        return cached
    try:
        cached.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix="coq-new-", dir=cached.parent))
    except OSError:
        made = cached = Path(tempfile.mkdtemp(prefix="symlin-coq-"))
    _compile(names, made)
    if made != cached:
        with suppress(OSError):  # another process may have been faster: then its folder is there
            made.rename(cached)
            return cached
        shutil.rmtree(made, ignore_errors=True)
    return cached


def _cache_home() -> Path:
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "symlin"


def _compile(names: Sequence[str], folder: Path) -> None:
    """Compiles the files in the folder; raises NotExported, with the folder gone."""
    for name in names:
        file = folder / f"{name}.v"
        file.write_text(support.source(name), encoding="utf-8", newline="\n")
        said = run(file, folder)
        if said is not None:
            shutil.rmtree(folder, ignore_errors=True)
            raise NotExported(f"coqc does not accept symlin's own {name}.v: {said}")


def _command(file: Path, folder: Path | None) -> list[str]:
    where = ["-R", str(folder), "Symlin"] if folder else []
    return [coqc() or "coqc", "-q", "-w", "none", *where, str(file)]


def run(file: Path, folder: Path | None) -> str | None:
    """None where coqc accepts the file, else what it says."""
    done = run_program(_command(file, folder), file.parent, SECONDS)
    if done is None:
        return f"no answer within {SECONDS:.0f} s"
    return None if done.code == 0 else done.errors or done.output or "coqc failed"


class CoqAnswer(NamedTuple):
    """The marks that coqc came to, in order, and what it says against what comes next."""

    reached: list[str]
    against: str | None


_MARK = "accepted: "


def mark(name: str) -> str:
    """What makes coqc say that everything before it is accepted."""
    return f'Goal True. idtac "{_MARK}{name}". exact I. Qed.\n'


def listen(text: str, folder: Path, marks: int, end: float) -> CoqAnswer:
    """Has coqc read the text until `end`; one step to the next mark may not take too much of it."""
    reached: list[str] = []
    with (
        tempfile.TemporaryDirectory() as place,
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors,
    ):
        file = Path(place) / "Operator.v"
        file.write_text(text, encoding="utf-8", newline="\n")
        with program(_command(file, folder), file.parent, errors) as (process, lines):
            while True:
                left = end - monotonic()
                share = left * SHARE if len(reached) < marks - 1 else left
                try:
                    line = lines.get(timeout=max(share, 0.0))
                except Empty:
                    return CoqAnswer(reached, LATE)
                if line is None:
                    break
                if line.startswith(_MARK):
                    reached.append(line.removeprefix(_MARK).strip())
            if process.wait() == 0:
                return CoqAnswer(reached, None)
        errors.seek(0)
        return CoqAnswer(reached, errors.read() or "coqc failed")

"""Every operation on a file fails once: the reason is said, and no file is cut or lost."""

from __future__ import annotations

import builtins
import errno
import io
import itertools
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import symlin
from symlin.commands.run import run

from .models import HAS_ONNX, affine_model
from .outcome import Outcome
from .signals import is_whole

REASONS = (errno.ENOSPC, errno.EACCES, errno.EIO)
LINES = "".join(json.dumps({"operator": text}) + "\n" for text in ("2*x", "relu"))
COMMANDS = (
    ["export", "relu", "--to", "json", "-o", "out.json"],
    ["export", "relu", "--to", "smtlib", "-o", "proof"],
    ["plot", "2*x", "-o", "out.svg"],
    ["batch", "lines.jsonl", "--no-crosscheck", "-o", "out.jsonl"],
    ["docs", "site", "--from", "lines.jsonl", "--jobs", "1", "-q"],
    ["docs", "site", "--from", "lines.jsonl", "--jobs", "1", "-q", "--format", "md"],
    ["verify", "relu.json"],
    ["check", "filters.py:f"],
    ["export", "avg_pool1d(2)", "--shape", "200,300", "--to", "json", "-o", "cert.json"],
    *(
        (
            ["save", "map.npz"],
            ["collapse", "net.onnx", "--write", "small.onnx"],
            ["export", "net.onnx", "--to", "json", "--law", "affine", "-o", "net.json"],
        )
        if HAS_ONNX
        else ()
    ),
)
READ = {"lines.jsonl", "relu.json", "filters.py", "net.onnx"}
"""What the commands read, and never write."""


class Faulty:
    """Operations on files in a folder, the `failing`th of which fails."""

    def __init__(self, folder: Path, failing: int, reason: int) -> None:
        self.folder, self.failing, self.reason = str(folder), failing, reason
        self.count = 0
        self.failed = ""

    def step(self, what: str, path: object) -> None:
        """One operation; raises `OSError` where it is the one that fails."""
        name = os.fspath(path) if isinstance(path, str | os.PathLike) else ""
        if isinstance(name, str) and os.path.abspath(name).startswith(self.folder):
            self.count += 1
            if self.count == self.failing:
                self.failed = f"{what} {os.path.basename(name)}"
                raise OSError(self.reason, os.strerror(self.reason), name)

    @contextmanager
    def installed(self) -> Iterator[None]:
        """The functions of Python that do such operations are replaced."""
        places: list[tuple[Any, str]] = [(io, "open"), (builtins, "open")]
        places += [(os, name) for name in ("open", "replace", "rename", "mkdir", "chmod", "fsync",
                                           "unlink", "remove")]  # fmt: skip
        old = [(owner, name, getattr(owner, name)) for owner, name in places]
        for owner, name, own in old:
            setattr(owner, name, self._opening(own) if owner is not os else self._doing(name, own))
        try:
            yield
        finally:
            for owner, name, own in old:
                setattr(owner, name, own)

    def _doing(self, name: str, own: Callable[..., Any]) -> Callable[..., Any]:
        def do(path: Any, *rest: Any, **options: Any) -> Any:
            self.step(name, path)
            return own(path, *rest, **options)

        return do

    def _opening(self, own: Callable[..., Any]) -> Callable[..., Any]:
        def opened(path: Any, *rest: Any, **options: Any) -> Any:
            self.step("open", path)
            file = own(path, *rest, **options)
            inside = isinstance(path, str | os.PathLike) and not isinstance(file, io.TextIOWrapper)
            return _Watched(file, self, path) if inside else file

        return opened


class _Watched:
    """An open file, whose reads, writes and closing are operations too."""

    def __init__(self, file: Any, faulty: Faulty, path: Any) -> None:
        self._file, self._faulty, self._path = file, faulty, path

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> _Watched:
        return self

    def __exit__(self, *raised: object) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._file)

    def read(self, *size: int) -> Any:
        self._faulty.step("read", self._path)
        return self._file.read(*size)

    def readline(self, *size: int) -> Any:
        self._faulty.step("read", self._path)
        return self._file.readline(*size)

    def write(self, data: Any) -> int:
        try:
            self._faulty.step("write", self._path)
        except OSError:
            self._file.write(bytes(data)[: len(data) // 2])  # as much as there was room for
            raise
        written: int = self._file.write(data)
        return written


def survey(count: int, seed: int, first: int = 0) -> Iterator[Outcome]:
    """For each command in turn, one operation after the other; of many commands, some of them."""
    planned = list(itertools.islice(_plan(seed), first, first + count))
    for words, failing, reason, again in planned:
        with tempfile.TemporaryDirectory() as folder:
            word, complaint = broken(Path(folder), words, failing, reason, again)
        if complaint is not None:
            complaint = f"{' '.join(words)}: {word}: {complaint}"
        yield Outcome("files", word.partition(" ")[0], complaint, f"operation {failing}")


def _plan(seed: int) -> Iterator[tuple[list[str], int, int, bool]]:
    """Endless: a command, which operation fails and how, and whether there is an older file."""
    rng = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        last = [_clean(Path(folder) / f"{k}", words) for k, words in enumerate(COMMANDS)]
    for number in itertools.count():
        k = number % len(COMMANDS)
        failing = number // len(COMMANDS) % last[k] + 1
        yield COMMANDS[k], failing, rng.choice(REASONS), rng.random() < 0.5


def _clean(folder: Path, words: list[str]) -> int:
    """How many operations the command has where none fails."""
    folder.mkdir()
    prepare(folder)
    faulty = Faulty(folder, 0, 0)
    assert _run(folder, words, faulty)[0] in (0, 1)
    return faulty.count


def prepare(folder: Path) -> None:
    """What the commands read."""
    (folder / "lines.jsonl").write_text(LINES, encoding="utf-8")
    (folder / "filters.py").write_text("def f(x):\n    return max(x, 0)\n", encoding="utf-8")
    if HAS_ONNX:
        (folder / "net.onnx").write_bytes(affine_model())
    with redirect_stdout(io.StringIO()):
        assert run(["export", "relu", "--to", "json", "-o", str(folder / "relu.json")]) == 0


def _run(folder: Path, words: list[str], faulty: Faulty) -> tuple[int, str]:
    out, err = io.StringIO(), io.StringIO()
    before = Path.cwd()
    os.chdir(folder)
    try:
        with redirect_stdout(out), redirect_stderr(err), faulty.installed():
            code = _saved(words[1]) if words[0] == "save" else run(words)
    finally:
        os.chdir(before)
    return code, out.getvalue() + err.getvalue()


@lru_cache
def _map() -> Any:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "net.onnx"
        path.write_bytes(affine_model())
        report: Any = symlin.check(str(path), crosscheck=False)
    return report.map


def _saved(name: str) -> int:
    """The map of a network as a file of NumPy's, and the exit code that a program would have."""
    try:
        _map().save(name)
    except OSError as error:
        print(error)
        return 2
    return 0


def broken(
    folder: Path, words: list[str], failing: int, reason: int, again: bool
) -> tuple[str, str | None]:
    """Which operation failed, and what is wrong with what came of it."""
    folder = folder.resolve()
    prepare(folder)
    if again:  # over what is there already
        _run(folder, words, Faulty(folder, 0, 0))
    before = content(folder)
    faulty = Faulty(folder, failing, reason)
    code, said = _run(folder, words, faulty)
    word = faulty.failed or "none"
    if code not in (0, 1, 2) or "Traceback" in said or "(a bug)" in said:
        return word, f"exit code {code}: {said[-300:]}"
    if code == 2 and faulty.failed and os.strerror(reason) not in said:
        return word, f"the reason is not said: {said[-300:]}"
    after = content(folder)
    cut = [
        name for name in after if not is_whole(folder / name) and before.get(name) != after[name]
    ]
    lost = [name for name in before if name not in after]
    harmed = [name for name in READ if after.get(name) != before.get(name)]
    for what, names in (("cut", cut), ("lost", lost), ("changed", harmed)):
        if names:
            return word, f"{what}: {', '.join(names)}"
    if code == 0 and faulty.failed.startswith(("write", "replace", "read", "open")):
        return word, "the failure was not said" if _matters(folder, words, after) else None
    return word, None


def _matters(folder: Path, words: list[str], after: dict[str, bytes]) -> bool:
    """Whether something is missing that the command has where nothing fails."""
    _run(folder, words, Faulty(folder, 0, 0))
    return set(content(folder)) != set(after)


def content(folder: Path) -> dict[str, bytes]:
    """All files but those that a failure may leave beside their place."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".symlin-")
    }

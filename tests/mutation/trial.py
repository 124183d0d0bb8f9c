"""One mutant and the tests: which fails first?

The tests are collected once, with the kernel as it is. A mutant of a function is tried in a fork of
this process whose functions are given the altered code; a mutant of what runs on import needs a
process of its own and a copy of the package.
"""

from __future__ import annotations

import gc
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import CodeType, FrameType, FunctionType

import pytest
from _pytest.runner import runtestprotocol

from .mutants import ROOT, Mutant

SECONDS = 60
"""Processor time of one trial; the tests take less than a third of it."""
SURVIVED, TIMEOUT = "survived", "timeout"
BUILDERS = ("term.py",)
"""What tests call while they are imported: an altered copy has to be there before."""
SEARCHING = "tests/kernel/documents/test_documents.py::test_real_certificates"
"""They are searched for before the first fork; in a process of its own that would take too long."""
BROKEN = 3
"""Exit code of a fork that failed by itself."""
FILES = sorted(
    str(path)
    for path in (ROOT / "tests" / "kernel").rglob("test_*.py")
    if path.stem != "test_trusted_base"  # it reads the files, which are not altered
)

Scope = tuple[str, str]
"""A file and the name of a function in it."""
Lines = dict[str, set[int]]
"""By file."""


def functions() -> dict[Scope, list[FunctionType]]:
    """The kernel's functions, by where they are written."""
    found: dict[Scope, list[FunctionType]] = {}
    for item in gc.get_objects():
        if isinstance(item, FunctionType) and "/symlin/kernel/" in item.__code__.co_filename:
            scope = item.__code__.co_filename, item.__code__.co_qualname
            found.setdefault(scope, []).append(item)
    return found


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)


class Suite:
    """The tests, the lines of the kernel that each of them runs, and their time."""

    def __init__(self, items: Sequence[pytest.Item], longest: float) -> None:
        self.functions = functions()
        self.lines: dict[pytest.Item, Lines] = {}
        self.seconds: dict[pytest.Item, float] = {}
        self.left_out: list[str] = []
        for item in items:
            code, text = in_fork(lambda item=item: _traced(item), round(2 * longest) + 1)
            assert code != 1, f"{item.nodeid} fails without any mutant"
            seconds, *lines = text.splitlines() or ["inf"]  # nothing is said by what was ended
            if float(seconds) <= longest:
                self.seconds[item] = float(seconds)
                self.lines[item] = {}
                for path, numbers in (line.split("\t") for line in lines):
                    self.lines[item][path] = set(map(int, numbers.split()))
            else:
                self.left_out.append(item.nodeid)

    def trial(self, mutant: Mutant, likely: str = "") -> str:
        """The first test that fails, SURVIVED or TIMEOUT; the `likely` one is tried first."""
        originals = self.functions.get((str(mutant.path), mutant.scope), [])
        bound = any(f.__closure__ for f in originals)  # super() knows its class
        if not originals or bound or mutant.path.name in BUILDERS:
            code, text = self._alone(mutant, likely)
        else:
            spoiled = _code(mutant)
            code, text = in_fork(lambda: self._spoiled(mutant, spoiled, likely))
        return text if code == 1 else SURVIVED if code == 0 else TIMEOUT

    def _spoiled(self, mutant: Mutant, code: CodeType, likely: str) -> str:
        path = str(mutant.path)
        for function in self.functions[path, mutant.scope]:
            function.__code__ = code
        chosen = [t for t, run in self.lines.items() if run.get(path, set()) & mutant.lines]
        for item in sorted(chosen, key=lambda t: (t.nodeid != likely, self.seconds[t])):
            if _fails(item):
                raise Killed(item.nodeid)
        return ""

    def _alone(self, mutant: Mutant, likely: str) -> tuple[int, str]:
        """The tests in a process that imports the altered kernel."""
        file, _, name = likely.partition("::")
        first = [f"{ROOT / file}::{name}"] if any(t.nodeid == likely for t in self.lines) else []
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(ROOT / "symlin", Path(folder) / "symlin")
            (Path(folder) / mutant.path.relative_to(ROOT)).write_text(
                mutant.source, encoding="utf-8"
            )
            quiet = ["-x", "-n0", "-p", "no:cacheprovider", "--tb=no"]
            project = [f"--rootdir={ROOT}", "-c", str(ROOT / "pyproject.toml")]
            skipped = [f"--deselect={name}" for name in (*self.left_out, SEARCHING)]
            for chosen in (first, FILES) if first else (FILES,):
                done = subprocess.run(
                    [sys.executable, "-m", "pytest", *quiet, *project, *skipped, *chosen],
                    cwd=folder,
                    env={**os.environ, "PYTHONPATH": folder},
                    capture_output=True,
                    text=True,
                    check=False,
                    preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS)),
                )
                if done.returncode:
                    break
        failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
        code = done.returncode
        return (1 if code > 0 else code), (failed[0].split()[1] if failed else "on import")


def _code(mutant: Mutant) -> CodeType:
    module = compile(mutant.source, str(mutant.path), "exec")
    (found,) = (code for code in _codes(module) if code.co_qualname == mutant.scope)
    return found


class Killed(Exception):
    """A test has failed, as it should."""


def _fails(item: pytest.Item) -> bool:
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


def _traced(item: pytest.Item) -> str:
    """The time that the test takes, and the lines of the kernel that it runs."""
    found: Lines = {}

    def enter(frame: FrameType, event: str, argument: object) -> object:
        path = frame.f_code.co_filename
        if "/symlin/kernel/" not in path:
            return None
        seen = found.setdefault(path, set())

        def note(frame: FrameType, event: str, argument: object) -> object:
            seen.add(frame.f_lineno)
            return note

        return note

    start = time.process_time()
    sys.settrace(enter)
    failed = _fails(item)
    sys.settrace(None)
    if failed:
        raise Killed(item.nodeid)
    rows = [f"{path}\t{' '.join(map(str, sorted(lines)))}" for path, lines in found.items()]
    return "\n".join([str(time.process_time() - start), *rows])


def in_fork(work: Callable[[], str], limit: int = SECONDS) -> tuple[int, str]:
    """(0, what the work returns), (1, the message of Killed), or another code."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code, text = BROKEN, ""
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
            code, text = 0, work()
        except Killed as killed:
            code, text = 1, str(killed)
        except BaseException:
            code, text = BROKEN, traceback.format_exc()
        finally:
            os.write(writing, text.encode())
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        text = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code == BROKEN:
        raise RuntimeError(text)
    return code, text

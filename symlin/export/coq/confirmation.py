"""Asking coqc, where it is installed, before a file is given out."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from symlin.export.coq import support
from symlin.export.coq.file import Export, export, operator_file
from symlin.export.errors import NotExported
from symlin.verdict import Report

SECONDS = 120.0
"""Longest run of coqc on one file."""


def coqc() -> str | None:
    """The program, if there is one."""
    return shutil.which("coqc")


@cache
def library() -> Path:
    """A folder with the compiled support files, for as long as the process lives."""
    folder = Path(tempfile.mkdtemp(prefix="symlin-coq-"))
    for name in (*support.NAMES, *support.ANALYSIS, *support.ERF):
        file = folder / f"{name}.v"
        file.write_text(support.source(name), encoding="utf-8")
        said = run(file, folder)
        if said is not None and name in support.NAMES:
            raise NotExported(f"coqc does not accept symlin's own {name}.v: {said}")
    return folder


def run(file: Path, folder: Path | None) -> str | None:
    """None where coqc accepts the file, else what it says."""
    where = ["-R", str(folder), "Symlin"] if folder else []
    command = [coqc() or "coqc", "-q", "-w", "none", *where, str(file)]
    try:
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, timeout=SECONDS, cwd=file.parent
        )
    except subprocess.TimeoutExpired:
        return f"no answer within {SECONDS:.0f} s"
    return None if done.returncode == 0 else done.stderr or done.stdout or "coqc failed"


def objection(found: Export) -> str | None:
    """What coqc says against the export; None where it accepts it."""
    return objection_to(operator_file(found))


def objection_to(text: str) -> str | None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "Operator.v"
        file.write_text(text, encoding="utf-8")
        return run(file, library())


def refused(found: Export) -> dict[str, str]:
    """The theorems that coqc rejects, one by one, with what it says.

    One that rests on a rejected theorem is not tried: it may have another proof.
    """
    said: dict[str, str] = {}
    for theorem in found.theorems:
        proof = "\n".join(theorem.proof)
        needed = tuple(t for t in found.theorems if f"apply {t.name};" in proof)
        if any(t.name in said for t in needed):
            continue
        against = objection(replace(found, theorems=(*needed, theorem), missing={}))
        if against is not None:
            said[theorem.name] = against
    return said


def confirmed(report: Report) -> Export:
    """The export without the theorems that coqc rejects; raises NotExported."""
    names: set[str] = set()
    while True:
        found = export(report, keep=lambda theorem: theorem.name not in names)
        if objection(found) is None:
            return found
        rejected = refused(found)
        if not rejected:
            raise NotExported("coqc accepts the theorems one by one, but not in one file")
        names.update(rejected)

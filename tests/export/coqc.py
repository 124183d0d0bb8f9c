"""Running coqc on exported files, with the support files compiled once."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from symlin.export.coq import Export, support
from symlin.export.coq.file import operator_file

COQC = shutil.which("coqc")
SECONDS = 120


@cache
def library() -> Path:
    """A folder with the compiled support files."""
    folder = Path(tempfile.mkdtemp(prefix="symlin-coq-"))
    for name in (*support.NAMES, *support.ANALYSIS, *support.ERF):
        (folder / f"{name}.v").write_text(support.source(name))
        failure = run(folder / f"{name}.v", folder)
        if failure is not None:
            raise RuntimeError(failure)
    return folder


def run(file: Path, folder: Path | None) -> str | None:
    """None where coqc accepts the file, else what it says."""
    where = ["-R", str(folder), "Symlin"] if folder else []
    try:
        done = subprocess.run(
            ["nice", "-n", "5", str(COQC), "-q", "-w", "none", *where, str(file)],
            capture_output=True, text=True, timeout=SECONDS, cwd=file.parent,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return f"no answer within {SECONDS} s"
    return None if done.returncode == 0 else (done.stderr or done.stdout)


def accepts(found: Export) -> str | None:
    """What coqc says against the export; None where it accepts it."""
    return accepts_text(operator_file(found))


def accepts_text(text: str) -> str | None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "Operator.v"
        file.write_text(text)
        return run(file, library())

"""Other people's programs around symlin: threads, ways to start a process, pytest, notebooks."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .outcome import Outcome

ROOT = Path(__file__).parents[2]
NOT_INSTALLED = 77
"""The exit code of a program whose host is not there."""
MISSING = "not installed"
THREADS = """
from concurrent.futures import ThreadPoolExecutor
import symlin
TEXTS = ["relu", "3*x", "leaky_relu", "Max(a*x, b*x)", "sin(a*x)", "floor(x)", "log(1 + exp(x))"]
with ThreadPoolExecutor(8) as pool:
    found = list(pool.map(lambda t: symlin.check(t, timeout=120.0).linear.status.value, TEXTS * 3))
assert found[:7] == found[7:14] == found[14:], found
assert found[:3] == ["refuted", "proved", "conditional"], found
"""
STARTED = """
import multiprocessing, sys
def answer(text):
    import symlin
    return symlin.check(text, timeout=60.0).linear.status.value
if __name__ == "__main__":
    with multiprocessing.get_context("{method}").Pool(2) as pool:
        found = pool.map(answer, ["relu", "3*x", "leaky_relu"])
    assert found == ["refuted", "proved", "conditional"], found
"""
ALARM = """
import signal, symlin, time
class Over(Exception): pass
def ring(*_): raise Over
signal.signal(signal.SIGALRM, ring)
symlin.check("relu")
signal.setitimer(signal.ITIMER_REAL, 1.5)
start = time.monotonic()
try:
    while time.monotonic() - start < 30:
        symlin.check("relu(w*x + b)", timeout=0.3)
except Over:
    pass
assert 1.4 < time.monotonic() - start < 10, "the host's alarm was lost"
assert signal.getsignal(signal.SIGALRM) is ring
"""
SUITE = """
import pytest, symlin
@pytest.mark.parametrize("text, status", [("relu", "refuted"), ("3*x", "proved")] * 3)
def test_one(text, status):
    assert symlin.check(text).linear.status == status
"""
XDIST = f"""
import pathlib, subprocess, sys
pathlib.Path("test_host.py").write_text({SUITE!r})
command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "test_host.py"]
done = subprocess.run(command, capture_output=True, text=True)
assert done.returncode == 0 and "6 passed" in done.stdout, done.stdout[-900:] + done.stderr[-300:]
"""
NOTEBOOK = f"""
import importlib.util, sys
if not all(map(importlib.util.find_spec, ("nbclient", "ipykernel"))):
    sys.exit({NOT_INSTALLED})
import nbformat
from nbclient import NotebookClient
proof = nbformat.read({str(ROOT / "docs" / "proof.ipynb")!r}, 4)
NotebookClient(proof, timeout=120).execute()
cell = nbformat.v4.new_code_cell
book = nbformat.v4.new_notebook(cells=[
    cell("import symlin"),
    cell("while True: symlin.check('a*relu(w*x + b) + c*relu(v*x + d)', timeout=90)"),
    cell("print(symlin.check('3*x').linear.status.value)"),
])
NotebookClient(book, timeout=6, interrupt_on_timeout=True, allow_errors=True).execute()
(error,), (said,) = book.cells[1].outputs, book.cells[2].outputs
assert error["ename"] == "KeyboardInterrupt", error
assert said["text"] == "proved\\n", said
"""
PROGRAMS = {
    "8 threads": THREADS,
    "fork": STARTED.format(method="fork"),
    "spawn": STARTED.format(method="spawn"),
    "forkserver": STARTED.format(method="forkserver"),
    "alarm": ALARM,
    "pytest-xdist": XDIST,
    "nbclient": NOTEBOOK,
}


def survey(count: int, seed: int, first: int = 0) -> Iterator[Outcome]:
    """Each program, over and over."""
    names = list(PROGRAMS)
    for number in range(first, first + count):
        name = names[number % len(names)]
        complaint = run_program(PROGRAMS[name])
        if complaint == MISSING:
            yield Outcome("hosts", f"{name}: {complaint}", None, f"{number}")
        else:
            yield Outcome("hosts", name, complaint and f"{name}: {complaint}", f"{number}")


def run_program(text: str) -> str | None:
    """What is wrong with how it ended."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "program.py"
        script.write_text(text, encoding="utf-8")
        try:
            done = subprocess.run(
                [sys.executable, str(script)],
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=300,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return "it hung"
    if done.returncode == NOT_INSTALLED:
        return MISSING
    return None if done.returncode == 0 else f"exit {done.returncode}: {done.stderr[-900:]}"

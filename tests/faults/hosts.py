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
import random, signal, symlin, sys, time
class Over(Exception): pass
def ring(*_): raise Over
signal.signal(signal.SIGALRM, ring)
in_finalizers = []  # where nothing can be raised, which is said
sys.unraisablehook = lambda seen: in_finalizers.append(seen.exc_type)
TEXTS = ["relu(w*x + b)", "relu", "[x1 + 2*x2, x1 - x2]", "y(t) = t*x(t)", "sin(a*x)", "gelu"]
for text in TEXTS:
    symlin.check(text, timeout=0.3)
rng, lost = random.Random(0), 0
for _ in range(20):
    signal.setitimer(signal.ITIMER_REAL, rng.uniform(0.01, 0.7))
    start = time.monotonic()
    try:
        while time.monotonic() - start < 20:
            symlin.check(rng.choice(TEXTS), timeout=0.3)
        lost += 1
    except Over:
        pass
    assert signal.getsignal(signal.SIGALRM) is ring
lost -= in_finalizers.count(Over)
assert lost <= 0, f"the host's alarm was lost {lost} times of 20"
"""
LOADING = """
import os, random, signal, symlin
TEXTS = {"gelu": "refuted", "relu(w*x + b)": "conditional", "3*x": "proved"}
def right():
    for text, status in TEXTS.items():
        report = symlin.check(text, timeout=60.0)
        assert report.linear.status == status and report.crosscheck.status == "agrees", report
        str(report)
def begin(moment):
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, moment)
    try:
        right()
    except KeyboardInterrupt:
        pass
    signal.setitimer(signal.ITIMER_REAL, 0)
    right()
rng = random.Random(0)
for number in range(12):  # each in a process that has loaded nothing yet
    moment = rng.uniform(0.01, 1.5)
    child = os.fork()
    if not child:
        begin(moment)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0, (number, moment)
"""
OPTIMISED = """
import subprocess, sys
words = [sys.executable, "-OO", "-m", "symlin", "check", "relu", "y(t) = t*x(t)"]
done = subprocess.run(words, capture_output=True, text=True)
assert done.returncode == 1 and "NOT LINEAR" in done.stdout, done.stdout + done.stderr
"""
TASKS = """
import asyncio, symlin
async def both():
    return await asyncio.gather(*(asyncio.to_thread(symlin.check, t) for t in ("relu", "3*x") * 4))
found = [r.linear.status.value for r in asyncio.run(both())]
assert found == ["refuted", "proved"] * 4, found
"""
WARNINGS = r"""
import pathlib, subprocess, sys
text = "def f(x):\n    '\\d \\\x1b[2J'\n    return 3*x\n"
pathlib.Path("filters.py").write_text(text)
words = [sys.executable, "-W", "error", "-m", "symlin", "check", "filters.py:f"]
done = subprocess.run(words, capture_output=True, text=True)
assert done.returncode == 0 and not done.stderr, done.stdout + done.stderr
"""
TIMEOUTS = f"""
import importlib.util, pathlib, subprocess, sys
if not importlib.util.find_spec("pytest_timeout"):
    sys.exit({NOT_INSTALLED})
pathlib.Path("test_host.py").write_text(
    "import symlin\\n"
    "def test_slow():\\n    while True: symlin.check('relu(w*x + b)', timeout=0.3)\\n"
    "def test_quick():\\n    assert symlin.check('3*x').linear.status == 'proved'\\n"
)
command = [sys.executable, "-m", "pytest", "-q", "--timeout", "6", "-p", "no:xdist", "test_host.py"]
done = subprocess.run(command, capture_output=True, text=True)
assert "Timeout" in done.stdout and "1 failed, 1 passed" in done.stdout, done.stdout[-900:]
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
    "20 alarms": ALARM,
    "12 interrupts while libraries are loaded": LOADING,
    "asyncio": TASKS,
    "python -OO": OPTIMISED,
    "python -W error": WARNINGS,
    "pytest-xdist": XDIST,
    "pytest-timeout": TIMEOUTS,
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

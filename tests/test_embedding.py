"""symlin in someone else's process: threads side by side, and nothing of the host's is touched."""

from __future__ import annotations

import asyncio
import gc
import json
import locale
import random
import re
import signal
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import flint
import mpmath
import pytest
from hypothesis.internal.conjecture import junkdrawer

import symlin
from symlin.crosscheck import explore
from symlin.exact.deadline import within

HOW_TO = Path(__file__).parents[1] / "docs" / "how-to.md"
TEXTS = (
    "relu",
    "leaky_relu",
    "a*x + b*y",
    "Max(a*x, b*x)",
    "Max(x, y, 0)",
    "sin(a*x)",
    "relu(w*x + b)",
    "x**2 + y**2 - (x + y)**2 + 2*x*y",
    "exp(x)/(1 + exp(x))",
    "Max(x, 0) - Max(-x, 0)",
    "floor(x)",
    "log(1 + exp(x))",
)
"""z3, Hypothesis, flint and SymPy each have to do with some of them."""
THREADS = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
import symlin

def facts(text):
    report = symlin.check(text, timeout=120.0)
    laws = {law: f"{c.status} {c.condition}" for law, c in report.claims.items()}
    return {**laws, "examples": report.crosscheck.examples}

threads, times = int(sys.argv[1]), int(sys.argv[2])
with ThreadPoolExecutor(threads) as pool:
    print(json.dumps(list(pool.map(facts, sys.argv[3:] * times))))
"""

has_alarm = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no alarm here")


def in_threads(threads: int, times: int) -> list[dict[str, object]]:
    """The facts about all texts; a process that crashes has no output to read."""
    command = [sys.executable, "-c", THREADS, str(threads), str(times), *TEXTS]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    found: list[dict[str, object]] = json.loads(run.stdout)
    return found


@pytest.mark.parametrize("times", [1, pytest.param(3, marks=pytest.mark.slow)])
def test_checks_in_threads_are_those_of_one_thread(times: int) -> None:
    """A z3 context that several threads change ends the process."""
    assert in_threads(8, times) == times * in_threads(1, 1)


def test_tasks_wait_for_threads() -> None:
    async def both() -> list[symlin.Report]:
        asked = [asyncio.to_thread(symlin.check, text) for text in ("relu", "3*x")]
        return await asyncio.gather(*asked)

    assert [r.linear.status for r in asyncio.run(both())] == ["refuted", "proved"]


def test_the_recipe_with_processes_works(tmp_path: Path) -> None:
    (recipe,) = (
        block
        for block in re.findall(r"```python\n(.*?)```", HOW_TO.read_text("utf-8"), re.DOTALL)
        if "ProcessPoolExecutor" in block
    )
    script = tmp_path / "recipe.py"
    script.write_text(recipe, encoding="utf-8")
    run = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["refuted", "proved"]


def state() -> dict[str, Any]:
    """What belongs to the host."""
    handlers = {s: signal.getsignal(s) for s in (signal.SIGINT, signal.SIGTERM)}
    return {
        "random numbers": random.getstate(),
        "recursion": sys.getrecursionlimit(),
        "hooks": (sys.unraisablehook, sys.excepthook, sys.displayhook),
        "locale": locale.setlocale(locale.LC_ALL),
        "precision": (mpmath.mp.prec, flint.ctx.prec),
        "handlers": handlers,
        "switching": sys.getswitchinterval(),
        "collections": list(gc.callbacks),
    }


def test_a_check_leaves_the_host_s_state_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(junkdrawer, "_gc_initialized", False)  # as in a process of our own
    str(symlin.check("log(1 + exp(x))"))  # SymPy brings a filter for its own warnings
    random.seed(7)
    with mpmath.workprec(77), warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        filters = list(warnings.filters)
        before = state()
        for text in ("log(1 + exp(x))", "relu(w*x + b)"):
            str(symlin.check(text))
            symlin.equiv(text, "x")
        assert state() == before and warnings.filters == filters
    assert not warned


@has_alarm
def test_a_signal_handler_may_ask_in_the_middle_of_a_check() -> None:
    """The verdict is the same; Hypothesis does one thing at a time."""
    found: list[symlin.Report] = []
    symlin.check("leaky_relu")  # loads what both need

    def ask(*_: object) -> None:
        found.append(symlin.check("leaky_relu"))

    before = signal.signal(signal.SIGALRM, ask)
    try:
        for moment in (0.002, 0.02, 0.08, 0.15):
            signal.setitimer(signal.ITIMER_REAL, moment)
            assert str(symlin.check("relu(w*x)").linear.condition) == "Eq(w, 0)"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert found and {str(r.linear.condition) for r in found} == {"Eq(alpha, 1)"}
    assert all(r.crosscheck.status in ("agrees", "skipped") for r in found)


def test_a_second_opinion_within_another_is_skipped() -> None:
    """Its turn would never come."""
    with explore._turn.taken(lambda: None):
        opinion = symlin.check("relu").crosscheck
    assert opinion.status == "skipped" and "Hypothesis" in opinion.detail


def test_a_question_has_its_own_time() -> None:
    """One from a signal handler is no part of the step that it interrupts."""
    with within(-1.0):
        assert symlin.check("relu", timeout=30.0).linear.status == "refuted"

"""A seed says it all: neither the machine's speed nor what ran before changes the answer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from symlin.crosscheck import cross_check, explore, subject
from symlin.crosscheck.survey import Survey
from symlin.kernel.claim import Law
from symlin.reading.parse import parse_operator

from .crosscheck_samples import proved, report

TEXTS = ["relu", "x + Max(w*x, 0)", "tanh(x + b) - tanh(b)", "x1 + Abs(x2)", "[floor(x), sin(x)]"]


def examined(text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[list[bytes], Any]:
    """The examples that were looked at for the text, and what came of it."""
    seen: list[bytes] = []
    examine = Survey.examine

    def noted(self: Survey, data: bytes) -> str | None:
        seen.append(data)
        return examine(self, data)

    operator = parse_operator(text)
    with monkeypatch.context() as patch:
        patch.setattr(Survey, "examine", noted)
        opinion = cross_check(operator, report(operator, *proved(Law.ODD)), seed=4)
    return seen, opinion


@pytest.mark.parametrize("text", TEXTS)
def test_the_machine_s_speed_changes_nothing(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow machine must not compare the reference at fewer points: others then fail to see
    what one person reports."""

    answers = []
    for step in (0.0, 1e-6, 5e-4):
        ticks = count()
        for module in (explore, subject):
            monkeypatch.setattr(module, "thread_seconds", lambda t=ticks, s=step: s * next(t))
        answers.append(examined(text, monkeypatch))
    assert answers[0] == answers[1] == answers[2]


def test_what_ran_before_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever stands before an operator in a batch, its examples are those it has alone."""
    alone = {text: examined(text, monkeypatch) for text in TEXTS}
    for text in reversed(TEXTS):
        assert examined(text, monkeypatch) == alone[text]


USED_BEFORE = """
import sys
from hypothesis import given, strategies as st
from symlin.crosscheck.explore import explore
SIZE = 60
if "first" in sys.argv:
    @given(st.binary(min_size=SIZE, max_size=SIZE))
    def test(data): pass
    test()
seen = []
explore(seen.append, SIZE // 10, 300, seed=5, seconds=5)
print(seen)
"""


def test_hypothesis_used_before_changes_nothing(tmp_path: Path) -> None:
    """It remembers the constants of the modules it has read, and draws them again."""
    constants = [bytes([k] * 60) for k in range(40)]
    (tmp_path / "constants.py").write_text(f"A = {constants}")
    (tmp_path / "script.py").write_text(f"import constants\n{USED_BEFORE}")
    outputs = [
        subprocess.run(
            [sys.executable, "-B", "script.py", *extra],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for extra in ([], ["first"])
    ]
    assert outputs[0] == outputs[1]


PATIENT = """
import time
from symlin.kernel import clock
clock.monotonic_ns = time.process_time_ns
"""
"""Run at the start of every process, also of a worker: limits then count the work, as in the
rest of the suite, and a busy machine cuts no cross-check short."""


def test_jobs_and_order_change_no_crosscheck(tmp_path: Path) -> None:
    """With --jobs 2 a line is answered by a process that has seen other lines before it."""
    lines = [json.dumps({"id": text, "operator": text}) for text in TEXTS]
    (tmp_path / "sitecustomize.py").write_text(PATIENT)
    patient = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}

    def crosschecks(order: list[str], *options: str) -> Mapping[str, Any]:
        file = tmp_path / "lines.jsonl"
        file.write_text("\n".join(order))
        command = [sys.executable, "-m", "symlin", "batch", str(file), "--seed", "2", *options]
        run = subprocess.run(command, capture_output=True, text=True, check=False, env=patient)
        answers = [json.loads(line) for line in run.stdout.splitlines()]
        return {answer["id"]: answer["crosscheck"] for answer in answers}

    first = crosschecks(lines)
    assert len(first) == len(TEXTS)
    assert all(opinion["status"] == "agrees" for opinion in first.values())
    assert first == crosschecks(lines[::-1]) == crosschecks(lines, "--jobs", "2")

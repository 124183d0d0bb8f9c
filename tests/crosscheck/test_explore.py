"""Hypothesis at run time is reproducible, silent, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture.providers import HypothesisProvider

from symlin.crosscheck.explore import explore


def test_what_is_found_is_shrunk() -> None:
    def examine(data: bytes) -> str | None:
        return f"{data[0]} {data[1]}" if data[0] > 50 and data[1] > 3 else None

    found, given_before = explore(examine, 4, 500, seed=0, seconds=5)
    assert found == "51 4"
    assert 1 < given_before < 200


def test_what_somebody_else_raises_comes_through() -> None:
    """A host's alarm, say: Hypothesis would take it for a failure, try again, and forget it."""
    raised: list[bytes] = []

    def examine(data: bytes) -> None:
        if not raised:
            raised.append(data)
            raise TimeoutError("the host's alarm")

    with pytest.raises(TimeoutError, match="the host's alarm"):
        explore(examine, 4, 20, 0, 5.0)
    assert len(raised) == 1


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="no such signals here")
def test_an_alarm_that_rings_while_hypothesis_draws_comes_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Hypothesis took it for a flaky test: of 12 alarms of a host's, 3 were lost."""

    def ring(*_: object) -> None:
        raise TimeoutError("the host's alarm")

    draw, rung = HypothesisProvider.draw_bytes, []

    def drawn(self: HypothesisProvider, *sizes: int, **named: int) -> bytes:
        rung.append(len(rung))
        if len(rung) == 2:
            os.kill(os.getpid(), signal.SIGUSR1)
        return draw(self, *sizes, **named)

    monkeypatch.setattr(HypothesisProvider, "draw_bytes", drawn)
    before = signal.signal(signal.SIGUSR1, ring)
    try:
        with pytest.raises(TimeoutError, match="the host's alarm"):
            explore(lambda data: None, 4, 20, 0, 5.0)
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == set()


def test_nothing_found_means_every_example_was_looked_at_once() -> None:
    seen: list[bytes] = []
    found, count = explore(seen.append, 6, 200, seed=0, seconds=5)
    assert found is None
    assert count == len(seen) == len(set(seen)) == 200
    assert seen[0] == bytes(6)


@pytest.mark.parametrize("examples", [1, 7, 10, 33])
def test_the_number_of_examples_is_kept(examples: int) -> None:
    assert explore(lambda data: None, 6, examples, seed=1, seconds=5) == (None, examples)


def test_seeds_matter() -> None:
    runs: list[list[bytes]] = []
    for seed in (0, 0, 1):
        runs.append([])
        explore(runs[-1].append, 6, 100, seed, seconds=5)
    assert runs[0] == runs[1] != runs[2]


def test_a_slow_search_ends_in_time() -> None:
    def examine(data: bytes) -> None:
        end = time.thread_time() + 0.02
        while time.thread_time() < end:
            pass

    start = time.thread_time()
    found, count = explore(examine, 4, 10_000, seed=0, seconds=0.3)
    assert found is None
    assert 5 < count < 20
    assert time.thread_time() - start < 1


def test_slow_shrinking_ends_with_what_it_has() -> None:
    def examine(data: bytes) -> bytes | None:
        end = time.thread_time() + 0.02
        while time.thread_time() < end:
            pass
        return data if data[0] > 100 else None

    found, _ = explore(examine, 40, 1000, seed=0, seconds=0.3)
    assert found is not None
    assert found[0] > 100


def test_no_warning_is_given() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        explore(lambda data: None, 4, 50, seed=0, seconds=5)
        explore(lambda data: "found", 4, 50, seed=0, seconds=5)


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 2**32))
def test_it_runs_inside_another_hypothesis_test(seed: int) -> None:
    """A user may well check operators in a property test of their own."""
    assert explore(lambda data: None, 4, 20, seed, seconds=5) == (None, 20)


SCRIPT = """
import hashlib, local_module
from symlin.crosscheck.explore import explore
seen = []
explore(seen.append, 6, 300, seed=5, seconds=5)
found, _ = explore(lambda data: data if data[2] > 7 else None, 6, 300, seed=5, seconds=5)
print(hashlib.sha256(b"".join(seen)).hexdigest(), found)
"""


def test_processes_agree_and_leave_no_file(tmp_path: Path) -> None:
    """Whatever modules are loaded: constants in them are not drawn from."""
    outputs = []
    for constants in ("A = 1", "A = [b'abcdef', 77, 123456, 'text', 1.25]"):
        (tmp_path / "local_module.py").write_text(constants)
        (tmp_path / "script.py").write_text(SCRIPT)
        before = set(tmp_path.iterdir())
        run = subprocess.run(
            [sys.executable, "-B", "-W", "error", "script.py"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stderr == ""
        assert set(tmp_path.iterdir()) == before
        outputs.append(run.stdout)
    assert outputs[0] == outputs[1]
    assert outputs[0].count("\n") == 1

"""A Dask cluster: nothing lost, nothing twice, the same bytes as on one machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from symlin.commands.run import run
from symlin.errors import InputError
from symlin.many import cluster as many
from symlin.many.check import check_many

BATCH = [sys.executable, "-m", "symlin", "batch", "--no-times", "--no-crosscheck"]
LINES = 60


@pytest.fixture(scope="module")
def local() -> Iterator[Any]:
    """Two workers, each a process that its nanny starts anew when it ends."""
    distributed = pytest.importorskip("distributed", reason="needs the extra dask")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as found:
        yield found


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    rows = [{"id": k, "operator": f"Max({k}*x, {k % 7}*y) + {k % 3}*x"} for k in range(LINES)]
    path.write_text("".join(json.dumps(row) + "\n" for row in [*rows, {"operator": "Max(x"}]))
    return path


@pytest.mark.slow
def test_a_worker_that_is_killed_loses_nothing(local: Any, lines: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    alone = subprocess.run([*BATCH, lines, "-o", one], check=False, stderr=subprocess.PIPE)
    assert alone.returncode == 2
    command = [*BATCH, str(lines), "--scheduler", local.scheduler_address, "-o", str(other)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    while not other.exists() or other.read_bytes().count(b"\n") < 5:
        assert process.poll() is None, process.communicate()[1]
        time.sleep(0.05)
    os.kill(next(iter(local.workers.values())).process.process.pid, signal.SIGKILL)
    said = process.communicate(timeout=120)[1]
    assert process.returncode == 2
    assert "Traceback" not in said
    assert "WARNING" not in said
    assert other.read_bytes() == one.read_bytes()


@pytest.mark.slow
def test_a_dask_client_is_an_executor_for_check_many(local: Any) -> None:
    with many.cluster(local.scheduler_address) as shared:
        found = list(check_many(["relu", "x"], executor=shared.executor, crosscheck=False))
    assert [answer["claims"]["linear"]["status"] for answer in found] == ["refuted", "proved"]


@pytest.mark.slow
def test_workers_of_another_version_are_refused(
    local: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their answers would be those of another symlin."""
    monkeypatch.setattr(many, "__version__", "0.0.1")
    with (
        pytest.raises(InputError, match=r"and here is 0\.0\.1"),
        many.cluster(local.scheduler_address),
    ):
        pass


def test_a_scheduler_that_does_not_answer_is_said_to_be_the_trouble(
    lines: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("distributed", reason="needs the extra dask")
    monkeypatch.setattr(many, "SECONDS", 1)
    assert run(["batch", str(lines), "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "tcp://127.0.0.1:9: no scheduler answers there" in capsys.readouterr().err


def test_without_dask_the_command_that_installs_it_is_named(
    lines: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert run(["batch", str(lines), "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "pip install 'symlin[dask]'" in capsys.readouterr().err

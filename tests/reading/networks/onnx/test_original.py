"""A file that makes a runtime crash takes neither the process nor its answer along."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import symlin
from symlin.exact import companion

pytest.importorskip("onnx", reason="models are read")

from .models import model, node

pytestmark = [
    pytest.mark.models,
    pytest.mark.wall_clock,
    pytest.mark.skipif(not Path("/proc/self").exists(), reason="signals and limits of Linux"),
]
STAND_IN = """
import mmap, os, signal, time
class SessionOptions:
    pass
class GraphOptimizationLevel:
    ORT_DISABLE_ALL = 0
class InferenceSession:
    def __init__(self, *arguments, **options):
        pass
    def run(self, *arguments):
        {}
"""
DEEDS = {
    "crash": ("os.kill(os.getpid(), signal.SIGSEGV)", "ended (SIGSEGV)"),
    "abort": ("os.abort()", "ended (SIGABRT)"),
    "exit": ("os._exit(0)", "ended (exit code 0)"),
    "hang": ("time.sleep(100)", "took too long"),
    "memory": (
        "mmap.mmap(-1, os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE'))",
        "no values in floats",
    ),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_what_a_runtime_does_changes_no_answer(
    deed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """onnxruntime aborted at an LSTM with an empty batch, and the process went with it."""
    code, said = DEEDS[deed]
    (tmp_path / "onnxruntime.py").write_text(STAND_IN.format(code), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr("symlin.crosscheck.networks.SECONDS", 2.0)
    (tmp_path / "net.onnx").write_bytes(model([node("Relu", "x")]).SerializeToString())
    companion._end_all()  # they have loaded the real one
    start = time.monotonic()
    report = symlin.check(str(tmp_path / "net.onnx"))
    companion._end_all()
    assert report.linear.status == "refuted"
    assert report.crosscheck.status == "skipped" and said in report.crosscheck.detail
    assert time.monotonic() - start < 20

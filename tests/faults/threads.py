"""Eight threads at once: every answer right, nothing of the process's changed, deadlines kept."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .outcome import Outcome

ROOT = Path(__file__).parents[2]
PROGRAM = r"""
import gc, json, locale, random, signal, sys, time, warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import flint, mpmath
import symlin

seed, folder = int(sys.argv[1]), Path(sys.argv[2])
KNOWN = {  # the operator, the verdict and the shape
    "relu": ("refuted", None), "3*x": ("proved", None), "leaky_relu": ("conditional", None),
    "Max(a*x, b*x)": ("conditional", None), "floor(x)": ("refuted", None),
    "relu(x) - relu(-x)": ("proved", None), "x**2 + y**2 - (x + y)**2 + 2*x*y": ("proved", None),
    "log(1 + exp(x))": ("refuted", None), "relu(w*x + b)": ("conditional", None),
    "y(t) = t*x(t)": ("proved", None), "y[n] = x[n] - 2*x[n-1]": ("proved", None),
    "y(t) = x(t)**2": ("refuted", None), "y(t) = (x(t) - x(a*t))*x(t)": ("conditional", None),
    "T(A: 2x2) = A - A.T": ("proved", None), "f(z: C) = conj(z)": ("refuted", None),
    "avg_pool1d(2) >> avg_pool1d(2)": ("proved", (300, 300)),
    "relu >> avg_pool1d(2)": ("refuted", (8, 4_000)),
    f"{folder}/filters.py:twice": ("proved", None), f"{folder}/filters.py:clip": ("refuted", None),
}
(folder / "filters.py").write_text(
    "def twice(x):\n    return x + x\ndef clip(x):\n    return max(0, min(x, 1))\n"
)
try:
    import numpy as np
    from onnx import TensorProto, helper, numpy_helper
except ImportError:
    pass
else:
    for name, op, status in (("relu", "Relu", "refuted"), ("mean", "Identity", "proved")):
        weight = numpy_helper.from_array(np.ones((3, 2), dtype=np.float32), "w")
        nodes = [helper.make_node("MatMul", ["x", "w"], ["a"]), helper.make_node(op, ["a"], ["y"])]
        ends = [[helper.make_tensor_value_info(n, TensorProto.FLOAT, s)]
                for n, s in (("x", (1, 3)), ("y", None))]
        graph = helper.make_graph(nodes, "net", *ends, [weight])
        made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
        (folder / f"{name}.onnx").write_bytes(made.SerializeToString())
        KNOWN[f"{folder}/{name}.onnx"] = (status, None)

def state():
    return {
        "random": random.getstate(), "recursion": sys.getrecursionlimit(),
        "hooks": (sys.unraisablehook, sys.excepthook), "locale": locale.setlocale(locale.LC_ALL),
        "precision": (mpmath.mp.prec, flint.ctx.prec),
        "timer": signal.getitimer(signal.ITIMER_REAL),
        "handlers": [signal.getsignal(s) for s in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM)],
        "filters": list(warnings.filters), "collections": list(gc.callbacks),
        "path": list(sys.path),
    }

def right(text):
    status, shape = KNOWN[text]
    report = symlin.check(text, shape=shape, timeout=120.0)
    found = report.linear.status.value
    assert found == status, (text, found, report.linear.reason)
    assert report.crosscheck.status != "disagrees", (text, report.crosscheck.detail)

HARD = ("sin(x*y*z)**9 + exp(x*y)**7 - tanh(a*x + b*y + c*z)**5",
        "Max(a*x, b*y, c*z)*Max(x, y, z)**3",
        "y(t) = tanh(x(t)*x(2*t) + x(t/3))**3", "gelu >> gelu >> gelu >> gelu")

def late(text):
    start = time.monotonic()
    symlin.check(text, shape=(6,) if ">>" in text else None, timeout=1.0)
    return time.monotonic() - start - 1.0

rng = random.Random(seed)
for text in KNOWN:
    right(text)  # what is loaded once is loaded
random.seed(seed)
before = state()
texts = [rng.choice(list(KNOWN)) for _ in range(64)]
with ThreadPoolExecutor(8) as pool:
    list(pool.map(right, texts))
after = state()
changed = [name for name in before if before[name] != after[name]]
assert not changed, changed
busy = time.process_time(), time.monotonic()
with ThreadPoolExecutor(4) as pool:
    worst = max(pool.map(late, HARD))
share = (time.process_time() - busy[0]) / (time.monotonic() - busy[1])
print(json.dumps({"late": worst, "share": share}))
"""
LATE = 2.0
"""Seconds after its time in which an answer in a thread comes, where a processor is free for it."""
SECONDS = 600.0


def survey(count: int, seed: int, first: int = 0) -> Iterator[Outcome]:
    """One process after the other: 64 questions in 8 threads, then four that have a second each."""
    for number in range(first, first + count):
        complaint = run(seed * 1_000 + number)
        yield Outcome("threads", "64 right, in time" if complaint is None else "wrong", complaint,
                      f"{number}")  # fmt: skip


def run(seed: int) -> str | None:
    """What is wrong with one process."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            done = subprocess.run(
                [sys.executable, "-c", PROGRAM, str(seed), folder],
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return "it hung"
    if done.returncode != 0:
        return f"exit {done.returncode}: {done.stderr[-900:]}"
    said = json.loads(done.stdout)
    # four threads share one lock, and the machine with others: the clock on the wall alone lies
    allowed = LATE / min(1.0, max(said["share"], 0.05))
    return f"{said['late']:.1f} s late" if said["late"] > allowed else None

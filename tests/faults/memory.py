"""Little memory: an answer, or a clear word that there was not enough; and never a wrong one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .models import HAS_ONNX
from .outcome import Outcome

ROOT = Path(__file__).parents[2]
LIMITS = (150, 200, 250, 300, 350, 400, 500, 600, 800, 1_000)
"""Megabytes of addresses, of which Python and the libraries take some 400 by being loaded."""
LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]) << 20,) * 2)
sys.argv[:] = ["symlin", *sys.argv[2:]]
from symlin.__main__ import main
main()
"""
LINES = "".join(json.dumps({"operator": text}) + "\n" for text in ("relu", "2*x", "tanh"))
GREEDY = "[" + ", ".join(f"(x + y + {k})**40" for k in range(40)) + "]"
COMMANDS = (
    (["check", "relu"], 1),
    (["check", "(x1 + x2)/2"], 0),
    (["check", "--timeout", "10", GREEDY], 1),
    (["explain", "leaky_relu"], 0),
    (["equiv", "relu", "x"], 1),
    (["batch", "lines.jsonl", "-o", "out.jsonl"], 0),
    (["batch", "lines.jsonl", "-o", "out.jsonl", "--jobs", "2"], 0),
    (["export", "relu", "--to", "json", "-o", "out.json"], 0),
    (["plot", "relu", "-o", "out.svg"], 0),
    (["docs", "site", "--from", "lines.jsonl", "--jobs", "1"], 0),
    (["verify", "relu.json"], 0),
    (["verify", "large.json"], 2),
    (["list"], 0),
    (["check", "filters.py:f"], 1),
    (["check", "y(t) = t*x(t)"], 0),
    (["check", "avg_pool1d(2)", "--shape", "200,300"], 0),
    (["export", "avg_pool1d(2)", "--shape", "200,300", "--to", "json", "-o", "cert.json"], 0),
    *(
        ((["check", "net.onnx"], 0), (["collapse", "net.onnx", "--write", "small.onnx"], 0))
        if HAS_ONNX
        else ()
    ),
)
"""Commands, and their exit codes where there is memory enough."""
SECONDS = 120.0
"""After so many a busy machine would have ended any of them."""


def survey(count: int, seed: int, first: int = 0) -> Iterator[Outcome]:
    """Each command with each limit, as far as `count` goes."""
    from .disk import prepare
    from .signals import halves

    for number in range(first, first + count):
        words, usual = COMMANDS[number % len(COMMANDS)]
        limit = LIMITS[number // len(COMMANDS) % len(LIMITS)]
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            prepare(folder)
            (folder / "lines.jsonl").write_text(LINES, encoding="utf-8")
            (folder / "large.json").write_text('{"nodes": [' + "[]," * 6 * 10**6 + "0]}")
            word, complaint = limited(folder, words, usual, limit)
            half = halves(folder)
        if complaint is None and half:
            complaint = f"half a file: {', '.join(half)}"
        if complaint is not None:
            complaint = f"{' '.join(words)[:60]} with {limit} MB: {complaint}"
        yield Outcome("memory", word, complaint, f"{number}")


def limited(folder: Path, words: list[str], usual: int, limit: int) -> tuple[str, str | None]:
    """How the command ends with so many megabytes, and what is wrong with that."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", LIMITED, str(limit), *words],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "hung", "it did not end"
    if done.returncode == usual and "Traceback" not in done.stderr:
        return "answered", None
    said = done.stderr or "memory" in done.stdout
    if done.returncode in (2, 3) and said and "Traceback" not in done.stderr:
        return f"said, exit code {done.returncode}", None
    return f"exit code {done.returncode}", f"exit {done.returncode}: {done.stderr[-600:]}"

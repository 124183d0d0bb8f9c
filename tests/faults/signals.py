"""Signals at random times: no traceback, no half file, and the exit code that shells expect."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from .models import HAS_ONNX, affine_model
from .outcome import Outcome

ROOT = Path(__file__).parents[2]
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE)
TEXTS = ("relu", "2*x", "a*x", "tanh", "x*y")
LINES = "".join(json.dumps({"operator": text}) + "\n" for text in TEXTS)
COMMANDS = (
    (["check", "relu", "leaky_relu", "gelu"], 1),
    (["check", "softmax", "--shape", "3", "--json"], 1),
    (["batch", "lines.jsonl", "-o", "out.jsonl"], 0),
    (["batch", "lines.jsonl", "-o", "out.jsonl", "--jobs", "2"], 0),
    (["docs", "site", "--from", "lines.jsonl", "--jobs", "1"], 0),
    (["docs", "site", "--from", "lines.jsonl", "--jobs", "2"], 0),
    (["export", "relu", "--to", "json", "-o", "out.json"], 0),
    (["export", "relu", "--to", "smtlib", "-o", "proof"], 0),
    (["plot", "leaky_relu", "-o", "out.svg"], 0),
    (["export", "avg_pool1d(2)", "--shape", "200,300", "--to", "json", "-o", "cert.json"], 0),
    (["check", "filters.py:f"], 1),
    *(
        (
            (["collapse", "net.onnx", "--write", "small.onnx"], 0),
            (["export", "net.onnx", "--to", "json", "--law", "affine", "-o", "cert.json"], 0),
        )
        if HAS_ONNX
        else ()
    ),
)
"""What is interrupted, and the exit code where it comes too late."""
LONGEST = 2.5
"""Seconds after which a signal comes at last."""
HANGS = 60.0
"""Seconds after the signal in which a busy machine ends any of them."""
STARTING = 0.15
"""Seconds in which Python itself may be starting, and write its own traceback."""


def survey(count: int, seed: int, first: int = 0) -> Iterator[Outcome]:
    """One process after the other, each with one signal."""
    for number in range(first, first + count):
        rng = Random(f"{seed}:{number}")
        (words, usual), sent = rng.choice(COMMANDS), rng.choice(SIGNALS)
        moment = rng.uniform(STARTING, LONGEST)
        with tempfile.TemporaryDirectory() as folder:
            word, complaint = interrupted(Path(folder), words, usual, sent, moment)
        if complaint is not None:
            complaint = f"{' '.join(words)}: {sent.name} after {moment:.3f} s: {complaint}"
        yield Outcome("signals", f"{sent.name}: {word}", complaint, f"{seed}:{number}")


def interrupted(
    folder: Path, words: list[str], usual: int, sent: signal.Signals, moment: float
) -> tuple[str, str | None]:
    """How the process ended, and what is wrong with that."""
    (folder / "lines.jsonl").write_text(LINES, encoding="utf-8")
    (folder / "filters.py").write_text("def f(x):\n    return max(x, 0)\n", encoding="utf-8")
    if HAS_ONNX:
        (folder / "net.onnx").write_bytes(affine_model())
    _heed_interrupts()
    process = subprocess.Popen(
        [sys.executable, "-m", "symlin", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        time.sleep(moment)
        process.send_signal(sent)
        said = b"".join(process.communicate(timeout=HANGS)).decode(errors="replace")
    except subprocess.TimeoutExpired:
        return "hung", "it did not end"
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
    code = process.returncode
    expected = {signal.SIGINT: (130, -sent), signal.SIGPIPE: ()}.get(sent, (-sent,))
    if code != usual and code not in expected:
        return f"exit {code}", f"exit code {code}: {said[-500:]}"
    if "Traceback" in said or "Exception ignored" in said:
        return "traceback", said[-1500:]
    word = "came too late" if code == usual else "ended by it"
    if sent is signal.SIGPIPE:
        word = "ignored"
    half = halves(folder)
    return word, f"half a file: {', '.join(half)}" if half else None


def _heed_interrupts() -> None:
    """A shell has what it runs in the background ignore them, and so would what that starts."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def halves(folder: Path) -> list[str]:
    """The files that are not whole."""
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".symlin-") and not is_whole(path)
    ]


def is_whole(path: Path) -> bool:
    """Whether it ends as a file of its kind does."""
    text = path.read_text(encoding="utf-8", errors="replace")
    match path.suffix:
        case ".jsonl":
            return (not text or text.endswith("\n")) and all(map(_is_json, text.splitlines()))
        case ".json":
            return _is_json(text)
        case ".svg":
            return text.rstrip().endswith("</svg>")
        case ".html":
            return text.rstrip().endswith("</html>")
        case ".onnx":
            return _is_model(path)
        case ".npz":
            return zipfile.is_zipfile(path)
        case ".weights":  # in their file when the document says so, or before
            return len(path.read_bytes()) % 8 == 0
        case ".smt2":
            return "(check-sat)" in text and text.endswith("\n")
        case _:
            return bool(text)


def _is_model(path: Path) -> bool:
    from symlin.errors import InputError
    from symlin.reading.networks.onnx.files import parsed

    try:
        parsed(path.read_bytes(), path.name)
    except InputError:
        return False
    return True


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True

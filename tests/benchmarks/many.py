"""python -m tests.benchmarks.many: one batch, in one process, in two, and on a Dask cluster.

Operators of ten kinds, drawn; each run writes every answer without its times. On the cluster (two
workers on this machine) a worker is killed in the middle of the run, and one run is ended half way
and resumed. The answers are compared byte for byte with those of one process. A ratio of times is
that to the run in one process; memory is that of the process that shares the work out, in the
middle and at the end of the run.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from .peers import with_section

HEADING = "## Many at once\n"
COUNT = 10_000
SYMLIN = [sys.executable, "-m", "symlin", "batch", "--no-crosscheck", "--no-cache", "--no-times"]
LOOK = 0.05
"""Seconds between two looks at a run."""


class Run(NamedTuple):
    """How one run went."""

    name: str
    same: bool
    """Whether its bytes are those of the first run."""
    seconds: float
    middle: int
    """Bytes of memory in the middle, and at the end."""
    end: int


def operators(count: int, seed: int = 0) -> Iterator[dict[str, object]]:
    """So many lines of a batch, of ten kinds, none twice."""
    draw = random.Random(seed)
    for k in range(count):
        a, b = draw.randint(-9, 9), draw.randint(1, 9)
        texts = (
            f"{k}*x + {a}*y", f"Max({k}*x, {a}*y)", f"Abs(x - {k}) + {b}*x", f"{b}*x**2 + {k}",
            f"Piecewise(({k}*x, x > {a}), (0, True))", f"[{k}*x, {a}*y, x + y]", f"relu({k}*x)/{b}",
            f"Min(x, {k}) + Max(x, {k})", f"exp({b}*x) - {k}", f"leaky_relu(x, {k}/{b})",
        )  # fmt: skip
        yield {"id": k, "operator": texts[k % len(texts)]}


def memory(pid: int) -> int:
    """Bytes of a process that are in memory."""
    pages = Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def watched(
    command: Sequence[str], out: Path, count: int, half: Callable[[subprocess.Popen[bytes]], None]
) -> tuple[float, int, int]:
    """How long the run took, and its memory; `half` is called in the middle of it."""
    started, middle, last = time.perf_counter(), 0, 0
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        time.sleep(LOOK)
        try:
            last = memory(process.pid) or last  # one that has ended has none
        except (OSError, IndexError):
            break
        if not middle and out.exists() and _answers(out) >= count // 2:
            middle = last
            half(process)
    process.wait()
    return time.perf_counter() - started, middle, last


def _answers(out: Path) -> int:
    with out.open("rb") as file:
        return sum(piece.count(b"\n") for piece in iter(lambda: file.read(1 << 20), b""))


def nothing(process: subprocess.Popen[bytes]) -> None:
    """The run goes on."""


def ended(process: subprocess.Popen[bytes]) -> None:
    """The run is ended as hard as can be."""
    process.send_signal(signal.SIGKILL)


@contextmanager
def cluster() -> Iterator[Any]:
    """Two workers on this machine."""
    import distributed

    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as found:
        yield found


def runs(count: int, folder: Path) -> list[Run]:
    """All runs, the first in one process."""
    lines, first = folder / "lines.jsonl", folder / "one.jsonl"
    lines.write_text("".join(json.dumps(row) + "\n" for row in operators(count)), encoding="utf-8")
    found: list[Run] = []

    def run(name: str, out: Path, *options: str, half: Any = nothing, before: float = 0) -> None:
        took, middle, end = watched([*SYMLIN, str(lines), *options], out, count, half)
        same = out.read_bytes() == first.read_bytes()
        found.append(Run(name, same, took + before, middle, end))
        print(f"{name}: {took:.0f} s", file=sys.stderr, flush=True)

    run("one process", first, "-o", str(first))
    two = folder / "two.jsonl"
    run("`--jobs 2`", two, "--jobs", "2", "-o", str(two))
    cut = folder / "cut.jsonl"
    took, *_ = watched([*SYMLIN, str(lines), "--jobs", "2", "-o", str(cut)], cut, count, ended)
    name = "`--jobs 2`, killed half way, `--resume`"
    run(name, cut, "--jobs", "2", "--resume", str(cut), before=took)
    shared = folder / "cluster.jsonl"
    with cluster() as local:

        def kill(process: subprocess.Popen[bytes]) -> None:
            os.kill(next(iter(local.workers.values())).process.process.pid, signal.SIGKILL)

        address = ["--scheduler", local.scheduler_address]
        run("Dask, a worker killed half way", shared, *address, "-o", str(shared), half=kill)
    return found


def section(found: Sequence[Run], count: int) -> str:
    """The runs as a section of the page."""
    about = (__doc__ or "").split("\n\n", 1)[1].strip()
    lines = [HEADING, about.replace("Operators", f"{count:,} operators", 1), ""]
    lines += ["| run | bytes | time | memory, middle and end |", "| --- | --- | ---: | ---: |"]
    for run in found:
        same = "the same" if run.same else "OTHERS"
        sizes = f"{run.middle / 1e6:.0f}, {run.end / 1e6:.0f} MB"
        lines.append(f"| {run.name} | {same} | {run.seconds / found[0].seconds:.2f} | {sizes} |")
    lines += ["", "    python -m tests.benchmarks.many -o docs/benchmarks.md"]
    return "\n".join(lines) + "\n"


def main() -> int:
    """1 where two runs do not agree."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.many", description=__doc__)
    parser.add_argument("-o", dest="output", type=Path, help="the page whose section it writes")
    parser.add_argument("-n", dest="count", type=int, default=COUNT, help="operators")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = runs(asked.count, Path(folder))
    text = section(found, asked.count)
    if asked.output is None:
        print(text, end="")
    else:
        page = asked.output.read_text(encoding="utf-8") if asked.output.exists() else ""
        asked.output.write_text(with_section(page, text, HEADING), encoding="utf-8")
    return int(not all(run.same for run in found))


if __name__ == "__main__":
    sys.exit(main())

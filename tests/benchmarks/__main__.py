"""python -m tests.benchmarks: all tools on all questions, and a table of who answers what."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from . import models, peers
from .corpus import corpus
from .families import families
from .measure import Run, runs
from .peers import section_of, with_section
from .report import document
from .rows import Row
from .tools import TOOLS, Tool


def main() -> int:
    """0 unless symlin was wrong."""
    arguments = _arguments()
    tools, versions = _installed(arguments.tools)
    rows = _rows(arguments)
    timeout = arguments.timeout or (2 if arguments.quick else 10)
    start, found = time.monotonic(), []
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder  # also that of the runs, which may be ended at any time
        for run in runs(tools, rows, timeout, arguments.jobs):
            found.append(run)
            print(_line(run), file=sys.stderr, flush=True)
    tempfile.tempdir = None
    print(f"{time.monotonic() - start:.0f} s on the wall", file=sys.stderr)
    text = document(found, versions, timeout)
    if arguments.output is None:
        print(text, end="")
    else:
        _write(arguments.output, text)
    return int(any(run.wrong for run in found if run.tool.key == "symlin"))


def _installed(keys: str) -> tuple[list[Tool], dict[str, str | None]]:
    """The tools to run, and the version of each that was asked for, None where it is missing."""
    chosen = [tool for tool in TOOLS if not keys or tool.key in keys.split(",")]
    versions = {tool.key: tool.load() for tool in chosen}
    return [tool for tool in chosen if versions[tool.key] is not None], versions


def _rows(arguments: argparse.Namespace) -> list[Row]:
    both = arguments.corpus == arguments.families
    rows = [*(corpus() if both or arguments.corpus else [])]
    if arguments.quick:
        rows = rows[::6]
    grown = families() if both or arguments.families else []
    rows += [row for row in grown if not arguments.quick or row.size <= 16]
    return rows[: arguments.rows]


def _write(page: Path, text: str) -> None:
    """The page, with the sections that other commands wrote into the one before."""
    before = page.read_text(encoding="utf-8") if page.exists() else ""
    for head in (peers.HEADING, models.HEADING):
        own = section_of(before, head)
        text = with_section(text, own, head) if own else text
    page.write_text(text, encoding="utf-8")


def _line(run: Run) -> str:
    said = "skipped" if run.skipped else run.answer or "-"
    mark = " WRONG" if run.wrong else ""
    return f"{run.tool.key:12} {run.seconds:7.2f} {said}{mark}  {run.row.name}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rows, small sizes, 2 s each")
    parser.add_argument("--families", action="store_true", help="only the families that grow")
    parser.add_argument("--corpus", action="store_true", help="only the corpus")
    parser.add_argument("--rows", type=int, help="only so many rows, from the first")
    parser.add_argument("--tools", default="", help=f"of {','.join(t.key for t in TOOLS)}")
    parser.add_argument("--timeout", type=float, help="seconds of processor time for a run (10)")
    parser.add_argument("--jobs", type=int, default=1, help="runs at the same time (1)")
    parser.add_argument("-o", dest="output", type=Path, help="the Markdown file to write")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

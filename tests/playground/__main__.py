"""`python -m tests.playground build OUT`: the package for `symlin docs --playground`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

MOST = 30_000_000
"""Bytes of the wheel: more is too much for a package index, and for whoever installs it."""


def main() -> int:
    """1 where the wheel is too large, or the page and the command line say different things."""
    parser = argparse.ArgumentParser(prog="python -m tests.playground")
    commands = parser.add_subparsers(dest="command", required=True)
    made = commands.add_parser("build", help="the wheel symlin-playground, from the registries")
    made.add_argument("out", type=Path)
    made.add_argument("--cache", type=Path, help="what was fetched, for the next time")
    asked = commands.add_parser("compare", help="the catalog and the questions, in a browser")
    measured = commands.add_parser("measure", help="sizes and times, and the comparison")
    measured.add_argument("-o", dest="output", type=Path, help="the page whose section it writes")
    for one in (asked, measured):
        one.add_argument("-n", dest="most", type=int, help="questions at most")
    given = parser.parse_args()
    if given.command == "build":
        return _built(given.out, given.cache or given.out / "cache")
    return _compared(given.most) if given.command == "compare" else _measured(given)


def _built(out: Path, cache: Path) -> int:
    from .build import build

    made = build(out, cache)
    size = made.stat().st_size
    print(f"{made}: {size:,} bytes")
    return 0 if size < MOST else 1


def _compared(most: int | None) -> int:
    from .compare import compared

    different = 0
    for pair in compared(most):
        word = "same" if pair.same else "OTHER"
        print(f"{word}  {pair.seconds:5.1f} s {pair.page_seconds:5.1f} s  {pair.command}")
        if not pair.same:
            different += 1
            print(f"--- the command line\n{pair.line}\n--- the page\n{pair.page}\n---")
        sys.stdout.flush()
    print(f"{different} different")
    return 1 if different else 0


def _measured(given: argparse.Namespace) -> int:
    from ..benchmarks.peers import with_section
    from .measure import HEADING, measured

    text, pairs = measured(given.most)
    if given.output is None:
        print(text, end="")
    else:
        page = given.output.read_text(encoding="utf-8") if given.output.exists() else ""
        given.output.write_text(with_section(page, text, HEADING), encoding="utf-8")
    return 0 if all(pair.same for pair in pairs) else 1


if __name__ == "__main__":
    raise SystemExit(main())

"""`python -m tests.playground build OUT`: the package for `symlin docs --playground`."""

from __future__ import annotations

import argparse
from pathlib import Path

from .build import build

MOST = 30_000_000
"""Bytes of the wheel: more is too much for a package index, and for whoever installs it."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.playground")
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("build", help="the wheel symlin-playground, from the registries")
    one.add_argument("out", type=Path)
    one.add_argument("--cache", type=Path, help="what was fetched, for the next time")
    given = parser.parse_args()
    cache = given.cache or given.out / "cache"
    made = build(given.out, cache)
    size = made.stat().st_size
    print(f"{made}: {size:,} bytes")
    return 0 if size < MOST else 1


if __name__ == "__main__":
    raise SystemExit(main())

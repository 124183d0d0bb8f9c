"""python -m tests.planted: many draws of planted truth, and expressions meant to be nasty."""

from __future__ import annotations

import argparse
import sys
import time

from .nasty import hurt
from .survey import Job, draws, every, survey


def main() -> int:
    """0 where nothing was wrong, and nothing failed or hung."""
    arguments = _arguments()
    start = time.monotonic()
    found = None
    shown = start
    told = 0
    for found in survey(_jobs(arguments), arguments.jobs):
        now = time.monotonic()
        for kind, item, detail in found.troubles[told:]:
            print(f"{kind.upper()} {item.line()}\n    {detail}", file=sys.stderr, flush=True)
        told = len(found.troubles)
        if now - shown > arguments.every:
            shown = now
            print(found.progress(now - start), file=sys.stderr, flush=True)
    trouble = 0
    if found is not None:
        print("\n".join(found.lines()))
        print(found.progress(time.monotonic() - start), flush=True)
        trouble = found.wrong + sum(found.kinds[k] for k in ("exception", "crash", "never ended"))
    if arguments.nasty:
        trouble += hurt(arguments.nasty, arguments.seed, arguments.jobs, 5.0)
    return int(trouble > 0)


def _jobs(arguments: argparse.Namespace) -> list[Job]:
    if arguments.each:
        return every(arguments.timeout)
    return draws(arguments.count, arguments.seed, arguments.timeout, arguments.first)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.planted", description=__doc__)
    parser.add_argument("--count", type=int, default=20000, help="planted draws (20000)")
    parser.add_argument(
        "--each", action="store_true", help="instead of draws, every identity and defect once"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0, help="the number of the first draw")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--timeout", type=float, default=10.0, help="seconds for each draw")
    parser.add_argument("--nasty", type=int, default=200, help="nasty expressions (200)")
    parser.add_argument("--every", type=float, default=20.0, help="seconds between progress lines")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

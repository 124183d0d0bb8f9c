"""python -m tests.fuzz: thousands of texts from the grammar, none of which may break symlin.

A text within the parser's limits ends in a verdict, in "unknown" or in an error about the text
(exit codes 0 to 3), and at most two seconds after its time; never in exit code 4 or 5.
"""

from __future__ import annotations

import argparse
import sys
import time

from .survey import complaints, shown


def main() -> int:
    """0 where there is nothing to complain about."""
    told = _arguments()
    start = seen = time.monotonic()
    found = 0
    runs = complaints(told.runs, told.seed, told.seconds, first=told.first, processes=told.jobs)
    for done, (job, complaint) in enumerate(runs, 1):
        if complaint is not None:
            found += 1
            print(shown(job, complaint), flush=True)
        if time.monotonic() - seen > told.every:
            seen = time.monotonic()
            print(f"{done} of {told.runs}, {found} complaints", file=sys.stderr, flush=True)
    print(f"{told.runs} texts, seed {told.seed}, {told.seconds:g} s for each: {found} complaints, "
          f"{time.monotonic() - start:.0f} s")  # fmt: skip
    return int(found > 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--runs", type=int, default=5000, help="how many texts (5000)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=1.0, help="the time of each (1)")
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--every", type=float, default=20.0, help="seconds between progress lines")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

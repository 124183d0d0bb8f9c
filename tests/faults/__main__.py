"""python -m tests.faults: thousands of faults, after none of which anything is broken or false.

Hostile documents and operator files, signals at random times, operations on files that fail, little
memory, other people's programs. Everything ends in an answer or a word about what is wrong: no
traceback, no exit code 5, no half file, nothing outside the folder, no false claim accepted.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator

from . import disk, documents, hosts, memory, pages, signals
from .outcome import Outcome

KINDS: dict[str, tuple[Callable[..., Iterator[Outcome]], int]] = {
    "documents": (documents.survey, 3_000),
    "pages": (pages.survey, 200),
    "signals": (signals.survey, 200),
    "disk": (disk.survey, 500),
    "memory": (memory.survey, len(memory.COMMANDS) * len(memory.LIMITS)),
    "hosts": (hosts.survey, len(hosts.PROGRAMS)),
}
"""The kinds of faults, and how many of each are a good number."""


def main() -> int:
    """0 where there is nothing to complain about."""
    told = _arguments()
    wrong = 0
    for kind in told.kinds or KINDS:
        survey, usual = KINDS[kind]
        runs, start = told.runs if told.runs is not None else usual, time.monotonic()
        options = {"browser": True} if kind == "pages" and told.browser else {}
        words: Counter[str] = Counter()
        for outcome in survey(runs, told.seed, told.first, **options):
            words[outcome.word] += 1
            if outcome.complaint is not None:
                wrong += 1
                print(f"{kind} {outcome.again}: {outcome.complaint}", flush=True)
            if time.monotonic() - start > told.seconds:
                break
        took = time.monotonic() - start
        print(f"{kind}: {words.total()} in {took:.0f} s, seed {told.seed}", flush=True)
        for word, count in words.most_common():
            print(f"  {count:6} {word}")
    print(f"{wrong} complaints")
    return int(wrong > 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join(KINDS)} (all)")
    parser.add_argument("--runs", type=int, help="how many of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--seconds", type=float, default=3_600.0, help="for each kind at most")
    parser.add_argument("--browser", action="store_true", help="open the pages in Chromium")
    told = parser.parse_args()
    if unknown := set(told.kinds) - set(KINDS):
        parser.error(f"no kind {', '.join(unknown)}; the kinds are {', '.join(KINDS)}")
    return told


if __name__ == "__main__":
    sys.exit(main())

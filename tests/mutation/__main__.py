"""python -m tests.mutation: alters the kernel in one place after the other, and runs the tests."""

from __future__ import annotations

import argparse
import json
import os
import sys
import traceback
from collections import Counter
from pathlib import Path
from random import Random

SHARE = "0.1"
"""Of the suite's random draws: hundreds of them, thousands of times."""
os.environ.setdefault("SYMLIN_FUZZ_SHARE", SHARE)  # read when the tests are imported

import pytest  # noqa: E402

from .harmless import reasons  # noqa: E402
from .mutants import ROOT, Mutant, mutants  # noqa: E402
from .trial import FILES, SURVIVED, TIMEOUT, Suite  # noqa: E402

KILLED, HARMLESS, UNTRIED = "killed", "harmless", "not tried"


class Campaign:
    """Instead of running the tests that pytest has collected, tries the mutants on them."""

    def __init__(self, arguments: argparse.Namespace, chosen: list[Mutant]) -> None:
        self.arguments = arguments
        self.chosen = chosen

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        from tests.kernel import alterations  # not before the tests are collected

        alterations.certificates(False)  # searched for once, with the kernel as it is
        suite = Suite(session.items, self.arguments.longest)
        spent = sum(suite.seconds.values())
        print(f"{len(suite.seconds)} tests, {spent:.1f} s", file=sys.stderr, flush=True)
        jobs = self.arguments.jobs
        for pid in [self._worker(suite, self.chosen[k::jobs]) for k in range(jobs)]:
            os.waitpid(pid, 0)
        return True

    def _worker(self, suite: Suite, share: list[Mutant]) -> int:
        pid = os.fork()
        if pid == 0:
            try:
                self._try_all(suite, share)
            except BaseException:
                traceback.print_exc(file=sys.__stderr__)
            finally:
                os._exit(0)
        return pid

    def _try_all(self, suite: Suite, share: list[Mutant]) -> None:
        noticed = _noticed(self.arguments.results)
        for mutant in share:
            outcome = suite.trial(mutant, noticed.get(mutant.name, ""))
            row = {"key": mutant.key, "name": mutant.name, "outcome": outcome}
            with self.arguments.results.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row) + "\n")
            if outcome in (SURVIVED, TIMEOUT):
                print(f"{outcome}  {mutant}", file=sys.__stderr__, flush=True)


def main() -> int:
    """0 where every mutant was noticed, or is harmless for a reason that is written down."""
    arguments = _arguments()
    paths = arguments.file or sorted((ROOT / "symlin" / "kernel").rglob("*.py"))
    everything = [m for path in paths for m in mutants(path.resolve())]
    if arguments.only:
        everything = [m for m in everything if any(text in m.name for text in arguments.only)]
    if arguments.sample is not None:
        count = min(arguments.sample, len(everything))
        everything = Random(arguments.seed).sample(everything, count)
    known = _known(arguments.results)
    again = (SURVIVED,) if arguments.again else ()
    chosen = [m for m in everything if known.get(m.key) in (None, *again)]
    chosen.sort(key=lambda m: not m.scope)  # what needs a process of its own comes last
    if chosen:
        options = ["-q", "-s", "-n0", "-p", "no:cacheprovider", "--rootdir", str(ROOT)]
        pytest.main([*options, *FILES], plugins=[Campaign(arguments, chosen)])
    some = arguments.sample is not None or bool(arguments.only)
    return _summary(everything, _known(arguments.results), some)


def _rows(path: Path) -> list[dict[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else ()
    return [json.loads(line) for line in lines]


def _known(path: Path) -> dict[str, str]:
    return {row["key"]: row["outcome"] for row in _rows(path)}


def _noticed(path: Path) -> dict[str, str]:
    """By the names of mutants, the tests that have noticed them: likely to do so again, in a
    module that has changed elsewhere."""
    rows = [row for row in _rows(path) if row["outcome"] not in (SURVIVED, TIMEOUT)]
    return {row["name"]: row["outcome"] for row in rows if "name" in row}


def _summary(tried: list[Mutant], outcomes: dict[str, str], some: bool) -> int:
    """Prints a table by module, and what survived without a reason; 0 where nothing did."""
    harmless = reasons()
    counts: dict[str, Counter[str]] = {}
    for mutant in tried:
        word = outcomes.get(mutant.key, UNTRIED)
        if word == SURVIVED:
            word = HARMLESS if mutant.name in harmless else SURVIVED
        elif word not in (TIMEOUT, UNTRIED):
            word = KILLED
        counts.setdefault(mutant.path.name, Counter())[word] += 1
        if word == SURVIVED:
            print(f"{mutant.place}\n{mutant.name}")
    stale = {n for n in harmless if n.partition(".py")[0] + ".py" in counts}
    for name in sorted(stale - {mutant.name for mutant in tried} if not some else ()):
        print(f"no such mutant any more: {name}")
    counts["all"] = sum(counts.values(), Counter[str]())
    words = (KILLED, TIMEOUT, HARMLESS, SURVIVED, UNTRIED)
    rows = [["", "mutants", *words], ["---"] * (2 + len(words))]
    rows += [[n, str(row.total()), *(str(row[w]) for w in words)] for n, row in counts.items()]
    print("\n".join(f"| {' | '.join(row)} |" for row in rows))
    return int(counts["all"][SURVIVED] + counts["all"][UNTRIED] > 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--file", type=Path, action="append", help="only this module; repeatable")
    parser.add_argument(
        "--only", action="append", metavar="TEXT", help="only mutants named like this; repeatable"
    )
    parser.add_argument("--sample", type=int, help="only that many mutants, drawn at random")
    parser.add_argument("--seed", type=int, default=0, help="for --sample; 0")
    parser.add_argument("--jobs", type=int, default=1, help="processes; 1")
    parser.add_argument(
        "--longest",
        type=float,
        default=6.0,
        help="seconds beyond which a test is left out, while it is traced; 6",
    )
    parser.add_argument(
        "--results",
        type=Path,
        default=ROOT / ".mutation.jsonl",
        help="outcomes so far, which are not tried again; .mutation.jsonl",
    )
    parser.add_argument("--again", action="store_true", help="try those again that survived")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

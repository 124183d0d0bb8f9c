"""python -m tests.faults: thousands of faults, after none of which anything is broken or false.

Hostile documents, models, files of Python and of operators, signals at random times, operations on
files that fail, little memory, threads, other people's programs. Everything ends in an answer or a
word about what is wrong: no traceback, no exit code 5, no half file, nothing outside the folder, no
false claim accepted. --write puts the figures into docs/security.md.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from . import disk, documents, hosts, memory, models, networks, pages, signals, sources, threads
from .figures import Figures, written
from .outcome import Outcome

KINDS: dict[str, tuple[Callable[..., Iterator[Outcome]], int]] = {
    "documents": (documents.survey, 3_000),
    "networks": (networks.survey, 2_000),
    "models": (models.survey, 1_000),
    "sources": (sources.survey, 1_000),
    "pages": (pages.survey, 200),
    "signals": (signals.survey, 200),
    "disk": (disk.survey, 500),
    "memory": (memory.survey, len(memory.COMMANDS) * len(memory.LIMITS)),
    "hosts": (hosts.survey, len(hosts.PROGRAMS)),
    "threads": (threads.survey, 50),
}
"""The kinds of faults, and how many of each are a good number."""
ELSEWHERE = ("documents", "networks", "sources", "hosts")
"""What is tried with other versions of Python and of the dependencies, and by how many."""
FEWER = 200


def main(words: list[str] | None = None) -> int:
    """0 where there is nothing to complain about."""
    told = _arguments(words)
    kinds = told.kinds or ([] if told.join else KINDS)
    figures = [_kind(kind, told) for kind in kinds]
    figures += [_elsewhere(python, told) for python in told.also]
    parts = [json.loads(file.read_text(encoding="utf-8")) for file in told.join]
    figures += [Figures(*one.values()) for part in parts for one in part]
    wrong = sum(len(one.complaints) for one in figures)
    if told.json:
        print(json.dumps([one._asdict() for one in figures]))
    else:
        print(f"{wrong} complaints")
    if told.write:
        written(figures)
    return int(wrong > 0)


def _kind(kind: str, told: argparse.Namespace) -> Figures:
    """One kind of faults, with a line for whatever is wrong."""
    survey, usual = KINDS[kind]
    runs, start = told.runs if told.runs is not None else usual, time.monotonic()
    options = {"browser": True} if kind == "pages" and told.browser else {}
    words: Counter[str] = Counter()
    complaints: list[str] = []
    try:
        for outcome in survey(runs, told.seed, told.first, **options):
            words[outcome.word] += 1
            if outcome.complaint is not None:
                complaints.append(f"{kind} {outcome.again}: {outcome.complaint}")
                print(complaints[-1], file=sys.stderr, flush=True)
            if time.monotonic() - start > told.seconds:
                break
    except Exception as error:  # the other kinds are still to be tried
        complaints.append(f"{kind}: the suite itself failed: {error!r:.300}")
        print(complaints[-1], file=sys.stderr, flush=True)
    took = time.monotonic() - start
    print(f"{kind}: {words.total()} in {took:.0f} s, seed {told.seed}", file=sys.stderr, flush=True)
    for word, count in words.most_common():
        print(f"  {count:6} {word}", file=sys.stderr)
    return Figures(kind, dict(words), complaints)


def _elsewhere(python: str, told: argparse.Namespace) -> Figures:
    """Some of the kinds by another Python, with whatever versions it has."""
    options = ["--runs", str(FEWER), "--seed", str(told.seed), "--seconds", str(told.seconds / 4)]
    command = [python, "-m", "tests.faults", *ELSEWHERE, *options, "--json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    name = subprocess.run([python, "-c", VERSIONS], capture_output=True, text=True, check=True)
    try:
        found = [Figures(*one.values()) for one in json.loads(done.stdout)]
    except ValueError:
        return Figures(name.stdout.strip(), {"failed": 1}, [f"{python}: exit {done.returncode}"])
    words = {one.kind: sum(one.words.values()) for one in found}
    return Figures(name.stdout.strip(), words, [c for one in found for c in one.complaints])


VERSIONS = """
import platform
from importlib.metadata import version
names = ("sympy", "z3-solver", "hypothesis", "python-flint", "click")
print(f"Python {platform.python_version()},", ", ".join(f"{n} {version(n)}" for n in names))
"""


def _arguments(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join(KINDS)} (all)")
    parser.add_argument("--runs", type=int, help="how many of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--seconds", type=float, default=3_600.0, help="for each kind at most")
    parser.add_argument("--browser", action="store_true", help="open the pages in Chromium")
    parser.add_argument("--also", action="append", default=[], metavar="PYTHON",
                        help="some kinds by another Python as well; repeatable")  # fmt: skip
    parser.add_argument("--join", action="append", default=[], metavar="FILE", type=Path,
                        help="what another run printed with --json; repeatable")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--write", action="store_true", help="put them into docs/security.md")
    told = parser.parse_args(words)
    if unknown := set(told.kinds) - set(KINDS):
        parser.error(f"no kind {', '.join(unknown)}; the kinds are {', '.join(KINDS)}")
    return told


if __name__ == "__main__":
    sys.exit(main())

"""The answers as a section of docs/benchmarks.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median

import sympy

import symlin

from .ask import CONDITIONAL, DIFFERENT, PROVED, REFUSED, UNKNOWN, Asked
from .collect import Pair

HEADING = "## What SymPy's own test suite says is equal"
ANSWERS = (PROVED, DIFFERENT, UNKNOWN, REFUSED)
MOST_REASONS = 12
"""Kinds of refusals that are listed."""
INTRODUCTION = """\
SymPy's installed tests run with their assertions watched as they are evaluated; nothing of them is
copied into this project. Of `assert simplify(u) == v` it is asked whether u and v are the same, of
`assert u.equals(v)` likewise, of `assert sin(pi/10) == v` with the left side as it is written,
unevaluated. Asked are pairs of expressions or conditions over real numbers that are not written
alike, {lines} of one line at most; symbols are real, and what SymPy assumes of them are conditions.
Each pair has {seconds:g} s of processor time. *Different*: with a point at which both have values,
and not the same."""
EXPLANATIONS: dict[str, str] = {
    "test_TR12i": "an error in what SymPy expects",
    "test_trigsimp_inverse": "`inverse=True` passes over branches: asin(sin(x)) is x only near 0",
    "test_issue_19627": "`force=True` passes over branches: sqrt(x**2) is x only for x >= 0",
    "test_powdenest": "`force=True` passes over branches",
}
"""Of what is different, by the test that says it is equal."""
HOW = "    python -m tests.benchmarks.sympy_suite{options} -o docs/benchmarks.md"


def explanation(pair: Pair) -> str | None:
    """Why the pair is different although SymPy's test says that it is equal."""
    return EXPLANATIONS.get(pair.where.partition(" ")[2])


def room(pair: Pair) -> str:
    """The folder of SymPy that the pair is from."""
    return pair.where.partition("/tests/")[0]


def section(
    found: Sequence[Asked],
    mutants: Sequence[Asked],
    beside: Mapping[str, Sequence[Asked]],
    wrong: Sequence[Pair],
    *,
    seconds: float,
    options: str = "",
) -> str:
    """Counts by folder, what was refused and why, what is different and why, and other tools."""
    from .collect import OF_ONE_LINE

    times = [said.seconds for _, said in found]
    took = f"Median {median(times):.2f} s, {sum(times):.0f} s in all, with reading."
    parts = [HEADING, INTRODUCTION.format(lines=OF_ONE_LINE, seconds=seconds), _counts(found), took]
    parts += [_doubts(mutants, wrong)]
    parts += ["### What was refused", _reasons(found), "### What is different", _differences(found)]
    if any(beside.values()):
        parts += ["### The same pairs in SymPy and z3", _beside(found, beside)]
    parts += [
        f"symlin {symlin.__version__}, sympy {sympy.__version__}.",
        HOW.format(options=options),
    ]
    return "\n\n".join(parts) + "\n"


def _table(head: Sequence[object], rows: Sequence[Sequence[object]]) -> str:
    marks = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in (head, marks, *rows))


def _counts(found: Sequence[Asked]) -> str:
    rooms = dict.fromkeys(room(pair) for pair, _ in found)
    rows = [[name, *_tally([row for row in found if room(row[0]) == name])] for name in rooms]
    return _table(["folder", "pairs", *ANSWERS], [*rows, ["all", *_tally(found)]])


def _tally(rows: Sequence[Asked]) -> list[int]:
    counts = Counter(UNKNOWN if s.answer == CONDITIONAL else s.answer for _, s in rows)
    return [len(rows), *(counts[answer] for answer in ANSWERS)]


def _doubts(mutants: Sequence[Asked], wrong: Sequence[Pair]) -> str:
    counts = Counter(said.answer for _, said in mutants)
    return (
        f"{len(mutants)} pairs with a sign, a number or an exponent of one side altered, so that "
        f"numbers tell the sides apart: {counts[PROVED]} proved, {counts[DIFFERENT]} different. "
        "Pairs whose proof SymPy's numbers at eight points deny, and altered ones that were "
        f"proved: **{len(wrong)}**."
    )


def _reasons(found: Sequence[Asked]) -> str:
    reasons = Counter(said.why for _, said in found if said.answer == REFUSED)
    rows = [(why.replace("|", "\\|"), count) for why, count in reasons.most_common(MOST_REASONS)]
    return _table(
        ["reason", "pairs"], [*rows, ("others", reasons.total() - sum(n for _, n in rows))]
    )


def _differences(found: Sequence[Asked]) -> str:
    different = [pair for pair, said in found if said.answer == DIFFERENT]
    tests = Counter(pair.where.partition(" ")[2] for pair in different)
    why = {pair.where.partition(" ")[2]: explanation(pair) for pair in different}
    rows = [(f"`{name}`", count, why[name] or "not explained") for name, count in tests.items()]
    return _table(["test", "pairs", "why"], rows)


def _beside(found: Sequence[Asked], beside: Mapping[str, Sequence[Asked]]) -> str:
    asked = {pair for rows in beside.values() for pair, _ in rows}
    own = [row for row in found if row[0] in asked]
    mine = dict(own)
    rows: list[list[object]] = [["symlin", *_tally(own), "1.0"]]
    for name, answers in beside.items():
        both = [
            (said.seconds, mine[pair].seconds)
            for pair, said in answers
            if said.answer == mine[pair].answer == PROVED
        ]
        ratio = f"{sum(a for a, _ in both) / sum(b for _, b in both):.2g}" if both else "-"
        rows.append([name, *_tally(answers), ratio])
    return _table(["tool", "pairs", *ANSWERS, "time where both prove"], rows)

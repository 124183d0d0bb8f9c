"""The runs as a page of Markdown: counts, ratios of processor time to symlin's, growth with n."""

from __future__ import annotations

import math
import platform
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median

import symlin

from .measure import Run
from .testers import EXAMPLES
from .tools import TOOLS, Tool
from .wording import AFTER, HOW, INTRODUCTION, STARVED

LARGEST_SIZES = 4
"""The growth is fitted to this many of the largest sizes solved, and to no fewer than three."""


def document(found: Sequence[Run], versions: Mapping[str, str | None], timeout: float) -> str:
    """The page."""
    tools = [tool for tool in TOOLS if versions.get(tool.key)]
    corpus = [run for run in found if not run.row.size]
    grown = [run for run in found if run.row.size]
    parts = [INTRODUCTION.format(timeout=f"{timeout:g}", examples=EXAMPLES)]
    starved = sum(run.starved for run in found)
    if starved:
        parts.append(STARVED.format(count=starved))
    if corpus:
        parts += ["## The corpus", _counts(tools, corpus, timeout)]
    if grown:
        parts += ["## Families that grow", _counts(tools, grown, timeout)]
        parts += ["### How far, and how fast the time grows", AFTER, _growth(tools, grown)]
    parts += ["## Wrong answers", _wrong(found)]
    parts += ["## Versions, and how to run it", _versions(versions), HOW]
    return "\n\n".join(parts) + "\n"


def _counts(tools: Sequence[Tool], found: Sequence[Run], timeout: float) -> str:
    rows = {run.row.name for run in found}
    base = _of(found, "symlin")
    lines = []
    for tool in tools:
        own = _of(found, tool.key)
        lines.append(
            [
                tool.title,
                sum(run.solved for run in own.values()),
                sum(run.wrong for run in own.values()),
                sum(run.answer is None for run in own.values()),
                _ratio(median, own, base),
                _ratio(sum, own, base),
                _overall(own, base, timeout),
            ]
        )
    head = ["tool", "solved", "wrong", "undecided", "median", "total", "total with undecided"]
    return f"{len(rows)} questions.\n\n" + _table(head, lines)


def _of(found: Iterable[Run], key: str) -> dict[str, Run]:
    return {run.row.name: run for run in found if run.tool.key == key}


def _ratio(
    mean: Callable[[list[float]], float], own: Mapping[str, Run], base: Mapping[str, Run]
) -> str:
    """Of the times on the questions that both answered rightly (of the ratios, for a median)."""
    both = [name for name, run in own.items() if run.solved and name in base and base[name].solved]
    if not both:
        return "–"
    if mean is sum:
        return _times(sum([own[n].seconds for n in both]) / sum([base[n].seconds for n in both]))
    return _times(mean([own[n].seconds / base[n].seconds for n in both]))


def _overall(own: Mapping[str, Run], base: Mapping[str, Run], timeout: float) -> str:
    """Over all questions; a size that was not tried any more counts with the whole limit."""
    if not base:
        return "–"
    spent = sum(timeout if run.skipped else run.seconds for run in own.values())
    return _times(spent / sum(run.seconds for run in base.values()))


def _times(ratio: float) -> str:
    """Two significant digits."""
    digits = max(0, 1 - math.floor(math.log10(ratio))) if ratio > 0 else 0
    return f"{ratio:.{digits}f}" if digits else f"{round(ratio, 1 - len(str(int(ratio)))):,.0f}"


def _growth(tools: Sequence[Tool], found: Sequence[Run]) -> str:
    groups = list(dict.fromkeys(run.row.group for run in found))
    lines = []
    for group in groups:
        line: list[object] = [group.replace("*", "\\*")]
        for tool in tools:
            own = [r for r in found if r.row.group == group and r.tool.key == tool.key]
            line.append(_reach(own))
        lines.append(line)
    return _table(["family", *(tool.title for tool in tools)], lines)


def _reach(own: Sequence[Run]) -> str:
    """The largest n with the right answer, and the exponent; bold where no size was left."""
    solved = [(run.row.size, run.seconds) for run in own if run.solved]
    if not solved:
        return "none" + (" (wrong)" if any(run.wrong for run in own) else "")
    largest = f"{max(solved)[0]:,}"
    if all(run.solved for run in own):
        largest = f"**{largest}**"
    exponent = _exponent(sorted(solved)[-LARGEST_SIZES:])
    return largest if exponent is None else f"{largest}, n^{exponent:.1f}"


def _exponent(points: Sequence[tuple[int, float]]) -> float | None:
    """The slope of log t over log n, by least squares."""
    if len(points) < 3:
        return None
    xs, ys = zip(*((math.log(n), math.log(t)) for n, t in points), strict=True)
    x0, y0 = sum(xs) / len(xs), sum(ys) / len(ys)
    above = math.fsum((x - x0) * (y - y0) for x, y in zip(xs, ys, strict=True))
    return above / math.fsum((x - x0) * (x - x0) for x in xs)


def _wrong(found: Sequence[Run]) -> str:
    lines = []
    for tool in TOOLS:
        names = [run.row.name for run in found if run.tool.key == tool.key and run.wrong]
        if names:
            lines.append(f"- {tool.title}: {'; '.join(names)}".replace("*", "\\*"))
    return "\n".join(lines) if lines else "None."


def _versions(versions: Mapping[str, str | None]) -> str:
    said = {"symlin": f"symlin {symlin.__version__}"}
    missing = []
    for tool in TOOLS:
        if tool.key not in versions:
            continue
        version = versions[tool.key]
        if version is None:
            missing.append(tool.title)
        elif tool.key != "symlin":
            said[tool.package] = f"{tool.package} {version}"
    listed = ", ".join([*said.values(), f"Python {platform.python_version()}"])
    absent = f" Not installed, hence not measured: {', '.join(missing)}." if missing else ""
    return f"{listed}; {platform.system()} on {platform.machine()}, a shared machine.{absent}"


def _table(head: Sequence[object], lines: Sequence[Sequence[object]]) -> str:
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in (head, rule, *lines))

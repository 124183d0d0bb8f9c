"""What came of the faults, as a table in docs/security.md."""

from __future__ import annotations

import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).parents[2] / "docs" / "security.md"
BEGIN, END = "<!-- python -m tests.faults --write -->", "<!-- end -->"
WHAT = {
    "documents": "certificates of format 1, changed at some places of their JSON or bytes",
    "networks": "certificates of networks (format 2), weights inside or in a file beside them; "
    "names that lead elsewhere, links, pipes, devices",
    "models": "ONNX files with bytes and fields changed and weights said to lie elsewhere; boxes "
    "in `.npz` and `.vnnlib`, pickles, devices; on six commands",
    "sources": "files of Python that cost, act or lie where they are executed, under an audit hook",
    "pages": "files of operators with hostile notes, ids and formulas, a site or Markdown of each, "
    "opened in Chromium with every request recorded",
    "signals": "SIGINT, SIGTERM, SIGHUP, SIGPIPE at random times, on thirteen commands",
    "disk": "one operation on a file that fails (open, read, write, move, ...), on twelve commands",
    "memory": "memory of 150 to 1,000 MB of addresses, on nineteen commands",
    "hosts": "programs around symlin",
    "threads": "64 questions in 8 threads, also about networks and functions, then 4 with a second",
}
MOST = 8
"""Words of a row, the most frequent first."""


class Figures(NamedTuple):
    """How often what came of one kind of faults, and what is wrong."""

    kind: str
    words: dict[str, int]
    complaints: list[str]


def row(one: Figures) -> str:
    """A row of the table."""
    words = sorted(one.words.items(), key=lambda item: -item[1])
    said = ", ".join(f"{count:,} {word}" for word, count in words[:MOST])
    more = sum(count for _, count in words[MOST:])
    said += f", {more:,} others" if more else ""
    wrong = f"; **{len(one.complaints)} wrong**" if one.complaints else ""
    return f"| {WHAT.get(one.kind, one.kind)} | {sum(one.words.values()):,} | {said}{wrong} |"


def table(figures: list[Figures]) -> str:
    """The figures, and what they were measured with."""
    now = datetime.now(UTC)
    wrong = sum(len(one.complaints) for one in figures)
    total = sum(sum(one.words.values()) for one in figures)
    lines = [
        f"On {platform.system()} with Python {platform.python_version()}, {now:%B %Y}: "
        f"{total:,} faults, {wrong} complaints.",
        "",
        "| faults | how many | what came of them |",
        "|---|---:|---|",
    ]
    return "\n".join([*lines, *map(row, figures)])


def written(figures: list[Figures], page: Path = PAGE) -> None:
    """Puts the table into the page, between its marks."""
    text = page.read_text(encoding="utf-8")
    front, rest = text.split(BEGIN)
    _, back = rest.split(END)
    page.write_text(f"{front}{BEGIN}\n\n{table(figures)}\n\n{END}{back}", encoding="utf-8")

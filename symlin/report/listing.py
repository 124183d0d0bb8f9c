"""The catalog as an aligned table, and as dictionaries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symlin.definition import Definition
from symlin.report.segments import Line, Segment, Style, line

WORDS: dict[str, tuple[str, Style]] = {
    "proved": ("linear", "good"),
    "refuted": ("not linear", "bad"),
    "conditional": ("depends on parameters", "maybe"),
}
HEADINGS = ("operator", "family", "how it is written", "in the literature")


def listing_lines(definitions: Sequence[Definition]) -> list[Line]:
    """One line per operator. The last column is the literature's word, not a verdict."""
    rows = [(d.name, d.family, d.signature, word(d)) for d in definitions]
    table = [HEADINGS, *((name, family, how, text) for name, family, how, (text, _) in rows)]
    widths = [max(len(row[k]) for row in table) for k in range(3)]
    lines = [line(*(Segment(cell, "dim") for cell in _cells(HEADINGS, widths)))]
    for name, family, how, (text, style) in rows:
        *front, last = _cells((name, family, how, text), widths)
        lines.append(line(Segment(front[0], "bold"), *front[1:], Segment(last, style)))
    return lines


def word(definition: Definition) -> tuple[str, Style]:
    """What the literature says of linearity, in a word."""
    return WORDS.get(definition.claim.get("linear", ""), ("", ""))


def definition_dict(definition: Definition) -> dict[str, Any]:
    """A catalog entry for `list --json`."""
    return {
        "name": definition.name,
        "family": definition.family,
        "signature": definition.signature,
        "summary": definition.summary,
        "literature": dict(definition.claim),
    }


def _cells(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [*(cell.ljust(w + 2) for cell, w in zip(row, widths, strict=False)), row[-1]]

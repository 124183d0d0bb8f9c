"""The catalog as an aligned table, and as dictionaries."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from symlin.catalog.definition import Definition
from symlin.report.formats.segments import NARROW, Line, Segment, Style, line

WORDS: dict[str, tuple[str, Style]] = {
    "proved": ("linear", "good"),
    "refuted": ("not linear", "bad"),
    "conditional": ("depends", "maybe"),
}
HEADINGS = ("operator", "family", "in the literature", "how it is written")


def listing_lines(definitions: Sequence[Definition], width: int | None = None) -> list[Line]:
    """A line per operator; with `width`, long signatures go on below, or all of them do.

    "In the literature" is what others say of linearity, not a verdict.
    """
    rows = [(d.name, d.family, *word(d), d.signature) for d in definitions]
    widths = [
        max(len(HEADINGS[k]), *(len(row[k]) for row in rows)) + 2 for k in range(len(HEADINGS) - 1)
    ]
    if width is not None and width - sum(widths) < NARROW:
        return _stacked(rows, width)
    heads = [head.ljust(w) for head, w in zip(HEADINGS, widths, strict=False)]
    lines = [line(*(Segment(head, "dim") for head in (*heads, HEADINGS[-1])))]
    for name, family, says, style, signature in rows:
        front = (
            Segment(name.ljust(widths[0]), "bold"),
            family.ljust(widths[1]),
            Segment(says.ljust(widths[2]), style),
        )
        first, *rest = _folded(signature, None if width is None else width - sum(widths))
        lines.append(line(*front, first))
        lines += [line(" " * (sum(widths) + 2), text) for text in rest]
    return lines


def _stacked(rows: Sequence[tuple[str, str, str, Style, str]], width: int) -> list[Line]:
    """For a narrow terminal: two lines an operator, and no columns."""
    lines = [
        line(Segment(HEADINGS[3], "dim")),
        line(Segment(f"  {HEADINGS[1]}; {HEADINGS[2]}", "dim")),
    ]
    for _, family, says, style, signature in rows:
        pieces = textwrap.wrap(signature, width, subsequent_indent="    ", break_on_hyphens=False)
        lines += [line(Segment(piece, "bold")) for piece in pieces]
        lines.append(line(f"  {family}; ", Segment(says, style)))
    return lines


def _folded(signature: str, room: int | None) -> list[str]:
    if room is None or len(signature) <= room:
        return [signature]
    width = max(room - 2, 12)
    return textwrap.wrap(signature, width, break_on_hyphens=False, break_long_words=False)


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
        "elsewhere": [
            *definition.called,
            *(text for alias in definition.aliases for text in alias.shown),
        ],
    }

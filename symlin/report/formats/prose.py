"""A document on the terminal: wrapped paragraphs, formulas on lines of their own."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from typing import assert_never

from symlin.report.formats.document import (
    Block,
    Code,
    Document,
    Formulas,
    Heading,
    Items,
    Paragraph,
    Picture,
    Table,
    Verdict,
    inline,
)
from symlin.report.formats.segments import BLANK, Line, Segment, Style, line, wrapped
from symlin.report.formats.typeset import pretty

SHORT = 24
"""Formulas in the text up to this length stay on one line."""
GLUE = "\N{NO-BREAK SPACE}"
FORMULA = 6
"""How far formulas are moved in."""


def document_lines(document: Document, width: int) -> list[Line]:
    """The whole page in lines of at most that width, as far as words and formulas allow it."""
    lines = [line(Segment(piece, "bold")) for piece in _fill(said(document.title), width)]
    for block in document.blocks:
        lines += [BLANK, *_block(block, width)]
    return lines


def said(text: str) -> str:
    """The text without its marks."""
    return "".join(_said(kind, run) for kind, run in inline(text))


def _glued(text: str) -> str:
    """The same, with short formulas that are not broken at the end of a line."""
    return "".join(
        _said(kind, run).replace(" ", GLUE)
        if kind == "formula" and len(run) <= SHORT
        else _said(kind, run)
        for kind, run in inline(text)
    )


def _said(kind: str, run: str) -> str:
    if kind == "formula":
        return pretty(run)
    return run.partition("](")[0] if kind == "link" else run


def _block(block: Block, width: int) -> list[Line]:
    match block:
        case Heading(text, _):
            return [line(Segment(piece, "bold")) for piece in _fill(said(text), width)]
        case Paragraph(text):
            return [line("  ", piece) for piece in _fill(_glued(text), width - 2)]
        case Verdict(text, style):
            return wrapped("  ", said(text), width, style, 2)
        case Formulas(formulas):
            return [piece for f in formulas for piece in _formula(f, width)]
        case Code(text, _):
            return [line("    ", row) for row in text.split("\n")]
        case Items(texts):
            return [one for text in texts for one in _item(_fill(_glued(text), width - 4))]
        case Table():
            return _table(block)
        case Picture(path, alt):
            return wrapped("  ", f"[{path}: {alt}]", width, "dim", 2)
        case _:
            assert_never(block)


def _fill(text: str, width: int) -> list[str]:
    lines = textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=False)
    return [one.replace(GLUE, " ") for one in lines]


def _item(pieces: list[str]) -> list[Line]:
    return [line("    " if k else "  - ", piece) for k, piece in enumerate(pieces)]


def _formula(formula: str, width: int) -> list[Line]:
    """Broken before = where it is too long, then between words."""
    room = width - FORMULA
    rows = [""]
    for part in re.split(r"(?= [=≈] )", pretty(formula)):
        if rows[-1] and len(rows[-1]) + len(part) > room:
            rows.append("  " + part.lstrip())
        else:
            rows[-1] += part
    pieces = [piece for row in rows for piece in _wide(row, room)]
    return [line(" " * FORMULA, piece) for piece in pieces]


def _wide(row: str, room: int) -> Sequence[str]:
    if len(row) <= room:
        return (row,)
    indent = " " * (len(row) - len(row.lstrip()))
    return textwrap.wrap(
        row.lstrip(), room, initial_indent=indent, subsequent_indent=indent + "  ",
        break_on_hyphens=False,
    )  # fmt: skip


def _table(table: Table) -> list[Line]:
    rows = [tuple(map(said, row)) for row in (table.head, *table.rows)]
    widths = [max(len(row[k]) for row in rows) + 2 for k in range(len(table.head))]
    styles: list[Style] = ["bold", *[""] * (len(rows) - 1)]  # type: ignore[list-item]
    return [
        line("  ", *(Segment(c.ljust(w), s) for c, w in zip(row, widths, strict=True)))
        for row, s in zip(rows, styles, strict=True)
    ]

"""A document on the terminal: wrapped paragraphs, formulas on lines of their own."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import assert_never

from symlin.language.tree import Chain
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
)
from symlin.report.formats.parts import Formula, Part, Text, parts, plainly
from symlin.report.formats.segments import BLANK, Line, Segment, Style, line, wrapped
from symlin.report.formats.typeset import pretty, pretty_links

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


def said(text: Text) -> str:
    """The text as plain characters, its formulas as they are read."""
    return plainly(text, pretty)


def _glued(text: Text) -> str:
    """The same, with short formulas that are not broken at the end of a line."""
    return "".join(map(_stuck, parts(text)))


def _stuck(part: Part) -> str:
    text = said((part,))
    short = isinstance(part, Formula) and len(text) <= SHORT
    return text.replace(" ", GLUE) if short else text


def _block(block: Block, width: int) -> list[Line]:
    match block:
        case Heading(text, _):
            return [line(Segment(piece, "bold")) for piece in _fill(said(text), width)]
        case Paragraph(text):
            return [line("  ", piece) for piece in _fill(_glued(text), width - 2)]
        case Verdict(text, style):
            return wrapped("  ", said(text), width, style, 2)
        case Formulas(formulas):
            return [piece for text in formulas for piece in _formula(text, width)]
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


def _formula(text: Text, width: int) -> list[Line]:
    """Broken before the signs of a chain where it is too long, then between words."""
    room = width - FORMULA
    rows = [""]
    for piece in _links(text):
        if rows[-1] and len(rows[-1]) + len(piece) > room:
            rows.append("  " + piece.lstrip())
        else:
            rows[-1] += piece
    pieces = [piece for row in rows for piece in _wide(row, room)]
    return [line(" " * FORMULA, piece) for piece in pieces]


def _links(text: Text) -> list[str]:
    """What belongs together on a line: of a chain, each member with the sign before it."""
    match parts(text):
        case (Formula(Chain() as chain),):
            return pretty_links(chain)
        case _:
            return [said(text)]


def _wide(row: str, room: int) -> Sequence[str]:
    if len(row) <= room:
        return (row,)
    indent = " " * (len(row) - len(row.lstrip()))
    return textwrap.wrap(
        row.lstrip(), room, initial_indent=indent, subsequent_indent=indent + "  ",
        break_on_hyphens=False,
    )  # fmt: skip


def _table(table: Table) -> list[Line]:
    rows = [table.head, *(tuple(said(cell.text) for cell in row) for row in table.rows)]
    widths = [max(len(row[k]) for row in rows) + 2 for k in range(len(table.head))]
    styles: list[Style] = ["bold", *[""] * (len(rows) - 1)]  # type: ignore[list-item]
    return [
        line("  ", *(Segment(c.ljust(w), s) for c, w in zip(row, widths, strict=True)))
        for row, s in zip(rows, styles, strict=True)
    ]

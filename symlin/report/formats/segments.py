"""Lines of styled text, so that a presentation is a pure function and testable as plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Literal, NamedTuple

Style = Literal["", "good", "bad", "maybe", "dim", "bold"]


class Segment(NamedTuple):
    """A piece of one line."""

    text: str
    style: Style = ""


Line = tuple[Segment, ...]

BLANK: Line = ()


def line(*parts: str | Segment) -> Line:
    """A line of the parts that are not empty; plain strings are unstyled."""
    segments = (Segment(part) if isinstance(part, str) else part for part in parts)
    return tuple(segment for segment in segments if segment.text)


def length(a_line: Line) -> int:
    """How many columns the line takes."""
    return sum(len(segment.text) for segment in a_line)


def plain(lines: Iterable[Line]) -> str:
    """The text alone, without trailing blanks."""
    return "\n".join("".join(s.text for s in one).rstrip() for one in lines)


NARROW = 20
"""Columns; text in fewer of them falls apart into words, and goes below its label instead."""


def wrapped(label: str, text: str, width: int, style: Style = "", column: int = 16) -> list[Line]:
    """`label` at the left, `text` beside it from `column` on, broken between words.

    Where there is hardly room beside the label, the text stands below it.
    """
    beside = width - column >= NARROW or column + len(text) <= width
    indent = column if beside else min(column, 6)
    pieces = textwrap.wrap(text, width - indent, break_long_words=True, break_on_hyphens=False)
    heads = [label.ljust(indent)] if beside else [label, " " * indent]
    heads += [" " * indent] * (len(pieces) - 1)
    texts = (pieces or [""]) if beside else ["", *pieces]
    return [line(head, Segment(text, style)) for head, text in zip(heads, texts, strict=False)]

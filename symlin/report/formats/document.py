"""A page of words and formulas, before it is known where it will be read.

Text may hold `code` in backquotes, *emphasis* in asterisks, $formulas$ in dollars and
[links](address). Formulas are written as the terminal shows them: f(-1 + 1) = f(0) = 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["text", "code", "emphasis", "formula", "link"]
_INLINE = re.compile(r"`([^`]+)`|\$([^$]+)\$|\*([^*\s][^*]*)\*|\[([^\]]+\]\([^)\s]+)\)")


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Verdict:
    """The answer in a word, with the word's colour."""

    text: str
    style: Literal["good", "bad", "maybe"]


@dataclass(frozen=True)
class Formulas:
    """One displayed formula per line."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Code:
    """What is typed, or what the terminal answered."""

    text: str
    language: str = "console"


@dataclass(frozen=True)
class Items:
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows under a head; the first cell of a row names it."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


@dataclass(frozen=True)
class Picture:
    """A file beside the page; `alt` states the fact that the picture shows."""

    path: str
    alt: str


Block = Heading | Paragraph | Verdict | Formulas | Code | Items | Table | Picture


@dataclass(frozen=True)
class Document:
    title: str
    blocks: tuple[Block, ...] = field(default=())


def inline(text: str) -> Iterator[tuple[Kind, str]]:
    """The text's runs: plain, `code`, $formula$ and *emphasis*; a link as "words](address"."""
    last = 0
    for match in _INLINE.finditer(text):
        if match.start() > last:
            yield "text", text[last : match.start()]
        code, formula, emphasis, link = match.groups()
        if code is not None:
            yield "code", code
        elif formula is not None:
            yield "formula", formula
        elif emphasis is not None:
            yield "emphasis", emphasis
        else:
            yield "link", link
        last = match.end()
    if last < len(text):
        yield "text", text[last:]

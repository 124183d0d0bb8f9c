"""A page of words and formulas, before it is known where it will be read: a sequence of blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from symlin.report.formats.parts import Text

Colour = Literal["", "good", "bad", "maybe"]


@dataclass(frozen=True)
class Heading:
    """The head of a section; the title of the page has level 1."""

    text: Text
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """Sentences."""

    text: Text


@dataclass(frozen=True)
class Verdict:
    """The answer in a word, with the word's colour."""

    text: Text
    style: Colour


@dataclass(frozen=True)
class Formulas:
    """One displayed formula per line."""

    lines: tuple[Text, ...]


@dataclass(frozen=True)
class Code:
    """What is typed, or what the terminal answered."""

    text: str
    language: str = "console"


@dataclass(frozen=True)
class Items:
    """An unordered list."""

    texts: tuple[Text, ...]


@dataclass(frozen=True)
class Cell:
    """An entry of a table; the colour only repeats what its words say."""

    text: Text
    colour: Colour = ""


@dataclass(frozen=True)
class Table:
    """Rows under a head; the first cell of a row names it."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""


@dataclass(frozen=True)
class Picture:
    """A file beside the page; `alt` states the fact that the picture shows."""

    path: str
    alt: str


Block = Heading | Paragraph | Verdict | Formulas | Code | Items | Table | Picture


@dataclass(frozen=True)
class Document:
    """A page."""

    title: Text
    blocks: tuple[Block, ...] = field(default=())

"""A page of words and formulas, before it is known where it will be read.

Text is a sequence of parts: words as they are, and formulas, code, emphasis and links as nodes of
their own. Nothing in a part is ever read again; `say` in symlin/report/formats/sentence.py makes
such texts from what an author wrote.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from symlin.language.spoken import tree_human
from symlin.language.tree import Tree


@dataclass(frozen=True)
class Typed:
    """What is typed, within a sentence."""

    text: str


@dataclass(frozen=True)
class Stressed:
    """A word with emphasis."""

    text: str


@dataclass(frozen=True)
class Link:
    """Words that lead to an address."""

    words: str
    address: str


@dataclass(frozen=True)
class Formula:
    """A formula, within a sentence or on a line of its own."""

    tree: Tree


Part = str | Typed | Stressed | Link | Formula
Text = str | tuple[Part, ...]
"""A sentence, part by part; a string is words, whatever characters it has."""
Colour = Literal["", "good", "bad", "maybe"]


def parts(text: Text) -> tuple[Part, ...]:
    """The text as a sequence."""
    return (text,) if isinstance(text, str) else text


def plainly(text: Text) -> str:
    """The text in the characters that one types."""
    return "".join(map(_plain, parts(text)))


def _plain(part: Part) -> str:
    match part:
        case Formula(tree):
            return tree_human(tree)
        case Link(words, _):
            return words
        case str():
            return part
        case _:
            return part.text


def listed(texts: Iterable[Text], joint: str = ", ") -> Text:
    """The texts with something between them."""
    found: list[Part] = []
    for k, text in enumerate(texts):
        found += [joint, *parts(text)] if k else parts(text)
    return tuple(found)


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

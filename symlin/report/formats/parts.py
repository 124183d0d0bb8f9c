"""What a sentence is made of: words as they are, and formulas, code, emphasis and links.

Nothing in a part is ever read again; `say` in symlin/report/formats/sentence.py makes sentences
from what an author wrote and from formulas.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

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


def parts(text: Text) -> tuple[Part, ...]:
    """The text as a sequence."""
    return (text,) if isinstance(text, str) else text


def plainly(text: Text, formula: Callable[[Tree], str] = tree_human) -> str:
    """The text as plain characters, its formulas in those that one types unless another writer is
    given."""
    return "".join(_plain(part, formula) for part in parts(text))


def _plain(part: Part, formula: Callable[[Tree], str]) -> str:
    match part:
        case Formula(tree):
            return formula(tree)
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

"""What a page says, before the site's frame is around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from symlin.report.formats.document import (
    Block,
    Code,
    Document,
    Formulas,
    Heading,
    Items,
    Paragraph,
    Table,
    Verdict,
)
from symlin.report.formats.html import anchors, html_text, to_html
from symlin.report.formats.parts import Text
from symlin.report.formats.prose import said


@dataclass(frozen=True)
class Section:
    """A heading with its anchor, and the words below it, as the search reads them."""

    level: int
    anchor: str
    title: str
    """Plain characters."""
    html: str
    words: str = ""


@dataclass(frozen=True)
class Body:
    """A page's own part."""

    title: str
    html: str
    sections: tuple[Section, ...] = ()
    """The first is the page itself, at level 1."""


def body_of(document: Document) -> Body:
    """A document as the body of a page."""
    names = iter(anchors(document.blocks))
    sections = [Section(1, "", said(document.title), html_text(document.title))]
    words: list[list[str]] = [[]]
    for block in document.blocks:
        if isinstance(block, Heading):
            head = block.text
            sections.append(Section(block.level, next(names), said(head), html_text(head)))
            words.append([])
        else:
            words[-1] += map(said, _texts(block))
    filled = (replace(s, words=" ".join(w)) for s, w in zip(sections, words, strict=True))
    return Body(said(document.title), to_html(document), tuple(filled))


def _texts(block: Block) -> Sequence[Text]:
    """What is worth to be searched for: sentences, not numbers."""
    match block:
        case Paragraph(text) | Verdict(text, _):
            return (text,)
        case Items(texts):
            return texts
        case Table() | Code() | Formulas() | _:
            return ()

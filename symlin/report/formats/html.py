"""A document as HTML: semantic headings, formulas as MathML, nothing loaded from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, count
from typing import assert_never

from symlin.language.foreign import escape
from symlin.language.tree import Tree
from symlin.report.formats.document import (
    Block,
    Cell,
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
from symlin.report.formats.mathml import mathml
from symlin.report.formats.parts import Formula, Link, Part, Stressed, Text, Typed, parts
from symlin.report.formats.prose import said
from symlin.report.formats.width import width

_POINTED = re.compile(r"\(?<math(?:(?!<math).)*?</math>[,.;:?!)]+")
"""A formula with its bracket and its point, which no line is to begin with."""
LONG = 28
"""Characters of a formula that fit into the width of a phone in any case."""


def to_html(document: Document, lower: int = 0) -> str:
    """The title and the blocks; `lower` moves every heading so many levels down."""
    top = 1 + lower
    title = f"<h{top}>{html_text(document.title)}</h{top}>"
    return f"{title}\n{html_blocks(document.blocks, lower)}\n"


STYLE = """
:root { color-scheme: light dark; }
body { font: 1.05rem/1.55 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto;
  padding: 0 1rem; }
.formulas, pre, .scroll { overflow-x: auto; }
.glued { white-space: nowrap; }
.long { display: inline-block; max-width: 100%; overflow-x: auto; vertical-align: middle; }
.formula { text-align: left; margin: .3rem 0 .3rem 1.5rem; }
.verdict { font-weight: 700; font-size: 1.2rem; }
"""


POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'"
"""A page that stands alone runs and loads nothing; its style is in it."""


def to_page(document: Document) -> str:
    """A complete page that stands alone."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(said(document.title))}</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{to_html(document)}</main>\n</body>\n</html>\n"
    )


def html_blocks(blocks: Sequence[Block], lower: int = 0) -> str:
    """The blocks alone."""
    names = iter(anchors(blocks))
    return "\n".join(_block(block, lower, names) for block in blocks)


def anchors(blocks: Sequence[Block]) -> list[str]:
    """The name of each heading, none of which comes twice on a page."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Heading):
            name = anchor(said(block.text)) or "section"
            others = (f"{name}-{k}" for k in count(2))
            found.append(next(n for n in chain((name,), others) if n not in found))
    return found


def html_text(text: Text) -> str:
    """Inline text with its code, formulas and emphasis."""
    return _POINTED.sub(r'<span class="glued">\g<0></span>', "".join(map(_part, parts(text))))


def anchor(text: str) -> str:
    """A heading's permanent name on its page."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _part(part: Part) -> str:
    match part:
        case Formula(tree):
            return _inline(tree)
        case Typed(text):
            return f"<code>{escape(text)}</code>"
        case Stressed(text):
            return f"<em>{escape(text)}</em>"
        case Link(words, address):
            return f'<a href="{escape(address)}">{escape(words)}</a>'
        case str():
            return escape(part)
        case _:
            assert_never(part)


def _inline(tree: Tree) -> str:
    """A formula within a line; one that may be wider than a phone scrolls by itself."""
    text = mathml(tree)
    return f'<span class="long" tabindex="0">{text}</span>' if width(tree) > LONG else text


def _block(block: Block, lower: int, names: Iterator[str]) -> str:
    match block:
        case Heading(text, level):
            n = min(level + lower, 6)
            return f'<h{n} id="{next(names)}">{html_text(text)}</h{n}>'
        case Paragraph(text):
            return f"<p>{html_text(text)}</p>"
        case Verdict(text, style):
            return f'<p class="verdict {style}">{html_text(text)}</p>'
        case Formulas(lines):
            rows = "\n".join(f'<div class="formula">{_line(text)}</div>' for text in lines)
            return f'<div class="formulas" tabindex="0">\n{rows}\n</div>'
        case Code(text, _):
            return f'<pre tabindex="0"><code>{escape(text)}</code></pre>'
        case Items(texts):
            rows = "\n".join(f"<li>{html_text(text)}</li>" for text in texts)
            return f"<ul>\n{rows}\n</ul>"
        case Table():
            return _table(block)
        case Picture(path, alt):
            return f'<figure tabindex="0"><img src="{escape(path)}" alt="{escape(alt)}"></figure>'
        case _:
            assert_never(block)


def _line(text: Text) -> str:
    """A displayed line: its formulas in the style of one, its words as they are."""
    return "".join(
        mathml(part.tree, True) if isinstance(part, Formula) else _part(part)
        for part in parts(text)
    )


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.head)
    rows = "\n".join(map(_row, table.rows))
    caption = f"<caption>{escape(table.caption)}</caption>\n" if table.caption else ""
    return (
        f'<div class="scroll" tabindex="0">\n<table>\n{caption}<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody>\n</table>\n</div>"
    )


def _row(row: Sequence[Cell]) -> str:
    first, *rest = row
    cells = "".join(f"<td{_colour(cell)}>{html_text(cell.text)}</td>" for cell in rest)
    return f'<tr><th scope="row">{html_text(first.text)}</th>{cells}</tr>'


def _colour(cell: Cell) -> str:
    return f' class="{cell.colour}"' if cell.colour else ""

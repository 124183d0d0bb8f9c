"""A document as Markdown, for GitHub and for other documentation systems."""

from __future__ import annotations

import textwrap
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
from symlin.report.formats.typeset import pretty

WIDTH = 100


def to_markdown(document: Document) -> str:
    """The whole page, ending in one line feed."""
    blocks = [f"# {_text(document.title)}", *map(_block, document.blocks)]
    return "\n\n".join(blocks) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * level} {_text(text)}"
        case Paragraph(text):
            return _filled(_text(text))
        case Verdict(text, _):
            return f"**{_text(text)}**"
        case Formulas(lines):
            return "```text\n" + "\n".join(map(pretty, lines)) + "\n```"
        case Code(text, language):
            return f"```{language}\n{text}\n```"
        case Items(texts):
            return "\n".join(_filled(f"- {_text(text)}", "  ") for text in texts)
        case Table():
            return _table(block)
        case Picture(path, alt):
            return f"![{alt}]({path})"
        case _:
            assert_never(block)


def _text(text: str) -> str:
    return "".join(map(_run, *zip(*inline(text), strict=True))) if text else ""


def _run(kind: str, text: str) -> str:
    match kind:
        case "code":
            return f"`{text}`"
        case "formula":
            return f"`{pretty(text)}`"
        case "emphasis":
            return f"*{text}*"
        case "link":
            return f"[{text})"
        case _:
            return _escaped(text)


def _escaped(text: str) -> str:
    """Plain text; a formula in it must not turn into emphasis or a tag."""
    for character in "\\*<":
        text = text.replace(character, "\\" + character)
    return text


def _filled(text: str, indent: str = "") -> str:
    return textwrap.fill(
        text, WIDTH, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False
    )


def _table(table: Table) -> str:
    def row(cells: tuple[str, ...]) -> str:
        return "| " + " | ".join(_text(cell).replace("|", "\\|") for cell in cells) + " |"

    rule = "|" + " --- |" * len(table.head)
    return "\n".join([row(table.head), rule, *map(row, table.rows)])

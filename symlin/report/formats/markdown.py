"""A document as Markdown, for GitHub and for other documentation systems."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Sequence
from typing import assert_never

from symlin.language.foreign import is_safe_address, visible
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
from symlin.report.formats.parts import Formula, Link, Part, Stressed, Text, Typed, parts
from symlin.report.formats.prose import said
from symlin.report.formats.typeset import pretty

_LINK = re.compile(r"\]\(([^)]*)|(?<=^\[)([^\]]*)\]:\s*(.*)")
"""What Markdown takes for a link, or at the beginning for the address of one."""
_BLOCK = re.compile(
    r"(?P<run>`{3,}|~{3,})|(?P<number>\d{1,9})(?=[.)](?:\s|$))"
    r"|(?=[#+-](?:\s|$)|\#{2,6}(?:\s|$)|>|:?-+:?\s*(?:\||$)|\||=+\s*$|(?:_\s*){3,}$)"
    r"|(?=\[[^\]]+\]:\s*\S*(?:\s+[\"'(].*)?$)"
)
"""What makes another thing of a line that begins with it than a line of a paragraph: a fence, an
item of a list, a heading, a quotation, a rule, a table, the address of a link."""
WIDTH = 100
"""Columns of a line, as in the source of the guides."""


def to_markdown(document: Document) -> str:
    """The whole page, ending in one line feed."""
    blocks = [f"# {_text(document.title)}", *map(_block, document.blocks)]
    return visible("\n\n".join(blocks)) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * level} {_text(text)}"
        case Paragraph(text):
            return _filled(_text(text))
        case Verdict(text, _):
            return f"**{_text(text)}**"
        case Formulas(lines):
            return "```text\n" + "\n".join(map(said, lines)) + "\n```"
        case Code(text, language):
            return f"```{language}\n{text}\n```"
        case Items(texts):
            return "\n".join(_item(_text(text)) for text in texts)
        case Table():
            return _table(block)
        case Picture(path, alt):
            return f"![{_without_scripts(alt)}]({path})"
        case _:
            assert_never(block)


def _text(text: Text) -> str:
    return "".join(map(_part, parts(text)))


def _part(part: Part) -> str:
    match part:
        case Formula(tree):
            return f"`{pretty(tree)}`"
        case Typed(text):
            return f"`{text}`"
        case Stressed(text):
            return f"*{_escaped(text)}*"
        case Link(words, address):
            return f"[{_escaped(words)}]({address})"
        case str():
            return _escaped(part)
        case _:
            assert_never(part)


def _escaped(text: str) -> str:
    """Plain text; a formula in it must not turn into emphasis or a tag, nor a note into a
    script."""
    for character in "\\*<":
        text = text.replace(character, "\\" + character)
    text = re.sub(r"&(?=#?\w+;)", r"\\&", text)
    return _without_scripts(text)


def _without_scripts(text: str) -> str:
    """The text, in which no link has an address that a browser might run."""

    def checked(found: re.Match[str]) -> str:
        address = html.unescape(found[1] if found[1] is not None else found[3]).strip()
        return found[0] if is_safe_address(address) else found[0].replace("]", "\\]", 1)

    return _LINK.sub(checked, text)


def _item(text: str) -> str:
    return "- " + _filled(text, WIDTH - 2).replace("\n", "\n  ")


def _filled(text: str, width: int = WIDTH) -> str:
    """The text in lines, none of which begins anything but a line of text."""
    found = textwrap.wrap(text.lstrip(), width, break_on_hyphens=False, break_long_words=False)
    return "\n".join(
        _BLOCK.sub(_harmless, line, count=1) if _BLOCK.match(line) else line for line in found
    )


def _harmless(found: re.Match[str]) -> str:
    if found["number"]:
        return f"{found['number']}\\"
    return "".join(f"\\{character}" for character in found["run"] or "") or "\\"


def _table(table: Table) -> str:
    rule = "|" + " --- |" * len(table.head)
    return "\n".join([_row(table.head), rule, *(_row(_cells(row)) for row in table.rows)])


def _cells(row: tuple[Cell, ...]) -> list[str]:
    return [_text(cell.text).replace("|", "\\|") for cell in row]


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"

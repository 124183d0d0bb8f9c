"""What `--help` prints, as wide as the terminal is, and at most 80 columns.

click breaks sentences to fit and leaves examples and tables of exit codes as they are.
"""

from __future__ import annotations

import re
import textwrap
from itertools import pairwise
from typing import Any

import click

from symlin.exact.docstrings import help_of

_CARET = re.compile(r" *\^")

WIDTH = 80
"""Columns of help at most: as wide as the page that README shows."""


class HelpfulCommand(click.Command):
    """A command whose whole help fits the terminal, and is there whatever Python leaves out."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        if options.get("help") is None and options.get("callback") is not None:
            options["help"] = help_of(options["callback"])
        super().__init__(*arguments, **options)

    def get_help(self, ctx: click.Context) -> str:
        """The help, with no line longer than the width that was asked for."""
        return fitting(super().get_help(ctx), ctx.terminal_width or WIDTH)


def broken(text: str, width: int) -> str:
    """A message with its long lines broken; of what a caret points into, the part around it."""
    lines = text.split("\n")
    for k, (line, below) in enumerate(pairwise(lines)):
        if _CARET.fullmatch(below):
            start = max(0, min(below.index("^") - width // 2, len(line) - width))
            lines[k], lines[k + 1] = line[start : start + width], below[start:]
    return fitting("\n".join(lines), width)


def fitting(text: str, width: int) -> str:
    """The text with its long lines broken; what goes on stands below its own beginning."""
    return "\n".join(piece for line in text.split("\n") for piece in _broken(line, width))


def _broken(line: str, width: int) -> list[str]:
    if len(line) <= width:
        return [line]
    table = re.match(r" *\S+ {2,}", line)  # "  1  not linear": below the second column
    indent = table.end() if table else len(line) - len(line.lstrip()) + 4
    return textwrap.wrap(
        line, width, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False
    )

"""Writing lines to a stream: in colour on a terminal, plain everywhere else."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from typing import TextIO

from symlin.report.formats.segments import Line, Style, plain

RICH_STYLES: dict[Style, str] = {
    "": "",
    "good": "bold green",
    "bad": "bold red",
    "maybe": "bold yellow",
    "dim": "dim",
    "bold": "bold",
}
WIDEST = 100


def is_terminal(stream: TextIO) -> bool:
    """Whether a person reads the stream as it is written."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def text_width(stream: TextIO) -> int:
    """80 columns, or what the terminal has, within what reads well."""
    if not is_terminal(stream):
        return 80
    return max(40, min(shutil.get_terminal_size().columns, WIDEST))


def write(lines: Iterable[Line], stream: TextIO | None = None) -> None:
    """Prints the lines; NO_COLOR and TERM are honoured."""
    stream = stream or sys.stdout
    if not is_terminal(stream) or os.environ.get("NO_COLOR"):
        print(plain(lines), file=stream)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, soft_wrap=True)
    for one in lines:
        text = Text()
        for segment in one:
            text.append(segment.text, RICH_STYLES[segment.style])
        console.print(text)

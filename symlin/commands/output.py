"""The one place where output leaves: every text that symlin prints goes through this module.

On a terminal it is in colour, elsewhere plain; in every encoding it can be read.
"""

from __future__ import annotations

import codecs
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from symlin.exact.platform import columns
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
"""Columns; a longer line is hard to follow with the eye, however wide the terminal is."""
NARROWEST = 40
"""Columns; a report that is broken into shorter lines cannot be read."""


def prepare() -> None:
    """Lets no character stop an answer, also where a library prints by itself."""
    codecs.register_error("symlin.legible", _replaced)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="symlin.legible")


def _replaced(error: UnicodeError) -> tuple[str, int]:
    from symlin.commands.legible import replace_unencodable

    return replace_unencodable(error)


def shown(text: str, stream: TextIO) -> str:
    """The text in characters that the stream has: nearly always all of them."""
    try:
        text.encode(stream.encoding or "utf-8")
    except UnicodeEncodeError:
        from symlin.commands.legible import legible

        return legible(text, stream.encoding)
    return text


def say(text: str = "", *, err: bool = False, end: str = "\n") -> None:
    """Prints the text to standard output, or standard error."""
    stream = sys.stderr if err else sys.stdout
    if stream is not None:  # closed by whoever started symlin
        print(shown(text, stream), end=end, file=stream, flush=True)


def say_json(answer: Mapping[str, object]) -> None:
    """One object on one line; what the encoding lacks is escaped, and the object stays the same."""
    say(json_text(answer, whole_of_unicode(sys.stdout)))


@contextmanager
def json_lines(target: str | None) -> Iterator[Callable[[Mapping[str, object]], None]]:
    """What writes objects, one per line and each at once, into a file; "-" is standard output.

    Without a target it writes nothing.
    """
    if target is None:
        yield lambda answer: None
        return
    if target == "-":
        yield say_json
        return
    with Path(target).open("w", encoding="utf-8", newline="\n") as file:
        yield lambda answer: print(json_text(answer, True), file=file, flush=True)


def json_text(answer: Mapping[str, object], unicode: bool) -> str:
    """One object on one line, in Unicode or in ASCII."""
    text = json.dumps(answer, ensure_ascii=not unicode)
    return text.encode(errors="replace").decode()  # half characters can be typed, not written


def say_html(page: str) -> None:
    """A page of HTML, with references for all but ASCII where the stream is not in Unicode."""
    if not whole_of_unicode(sys.stdout):
        page = page.encode("ascii", "xmlcharrefreplace").decode()
    say(page, end="")


def whole_of_unicode(stream: TextIO | None) -> bool:
    """Whether the stream takes every character."""
    encoding = getattr(stream, "encoding", None)
    return encoding is None or codecs.lookup(encoding).name.startswith("utf")


def say_lines(lines: Iterable[Line], stream: TextIO | None = None) -> None:
    """Prints styled lines: in colour where that is wanted, and plain elsewhere."""
    stream = stream or sys.stdout
    if stream is None:
        return
    if not in_colour(stream):
        print(shown(plain(lines), stream), file=stream)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, soft_wrap=True, force_terminal=True)
    for one in lines:
        text = Text()
        for segment in one:
            text.append(shown(segment.text, stream), RICH_STYLES[segment.style])
        console.print(text)


def in_colour(stream: TextIO) -> bool:
    """On a terminal; NO_COLOR forbids it, and FORCE_COLOR asks for it everywhere."""
    if os.environ.get("NO_COLOR"):
        return False
    return os.environ.get("FORCE_COLOR", "0") not in ("", "0") or is_terminal(stream)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person reads the stream as it is written."""
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def text_width() -> int:
    """The columns of standard output: 80, or what the terminal has, within what reads well."""
    if not is_terminal(sys.stdout):
        return 80
    return max(NARROWEST, min(columns(), WIDEST))


def discard() -> None:
    """Python flushes standard output once more at exit; that must not fail on a closed pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

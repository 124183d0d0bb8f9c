"""The one place where output leaves: every text that symlin prints goes through this module.

On a terminal it is in colour, elsewhere plain; in every encoding it can be read.
"""

from __future__ import annotations

import codecs
import errno
import json
import os
import stat
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

import click

from symlin.errors import blamed, clipped
from symlin.exact.platform import columns
from symlin.language.foreign import in_json, visible
from symlin.report.formats.segments import Line, Segment, Style, plain

FEW: dict[Style, str] = {
    "": "", "good": "1;32", "bad": "1;31", "maybe": "1;33", "dim": "2", "bold": "1"
}  # fmt: skip
"""ANSI's numbers, for terminals of few colours."""
MANY: dict[Style, str] = {**FEW, "good": "1;38;5;28", "bad": "1;38;5;196", "maybe": "1;38;5;130"}
"""For terminals of 256: a green, red and orange that can be read on white and on black."""
WIDEST = 100
"""Columns; a longer line is hard to follow with the eye, however wide the terminal is."""
STDOUT = "standard output"
NARROWEST = 40
"""Columns; a report that is broken into shorter lines cannot be read."""


def prepare() -> None:
    """Lets no character stop an answer, also where a library prints by itself; and no chatter."""
    if not sys.warnoptions:  # a library's advice to programmers is no answer to a user
        warnings.simplefilter("ignore")
    codecs.register_error("symlin.legible", _replaced)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="symlin.legible")


def _replaced(error: UnicodeError) -> tuple[str, int]:
    from symlin.commands.legible import replace_unencodable

    return replace_unencodable(error)


def shown(text: str, stream: TextIO) -> str:
    """The text in characters that the stream has, nearly always all of them, and that are seen."""
    with suppress(UnicodeError):  # names of files, as the system hands them over
        text = text.encode(errors="surrogateescape").decode()
    text = visible(text)
    try:
        text.encode(stream.encoding or "utf-8")
    except UnicodeEncodeError:
        from symlin.commands.legible import legible

        return legible(text, stream.encoding)
    return text


def say(text: str = "", *, err: bool = False, start: str = "", end: str = "\n") -> None:
    """Prints the text to standard output, or standard error; nothing but text comes out of it."""
    stream = sys.stderr if err else sys.stdout
    with _leaving(stream, err):
        if stream is not None:
            print(start + shown(text, stream), end=end, file=stream, flush=True)


@contextmanager
def _leaving(stream: TextIO | None, err: bool) -> Iterator[None]:
    """Raises `OSError` where what is printed cannot be written; what is for standard error, where
    nobody can be told, is dropped then."""
    if stream is None and not err:
        raise OSError(errno.EBADF, "it is closed", STDOUT)
    try:
        with blamed(STDOUT):
            yield
    except OSError:
        if not err:
            raise
        discard(stream)


def remark(text: str, *, end: str = "\n") -> None:
    """Prints to standard error what is no answer; on a narrow terminal no word is cut in two.

    Of a long line, which quotes what was read, the rest is left out.
    """
    text = clipped(text)
    if is_terminal(sys.stderr):
        from symlin.commands.helping import broken

        text = broken(text, columns())
    say(text, err=True, end=end)


def say_json(answer: Mapping[str, object]) -> None:
    """One object on one line; what the encoding lacks is escaped, and the object stays the same."""
    say(json_text(answer, whole_of_unicode(sys.stdout)))


@contextmanager
def json_lines(
    target: str | None, whole: int = 0
) -> Iterator[Callable[[Mapping[str, object]], None]]:
    """What writes objects, one per line and each at once, into a file; "-" is standard output.

    Of a file that is there, so many bytes stay. Without a target it writes nothing.
    """
    if target is None:
        yield lambda answer: None
        return
    if target == "-":
        yield say_json
        return
    from symlin.exact.files import growing

    with growing(Path(target), whole) as write:
        yield lambda answer: write(f"{json_text(answer, True)}\n".encode())


def json_text(answer: Mapping[str, object], unicode: bool) -> str:
    """One object on one line, in Unicode or in ASCII."""
    text = json.dumps(answer, ensure_ascii=not unicode)
    return in_json(text.encode(errors="replace").decode())  # half characters cannot be written


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
    with _leaving(stream, stream is not None and stream is sys.stderr):
        if stream is None:
            return
        if not in_colour(stream):
            print(shown(plain(lines), stream), file=stream, flush=True)
            return
        for one in lines:
            text = "".join(_coloured(segment, stream) for segment in one)
            click.echo(text, file=stream, color=True)  # which knows how Windows wants its colours


def _coloured(segment: Segment, stream: TextIO) -> str:
    text = shown(segment.text, stream)
    code = (MANY if has_many_colours() else FEW)[segment.style]
    return f"\x1b[{code}m{text}\x1b[0m" if code else text


def has_many_colours() -> bool:
    """Whether the terminal has 256 colours, as far as it says so."""
    return "256color" in os.environ.get("TERM", "") or any(
        os.environ.get(name) for name in ("COLORTERM", "WT_SESSION")
    )


def in_colour(stream: TextIO) -> bool:
    """On a terminal; NO_COLOR forbids it, and FORCE_COLOR asks for it everywhere."""
    if os.environ.get("NO_COLOR"):
        return False
    return os.environ.get("FORCE_COLOR", "0") not in ("", "0") or is_terminal(stream)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person reads the stream as it is written."""
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def into_file() -> bool:
    """Whether standard output is a file, where nobody reads along."""
    try:
        return stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (AttributeError, OSError):  # it is closed, or stands for something in memory
        return False


def text_width() -> int:
    """The columns of standard output: 80, or what the terminal has, within what reads well."""
    if not is_terminal(sys.stdout):
        return 80
    return max(NARROWEST, min(columns(), WIDEST))


def discard(stream: TextIO | None) -> None:
    """Python writes what is left for the stream once more at exit; that must not fail again."""
    with suppress(AttributeError, OSError):  # it is closed, or stands for something in memory
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # type: ignore[union-attr]

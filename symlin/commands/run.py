"""One command line from its words to its exit code: no traceback reaches the user."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import StringIO

import click

from symlin.commands.answers import (
    BROKEN_PIPE,
    BUG,
    INTERRUPTED,
    MALFORMED,
    file_trouble,
    shortage_of,
)
from symlin.commands.cli import cli
from symlin.commands.helping import WIDTH
from symlin.commands.output import discard, prepare, remark, text_width


def run(arguments: Sequence[str] | None = None) -> int:
    """The exit code of one command line; without arguments, of that which started the process."""
    prepare()
    try:
        code = _code(sys.argv[1:] if arguments is None else arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.ClickException as error:
        written = StringIO()
        error.show(written)
        remark(written.getvalue(), end="")
        return MALFORMED
    except (click.Abort, KeyboardInterrupt):
        remark("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        discard(sys.stdout)
        return BROKEN_PIPE
    except OSError as error:
        discard(sys.stdout)
        remark(f"symlin: {file_trouble(error)}")
        return MALFORMED
    except Exception as error:
        if (shortage := shortage_of(error)) is not None:
            remark(f"symlin: {shortage.message}")
            return shortage.code
        if os.environ.get("SYMLIN_TRACEBACK"):
            raise
        remark(f"symlin failed (a bug): {type(error).__name__}: {error}")
        return BUG
    return code


def _code(arguments: Sequence[str]) -> int:
    """The exit code of the command; raises what went wrong."""
    if "_SYMLIN_COMPLETE" in os.environ:  # a shell asks what may come next
        from symlin.commands import completion

        completion.prepare()
    words, width = list(map(as_typed, arguments)), min(text_width(), WIDTH)
    try:
        code = cli.main(words, prog_name="symlin", standalone_mode=False, terminal_width=width)
    except SystemExit as end:
        if "_SYMLIN_COMPLETE" not in os.environ:  # what somebody's file does is said elsewhere
            raise
        code = end.code  # as click ends a completion
    return code if isinstance(code, int) else 0


def as_typed(word: str) -> str:
    """The word as UTF-8 where the locale knows only ASCII: people type 2·x there too."""
    try:
        return os.fsencode(word).decode() if not word.isprintable() else word
    except UnicodeError:
        return word

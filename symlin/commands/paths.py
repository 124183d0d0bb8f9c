"""Names of files on the command line: those that the file system's encoding lacks, and those that
are input and output at once."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import IO, Any, cast

import click

from symlin.commands.intake import NamedPipe


class FilePath(click.Path):
    """A file or folder to be written."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """The path, by a name that the system has for it."""
        return super().convert(_named(self, value, param, ctx), param, ctx)


class InputFile(click.File):
    """A file to be read, in bytes; - is standard input."""

    def __init__(self) -> None:
        super().__init__("rb")

    def convert(
        self,
        value: str | os.PathLike[str] | IO[Any],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> IO[Any]:
        """The file, opened; a named pipe is opened by `intake.opened`, for that takes its time."""
        name = _named(self, value, param, ctx)
        if name == "-" and sys.stdin is None:
            self.fail("standard input is closed", param, ctx)
        if isinstance(name, str | os.PathLike) and (pipe := NamedPipe.at(name)) is not None:
            return cast("IO[Any]", pipe)
        return super().convert(name, param, ctx)


def _named(
    kind: click.ParamType[Any], name: Any, param: click.Parameter | None, ctx: click.Context | None
) -> Any:
    """The name as the system has it: what was typed was read as UTF-8, whatever the locale says.

    Raises `click.BadParameter` where no file can have it.
    """
    if not isinstance(name, str):
        return name
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        try:
            name = os.fsdecode(name.encode())
        except UnicodeError:
            encoding = sys.getfilesystemencoding()
            kind.fail(f"{name!r} cannot be the name of a file here ({encoding})", param, ctx)
    if "\0" in name:
        kind.fail(f"{name!r} cannot be the name of a file", param, ctx)
    return name


def must_differ(source: IO[bytes], target: str | Path) -> None:
    """Raises `click.UsageError` where the file that is read would be overwritten; "-" is standard
    output. A link to it is the same file."""
    try:
        read = os.fstat(source.fileno())
        written = os.fstat(sys.stdout.fileno()) if target == "-" else os.stat(target)
    except (AttributeError, OSError, ValueError):  # it is not there, a pipe, or in memory
        return
    if stat.S_ISREG(read.st_mode) and os.path.samestat(read, written):
        where = "standard output" if target == "-" else f"{str(target)!r}"
        raise click.UsageError(f"{where} is the file that is read: it would be overwritten")

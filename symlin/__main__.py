"""`symlin` and `python -m symlin`: runs the command line and leaves with its exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from symlin.commands.answers import BROKEN_PIPE, BUG, INTERRUPTED, discard_output
from symlin.commands.cli import cli


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """The command line's entry point: no traceback reaches the user."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """The exit code of one command line."""
    try:
        code = cli.main(arguments, prog_name="symlin", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        discard_output()
        return BROKEN_PIPE
    except Exception as error:
        if os.environ.get("SYMLIN_TRACEBACK"):
            raise
        print(f"symlin failed (a bug): {type(error).__name__}: {error}", file=sys.stderr)
        return BUG
    return code if isinstance(code, int) else 0


if __name__ == "__main__":
    main()

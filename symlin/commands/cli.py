"""The command line: which commands there are. Each has a file of its own; none imports this one.

Whatever takes time to import is imported by the command that needs it.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from typing import Any

import click

from symlin.commands.answers import BROKEN_PIPE, FAILS, HOLDS, MALFORMED, UNKNOWN, file_trouble
from symlin.commands.batch import batch
from symlin.commands.cache import cache
from symlin.commands.check import check
from symlin.commands.collapse import collapse
from symlin.commands.docs import docs
from symlin.commands.equiv import equiv
from symlin.commands.explain import explain
from symlin.commands.export import export
from symlin.commands.fuzz import fuzz
from symlin.commands.helping import WIDTH, HelpfulCommand
from symlin.commands.listing import list_catalog
from symlin.commands.output import discard, remark
from symlin.commands.plot import plot
from symlin.commands.verify import verify
from symlin.decision.version import __version__
from symlin.exact.deadline import interrupting

COMMANDS = (
    batch,
    cache,
    check,
    collapse,
    docs,
    equiv,
    explain,
    export,
    fuzz,
    list_catalog,
    plot,
    verify,
)


class SymlinGroup(HelpfulCommand, click.Group):
    """Knows how a command ends that lacks an option, or cannot write or read what it should."""

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        """The words understood; --help and --version are answered on the way.

        Raises `click.exceptions.Exit` where their reader has gone.
        """
        try:
            return super().make_context(*arguments, **options)
        except BrokenPipeError:  # click would leave with 1, which is said of what is refuted
            discard(sys.stdout)
            raise click.exceptions.Exit(BROKEN_PIPE) from None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called; raises `click.UsageError` where there is none."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            said = error.format_message()
            if "Did you mean" not in said:
                said += f" To ask about an operator: symlin check {shlex.quote(args[0])}"
            raise click.UsageError(said, ctx) from None

    def invoke(self, ctx: click.Context) -> Any:
        """The command's result; the process is ours, and so is its alarm."""
        try:
            with interrupting():
                return super().invoke(ctx)
        except click.MissingParameter as error:
            if isinstance(error.param, click.Option) and not error.message:
                said = (error.param.help or "").rstrip(".")
                error = click.MissingParameter(said, error.ctx, error.param)
            raise error from None
        except BrokenPipeError:
            discard(sys.stdout)
            ctx.exit(BROKEN_PIPE)  # without a word: the reader of the pipe has gone
        except OSError as error:
            remark(f"symlin: {file_trouble(error)}")
            ctx.exit(MALFORMED)


@click.group(
    cls=SymlinGroup,
    commands=COMMANDS,
    context_settings={"terminal_width": WIDTH, "help_option_names": ["-h", "--help"]},
    epilog="""\b
Examples:
  symlin check relu
  symlin check "relu(w*x + b)" --assume "x >= 0"
  symlin check "conv1d([1, 2]) >> avg_pool1d(2)" --shape 8
  symlin equiv "Max(x, 0)" relu
  symlin list

Each command has its own --help.""",
)
@click.version_option(
    __version__, "-V", "--version", prog_name="symlin", message="%(prog)s %(version)s"
)
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Is an operator linear? A proof or an exact counterexample, checked by a small kernel."""
    ctx.obj = printed  # for `docs`, whose pages show what other commands print


def printed(arguments: Sequence[str]) -> str:
    """What symlin prints for these arguments; raises RuntimeError where it prints no answer."""
    from click.testing import CliRunner

    from symlin.decision.memory import forgetting

    with forgetting():  # pages do not depend on what was asked before
        result = CliRunner().invoke(cli, list(arguments), prog_name="symlin", terminal_width=WIDTH)
    if result.exit_code not in (HOLDS, FAILS, UNKNOWN):
        raise RuntimeError(f"symlin {' '.join(arguments)}: {result.output}")
    return result.stdout

"""Commands whose arguments are formulas: which words are formulas, and which are options.

A formula may begin with a minus sign, as an option does. `-3*x` and `-x` are formulas, `-v` and
`--timeout` are options, and what could be either is refused with what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

import click
from click.types import StringParamType

from symlin.commands.helping import HelpfulCommand

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

INPUTS = "xyztuv"
"""One-letter names that are inputs unless told otherwise: `-x` asks about a function of x."""
_LONG = re.compile(r"--[^\W\d_](-?[^\W\d_])+(=.*)?", re.DOTALL)
"""--quiet, --tiemout=3; not --x, which is x with two minus signs."""


class Formula(StringParamType):
    """An operator in words; what it means is decided by those who read it."""

    name = "operator"

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:
        """What was expected in the place of an operator that is not there."""
        return 'Expected an operator such as relu or "Max(x, 0)"; `symlin list` has the names.'

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The names of the catalog that go on where the text ends: "relu(x) - so" is softplus.

        Names of other libraries, where the word has a point or a capital: "nn.Le" is nn.LeakyReLU.
        """
        from click.shell_completion import CompletionItem

        from symlin.catalog import index

        start = re.split(r"[^\w.]", incomplete)[-1]
        before = incomplete.removesuffix(start)
        if not start and before.rstrip().endswith((")", "]")):
            return []  # an operator is whole here, and no name can follow
        names = [name for name in index.names() if name.startswith(start)]
        if before.strip():  # inside a formula: what stands alone is no part of one
            names = [name for name in names if index.is_function(name)]
        if not names and ("." in start or start[:1].isupper()):
            return [CompletionItem(before + name) for name in index.elsewhere(start)]
        return [CompletionItem(before + n, help=index.load(n).summary) for n in names]


class OperatorCommand(HelpfulCommand):
    """A command that tells formulas from options before click looks at either."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Puts the formulas behind a `--`, where click takes nothing for an option.

        Raises `click.NoSuchOption` for what looks like an option and is none, and
        `click.MissingParameter` where there is no formula.
        """
        options, formulas = self._parted(ctx, args)
        try:
            return super().parse_args(ctx, [*options, "--", *formulas])
        except click.MissingParameter as error:
            short = [word for word in options if re.fullmatch("-[a-zA-Z]", word)]
            if not isinstance(error.param, click.Argument) or not short:
                raise
            hint = f"{short[0]} is an option here. {_behind(ctx, short[0])}"
            raise click.MissingParameter(hint, ctx, error.param) from None

    def _parted(self, ctx: click.Context, args: Sequence[str]) -> tuple[list[str], list[str]]:
        """The options with their values, and the formulas."""
        known = self._known(ctx)
        options: list[str] = []
        formulas: list[str] = []
        rest = iter(args)
        for word in rest:
            if word == "--":
                formulas += rest
            elif _is_option(word, known):
                if not ctx.resilient_parsing:
                    _must_exist(ctx, word, known)
                options.append(word)
                if word in known and not known[word].is_flag:
                    options += islice(rest, 1)
            else:
                formulas.append(word)
        return options, formulas

    def _known(self, ctx: click.Context) -> dict[str, click.Option]:
        """The options of this command by each of their names."""
        return {
            name: param
            for param in self.get_params(ctx)
            if isinstance(param, click.Option)
            for name in (*param.opts, *param.secondary_opts)
        }


def _is_option(word: str, known: dict[str, click.Option]) -> bool:
    """Whether the word stands for options, existing or misspelt."""
    if not word.startswith("-") or word == "-":
        return False
    if word in known or _LONG.fullmatch(word) or f"-{word}" in known:
        return True  # the last is -verbose, which means --verbose
    if len(word) == 2:
        return word[1].isalpha() and word[1] not in INPUTS
    first = known.get(word[:2])
    if first is not None and not first.is_flag:
        return True  # -orelu.svg
    return all((o := known.get(f"-{letter}")) is not None and o.is_flag for letter in word[1:])


def _must_exist(ctx: click.Context, word: str, known: dict[str, click.Option]) -> None:
    """Raises `click.NoSuchOption`, with what comes near or with how a formula is written."""
    name = word.partition("=")[0]
    if name in known:
        return
    if name.startswith("--") or f"-{name}" in known:
        raise click.NoSuchOption(name, possibilities=known, ctx=ctx)
    if len(name) == 2:
        raise click.NoSuchOption(name, f"No such option: {name}. {_behind(ctx, name)}", ctx=ctx)


def _behind(ctx: click.Context, word: str) -> str:
    return f"For the operator {word} write it after --, as in: {ctx.command_path} -- {word}"

"""`symlin check`: the verdict on each operator, law by law."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Unpack

import click

from symlin.commands.answers import HOLDS, attempt
from symlin.commands.formulas import Formula, OperatorCommand
from symlin.commands.options import (
    CHECK_EXIT_CODES,
    Loudness,
    cache_option,
    crosscheck_option,
    given_option,
    json_option,
    loudness,
    model_options,
    operator_options,
    quiet_option,
    seed_option,
    timeout_option,
    verbose_option,
)
from symlin.commands.output import say
from symlin.commands.progress import patience, progress
from symlin.commands.reporting import Wanted, show_report

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from symlin.api import CheckOptions
    from symlin.report.answers import Answer


@click.command(
    cls=OperatorCommand,
    epilog=CHECK_EXIT_CODES,
    short_help="Decide whether each OPERATOR is linear, law by law.",
)
@click.argument("operators", type=Formula(), nargs=-1, required=True, metavar="OPERATOR...")
@operator_options
@given_option
@model_options
@timeout_option
@cache_option
@seed_option
@crosscheck_option
@click.option("--coq", is_flag=True, help="Have coqc, if it is installed, check the proofs too.")
@json_option
@quiet_option("Print the verdict only.")
@verbose_option
@click.pass_context
def check(
    ctx: click.Context,
    /,
    *,
    operators: tuple[str, ...],
    as_json: bool,
    quiet: bool,
    verbose: bool,
    coq: bool,
    **options: Unpack[CheckOptions],
) -> None:
    """Decide whether each OPERATOR is linear, law by law.

    An operator is a name of the catalog, an expression in SymPy's notation, a list of
    expressions, a pipeline of layers, or an operator on functions or sequences.

    \b
    Examples:
      symlin check relu
      symlin check "Max(x1, x2)" "(x1 + x2)/2"
      symlin check "relu(w*x + b)" --assume "x >= 0" --assume "w >= 0"
      symlin check "[x1 + 2*x2, x1 - x2]"
      symlin check "max_pool1d(2)" --shape 4 --json
      symlin check "y(t) = t*x(t)" "y[n] = x[n] - 2*x[n-1]"
      symlin check filters.py:clip_soft
      symlin check -- "-x"
    """

    def one(text: str) -> Answer:
        from symlin import api

        return api.check_in_two(text, **options)

    seconds = options.get("timeout") if coq else None
    wanted = Wanted(as_json, loudness(quiet, verbose), seconds)
    ctx.exit(_answers(operators, one, wanted))


def _answers(texts: Sequence[str], decide: Callable[[str], Answer], wanted: Wanted) -> int:
    """Prints each answer as it comes; the largest of their exit codes."""
    code, alone = HOLDS, len(texts) == 1
    watched = patience if alone else nullcontext
    apart = not wanted.as_json and wanted.amount is not Loudness.QUIET
    with progress(len(texts), wanted=not alone) as meter:
        for number, text in enumerate(texts):
            meter.describe(text)
            with watched(f"deciding {text}"):
                found = attempt(decide, text)
            with meter.paused():
                if number and apart:
                    say()
                code = max(code, show_report(text, found, wanted))
            meter.advance()
    return code

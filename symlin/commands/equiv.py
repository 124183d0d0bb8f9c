"""`symlin equiv`: whether two operators are one function, or a point where they differ."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import click

from symlin.commands.answers import Failure, attempt, show_failure, status_code
from symlin.commands.options import (
    EQUIV_EXIT_CODES,
    OperatorCommand,
    json_option,
    operator_options,
    timeout_option,
)
from symlin.commands.output import say_json, say_lines, text_width
from symlin.decision.version import __version__

if TYPE_CHECKING:
    from symlin.decision.verdict import Claim
    from symlin.language.operator import Operator


@click.command(
    cls=OperatorCommand, epilog=EQUIV_EXIT_CODES, short_help="Are two operators the same function?"
)
@click.argument("a")
@click.argument("b")
@operator_options
@timeout_option
@json_option
@click.pass_context
def equiv(
    ctx: click.Context, /, a: str, b: str, timeout: float, as_json: bool, **options: Any
) -> None:
    """Decide whether A and B are the same function; if not, show a point where they differ.

    Inputs correspond by position, parameters by name.

    \b
    Examples:
      symlin equiv "Max(x, 0)" relu
      symlin equiv relu "leaky_relu(x, 1/10)"
      symlin equiv "Max(x1, x2)" "(x1 + x2 + Abs(x1 - x2))/2"
    """

    def decide() -> tuple[Operator, Operator, Claim, float]:
        from symlin.api import equivalence
        from symlin.reading.pairs import as_pair

        started = time.perf_counter()
        f, g = as_pair(a, b, **options)
        claim = equivalence(f, g, timeout)
        return f, g, claim, time.perf_counter() - started

    found = attempt(decide)
    if isinstance(found, Failure):
        ctx.exit(show_failure(f"{a}; {b}", found, as_json))
    f, g, claim, seconds = found
    if as_json:
        from symlin.decision.json import equivalence_dict

        say_json(equivalence_dict(f, g, claim, seconds, __version__))
    else:
        from symlin.report.words.equivalence import equivalence_lines

        say_lines(equivalence_lines(f, g, claim, seconds=seconds, width=text_width()))
    ctx.exit(status_code(claim))

"""`symlin fuzz`: the numeric cross-check alone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Unpack

import click

from symlin.commands.answers import (
    DISAGREES,
    FAILS,
    HOLDS,
    obtain,
)
from symlin.commands.formulas import Formula, OperatorCommand
from symlin.commands.options import (
    FUZZ_EXIT_CODES,
    OperatorOptions,
    json_option,
    operator_options,
    quiet_option,
    seed_option,
)
from symlin.commands.output import say_json, say_lines, text_width
from symlin.errors import ON_FUNCTIONS, ON_NETWORKS, InputError

if TYPE_CHECKING:
    from symlin.crosscheck import FuzzResult
    from symlin.language.operator import Operator


@click.command(
    cls=OperatorCommand, epilog=FUZZ_EXIT_CODES, short_help="Try the laws on random numbers."
)
@click.argument("operator", type=Formula())
@operator_options
@click.option(
    "--examples",
    type=click.IntRange(min=1),
    default=1000,
    show_default=True,
    metavar="N",
    help="How many examples each law is tried on, within seconds.",
)
@seed_option
@json_option
@quiet_option("Print the verdict only.")
@click.pass_context
def fuzz(
    ctx: click.Context,
    /,
    *,
    operator: str,
    examples: int,
    seed: int,
    as_json: bool,
    quiet: bool,
    **options: Unpack[OperatorOptions],
) -> None:
    """Try the laws of OPERATOR on random numbers, without the prover.

    What is found is real up to rounding; what is not found is no proof, and the answer says how
    little it is worth.

    \b
    Examples:
      symlin fuzz relu
      symlin fuzz "x + Max(x - 1000, 0)/10**9" --examples 5000
    """
    find = partial(_tried, operator, seed, examples, **options)
    understood, result = obtain(ctx, "trying", operator, find, as_json)
    from symlin.report.words.fuzzing import fuzzing_dict, fuzzing_lines, is_broken, verdict_lines

    if as_json:
        say_json(fuzzing_dict(understood, result))
    else:
        shown = verdict_lines if quiet else fuzzing_lines
        say_lines(shown(understood, result, text_width()))
    ctx.exit(DISAGREES if result.disagreement else FAILS if is_broken(result) else HOLDS)


def _tried(
    text: str, seed: int, examples: int, **options: Unpack[OperatorOptions]
) -> tuple[Operator, FuzzResult]:
    """What numbers show; raises `InputError`."""
    from symlin import crosscheck
    from symlin.language.operator import Operator
    from symlin.reading.networks.sources import is_model
    from symlin.reading.operators import read_source

    if is_model(text, {}):
        raise InputError(ON_NETWORKS)
    understood = read_source(text, **options)
    if not isinstance(understood, Operator):
        raise InputError(ON_FUNCTIONS)
    return understood, crosscheck.fuzz(understood, seed, examples)

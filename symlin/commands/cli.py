"""The command line: arguments and exit codes, no mathematics.

Whatever takes time to import is imported by the command that needs it.
"""

from __future__ import annotations

import json
import sys
import time
from textwrap import fill
from typing import IO, TYPE_CHECKING, Any

import click

from symlin.commands import export as commands_export
from symlin.commands import pages as commands_pages
from symlin.commands.answers import (
    BROKEN_PIPE,
    DISAGREES,
    FAILS,
    HOLDS,
    Failure,
    attempt,
    batch_code,
    discard_output,
    show_failure,
    show_json,
    show_report,
    status_code,
)
from symlin.commands.options import (
    BATCH_EXIT_CODES,
    CHECK_EXIT_CODES,
    EQUIV_EXIT_CODES,
    FUZZ_EXIT_CODES,
    OperatorCommand,
    crosscheck_option,
    json_option,
    operator_options,
    seed_option,
    timeout_option,
)
from symlin.decision.version import __version__

if TYPE_CHECKING:
    from symlin.crosscheck import FuzzResult
    from symlin.decision.verdict import Claim, Report
    from symlin.language.operator import Operator


class QuietGroup(click.Group):
    """Ends without a word when the reader of a pipe has gone (click would exit with 1)."""

    def invoke(self, ctx: click.Context) -> Any:
        """The command's result."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            discard_output()
            ctx.exit(BROKEN_PIPE)


@click.group(
    cls=QuietGroup,
    context_settings={"terminal_width": 80},
    epilog="""\b
Examples:
  symlin check relu
  symlin check "relu(w*x + b)" --assume "x >= 0"
  symlin check "conv1d([1, 2]) >> avg_pool1d(2)" --shape 8
  symlin equiv "Max(x, 0)" relu
  symlin list

Each command has its own --help.""",
)
@click.version_option(__version__, prog_name="symlin", message="%(prog)s %(version)s")
def cli() -> None:
    """Is an operator linear? A proof or an exact counterexample, checked by a small kernel."""


@cli.command(cls=OperatorCommand, epilog=CHECK_EXIT_CODES)
@click.argument("operators", nargs=-1, required=True, metavar="OPERATOR...")
@operator_options
@timeout_option
@seed_option
@crosscheck_option
@json_option
@click.pass_context
def check(
    ctx: click.Context,
    /,
    operators: tuple[str, ...],
    as_json: bool,
    **options: Any,
) -> None:
    """Decide whether each OPERATOR is linear, law by law.

    An operator is a name of the catalog, an expression in SymPy's notation, a list of
    expressions, or a pipeline of layers.

    \b
    Examples:
      symlin check relu
      symlin check "Max(x1, x2)" "(x1 + x2)/2"
      symlin check "relu(w*x + b)" --assume "x >= 0" --assume "w >= 0"
      symlin check "[x1 + 2*x2, x1 - x2]"
      symlin check "max_pool1d(2)" --shape 4 --json
      symlin check -- "-x"
    """
    from symlin.commands.progress import progress

    def one(text: str) -> Report:
        from symlin import api

        return api.check(text, **options)

    code = HOLDS
    with progress(len(operators), wanted=len(operators) > 1) as meter:
        for number, text in enumerate(operators):
            meter.describe(text)
            found = attempt(one, text)
            with meter.paused():
                if number and not as_json:
                    click.echo()
                code = max(code, show_report(text, found, as_json))
            meter.advance()
    ctx.exit(code)


@cli.command(
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

        show_json(equivalence_dict(f, g, claim, seconds, __version__))
    else:
        from symlin.commands.terminal import text_width, write
        from symlin.report.words.equivalence import equivalence_lines

        write(equivalence_lines(f, g, claim, seconds=seconds, width=text_width(sys.stdout)))
    ctx.exit(status_code(claim))


@cli.command(
    cls=OperatorCommand, epilog=FUZZ_EXIT_CODES, short_help="Try the laws on random numbers."
)
@click.argument("operator")
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
@click.pass_context
def fuzz(
    ctx: click.Context,
    /,
    operator: str,
    examples: int,
    seed: int,
    as_json: bool,
    **options: Any,
) -> None:
    """Try the laws of OPERATOR on random numbers, without the prover.

    What is found is real up to rounding; what is not found is no proof, and the answer says how
    little it is worth.

    \b
    Examples:
      symlin fuzz relu
      symlin fuzz "x + Max(x - 1000, 0)/10**9" --examples 5000
    """

    def find() -> tuple[Operator, FuzzResult]:
        from symlin import crosscheck
        from symlin.reading.sources import as_operator

        understood = as_operator(operator, **options)
        return understood, crosscheck.fuzz(understood, seed, examples)

    found = attempt(find)
    if isinstance(found, Failure):
        ctx.exit(show_failure(operator, found, as_json))
    understood, result = found
    from symlin.report.words.fuzzing import fuzzing_dict, fuzzing_lines, is_broken

    if as_json:
        show_json(fuzzing_dict(understood, result))
    else:
        from symlin.commands.terminal import text_width, write

        write(fuzzing_lines(understood, result, text_width(sys.stdout)))
    ctx.exit(DISAGREES if result.disagreement else FAILS if is_broken(result) else HOLDS)


@cli.command("list", short_help="List the operators of the catalog.")
@json_option
def list_catalog(as_json: bool) -> None:
    """List the catalog: name, family, how it is written, and what the literature says.

    The last column is the literature's word; `symlin check NAME` decides.
    """
    from symlin.catalog.index import all_definitions
    from symlin.commands.terminal import is_terminal, text_width, write
    from symlin.report.words.listing import definition_dict, listing_lines

    if as_json:
        for definition in all_definitions():
            show_json(definition_dict(definition))
    else:
        width = text_width(sys.stdout) if is_terminal(sys.stdout) else None
        write(listing_lines(all_definitions(), width))


@cli.command(epilog=BATCH_EXIT_CODES, short_help="Check many operators, one per line of JSON.")
@click.argument("file", type=click.File("rb"))
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="How many processes share the work.",
)
@click.option(
    "-o",
    "--output",
    type=click.File("w", encoding="utf-8"),
    default="-",
    metavar="OUT",
    help="Where the reports go.  [default: standard output]",
)
@timeout_option
@seed_option
@crosscheck_option
@click.pass_context
def batch(
    ctx: click.Context, /, file: IO[bytes], output: IO[str], jobs: int, **settings: Any
) -> None:
    """Check the operators in FILE, one per line of JSON; print one JSON report per line.

    FILE may be - for standard input. A line is an object with "operator" and, if wanted, "id",
    "inputs", "assume", "shape", "note" and "expect". "expect" maps claims to proved, refuted,
    conditional, unknown or refuted-or-conditional, and "points" to parameter values at which the
    condition for linear must read as given; the report then says whether it is "met".

    \b
    Examples:
      echo '{"operator": "relu"}' | symlin batch -
      symlin batch operators.jsonl --jobs 4 -o reports.jsonl
    """
    from symlin.commands.batch import Settings, Tally, answers
    from symlin.commands.progress import progress

    started, tally = time.perf_counter(), Tally()
    lines = file.readlines() if file.seekable() else file
    total = len(lines) if isinstance(lines, list) else None
    with progress(total, wanted=not output.isatty()) as meter:
        for answer in answers(lines, Settings(**settings), jobs):
            output.write(json.dumps(answer, ensure_ascii=False) + "\n")
            output.flush()
            tally.count(answer)
            meter.describe(str(answer.get("id") or ""))
            meter.advance()
    click.echo(fill(tally.text(time.perf_counter() - started), 80), err=True)
    ctx.exit(batch_code(tally))


for command in (*commands_pages.COMMANDS, *commands_export.COMMANDS):
    cli.add_command(command)

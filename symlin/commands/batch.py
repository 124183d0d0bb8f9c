"""`symlin batch`: one operator per line of JSON in, one report per line out."""

from __future__ import annotations

import sys
import time
from textwrap import fill
from typing import IO, Any

import click

from symlin.commands.helping import HelpfulCommand
from symlin.commands.intake import count_lines, lines, opened
from symlin.commands.options import (
    BATCH_EXIT_CODES,
    MOST_JOBS,
    cache_option,
    crosscheck_option,
    quiet_option,
    seed_option,
    timeout_option,
)
from symlin.commands.output import into_file, is_terminal, json_lines, remark
from symlin.commands.paths import FilePath, InputFile, must_differ


@click.command(
    cls=HelpfulCommand,
    epilog=BATCH_EXIT_CODES,
    short_help="Check many operators, one per line of JSON.",
)
@click.argument("file", type=InputFile())
@click.option(
    "--jobs",
    type=click.IntRange(1, MOST_JOBS),
    default=1,
    show_default=True,
    metavar="N",
    help="How many processes share the work.",
)
@click.option(
    "-o",
    "--output",
    "target",
    type=FilePath(dir_okay=False, allow_dash=True),
    default="-",
    metavar="OUT",
    help="Where the reports go.  [default: standard output]",
)
@timeout_option
@cache_option
@seed_option
@crosscheck_option
@quiet_option("Print only what is wrong; no report, unless with --output.")
@click.pass_context
def batch(
    ctx: click.Context, /, *, file: IO[bytes], target: str, jobs: int, quiet: bool, **settings: Any
) -> None:
    """Check the operators in FILE, one per line of JSON; print one JSON report per line.

    FILE may be - for standard input. A line is an object with "operator" and, if wanted, "id",
    "inputs", "assume", "shape", "space", "note" and "expect". "expect" maps claims to proved,
    refuted, conditional, unknown or refuted-or-conditional, and "points" to parameter values at
    which the condition for linear must read as given; the report then says whether it is "met".

    \b
    Examples:
      echo '{"operator": "relu"}' | symlin batch -
      symlin batch operators.jsonl --jobs 4 -o reports.jsonl
    """
    from symlin.commands.progress import progress
    from symlin.commands.rows import Settings, answers
    from symlin.commands.tally import Tally, faults

    must_differ(file, target)
    started, tally = time.perf_counter(), Tally()
    file = opened(file, settings["timeout"])
    total = count_lines(file)
    beside = target != "-" or into_file() or not is_terminal(sys.stderr)
    reported = target if target != "-" or not quiet else None
    with (
        json_lines(reported) as write,
        progress(total, "lines", wanted=beside and not quiet) as meter,
    ):
        for answer in answers(lines(file), Settings(**settings), jobs):
            write(answer)
            tally.count(answer)
            with meter.paused():
                for fault in faults(answer):
                    remark(fault)
            meter.describe(str(answer.get("id") or ""))
            meter.advance()
    if not quiet:
        remark(fill(tally.text(time.perf_counter() - started), 80))
    ctx.exit(tally.code())

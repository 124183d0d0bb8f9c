"""`symlin batch`: one operator per line of JSON in, one report per line out."""

from __future__ import annotations

import sys
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from textwrap import fill
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import click

from symlin.commands.answers import Failure, attempt, show_failure
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

if TYPE_CHECKING:
    from symlin.commands.resuming import Earlier
    from symlin.commands.rows import Settings
    from symlin.commands.tally import Tally
    from symlin.many.cluster import Cluster


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
@click.option(
    "--resume",
    type=FilePath(dir_okay=False),
    metavar="OUT",
    help="Go on where an earlier run into OUT ended; what it answered stays.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Share the work out on a Dask cluster, as in tcp://host:8786.",
)
@click.option(
    "--no-times",
    "times",
    is_flag=True,
    flag_value=False,
    default=True,
    help="Leave the seconds out, so that two runs give the same bytes.",
)
@timeout_option
@cache_option
@seed_option
@crosscheck_option
@quiet_option("Print only what is wrong; no report, unless with --output.")
@click.pass_context
def batch(
    ctx: click.Context,
    /,
    *,
    file: IO[bytes],
    target: str,
    jobs: int,
    resume: str | None,
    scheduler: str | None,
    quiet: bool,
    **settings: Any,
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
      symlin batch operators.jsonl --jobs 4 --resume reports.jsonl
      symlin batch operators.jsonl --scheduler tcp://127.0.0.1:8786
    """
    from symlin.commands.rows import Settings

    target = _one_of(resume, target)
    must_differ(file, target)
    file = opened(file, settings["timeout"])
    plan = Plan(file, target, resume is not None, Settings(**settings), jobs)
    found = attempt(_run, plan, scheduler, quiet)
    if isinstance(found, Failure):
        ctx.exit(show_failure(target, found, False))
    ctx.exit(found)


def _one_of(resume: str | None, target: str) -> str:
    """Where the answers go; raises `click.UsageError` where that is said twice."""
    if resume is not None and target != "-":
        raise click.UsageError("--resume names the output: leave --output out")
    return resume or target


class Plan(NamedTuple):
    """What is to be answered, and where to."""

    file: IO[bytes]
    target: str
    resume: bool
    settings: Settings
    jobs: int


def _run(plan: Plan, scheduler: str | None, quiet: bool) -> int:
    """The exit code, when all lines are answered."""
    from symlin.commands.resuming import NOTHING, earlier_answers, resumed
    from symlin.commands.tally import Tally

    started, tally, target = time.perf_counter(), Tally(), Path(plan.target)
    before = resumed(plan.file, target) if plan.resume else NOTHING
    for answer in earlier_answers(target, before):
        tally.count(answer)
    with _sharing(scheduler) as shared:
        _answer(plan, before, tally, shared, quiet)
    if not quiet:
        remark(fill(tally.text(time.perf_counter() - started), 80))
    return tally.code()


def _answer(plan: Plan, before: Earlier, tally: Tally, shared: Cluster | None, quiet: bool) -> None:
    from symlin.commands.progress import progress
    from symlin.commands.rows import answers
    from symlin.commands.tally import faults

    total = count_lines(plan.file)
    total = None if total is None else max(total - before.answers, 0)
    beside = plan.target != "-" or into_file() or not is_terminal(sys.stderr)
    reported = plan.target if plan.target != "-" or not quiet else None
    found = answers(
        lines(plan.file), plan.settings, plan.jobs, skipped=before.answers, cluster=shared
    )
    with (
        json_lines(reported, before.whole) as write,
        progress(total, "lines", wanted=beside and not quiet) as meter,
    ):
        for answer in found:
            write(answer)
            tally.count(answer)
            with meter.paused():
                for fault in faults(answer):
                    remark(fault)
            meter.describe(str(answer.get("id") or ""))
            meter.advance()


def _sharing(scheduler: str | None) -> AbstractContextManager[Cluster | None]:
    if scheduler is None:
        return nullcontext()
    from symlin.many.cluster import cluster

    return cluster(scheduler)

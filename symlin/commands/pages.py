"""The commands that write for readers: explain, plot, docs. Arguments only, as in `cli`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from symlin.commands.answers import DISAGREES, FAILS, HOLDS, UNKNOWN, Failure, attempt, show_failure
from symlin.commands.options import OperatorCommand, Seconds, operator_options, timeout_option

if TYPE_CHECKING:
    from symlin.decision.verdict import Report
    from symlin.report.formats.document import Document
    from symlin.report.site.build import Part
    from symlin.report.site.entries import Entry
    from symlin.report.site.questions import Question

FORMATS = ("text", "markdown", "latex", "html")


def _report(text: str, options: dict[str, Any]) -> Report:
    from symlin import api

    return api.check(text, **options)


@click.command(cls=OperatorCommand, short_help="The proof or the refutation in words.")
@click.argument("operator")
@operator_options
@timeout_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How to write it.",
)
@click.pass_context
def explain(ctx: click.Context, /, operator: str, form: str, **options: Any) -> None:
    """Explain why OPERATOR is linear or not: a short argument in words and formulas.

    \b
    Examples:
      symlin explain relu
      symlin explain "max_pool1d(2)" --shape 4
      symlin explain leaky_relu --format latex > leaky_relu.tex
    """
    found = attempt(_report, operator, options)
    if isinstance(found, Failure):
        ctx.exit(show_failure(operator, found, False))
    from symlin.report.words.explain import explanation, introduction_of

    command = reproducing("check", operator, options)
    document = explanation(found, command, introduction_of(found))
    _show(document, form)
    ctx.exit(DISAGREES if found.crosscheck.status == "disagrees" else HOLDS)


def _show(document: Document, form: str) -> None:
    if form == "text":
        from symlin.commands.terminal import text_width, write
        from symlin.report.formats.prose import document_lines

        write(document_lines(document, text_width(sys.stdout)))
    elif form == "markdown":
        from symlin.report.formats.markdown import to_markdown

        click.echo(to_markdown(document), nl=False)
    elif form == "latex":
        from symlin.report.formats.latex import to_latex

        click.echo(to_latex(document), nl=False)
    else:
        from symlin.report.formats.html import to_page

        click.echo(to_page(document), nl=False)


def reproducing(command: str, operator: str, options: dict[str, Any]) -> str:
    """The command line that gives this answer again."""
    from symlin.report.site.questions import typed

    words = [command, operator]
    if options.get("inputs"):
        words += ["--inputs", ",".join(options["inputs"])]
    for condition in options.get("assume", ()):
        words += ["--assume", condition]
    if options.get("shape"):
        words += ["--shape", ",".join(map(str, options["shape"]))]
    return typed(words)


@click.command(cls=OperatorCommand, short_help="A picture of the operator and of the gap.")
@click.argument("operator")
@click.option(
    "-o",
    "--output",
    "path",
    required=True,
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="The picture: NAME.png or NAME.svg.",
)
@operator_options
@timeout_option
@click.pass_context
def plot(ctx: click.Context, /, operator: str, path: str, **options: Any) -> None:
    """Draw OPERATOR, and the gap between the two sides of the law that it breaks.

    One input gives its graph, a parameter a family of graphs with the linear member highlighted,
    two inputs a surface and a slice, more inputs the slice through the points that break the law.

    \b
    Examples:
      symlin plot relu -o relu.svg
      symlin plot "Max(x1, x2)" -o maximum.png
      symlin plot "max_pool1d(2)" --shape 4 -o pooling.png
    """

    def draw() -> str:
        try:
            from symlin.report.plot.facts import alt_text
            from symlin.report.plot.picture import check_name, plot
        except ModuleNotFoundError as error:
            raise click.ClickException(f"{error}: pip install 'symlin[plot]'") from error

        check_name(path)
        found = _report(operator, options | {"crosscheck": False})
        plot(found, path)
        return alt_text(found)

    found = attempt(draw)
    if isinstance(found, Failure):
        ctx.exit(show_failure(operator, found, False))
    click.echo(f"{path}: {found}")


@click.command(short_help="Pages with every verdict, counterexample and picture.")
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail if out of date.")
@click.option(
    "--from",
    "source",
    type=click.File("rb"),
    metavar="FILE.jsonl",
    help="Your own operators, one per line of JSON as for batch, instead of the catalog.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "md"]),
    default="html",
    show_default=True,
    help="A static site, or Markdown.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=None,
    metavar="N",
    help="How many processes share the work.  [default: one per processor]",
)
@click.option(
    "--timeout",
    type=Seconds(min=0, min_open=True),
    default=120.0,
    show_default=True,
    metavar="S",
    help="Seconds for each operator; then what is open is unknown.",
)
@click.pass_context
def docs(
    ctx: click.Context, /, out: Path, only_check: bool, source: IO[bytes] | None, **settings: Any
) -> None:
    """Write pages about all operators of the catalog into the folder OUT.

    The site opens from disk: no server, no network. It has a page for each operator, with its
    definition, the argument, the picture, the certificates and the commands; the questions; and a
    comparison. Markdown has the reference as well.

    \b
    Examples:
      symlin docs site
      symlin docs docs --format md
      symlin docs docs --format md --check
      symlin docs site --from my_operators.jsonl
    """
    found = attempt(_pages, source, {**settings, "draw": not only_check})
    if isinstance(found, Failure):
        ctx.exit(show_failure(str(out), found, False))
    from symlin.report.site.build import stale, write

    old = stale(found, out)
    if only_check:
        for path in old:
            click.echo(f"out of date: {out / path}", err=True)
        click.echo(f"{len(found)} files, {len(old)} out of date")
        ctx.exit(FAILS if old else HOLDS)
    write(found, out)
    for path in (path for path in old if path not in found):
        click.echo(f"left over, of an operator that is gone: {out / path}", err=True)
    click.echo(f"{len(found)} files in {out}")


Job = tuple["Entry | Question", dict[str, Any]]


def _pages(source: IO[bytes] | None, settings: dict[str, Any]) -> dict[str, bytes]:
    """All files of the site."""
    from symlin.commands.progress import progress
    from symlin.commands.workers import ordered_map
    from symlin.report.site.asked import QUESTIONS
    from symlin.report.site.build import site
    from symlin.report.site.entries import catalog_entries

    entries = catalog_entries() if source is None else _own(source)
    asked = QUESTIONS if source is None else ()
    jobs = settings["jobs"] or os.cpu_count() or 1
    settings = {**settings, "asked": bool(asked)}
    # the questions first: some take long, and nobody is to wait for one of them in the end
    work: list[Job] = [(item, settings) for item in (*asked, *entries)]
    with progress(len(work)) as meter:

        def done(job: Job) -> None:
            meter.describe(job[0].label)
            meter.advance()

        found = ordered_map(_part, work, min(jobs, len(work)), _lost, ahead=len(work), done=done)
        parts = list(found)
    files = site(parts[len(asked) :], parts[: len(asked)], asked, settings["form"])
    if source is None and settings["form"] == "md":
        files["reference.md"] = reference_page()
    return files


def reference_page() -> bytes:
    """The Markdown page of the public names and of every command's help."""
    from symlin.commands.cli import cli
    from symlin.report.formats.markdown import to_markdown
    from symlin.report.site.reference import reference

    helps = {f"symlin {name}": printed((name, "--help")) for name in sorted(cli.commands)}
    return to_markdown(reference({"symlin": printed(("--help",)), **helps})).encode()


def _own(source: IO[bytes]) -> tuple[Entry, ...]:
    """The operators of a batch file; raises InputError with the lines at fault."""
    from symlin.commands.batch import read_rows
    from symlin.errors import InputError
    from symlin.report.site.entries import read_entries

    lines = source.readlines()
    numbers = [number for number, raw in enumerate(lines, 1) if raw.strip()]
    entries = read_entries([asdict(row) for row in read_rows(lines)])
    faults = []
    for number, entry in zip(numbers, entries, strict=True):
        try:
            entry.operator()
        except InputError as error:
            faults.append(f"line {number}: {error}")
    if faults:
        raise InputError("\n".join(faults))
    return entries


def _part(job: Job) -> Part:
    """The pages of one operator or question."""
    from symlin.report.site.build import operator_part, question_part
    from symlin.report.site.entries import Entry

    item, settings = job
    if not isinstance(item, Entry):
        return question_part(item, printed)

    def decide(entry: Entry) -> Report:
        from symlin import api

        return api.check_operator(entry.operator(), timeout=settings["timeout"])

    chosen = {key: settings[key] for key in ("asked", "draw")}
    return operator_part(item, decide, settings["form"], **chosen)


def _lost(job: Job) -> Part:
    raise RuntimeError(f"the process that worked on {job[0].label} ended")


def printed(arguments: Sequence[str]) -> str:
    """What symlin prints for these arguments."""
    from click.testing import CliRunner

    from symlin.commands.cli import cli

    result = CliRunner().invoke(cli, list(arguments), prog_name="symlin", terminal_width=80)
    if result.exit_code not in (HOLDS, FAILS, UNKNOWN):
        raise RuntimeError(f"symlin {' '.join(arguments)}: {result.output}")
    return result.stdout


COMMANDS = (explain, plot, docs)

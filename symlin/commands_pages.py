"""The commands that write for readers: explain, plot, docs. Arguments only, as in `cli`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from symlin.answers import DISAGREES, HOLDS, Failure, attempt, show_failure
from symlin.options import OperatorCommand, operator_options, timeout_option

if TYPE_CHECKING:
    from symlin.report.document import Document
    from symlin.verdict import Report

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
    from symlin.report.explain import explanation, introduction_of

    command = reproducing("check", operator, options)
    document = explanation(found, command, introduction_of(found.operator))
    _show(document, form)
    ctx.exit(DISAGREES if found.crosscheck.status == "disagrees" else HOLDS)


def _show(document: Document, form: str) -> None:
    if form == "text":
        from symlin.report.prose import document_lines
        from symlin.report.terminal import text_width, write

        write(document_lines(document, text_width(sys.stdout)))
    elif form == "markdown":
        from symlin.report.markdown import to_markdown

        click.echo(to_markdown(document), nl=False)
    elif form == "latex":
        from symlin.report.latex import to_latex

        click.echo(to_latex(document), nl=False)
    else:
        from symlin.report.html import to_page

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


COMMANDS = (explain, plot)

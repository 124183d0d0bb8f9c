"""`symlin explain`: the proof or the refutation in words and formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import click

from symlin.commands.answers import DISAGREES, HOLDS, obtain
from symlin.commands.formulas import Formula, OperatorCommand
from symlin.commands.options import (
    ModelOptions,
    Sizes,
    cache_option,
    given_option,
    model_options,
    operator_options,
    timeout_option,
)
from symlin.commands.output import say, say_html, say_lines, text_width

if TYPE_CHECKING:
    from symlin.report.answers import AnyReport
    from symlin.report.formats.document import Document

FORMATS = ("text", "markdown", "latex", "html")


@click.command(cls=OperatorCommand, short_help="The proof or the refutation in words.")
@click.argument("operator", type=Formula())
@operator_options
@given_option
@model_options
@timeout_option
@cache_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How to write it.",
)
@click.pass_context
def explain(
    ctx: click.Context, /, operator: str, form: str, **options: Unpack[ModelOptions]
) -> None:
    """Explain why OPERATOR is linear or not: a short argument in words and formulas.

    \b
    Examples:
      symlin explain relu
      symlin explain "max_pool1d(2)" --shape 4
      symlin explain leaky_relu --format latex > leaky_relu.tex
    """

    def decide() -> AnyReport:
        from symlin import api

        return api.check_any(operator, **options)

    found = obtain(ctx, "deciding", operator, decide)
    _show(_document(found, reproducing("check", operator, options)), form)
    ctx.exit(DISAGREES if found.crosscheck.status == "disagrees" else HOLDS)


def _document(report: AnyReport, command: str) -> Document:
    from symlin.decision.report import Report
    from symlin.report.words.explain import explanation, introduction_of

    if isinstance(report, Report):
        return explanation(report, command, introduction_of(report))
    from symlin.report.functions import FunctionReport
    from symlin.report.sized import SizedReport
    from symlin.report.words.functions_why import explanation as of_functions
    from symlin.report.words.networks_why import explanation as of_network
    from symlin.report.words.sized_why import explanation as for_all_sizes

    if isinstance(report, SizedReport):
        return for_all_sizes(report, command)
    if not isinstance(report, FunctionReport):
        return of_network(report, command)

    return of_functions(report, command, introduction_of(report))


def _show(document: Document, form: str) -> None:
    """Prints the document in one of `FORMATS`."""
    if form == "text":
        from symlin.report.formats.prose import document_lines

        say_lines(document_lines(document, text_width()))
    elif form == "markdown":
        from symlin.report.formats.markdown import to_markdown

        say(to_markdown(document), end="")
    elif form == "latex":
        from symlin.report.formats.latex import to_latex

        say(to_latex(document), end="")
    else:
        from symlin.report.formats.html import to_page

        say_html(to_page(document))


def _shape_text(shape: Sizes) -> str:
    """As it is typed: 4,4 or x=4,A=2x2."""
    if isinstance(shape, dict):
        return ",".join(f"{name}={'x'.join(map(str, sizes))}" for name, sizes in shape.items())
    return ",".join(map(str, shape))


def reproducing(command: str, operator: str, options: ModelOptions) -> str:
    """The command line that gives this answer again."""
    from symlin.report.site.questions import typed

    words = [command, operator]
    if options["inputs"]:
        words += ["--inputs", ",".join(options["inputs"])]
    for condition in options["assume"]:
        words += ["--assume", condition]
    if options["given"]:
        words += ["--given", ",".join(options["given"])]
    if options["shape"]:
        words += ["--shape", _shape_text(options["shape"])]
    for said in options["space"]:
        words += ["--space", said]
    if options["box"]:
        words += ["--box", options["box"]]
    if options["run"]:
        words.append("--run")
    return typed(words)

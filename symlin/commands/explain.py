"""`symlin explain`: the proof or the refutation in words and formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack, cast

import click

from symlin.commands.answers import DISAGREES, HOLDS, obtain
from symlin.commands.formulas import Formula, OperatorCommand
from symlin.commands.options import (
    ModelOptions,
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
    from symlin.report.words.command import Retyped

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
    from symlin.report.words.explained import explained

    _show(explained(found, _again(operator, options)), form)
    ctx.exit(DISAGREES if found.crosscheck.status == "disagrees" else HOLDS)


def _again(operator: str, options: ModelOptions) -> str:
    """The command line that gives the answer again, however long that may take."""
    from symlin.report.words.command import reproducing

    said = {name: value for name, value in options.items() if name not in ("timeout", "cache")}
    return reproducing("check", operator, **cast("Retyped", said))


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

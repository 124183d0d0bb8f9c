"""`symlin plot`: a picture of the operator and of the law that it breaks."""

from __future__ import annotations

from typing import Unpack

import click

from symlin.commands.answers import obtain
from symlin.commands.formulas import Formula, OperatorCommand
from symlin.commands.options import (
    FunctionOptions,
    cache_option,
    given_option,
    operator_options,
    timeout_option,
)
from symlin.commands.output import say
from symlin.commands.paths import FilePath


@click.command(cls=OperatorCommand, short_help="A picture of the operator and of the gap.")
@click.argument("operator", type=Formula())
@click.option(
    "-o",
    "--output",
    "path",
    required=True,
    type=FilePath(dir_okay=False),
    metavar="FILE",
    help="The picture: NAME.png or NAME.svg.",
)
@operator_options
@given_option
@timeout_option
@cache_option
@click.pass_context
def plot(
    ctx: click.Context, /, operator: str, path: str, **options: Unpack[FunctionOptions]
) -> None:
    """Draw OPERATOR, and the gap between the two sides of the law that it breaks.

    One input gives its graph, a parameter a family of graphs with the linear member highlighted,
    two inputs a surface and a slice, more inputs the slice through the points that break the law.
    Of an operator on functions it draws what goes in, what comes out, and the gap.

    \b
    Examples:
      symlin plot relu -o relu.svg
      symlin plot "Max(x1, x2)" -o maximum.png
      symlin plot "max_pool1d(2)" --shape 4 -o pooling.png
      symlin plot "y(t) = t*x(t)" -o signals.svg
    """

    found = obtain(ctx, "drawing", operator, lambda: _drawn(operator, path, options))
    say(f"{path}: {found}")


def _drawn(operator: str, path: str, options: FunctionOptions) -> str:
    """Draws the picture, and says what it shows."""
    from symlin import api
    from symlin.decision.functions.report import FunctionReport
    from symlin.decision.report import Report
    from symlin.decision.sized.report import SizedReport
    from symlin.errors import ON_NETWORKS, ON_SIZES, InputError
    from symlin.report.plot.facts import alt_text
    from symlin.report.plot.picture import check_name, plot
    from symlin.report.plot.signal_facts import signals_alt
    from symlin.report.plot.style import check_installed

    check_name(path)
    check_installed()
    found = api.check_any(operator, crosscheck=False, **options)
    if isinstance(found, FunctionReport):
        plot(found, path)
        return signals_alt(found)
    if isinstance(found, SizedReport):
        raise InputError(ON_SIZES)
    if not isinstance(found, Report):
        raise InputError(ON_NETWORKS)
    plot(found.over_reals(), path)
    return alt_text(found)

"""`symlin plot`: which kind of picture an operator gets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from symlin.decision.functions.report import FunctionReport
from symlin.decision.report import Report
from symlin.decision.sample import has_thin_domain
from symlin.errors import InputError
from symlin.exact.files import save
from symlin.report.plot import style
from symlin.report.plot.facts import has_picture, scene
from symlin.report.plot.family import draw_family
from symlin.report.plot.graph import draw_graph
from symlin.report.plot.narrow import narrowed, with_dark_colours
from symlin.report.plot.signals import draw_signals
from symlin.report.plot.surface import draw_slice, draw_surface

KINDS = (".png", ".svg")


def draw(report: Report) -> Any:
    """The figure: a graph, a family of graphs, a surface with a slice, or a slice alone.

    Raises `InputError` where there is nothing to draw, and `NotInstalled` without matplotlib.
    """
    operator = report.operator
    if not has_picture(report):
        raise InputError("nothing to draw: the domain is a curve, or single points")
    if len(operator.inputs) == 1:
        if operator.parameters:
            return draw_family(report)
        return draw_graph(scene(report))
    shown = scene(report)
    if len(operator.inputs) == 2 and not has_thin_domain(operator) and not style.is_light():
        return draw_surface(shown)
    return draw_slice(shown)


def plot(report: Report | FunctionReport, path: str | Path) -> None:
    """Draws the picture into a file, PNG or SVG by its ending.

    Raises `InputError` where there is nothing to draw or the name is none for a picture, and
    `NotInstalled` without matplotlib.
    """
    target = check_name(path)
    save(target, picture(report, target.suffix))


def picture(report: Report | FunctionReport, ending: str, page: bool = False) -> bytes:
    """The picture as a file holds it, PNG or SVG by the ending; an SVG for a page is narrow, and
    dark on a dark one.

    Raises `InputError` where there is nothing to draw, and `NotInstalled` without matplotlib.
    """
    with style.settings():
        try:
            made = draw_signals(report) if isinstance(report, FunctionReport) else draw(report)
            if page:
                return with_dark_colours(style.encoded(narrowed(made), ".svg"))
            return style.encoded(made, ending)
        except OverflowError:
            raise InputError("nothing to draw: its numbers are too large for a picture") from None


def light_picture(report: Report | FunctionReport) -> str:
    """The picture as SVG without a drawing library, of two inputs the slice alone.

    Raises `InputError` where there is nothing to draw.
    """
    from symlin.report.plot.light.svg import to_svg

    with style.without_library():
        try:
            made = draw_signals(report) if isinstance(report, FunctionReport) else draw(report)
            return to_svg(made)
        except OverflowError:
            raise InputError("nothing to draw: its numbers are too large for a picture") from None


def check_name(path: str | Path) -> Path:
    """The path, if pictures of that kind can be drawn and there is a folder for it.

    Raises `InputError` where that is not so, and `NotInstalled` without matplotlib.
    """
    style.check_installed()
    target = Path(path)
    if target.suffix.lower() not in KINDS:
        raise InputError(f"a picture's name ends in {' or '.join(KINDS)}, not {target.name!r}")
    if not target.parent.is_dir():
        raise InputError(f"no folder {str(target.parent)!r} to put the picture in")
    return target

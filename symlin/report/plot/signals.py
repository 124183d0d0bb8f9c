"""Operators on functions: what goes in, what comes out, and the gap between two sides of a law."""

from __future__ import annotations

import math
import textwrap
import time
from typing import Any

from symlin.decision.functions.report import FunctionReport
from symlin.report.formats.typeset import pretty
from symlin.report.plot import style
from symlin.report.plot.curves import spaced
from symlin.report.plot.signal_facts import Curve, SignalScene, signal_scene
from symlin.report.shape.floats import approximate
from symlin.report.words.functions import definition
from symlin.report.words.functions_verdict import verdict
from symlin.report.words.naming import magnitude, short_value

FEWEST, MOST = 30, 240
"""Places of a curve: as many as there is time for, since an integral may be worked out at each."""
SECONDS = 3.0
"""For all curves of a picture."""
LONGEST = 70
"""Characters of a title."""
WIDTH = 115
"""Characters of one line of it."""
SHAPES = ("o", "s", "D")


def draw_signals(report: FunctionReport) -> Any:
    """The figure: on the left what goes in, on the right what comes out.

    Raises `InputError` for what is no curve over one variable.
    """
    scene = signal_scene(report)
    made = style.figure(10.4, 4.2)
    left, right = made.subplots(1, 2)
    share = SECONDS / (len(scene.inputs) + len(scene.outputs))
    looks = (style.CURVE, style.OTHER)
    for k, curve in enumerate(scene.inputs):
        _curve(left, scene, curve, (looks[k], k), share)
    second = style.SIDE if scene.breach is not None else style.OTHER
    for k, curve in enumerate(scene.outputs):
        _curve(right, scene, curve, ((style.CURVE, second)[k], k), share)
    for axes, word in ((left, "in"), (right, "out")):
        low, high = scene.window
        margin = 0.5 if scene.whole else 0.0  # for the dots at both ends
        style.axes_through_origin(axes, low - margin, high + margin)
        axes.set_xlabel(scene.variable)
        axes.set_title(word, fontsize=10.5)
    if scene.breach is not None:
        _gap(right, scene)
    for axes in (left, right):
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=1)
    made.suptitle(_title(report, scene), x=0.01, ha="left", fontsize=12)
    return made


def _curve(
    axes: Any, scene: SignalScene, curve: Curve, look: tuple[dict[str, Any], int], seconds: float
) -> None:
    """A line over a real variable, dots over a whole one."""
    given, k = look
    if not scene.whole:
        xs = _places(scene, curve, seconds)
        axes.plot(xs, [curve.value(x) for x in xs], label=curve.label, **given)
        return
    low, high = scene.window
    aside = 0.12 * k  # dots at one place would cover each other
    ns = [float(n) for n in range(math.ceil(low), math.floor(high) + 1)]
    ys = [curve.value(n) for n in ns]
    xs = [n + aside for n in ns]
    axes.vlines(xs, 0, ys, color=given["color"], linewidth=1.2, zorder=2)
    filled = "white" if k else given["color"]
    axes.plot(xs, ys, SHAPES[k], color=given["color"], markerfacecolor=filled, label=curve.label,
              markersize=6, zorder=3)  # fmt: skip


def _places(scene: SignalScene, curve: Curve, seconds: float) -> list[float]:
    """Evenly spaced, the place of the gap among them."""
    low, high = scene.window
    started = time.perf_counter()
    for part in (0.3, 0.7):
        curve.value(low + part * (high - low))
    each = (time.perf_counter() - started) / 2
    count = max(FEWEST, min(MOST, int(seconds / max(each, 1e-9))))
    stops = (scene.at,) if scene.breach is not None else ()
    return spaced(low, high, stops, count)


def _gap(axes: Any, scene: SignalScene) -> None:
    """Both sides at the place where they differ, and how far they are apart."""
    breach, at = scene.breach, scene.at
    assert breach is not None
    output = breach.instance.output
    ends = [approximate(side[output]) for side in breach.sides]
    shown = short_value(magnitude(breach.instance.gap))
    size = f"about {pretty(shown.tree)}" if shown.about else pretty(shown.tree)
    axes.plot([at, at], ends, label=f"the gap at {scene.variable} = {at:g}: {size}", **style.GAP)
    if not scene.whole:
        axes.plot([at], [ends[0]], "o", color=style.BLUE, markersize=7, zorder=6)
        axes.plot([at], [ends[1]], markersize=9, zorder=6, linestyle="none", **style.SUM)


def _title(report: FunctionReport, scene: SignalScene) -> str:
    """The operator and the verdict, and for which parameters it is drawn."""
    text = definition(report.operator)
    name = text if len(text) <= LONGEST else report.operator.name[:LONGEST]
    said = f"{name}: {verdict(report)[0].lower()}"
    whole = f"{said}, drawn {scene.given}" if scene.given else said
    return "\n".join(textwrap.wrap(whole, WIDTH))

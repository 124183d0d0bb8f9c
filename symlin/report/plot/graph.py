"""One input: the graph, the points of the counterexample, and the gap between the two sides."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from symlin.kernel.term import Term
from symlin.language.formula import equation
from symlin.language.tree import Tree
from symlin.report.formats.typeset import pretty
from symlin.report.plot import style
from symlin.report.plot.curves import (
    broken,
    function,
    numbers,
    slope_through_origin,
    spaced,
    turning_points,
)
from symlin.report.plot.facts import Scene, title
from symlin.report.shape.floats import approximate
from symlin.report.shape.stretches import Turn
from symlin.report.words.failure import BrokenLaw
from symlin.report.words.naming import magnitude, short_value


def draw_graph(scene: Scene) -> Any:
    """The figure for an operator of one input without free parameters.

    Raises `OverflowError` where no value fits a float: there is nothing to see.
    """
    made = style.figure(8.6, 4.4)
    axes = made.add_subplot()
    turns = turning_points(scene.operator, scene.output)
    low, high = window(scene, turns)
    style.axes_through_origin(axes, low, high)
    xs = spaced(low, high, [float(t.at) for t in turns])
    f = function(scene.operator, scene.output)
    ys = [f((x,)) for x in xs]
    if not any(map(math.isfinite, ys)):
        raise OverflowError("no value that a picture could show")
    jumps = [float(t.at) for t in turns if t.jumps]
    axes.plot(*broken(xs, ys, jumps), label=f"{_f(scene)}({_x(scene)})", **style.CURVE)
    _contrast(axes, xs, ys)
    _turns(axes, turns, f)
    if scene.failure is not None:
        mark_failure(axes, scene, f)
    _scale(axes, ys)
    axes.set_xlabel(_x(scene))
    axes.set_title(title(scene.report), loc="left")
    style.legend_beside(axes)
    return made


def window(scene: Scene, turns: tuple[Turn, ...]) -> tuple[float, float]:
    """A symmetric part of the line with every point and kink well inside."""
    places = [abs(float(t.at)) for t in turns]
    if scene.failure is not None:
        for point in scene.failure.points.values():
            places += [abs(v) for v in numbers(point, scene.operator)]
    reach = max([1.5, *(1.6 * p for p in places)])
    return -reach, reach


def _contrast(axes: Any, xs: list[float], ys: list[float]) -> None:
    slope = slope_through_origin(xs, ys)
    ends = [xs[0], xs[-1]]
    if max(abs(y - slope * x) for x, y in zip(xs, ys, strict=True) if math.isfinite(y)) > 1e-9:
        label = "best line through the origin"
        axes.plot(ends, [slope * e for e in ends], label=label, **style.LINE)


def _turns(axes: Any, turns: tuple[Turn, ...], f: Any) -> None:
    """A small cross at kinks; an open and a filled dot at jumps."""
    kinks = [float(t.at) for t in turns if not t.jumps]
    if kinks:
        label = "kink" if len(kinks) == 1 else "kinks"
        if not all(t.bends for t in turns if not t.jumps):
            label = "one formula takes over"
        ys = [f((k,)) for k in kinks]
        axes.plot(kinks, ys, "|", color=style.BLACK, markersize=16, label=label, zorder=3)
    for k, turn in enumerate(t for t in turns if t.jumps):
        at, here = float(turn.at), f((float(turn.at),))
        sides = [approximate(side) for side in (turn.left, turn.right) if side is not None]
        opens = [s for s in sides if abs(s - here) > 1e-9]
        axes.plot([at] * len(opens), opens, "o", markerfacecolor="white", zorder=5, markersize=7,
                  markeredgecolor=style.BLUE, label="_" if k else "jump")  # fmt: skip
        if math.isfinite(here):
            axes.plot([at], [here], "o", color=style.BLUE, markersize=7, zorder=5)


def mark_failure(axes: Any, scene: Scene, f: Any, given: str = "") -> None:
    """The points, what should be there if the law held, and the gap; `given` says for whom."""
    failure = scene.failure
    assert failure is not None
    naming, points = failure.naming, list(failure.points.items())
    seen: dict[tuple[Term, ...], list[Tree]] = {}
    for name, point in points:
        seen.setdefault(tuple(point.values()), []).append(name)
    shapes = iter(style.MARKERS)
    for names in seen.values():
        point = failure.points[names[0]]
        (x,) = numbers(point, scene.operator)
        value = sized(failure, failure.at(names[0]))
        place = pretty(equation(*names, naming.place(point)))
        label = f"{place}:  {naming.function} {value}"
        axes.plot([x], [f((x,))], linestyle="none", markersize=8, zorder=6, label=label,
                  **next(shapes))  # fmt: skip
    at = numbers(points[-1][1], scene.operator)[0]
    left, right = approximate(failure.lhs), approximate(failure.rhs)
    label_gap(axes, at, (left, right), (gap(scene), given), lambda x: f((x,)))
    label = f"{right_side(scene)} {sized(failure, failure.rhs)}"
    axes.plot([at], [right], linestyle="none", markersize=10, zorder=6, label=label, **style.SUM)


def label_gap(
    axes: Any,
    at: float,
    ends: tuple[float, float],
    words: tuple[str, str],
    curve: Callable[[float], float],
) -> None:
    """A line between what is there and what should be, its length on the side with more room."""
    size, given = words
    axes.plot([at, at], ends, label=f"the gap{given}: {size}", **style.GAP)
    middle, (low, high) = sum(ends) / 2, axes.get_xlim()
    step = 0.08 * (high - low)
    before, after = (abs(curve(at + side * step) - middle) for side in (-1, 1))
    left = before > after or at + 2 * step > high
    axes.annotate(size.replace("about", "≈"), (at, middle), xytext=(-7 if left else 7, 0),
                  ha="right" if left else "left", fontsize=10, zorder=7,
                  textcoords="offset points", va="center", color=style.RED, fontweight="bold",
                  bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5})  # fmt: skip


def right_side(scene: Scene) -> str:
    """What should be there, if the law held: f(u) + f(v)."""
    assert scene.failure is not None
    return pretty(scene.failure.law_side())


def sized(failure: BrokenLaw, exact: Term) -> str:
    """The value of a formula behind its sign: = 1, or ≈ 0.5205."""
    shown = short_value(exact, failure.digits)
    return f"{'≈' if shown.about else '='} {pretty(shown.tree)}"


def gap(scene: Scene) -> str:
    """How far the two sides are apart, in words where it is rounded."""
    failure = scene.failure
    assert failure is not None
    shown = short_value(magnitude(failure.ce.instance.gap))
    return f"about {pretty(shown.tree)}" if shown.about else pretty(shown.tree)


def _scale(axes: Any, ys: list[float]) -> None:
    """Equal scales where the picture's shape allows it: then slope 1 looks like slope 1."""
    low, high = axes.get_xlim()
    bottom, top = axes.get_ylim()
    limit = 2.5 * (high - low)
    if top - bottom > limit:
        finite = sorted(y for y in ys if math.isfinite(y))
        bottom, top = max(bottom, finite[0], -limit / 2), min(top, finite[-1], limit / 2)
        axes.set_ylim(bottom, top)
    if 0.3 < (top - bottom) / (high - low) < 1.4:
        axes.set_aspect("equal", adjustable="box")


def _f(scene: Scene) -> str:
    return "f" if scene.failure is None else scene.failure.naming.function


def _x(scene: Scene) -> str:
    return scene.operator.inputs[0]

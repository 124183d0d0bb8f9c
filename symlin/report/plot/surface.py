"""Two inputs: the surface with its fold, and the slice along which it bends. More: the slice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from symlin.kernel.claim import Law
from symlin.kernel.term import Relation
from symlin.language.operator import Operator
from symlin.report.formats.typeset import pretty
from symlin.report.plot import style
from symlin.report.plot.curves import Function, function, numbers, spaced
from symlin.report.plot.facts import Scene, title
from symlin.report.plot.graph import gap, label_gap, right_side, sized
from symlin.report.shape.floats import approximate
from symlin.report.shape.pieces import pieces

GRID = 20
"""Meshes of the surface along each side: fine enough to bend, coarse enough to be seen through."""
Point = tuple[float, ...]


def draw_surface(scene: Scene) -> Any:
    """Surface at the left, slice at the right."""
    from matplotlib.ticker import MaxNLocator

    made = style.figure(10.4, 4.8)
    left = made.add_subplot(1, 2, 1, projection="3d")
    right = made.add_subplot(1, 2, 2)
    f = function(scene.operator, scene.output)
    reach = _reach(scene)
    steps = [reach * (2 * k / GRID - 1) for k in range(GRID + 1)]
    _surface(left, f, steps)
    _folds(left, scene, f, reach)
    start, end = _ends(scene)
    ts = spaced(-0.5, 1.5)
    path = [_along(start, end, t) for t in ts]
    inside = [p for p in path if all(abs(c) <= reach * 1.001 for c in p)]
    values = [f(p) for p in inside]
    left.plot([p[0] for p in inside], [p[1] for p in inside], values, color=style.RED, linewidth=3,
              zorder=10)  # fmt: skip
    left.set_xlabel(scene.operator.inputs[0])
    left.set_ylabel(scene.operator.inputs[1])
    left.set_zlabel(_f(scene))
    for axis in (left.xaxis, left.yaxis, left.zaxis):
        axis.set_major_locator(MaxNLocator(4))
    left.view_init(elev=20, azim=-122)
    left.set_title("the surface, and a line on it", fontsize=10.5)
    made.suptitle(title(scene.report), x=0.01, ha="left", fontsize=12)
    _slice(right, scene, f)
    return made


def draw_slice(scene: Scene) -> Any:
    """The values along the line through the two points of the counterexample."""
    made = style.figure(8.6, 4.2)
    _slice(made.add_subplot(), scene, function(scene.operator, scene.output), beside=True)
    made.suptitle(title(scene.report), x=0.01, ha="left", fontsize=12)
    return made


def _surface(axes: Any, f: Function, steps: list[float]) -> None:
    import numpy as np

    x, y = np.meshgrid(steps, steps)
    z = np.array([[f((a, b)) for a in steps] for b in steps])
    axes.plot_surface(x, y, z, rstride=1, cstride=1, color="#9cc9e3", edgecolor="#4d7f9e",
                      linewidth=0.35, antialiased=True, shade=True, alpha=0.9)  # fmt: skip
    span = float(np.nanmax(z) - np.nanmin(z))
    if span and 0.4 < span / (steps[-1] - steps[0]) < 2.5:
        axes.set_aspect("equal")


def _folds(axes: Any, scene: Scene, f: Function, reach: float) -> None:
    """Black lines where two straight pieces meet."""
    found = pieces(scene.operator, scene.output)
    relations = [g for piece in found for g in piece.guards if isinstance(g, Relation)]
    drawn: set[tuple[float, ...]] = set()
    for relation in relations:
        ends = _crossing(replace(scene.operator, outputs=(relation.term,)), reach)
        key = tuple(sorted(c for end in ends for c in end))
        if len(ends) == 2 and key not in drawn:
            drawn.add(key)
            path = [_along(ends[0], ends[1], t / 40) for t in range(41)]
            axes.plot(*zip(*path, strict=True), [f(p) for p in path], color=style.BLACK,
                      linewidth=1.8, zorder=9)  # fmt: skip


def _crossing(line: Operator, reach: float) -> list[Point]:
    """Where a straight line g = 0 leaves the square; nothing where g is not straight."""
    g = function(line)
    c = g((0, 0))
    a, b = g((1, 0)) - c, g((0, 1)) - c
    if abs(g((2, -3)) - (2 * a - 3 * b + c)) > 1e-9 or abs(g((-5, 7)) + 5 * a - 7 * b - c) > 1e-9:
        return []
    ends: set[Point] = set()
    for side in (-reach, reach):
        if b and abs(-(a * side + c) / b) <= reach:
            ends.add((side, -(a * side + c) / b))
        if a and abs(-(b * side + c) / a) <= reach:
            ends.add((-(b * side + c) / a, side))
    return sorted(ends)


def _slice(axes: Any, scene: Scene, f: Function, beside: bool = False) -> None:
    start, end = _ends(scene)
    ts = spaced(-0.5, 1.5)
    style.axes_through_origin(axes, -0.5, 1.5, upright=False)
    axes.plot(ts, [f(_along(start, end, t)) for t in ts], label=f"{_f(scene)} along the line",
              **style.CURVE)  # fmt: skip
    u, v = _letters(scene)
    a, b = f(start), f(end)
    axes.plot([0, 1], [a, b], label="straight from end to end", **style.LINE)
    for t, name, point, marker in ((0, u, start, "o"), (1, v, end, "s")):
        axes.plot([t], [f(point)], marker, color=style.BLACK, markersize=8, zorder=6,
                  label=f"{name} = {_exact(scene, t, point)}")  # fmt: skip
    _middle(axes, scene, lambda t: f(_along(start, end, t)))
    axes.set_xticks([0, 0.5, 1], [u, f"({u} + {v})/2", v])
    axes.set_title(f"along the line from {u} to {v}", fontsize=10.5)
    if beside:
        style.legend_beside(axes)
    else:
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.1), ncols=2)


def _middle(axes: Any, scene: Scene, curve: Callable[[float], float]) -> None:
    failure = scene.failure
    if failure is None or failure.ce.law is not Law.AFFINE:
        return
    left, right = approximate(failure.lhs), approximate(failure.rhs)
    label_gap(axes, 0.5, (left, right), (gap(scene), ""), curve)
    label = f"{right_side(scene)} {sized(failure, failure.rhs)}"
    axes.plot([0.5], [right], linestyle="none", markersize=10, zorder=6, label=label, **style.SUM)


def _along(start: Point, end: Point, t: float) -> Point:
    return tuple(a + t * (b - a) for a, b in zip(start, end, strict=True))


def _ends(scene: Scene) -> tuple[Point, Point]:
    """The two points of the counterexample; without one, a unit vector and its opposite."""
    n = len(scene.operator.inputs)
    if scene.failure is not None and "y" in scene.failure.ce.points:
        ce = scene.failure.ce
        return (
            numbers(ce.points["x"], scene.operator),
            numbers(ce.points["y"], scene.operator),
        )
    return tuple(-float(k == 0) for k in range(n)), tuple(float(k == 0) for k in range(n))


def _reach(scene: Scene) -> float:
    return max(1.5, *(1.5 * abs(c) for point in _ends(scene) for c in point))


def _letters(scene: Scene) -> tuple[str, str]:
    return ("u", "v") if scene.failure is None else scene.failure.naming.letters


def _exact(scene: Scene, t: int, point: Point) -> str:
    failure = scene.failure
    if failure is not None and "y" in failure.ce.points:
        return pretty(failure.naming.place(failure.ce.points["y" if t else "x"]))
    return "(" + ", ".join(f"{c + 0:g}" for c in point) + ")"


def _f(scene: Scene) -> str:
    if scene.failure is None:
        return "f" if len(scene.operator.outputs) == 1 else "f_1"
    return scene.failure.naming.function

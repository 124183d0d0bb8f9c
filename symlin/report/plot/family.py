"""One input and parameters: a family of graphs, the linear member highlighted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flint import fmpq

from symlin.decision.report import Report
from symlin.decision.sample import parameter_facts, sample_parameters
from symlin.decision.values import holds
from symlin.decision.verdict import Status
from symlin.kernel.certificate import Conditional
from symlin.kernel.term import Const, Term, const
from symlin.kernel.walk import substitute
from symlin.language.operator import Operator
from symlin.language.printing import term_to_human
from symlin.language.spoken import tree_human
from symlin.report.plot import style
from symlin.report.plot.curves import broken, function, numbers, spaced, turning_points
from symlin.report.plot.facts import Scene, scene, title
from symlin.report.plot.graph import mark_failure
from symlin.report.shape.instance import fixed, nice_values
from symlin.report.words.counterexample import parameter_values

Values = Mapping[str, Term]
_TRIED = tuple(const(v) for v in (-1, 0, fmpq(1, 4), fmpq(1, 2), 1, 2))
_DASHES = ((0, ()), (0, (6, 2)), (0, (2, 2)), (0, (8, 2, 2, 2)), (0, (1, 1)), (0, (10, 3)))
_SHADES = ("#333333", "#8a4f00", "#555555", "#5b2a86", "#777777", "#005f73")
MOST = 5
"""Curves that can be told apart in one picture."""


def draw_family(report: Report) -> Any:
    """Curves for several values of one parameter; the others are held."""
    made = style.figure(8.6, 4.4)
    axes = made.add_subplot()
    members = family(report)
    low, high = _window(report, members)
    style.axes_through_origin(axes, low, high)
    found_linear = False
    for k, values in enumerate(members):
        is_linear = _is_linear(report, values)
        look: dict[str, Any] = {"color": _SHADES[k % 6], "linestyle": _DASHES[k % 6]}
        look["linewidth"] = 1.7
        if is_linear and not found_linear:
            look, found_linear = dict(style.CURVE) | {"linewidth": 3.4, "zorder": 4}, True
        label = ", ".join(f"{name} = {term_to_human(v)}" for name, v in values.items())
        label += "  (linear)" if is_linear else ""
        axes.plot(*_curve(report, values, low, high), label=label, **look)
    _mark_gap(axes, report, members)
    axes.set_xlabel(report.operator.inputs[0])
    axes.set_title(title(report), loc="left")
    bottom, top = axes.get_ylim()
    if 0.3 < (top - bottom) / (high - low) < 1.4:
        axes.set_aspect("equal", adjustable="box")
    style.legend_beside(axes)
    return made


def _mark_gap(axes: Any, report: Report, members: list[Values]) -> None:
    """The gap of the counterexample, where the member that it is about is drawn."""
    shown = _drawn_failure(report, members)
    if shown is not None and shown.failure is not None:
        values = ", ".join(map(tree_human, parameter_values(shown.failure.ce)))
        mark_failure(axes, shown, function(shown.operator), f" for {values}")


def _drawn_failure(report: Report, members: list[Values]) -> Scene | None:
    shown = scene(report)
    known = shown.failure is not None and dict(shown.failure.ce.parameters) in members
    return shown if known else None


def family(report: Report) -> list[Values]:
    """Parameter values that differ in one parameter, the linear ones among them, and as many as
    can be for which the graph bends."""
    families = [
        _varied(report, base, name)
        for base in (sample_parameters(report.operator), *_sides(report))
        if base
        for name in report.operator.parameters
    ]
    mixed = [f for f in families if len({_is_linear(report, v) for v in f}) == 2]
    return max(mixed or families[:1], key=lambda f: _bent(report.operator, f), default=[])


def _bent(operator: Operator, members: list[Values]) -> int:
    """How many of the graphs are not straight."""
    return sum(bool(turning_points(fixed(operator, values))) for values in members)


def _varied(report: Report, base: Values, moving: str) -> list[Values]:
    """The base with one parameter moved, as far as that is allowed."""
    facts = parameter_facts(report.operator)
    tried = [*_TRIED, base[moving]]
    exact = sorted({t.value for t in tried if isinstance(t, Const)}, key=fmpq)
    found = [{**base, moving: const(v)} for v in exact]
    kept: list[Values] = [v for v in found if all(holds(g) is True for g in substitute(facts, v))]
    linear = [v for v in kept if _is_linear(report, v)]
    others = [v for v in kept if v not in linear]
    shown = linear[:2] if others else linear[-MOST:]
    chosen = [*shown, *others[: MOST - len(shown)]]
    return [v for v in kept if v in chosen]


def _sides(report: Report) -> tuple[Values, ...]:
    """Parameter values at which the operator is linear, and at which it is not."""
    theorem = report.linear.theorem
    if theorem is not None and isinstance(theorem.certificate, Conditional):
        return dict(nice_values(report, theorem)), dict(theorem.certificate.fails_at)
    return ()


def _is_linear(report: Report, values: Values) -> bool:
    if report.linear.status is Status.CONDITIONAL and report.linear.guard is not None:
        return holds(substitute((report.linear.guard,), values)[0]) is True
    return report.linear.status is Status.PROVED


def _window(report: Report, members: list[Values]) -> tuple[float, float]:
    operators = [fixed(report.operator, values) for values in members]
    places = [abs(float(t.at)) for o in operators for t in turning_points(o)]
    reach = max([2.0, *(1.5 * p for p in places)])
    shown = _drawn_failure(report, members)
    if shown is not None and shown.failure is not None:
        points = shown.failure.points.values()
        reach = max([reach, *(1.5 * abs(v) for p in points for v in numbers(p, shown.operator))])
    return -reach, reach


def _curve(report: Report, values: Values, low: float, high: float) -> list[list[float]]:
    member = fixed(report.operator, values)
    turns = turning_points(member)
    xs = spaced(low, high, [float(t.at) for t in turns])
    f = function(member)
    return broken(xs, [f((x,)) for x in xs], [float(t.at) for t in turns if t.jumps])

"""Numbers for the pictures: a function's values along a line, and where the line is broken."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from symlin.crosscheck.doubles import Floats
from symlin.crosscheck.evaluate import Program
from symlin.kernel.term import Term
from symlin.language.operator import Operator
from symlin.report.shape.floats import approximate
from symlin.report.shape.pieces import pieces
from symlin.report.shape.stretches import Turn, stretches, turns

POINTS = 240
"""Places of a curve: about two for each dot of ink across the picture."""
Function = Callable[[Sequence[float]], float]


def function(operator: Operator, output: int = 0) -> Function:
    """One output in floats; NaN outside the domain. The operator has no free parameters."""
    roots = (operator.outputs[output], *operator.assumptions)
    program = Program(roots, Floats())

    def value(point: Sequence[float]) -> float:
        found, *assumed = program.run(dict(zip(operator.inputs, map(float, point), strict=True)))
        return float(found) if all(assumed) else math.nan

    return value


def numbers(point: Mapping[str, Term], operator: Operator) -> tuple[float, ...]:
    """An exact point in floats."""
    return tuple(approximate(point[name]) for name in operator.inputs)


def turning_points(operator: Operator, output: int = 0) -> tuple[Turn, ...]:
    """Kinks and jumps of a function of one input without parameters."""
    name = operator.inputs[0]
    return turns(stretches(pieces(operator, output), name), name)


def spaced(
    low: float, high: float, stops: Sequence[float] = (), count: int = POINTS
) -> list[float]:
    """Evenly spaced numbers, with the stops and their close neighbours among them."""
    near = 1e-7 * (high - low)
    extra = [s + d for s in stops if low < s < high for d in (-near, 0.0, near)]
    return sorted({*(low + (high - low) * k / count for k in range(count + 1)), *extra})


def broken(xs: Sequence[float], ys: Sequence[float], jumps: Sequence[float]) -> list[list[float]]:
    """Both coordinates with a gap at every jump and beside every pole."""
    out_x, out_y = [xs[0]], [ys[0]]
    reach = 8 * (max(map(abs, xs)) + 1)
    for (a, fa), (b, fb) in pairwise(zip(xs, ys, strict=True)):
        leaps = any(a <= j <= b for j in jumps) and abs(fa - fb) > 1e-6
        if leaps or abs(fa) > reach or abs(fb) > reach:
            out_x.append(math.nan)
            out_y.append(math.nan)
        out_x.append(b)
        out_y.append(fb)
    return [out_x, out_y]


def slope_through_origin(xs: Sequence[float], ys: Sequence[float]) -> float:
    """The slope of the line through the origin that fits best, by least squares."""
    pairs = [(x, y) for x, y in zip(xs, ys, strict=True) if math.isfinite(y)]
    total = sum(x * x for x, _ in pairs)
    return sum(x * y for x, y in pairs) / total if total else 0.0

"""Both sides of the laws of an operator on functions, in floats."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from symlin.crosscheck.drawn import combined, delayed
from symlin.crosscheck.signals import CannotTell, Numbers, Signal, value_of
from symlin.kernel.clock import check_time
from symlin.kernel.term import Term
from symlin.language.function_operator import FunctionOperator
from symlin.language.tree import Tree
from symlin.language.wording import tree_of

TOLERANCE = 1e-5
"""Of the two sides of a law, against what they are made of: quotients and sums are no better."""
Sides = tuple[list[float], list[float]]
"""One number for each output."""


def number_of(term: Term) -> float:
    """A closed term; raises `CannotTell`."""
    return value_at(tree_of(term), {}, {})


def value_at(tree: Tree, signals: Mapping[str, Signal], numbers: Numbers) -> float:
    """The value of a tree; raises `CannotTell` where it has none."""
    found = value_of(tree, signals, numbers)
    if not math.isfinite(found):
        raise CannotTell("no value")
    return found


def law_sides(
    operator: FunctionOperator,
    factors: Sequence[float],
    signals: Sequence[Mapping[str, Signal]],
    values: Numbers,
) -> Sides:
    """T(a x + b y) and a T(x) + b T(y); functions that are given are the same on both sides."""
    total = dict(signals[0])
    for name in operator.subject.unknowns:
        total[name] = combined([(f, s[name]) for f, s in zip(factors, signals, strict=True)])
    left = _outputs(operator, total, values)
    each = [_outputs(operator, one, values) for one in signals]
    right = [sum(f * row[k] for f, row in zip(factors, each, strict=True))
             for k in range(len(left))]  # fmt: skip
    return left, right


def _outputs(
    operator: FunctionOperator, signals: Mapping[str, Signal], values: Numbers
) -> list[float]:
    check_time()
    return [value_at(tree, signals, values) for tree in operator.written]


def invariance_sides(
    operator: FunctionOperator,
    signals: Mapping[str, Signal],
    values: Numbers,
    place: tuple[str, int],
    shift: float,
) -> Sides:
    """T of the delayed functions, and T delayed, in the variable at a place."""
    name, position = place
    unknowns = operator.subject.unknowns
    later = {n: delayed(s, position, shift) if n in unknowns else s for n, s in signals.items()}
    before = {**values, name: values[name] - shift}
    return _outputs(operator, later, values), _outputs(operator, signals, before)


def place_of(operator: FunctionOperator, variable: str | None) -> tuple[str, int]:
    """The variable, and its position in the index."""
    names = [i.name for i in operator.subject.index]
    name = variable or names[0]
    return name, names.index(name)

"""SymPy expressions in numbers: the second opinion on what an expression is worth at a point."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from flint import fmpq

from symlin.operator import Reference
from symlin.sympy_values import Value, node_value


def reference(expressions: Sequence[Any], names: Sequence[str]) -> Reference:
    """The expressions as a function of the values of their symbols, by name.

    It returns floats; NaN where there is no real value, inf where a float cannot hold it.
    """
    program = _Program(expressions)

    def evaluate(at: Mapping[str, float]) -> Sequence[float]:
        if not all(math.isfinite(at[name]) for name in names):
            return [math.nan] * len(expressions)
        return [_float(v) for v in program.run({name: _rational(at[name]) for name in names})]

    return evaluate


class _Program:
    """The nodes in order, children first; shared subexpressions are evaluated once."""

    def __init__(self, expressions: Sequence[Any]) -> None:
        self.slots: dict[int, int] = {}
        self.steps: list[tuple[Any, tuple[int, ...]]] = []
        self.roots = expressions
        for root in expressions:
            self._add(root)

    def _add(self, root: Any) -> None:
        stack = [(root, False)]
        while stack:
            node, ready = stack.pop()
            if id(node) in self.slots:
                continue
            if ready or not node.args:
                self.slots[id(node)] = len(self.steps)
                self.steps.append((node, tuple(self.slots[id(a)] for a in node.args)))
            else:
                stack.append((node, True))
                stack.extend((a, False) for a in reversed(node.args))

    def run(self, at: Mapping[str, fmpq]) -> list[Value]:
        values: list[Any] = []
        for node, slots in self.steps:
            values.append(node_value(node, [values[i] for i in slots], at))
        return [values[self.slots[id(root)]] for root in self.roots]


def _rational(value: float) -> fmpq:
    exact = Fraction(value)
    return fmpq(exact.numerator, exact.denominator)


def _float(value: Value) -> float:
    if value is None:
        return math.nan
    try:
        return int(value.p) / int(value.q) if isinstance(value, fmpq) else float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf

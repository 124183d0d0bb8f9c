"""SymPy expressions in numbers: the second opinion on what an expression is worth at a point."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

from flint import fmpq

from symlin.kernel.clock import check_time
from symlin.language.operator import NO_VALUE, Reference
from symlin.language.sympy.sympy_values import UNKNOWN, Value, Values

DIGITS = (50, 250, 1_500)
"""Tried in turn while there is a doubt; the last only where numbers are far from 1."""


def reference(expressions: Sequence[Any], names: Sequence[str]) -> Reference:
    """The expressions as a function of the values of their symbols, by name.

    It returns floats: `NO_VALUE` where there is no real value, inf where a float cannot hold it,
    NaN where it was not computed. Raises `OverflowError` where no number of digits that is tried
    can tell: tanh(10**5) from 1, say.
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
        """The values of the roots, with as many digits as leave no doubt of them."""
        for digits in DIGITS:
            values = _values(digits)
            number = values.arithmetic
            number.doubt = number.extreme = False
            found = self._run(values, at)
            if not number.doubt or (digits > DIGITS[0] and not number.extreme):
                return found
        raise OverflowError

    def _run(self, values: Values, at: Mapping[str, fmpq]) -> list[Value]:
        found: list[Any] = []
        for node, slots in self.steps:
            check_time()
            found.append(values.of(node, [found[i] for i in slots], at))
        return [found[self.slots[id(root)]] for root in self.roots]


@cache
def _values(digits: int) -> Values:
    return Values(digits)


def _rational(value: float) -> fmpq:
    exact = Fraction(value)
    return fmpq(exact.numerator, exact.denominator)


def _float(value: Value) -> float:
    if value is None:
        return NO_VALUE
    if value is UNKNOWN:
        return math.nan
    try:
        return int(value.p) / int(value.q) if isinstance(value, fmpq) else float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf

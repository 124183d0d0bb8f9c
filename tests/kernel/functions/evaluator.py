"""Operators on functions in floating point: an evaluator that shares nothing with the kernel's.

Integrals are sums over points, derivatives are differences, and functions are Python's.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cache

from symlin.kernel import term as k
from symlin.kernel.functions.subject import (
    Derivative,
    Functional,
    FunctionSubject,
    Integral,
    Series,
    Value,
)

Signal = Callable[..., float]
"""Called with the orders of derivatives, and then the place."""
Env = Mapping[str, float]
FAR = 9.0
"""Where signals that decay have come to nothing."""
STEP = 1e-3


class Undefined(Exception):
    """There is no value."""


@cache
def gauss(count: int) -> tuple[tuple[float, float], ...]:
    """Nodes and weights on [-1, 1] (Newton's method on Legendre polynomials)."""
    found = []
    for i in range(count):
        x = math.cos(math.pi * (i + 0.75) / (count + 0.5))
        for _ in range(50):
            a, b = 1.0, x
            for j in range(2, count + 1):
                a, b = b, ((2 * j - 1) * x * b - (j - 1) * a) / j
            slope = count * (x * b - a) / (x * x - 1)
            x -= b / slope
        found.append((x, 2 / ((1 - x * x) * slope * slope)))
    return tuple(found)


class Evaluator:
    """An operator at some functions; values of letters depend on the variables around them."""

    def __init__(
        self, subject: FunctionSubject, signals: Mapping[str, Signal], panels: int = 3
    ) -> None:
        self.subject = subject
        self.signals = signals
        self.table = dict(subject.letters)
        self.panels = panels

    def outputs(self, env: Env) -> list[float]:
        return [self.term(output, env) for output in self.subject.outputs]

    def functional(self, functional: Functional, env: Env) -> float:
        match functional:
            case Value(function, orders, arguments):
                return self.signals[function](orders, *(self.term(a, env) for a in arguments))
            case Integral(body, variable, lower, upper):
                return self.integral(body, variable, (lower, upper), env)
            case Derivative(body, variable, at):
                return self.derivative(body, variable, self.term(at, env), env)
            case Series(body, variable, lower, upper):
                first = -FAR if lower is None else self.term(lower, env)
                last = FAR if upper is None else self.term(upper, env)
                if first != int(first) or last != int(last) or last < first - 1:
                    raise Undefined
                numbers = range(int(first), int(last) + 1)
                self.must_end(body, variable, (lower, upper), env)
                return math.fsum(self.term(body, {**env, variable: float(n)}) for n in numbers)

    def integral(
        self, body: k.Term, variable: str, ends: tuple[k.Term | None, k.Term | None], env: Env
    ) -> float:
        low = -FAR if ends[0] is None else self.term(ends[0], env)
        high = FAR if ends[1] is None else self.term(ends[1], env)
        self.must_end(body, variable, ends, env)
        panels = self.panels * (6 if None in ends else 1)
        width, total = (high - low) / panels, []
        for panel in range(panels):
            middle = low + (panel + 0.5) * width
            for node, weight in gauss(8):
                there = {**env, variable: middle + node * width / 2}
                total.append(weight * self.term(body, there))
        return math.fsum(total) * width / 2

    def must_end(
        self, body: k.Term, variable: str, ends: tuple[k.Term | None, k.Term | None], env: Env
    ) -> None:
        """What has not come to nothing far away is taken for divergent."""
        for end, far in zip(ends, (-FAR, FAR), strict=True):
            if end is None and abs(self.term(body, {**env, variable: far})) > 1e-9:
                raise Undefined

    def derivative(self, body: k.Term, variable: str, at: float, env: Env) -> float:
        def value(offset: float) -> float:
            return self.term(body, {**env, variable: at + offset * STEP})

        left, right = value(0) - value(-1), value(1) - value(0)
        if abs(left - right) > 20 * STEP * (abs(left) + abs(right)) + 1e-4 * STEP:
            raise Undefined  # a kink, or too near to one
        return (8 * (value(1) - value(-1)) - value(2) + value(-2)) / (12 * STEP)

    # ---- terms ----

    def term(self, node: k.Term, env: Env) -> float:
        try:
            return self._term(node, env)
        except (ZeroDivisionError, ValueError, OverflowError):
            raise Undefined from None

    def _term(self, node: k.Term, env: Env) -> float:
        def of(part: k.Term) -> float:
            return self.term(part, env)

        match node:
            case k.Const(value):
                return number(value)
            case k.Var(name):
                return env[name] if name in env else self.functional(self.table[name], env)
            case k.Sum(weights, terms, constant):
                parts = zip(weights, terms, strict=True)
                return number(constant) + math.fsum(number(w) * of(t) for w, t in parts)
            case k.Product(factors):
                return math.prod([of(f) for f in factors])
            case k.Power(base, exponent):
                return of(base) ** exponent
            case k.Root(base, degree):
                radicand = of(base)
                if radicand < 0:
                    raise Undefined
                return radicand ** (1 / degree)
            case k.Max(terms):
                return max(map(of, terms))
            case k.Piecewise(branches):
                for guard, value in branches:
                    if self.guard(guard, env):
                        return of(value)
                raise Undefined
            case k.Function(name, None):
                return math.pi
            case k.Function(name, argument):
                return function(name, of(argument))

    def guard(self, guard: k.Guard, env: Env) -> bool:
        match guard:
            case k.Truth(value):
                return value
            case k.Relation(op, term):
                value = self.term(term, env)
                return {"=": value == 0, "!=": value != 0, ">": value > 0, ">=": value >= 0}[op]
            case k.And(parts):
                return all(self.guard(part, env) for part in parts)
            case k.Or(parts):
                return any(self.guard(part, env) for part in parts)


def number(value: object) -> float:
    if isinstance(value, int):
        return float(value)
    return float(int(value.p)) / float(int(value.q))  # type: ignore[attr-defined]


def function(name: str, u: float) -> float:
    if name == "floor":
        return float(math.floor(u))
    if name == "abs":
        return abs(u)
    return float(getattr(math, name)(u))


# ---- signals ----


def polynomial(*coefficients: float) -> Signal:
    """c_0 + c_1 t + ..."""

    def signal(orders: tuple[int, ...], t: float) -> float:
        row = list(coefficients)
        for _ in range(orders[0]):
            row = [j * c for j, c in enumerate(row)][1:]
        return math.fsum(c * t**j for j, c in enumerate(row))

    return signal


def gaussian(*coefficients: float) -> Signal:
    """(c_0 + c_1 t + ...) exp(-t**2): differentiated by (p e)' = (p' - 2 t p) e."""

    def signal(orders: tuple[int, ...], t: float) -> float:
        row = list(coefficients)
        for _ in range(orders[0]):
            slope = [j * c for j, c in enumerate(row)][1:]
            twice = [0.0, *(-2 * c for c in row)]
            row = [a + b for a, b in zip([*slope, 0.0, 0.0], twice, strict=True)]
        return math.fsum(c * t**j for j, c in enumerate(row)) * math.exp(-t * t)

    return signal


def combined(*parts: tuple[float, Signal]) -> Signal:
    def signal(orders: tuple[int, ...], *places: float) -> float:
        return math.fsum(c * x(orders, *places) for c, x in parts)

    return signal


def later(x: Signal, shift: float) -> Signal:
    """x delayed."""

    def signal(orders: tuple[int, ...], t: float) -> float:
        return x(orders, t - shift)

    return signal

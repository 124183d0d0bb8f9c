"""What a subject means, in floats: its terms and letters followed by themselves."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from random import Random

from symlin.crosscheck.quadrature import derivative, integral, series
from symlin.crosscheck.signals import CannotTell, Signal
from symlin.kernel import term as k
from symlin.kernel.functions.subject import (
    Derivative,
    Functional,
    FunctionSubject,
    Integral,
    Value,
)

Numbers = Mapping[str, float]


class Bump:
    """Sums of products of p(x)*exp(-x**2/2), which can be differentiated as often as one likes."""

    def __init__(self, name: str) -> None:
        draw = Random(name)
        self.factors = [[draw.uniform(-1, 1) for _ in range(4)] for _ in range(3)]

    def __call__(self, orders: tuple[int, ...], at: tuple[float, ...]) -> float:
        result = 1.0
        for coefficients, order, x in zip(self.factors, orders, at, strict=False):
            value = sum(c * x**j for j, c in enumerate(_slope(coefficients, order)))
            result *= value * math.exp(-x * x / 2)
        return result


def _slope(coefficients: Sequence[float], order: int) -> Sequence[float]:
    """Of p*exp(-x**2/2) the derivative is (p' - x*p)*exp(-x**2/2)."""
    if order == 0:
        return coefficients
    made = [0.0] * (len(coefficients) + 1)
    for j, c in enumerate(coefficients):
        made[j + 1] -= c
        if j:
            made[j - 1] += j * c
    return _slope(made, order - 1)


class Meaning:
    """The values of a subject's outputs for given signals."""

    def __init__(self, subject: FunctionSubject, signals: Mapping[str, Signal]) -> None:
        self.table = subject.table
        self.signals = signals

    def term(self, term: k.Term, at: Numbers) -> float:
        """The value of a term; an error of arithmetic where there is none."""
        match term:
            case k.Const(value):
                return float(value) if isinstance(value, int) else int(value.p) / int(value.q)
            case k.Var(name):
                return self.functional(self.table[name], at) if name in self.table else at[name]
            case k.Sum(weights, parts, constant):
                values = [self.term(part, at) for part in parts]
                return sum(float(w) * v for w, v in zip(weights, values, strict=True)) + float(
                    constant
                )
            case k.Product(factors):
                return math.prod([self.term(factor, at) for factor in factors])
            case k.Power(base, exponent):
                return self.term(base, at) ** exponent
            case k.Root(base, degree):
                inside = self.term(base, at)
                if inside < 0:
                    raise ValueError("a root of a negative number")
                return float(inside ** (1 / degree))
            case k.Max(parts):
                return max(self.term(part, at) for part in parts)
            case k.Piecewise(branches):
                for guard, value in branches:
                    if self.guard(guard, at):
                        return self.term(value, at)
                raise ValueError("no branch applies")
            case k.Function("pi"):
                return math.pi
            case k.Function(name, argument):
                assert argument is not None
                of = {"abs": abs, "floor": math.floor}.get(name) or getattr(math, name)
                return float(of(self.term(argument, at)))

    def guard(self, guard: k.Guard, at: Numbers) -> bool:
        """Whether a guard holds."""
        match guard:
            case k.Truth(value):
                return value
            case k.Relation(op, term):
                value = self.term(term, at)
                return {"=": value == 0, "!=": value != 0, ">": value > 0, ">=": value >= 0}[op]
            case k.And(parts):
                return all(self.guard(part, at) for part in parts)
            case k.Or(parts):
                return any(self.guard(part, at) for part in parts)

    def functional(self, functional: Functional, at: Numbers) -> float:
        """What a letter stands for."""
        if isinstance(functional, Value):
            places = tuple(self.term(argument, at) for argument in functional.arguments)
            return self.signals[functional.function](functional.orders, places)

        def body(value: float) -> float:
            return self.term(functional.body, {**at, functional.variable: value})

        if isinstance(functional, Derivative):
            found = derivative(body, self.term(functional.at, at))
        else:
            lower = -math.inf if functional.lower is None else self.term(functional.lower, at)
            upper = math.inf if functional.upper is None else self.term(functional.upper, at)
            made = integral if isinstance(functional, Integral) else series
            found = made(body, lower, upper)
        if found is None:
            raise CannotTell("does not settle")
        return found


def numbers_for(subject: FunctionSubject, whole: Sequence[str], draw: Random) -> dict[str, float]:
    """Values for the index and the parameters."""
    found: dict[str, float] = {}
    for entry in subject.index:
        found[entry.name] = float(draw.randint(1, 4)) if entry.whole else draw.uniform(0.2, 1.6)
    for name in subject.parameters:
        found[name] = float(draw.randint(0, 2)) if name in whole else draw.uniform(0.2, 1.4)
    return found

"""Formulas about functions evaluated in floats, from the tree that was written.

Neither the letters of an operator nor their exact meanings are used: signals are plain Python
functions, integrals are quadratures, derivatives are differences. It gives a second opinion on
the reading as much as on a verdict.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from symlin.catalog import index as catalog
from symlin.crosscheck.elementary import ERRORS, FUNCTIONS, power
from symlin.crosscheck.quadrature import derivative, integral, series
from symlin.language.tree import (
    Application,
    Binder,
    Call,
    Compare,
    Constant,
    Logic,
    Name,
    Negative,
    Not,
    Number,
    Piecewise,
    Power,
    Product,
    Sum,
    Tree,
    Truth,
)

Numbers = Mapping[str, float]
"""The index, the parameters and bound variables."""
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


Signal = Callable[[tuple[int, ...], tuple[float, ...]], float]
"""A function: the derivative of these orders at a place."""


class CannotTell(Exception):
    """The formula has something that floats do not see through."""


def value_of(tree: Tree, signals: Mapping[str, Signal], numbers: Numbers) -> float:
    """The value of a written formula; NaN where it has none.

    Raises `CannotTell` for what is no number, and where a quadrature does not settle.
    """
    evaluation = _Evaluation(signals)
    try:
        value = evaluation.number(tree, numbers)
    except ERRORS:
        return math.nan
    except RecursionError:
        raise CannotTell("nested too deep") from None
    return value if math.isfinite(value) else math.nan


class _Evaluation:
    def __init__(self, signals: Mapping[str, Signal]) -> None:
        self.signals = signals

    def number(self, tree: Tree, at: Numbers) -> float:
        match tree:
            case Number(exact):
                return float(exact) if isinstance(exact, int) else int(exact.p) / int(exact.q)
            case Constant(name):
                return math.pi if name == "pi" else math.e
            case Name(name):
                return at[name]
            case Sum(terms):
                return math.fsum([self.number(term, at) for term in terms])
            case Negative(operand):
                return -self.number(operand, at)
            case Product(factors, inverted):
                result = 1.0
                for factor, below in zip(factors, inverted, strict=True):
                    value = self.number(factor, at)
                    result = result / value if below else result * value
                return result
            case Power(base, exponent):
                return power(self.number(base, at), self.number(exponent, at))
            case _:
                return self.other(tree, at)

    def other(self, tree: Tree, at: Numbers) -> float:
        """Cases, calls, and functions at places."""
        match tree:
            case Piecewise(branches):
                for result, guard in branches:
                    if self.holds(guard, at):
                        return self.number(result, at)
                raise ValueError("no branch applies")
            case Call(name, arguments, keywords):
                values = [self.number(argument, at) for argument in arguments]
                named = {key: self.number(argument, at) for key, argument in keywords}
                return _called(name, values, named)
            case Application(function, arguments, orders):
                places = tuple(self.number(argument, at) for argument in arguments)
                return self.signals[function](orders, places)
            case Binder():
                return self.binder(tree, at)
            case _:
                raise CannotTell(f"{type(tree).__name__} is no number")

    def binder(self, tree: Binder, at: Numbers) -> float:
        def body(value: float) -> float:
            return self.number(tree.body, {**at, tree.variable: value})

        if tree.kind == "Derivative":
            found = derivative(body, at[tree.variable])
        else:
            lower, upper = (self.limit(limit, at) for limit in tree.limits)
            made = integral if tree.kind == "Integral" else series
            found = made(body, lower, upper)
        if found is None:
            raise CannotTell(f"this {tree.kind} does not settle")
        return found

    def limit(self, tree: Tree, at: Numbers) -> float:
        return self.number(tree, {**at, "oo": math.inf})

    def holds(self, tree: Tree, at: Numbers) -> bool:
        match tree:
            case Truth(value):
                return value
            case Compare(operands, operators):
                values = [self.number(operand, at) for operand in operands]
                pairs = zip(values, operators, values[1:], strict=False)
                return all(_COMPARISONS[sign](a, b) for a, sign, b in pairs)
            case Not(part):
                return not self.holds(part, at)
            case Logic("and", parts):
                return all(self.holds(part, at) for part in parts)
            case Logic(_, parts):
                return any(self.holds(part, at) for part in parts)
            case _:
                raise CannotTell(f"{type(tree).__name__} is no condition")


def _called(name: str, values: list[float], named: dict[str, float]) -> float:
    """A function of the language, or the second implementation of an operator of the catalog."""
    if name in FUNCTIONS and not named:
        return FUNCTIONS[name](*values)
    definition = catalog.load(name) if catalog.is_function(name) else None
    if definition is None or definition.reference is None:
        raise CannotTell(f"{name} is not known in floats")
    names = (*definition.inputs, *definition.parameters)
    if definition.entries and not definition.parameters:
        names = tuple(f"x{k}" for k in range(1, len(values) + 1))
    if (len(values) > len(names) and not definition.entries) or not set(named) <= set(names):
        raise CannotTell(f"{name} is meant as a library has it")
    given = {**dict(zip(names, values, strict=False)), **named}
    if len(given) < len(names):
        raise CannotTell(f"{name} has parameters that are left open")
    return definition.reference(given)[0]

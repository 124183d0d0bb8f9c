"""Weights in floating point, for the references of layers. Nothing here reaches a proof."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import assert_never

from flint import fmpq

from symlin.catalog.layers.arguments import Weight
from symlin.kernel.numbers import Number
from symlin.kernel.term import (
    And,
    Const,
    Function,
    Guard,
    Max,
    Or,
    Piecewise,
    Power,
    Product,
    Relation,
    Root,
    Sum,
    Term,
    Truth,
    Var,
)

_FUNCTIONS: Mapping[str, Callable[[float], float]] = {
    "exp": math.exp,
    "log": math.log,
    "sin": math.sin,
    "cos": math.cos,
    "atan": math.atan,
    "asin": math.asin,
    "erf": math.erf,
    "floor": math.floor,
    "abs": math.fabs,
}


def rational(value: Number) -> float:
    """The nearest float."""
    return float(value) if isinstance(value, int) else int(value.p) / int(value.q)


def number(weight: Weight, parameters: Mapping[str, float]) -> float:
    """The weight's value for these parameters, NaN where it has none."""
    if isinstance(weight, int | fmpq):
        return rational(weight)
    try:
        return _value(weight, parameters)
    except (ArithmeticError, ValueError):
        return math.nan


def numbers(weights: Sequence[Weight], parameters: Mapping[str, float]) -> list[float]:
    """The weights' values for these parameters."""
    return [number(weight, parameters) for weight in weights]


def _value(term: Term, at: Mapping[str, float]) -> float:
    match term:
        case Const(value):
            return rational(value)
        case Var(name):
            return at[name]
        case Sum(weights, terms, constant):
            parts = zip(weights, terms, strict=True)
            return math.fsum((rational(constant), *(rational(w) * _value(t, at) for w, t in parts)))
        case Product(factors):
            return math.prod(_value(factor, at) for factor in factors)
        case Power(base, exponent):
            return float(_value(base, at) ** exponent)
        case Root(base, degree):
            return math.pow(_value(base, at), 1 / degree)
        case Max(terms):
            return max(_value(t, at) for t in terms)
        case Piecewise(branches):
            chosen = next((branch for guard, branch in branches if _holds(guard, at)), None)
            return math.nan if chosen is None else _value(chosen, at)
        case Function(name, argument):
            return math.pi if argument is None else _FUNCTIONS[name](_value(argument, at))
        case _:
            assert_never(term)


def _holds(guard: Guard, at: Mapping[str, float]) -> bool:
    match guard:
        case Truth(value):
            return value
        case Relation(op, term):
            side = _value(term, at)
            return {"=": side == 0, "!=": side != 0, ">": side > 0, ">=": side >= 0}[op]
        case And(parts):
            return all(_holds(part, at) for part in parts)
        case Or(parts):
            return any(_holds(part, at) for part in parts)
        case _:
            assert_never(guard)

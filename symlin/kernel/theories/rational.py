"""Exact rational evaluation of a DAG at a rational point: the fast case of a counterexample."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import prod
from operator import mul
from typing import Any, assert_never

from flint import fmpq

from symlin.kernel.claim import Law, Subject
from symlin.kernel.numbers import MOST_BITS, Number, TooLarge, bits, exact, number_power
from symlin.kernel.term import (
    And,
    Const,
    Function,
    Guard,
    Max,
    Not,
    Op,
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
from symlin.kernel.walk import strict_order


class NotRational(Exception):
    """The value is not rational, or not obviously so."""


class NoValue(Exception):
    """The point lies outside the term's domain."""


class Evaluator:
    """Values of terms at one rational point, each shared subterm computed once."""

    def __init__(self, point: Mapping[str, Number]) -> None:
        self.point = point
        self._memo: dict[Term, Number] = {}

    def value(self, term: Term) -> Number:
        """The value; raises NoValue where there is none, NotRational where it is not rational."""
        return self.values((term,))[0]

    def values(self, terms: tuple[Term, ...]) -> list[Number]:
        """The same for several terms at once."""
        memo = self._memo
        for node in strict_order(terms):
            if node not in memo:
                value = exact(_RULES[type(node)](self, node))
                if bits(value) > MOST_BITS:
                    raise TooLarge
                memo[node] = value
        return [memo[term] for term in terms]

    def holds(self, guard: Guard) -> bool:
        match guard:
            case Truth(value):
                return value
            case Relation(op, term):
                return compare(self.value(term), op)
            case And(parts):
                return self._kleene(parts, False)
            case Or(parts):
                return self._kleene(parts, True)
            case Not(part):
                return not self.holds(part)
            case _:
                assert_never(guard)

    def _kleene(self, parts: Sequence[Guard], decisive: bool) -> bool:
        undefined = False
        for part in parts:
            try:
                if self.holds(part) is decisive:
                    return decisive
            except NoValue:
                undefined = True
        if undefined:
            raise NoValue
        return not decisive


def compare(value: Number, op: Op) -> bool:
    """value op 0."""
    match op:
        case "=":
            return bool(value == 0)
        case "!=":
            return bool(value != 0)
        case ">":
            return bool(value > 0)
        case ">=":
            return bool(value >= 0)
        case _:
            assert_never(op)


def _power(base: Number, exponent: int) -> Number:
    if exponent < 0 and base == 0:
        raise NoValue
    return number_power(base, exponent)


def _apply(name: str, u: Number) -> Number:
    match name:
        case "abs":
            return u if u >= 0 else -u
        case "floor":
            return int(fmpq(u).floor())
        case "log" if u <= 0:
            raise NoValue
        case "asin" if u > 1 or u < -1:
            raise NoValue
        case "exp" | "cos" if u == 0:
            return 1
        case "sin" | "atan" | "asin" | "erf" if u == 0:
            return 0
        case "log" if u == 1:
            return 0
        case _:
            raise NotRational


def _variable(self: Evaluator, node: Var) -> Number:
    if node.name not in self.point:
        raise NotRational(node.name)
    return self.point[node.name]


def _sum(self: Evaluator, node: Sum) -> Number:
    return sum(map(mul, node.coefficients, map(self._memo.__getitem__, node.terms)), node.constant)


def _maximum(self: Evaluator, node: Max) -> Number:
    return max(map(self._memo.__getitem__, node.terms))


def _piecewise(self: Evaluator, node: Piecewise) -> Number:
    for guard, chosen in node.branches:
        if self.holds(guard):
            return self.value(chosen)
    raise NoValue


def _function(self: Evaluator, node: Function) -> Number:
    if node.argument is None:
        raise NotRational
    return _apply(node.name, self._memo[node.argument])


def _root(self: Evaluator, node: Root) -> Number:
    if self._memo[node.base] < 0:
        raise NoValue
    raise NotRational


_RULES: dict[type, Callable[[Evaluator, Any], Number]] = {
    Const: lambda self, node: node.value,
    Var: _variable,
    Sum: _sum,
    Product: lambda self, node: prod(map(self._memo.__getitem__, node.factors)),
    Power: lambda self, node: _power(self._memo[node.base], node.exponent),
    Max: _maximum,
    Piecewise: _piecewise,
    Function: _function,
    Root: _root,
}


@lru_cache(maxsize=512)
def rational_outputs(subject: Subject, coordinates: tuple[Number, ...]) -> tuple[Number, ...]:
    """The outputs at a point, remembered: several laws ask for the same points.

    Raises NoValue outside the domain and NotRational where a value is not seen to be rational.
    """
    evaluator = Evaluator(dict(zip(subject.inputs, coordinates, strict=True)))
    if not all(map(evaluator.holds, subject.assumptions)):
        raise NoValue
    return tuple(evaluator.values(subject.outputs))


def breaks_rationally(
    subject: Subject,
    law: Law,
    points: Sequence[Mapping[str, Term]],
    weights: Sequence[Term],
    row: int,
) -> bool:
    """Whether closed rational points lie in the domain and break the law's equation.

    Raises NotRational where that cannot be seen by rational arithmetic.
    """
    total: Number = 0
    try:
        numbers = [Evaluator({}).value(w) for w in weights]
        if law is Law.POSITIVE_HOMOGENEITY and numbers[1] > 0:
            return False
        for weight, point in zip(numbers, points, strict=True):
            coordinates = tuple(Evaluator({}).values(tuple(point.values())))
            values = rational_outputs(subject, coordinates)
            total += weight * values[row]
            if law is Law.EQUIVALENT:
                total -= values[row + len(values) // 2]
    except NoValue:
        return False
    return bool(total != 0)

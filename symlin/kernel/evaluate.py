"""Exact rational evaluation of a DAG at a rational point: the fast case of a counterexample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import mul
from typing import assert_never

from flint import fmpq

from symlin.kernel.claim import Law, Subject
from symlin.kernel.term import (
    And,
    Const,
    Function,
    Guard,
    Max,
    Not,
    Number,
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
    exact,
    quotient,
)


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
        memo = self._memo
        stack = [term]
        while stack:
            node = stack[-1]
            if node in memo:
                stack.pop()
                continue
            missing = [c for c in _parts(node) if c not in memo]
            if missing:
                stack.extend(missing)
            else:
                memo[node] = exact(self._value(node))
                stack.pop()
        return memo[term]

    def _value(self, node: Term) -> Number:
        memo = self._memo
        match node:
            case Const(value):
                return value
            case Var(name):
                if name not in self.point:
                    raise NotRational(name)
                return self.point[name]
            case Sum(weights, terms, constant):
                return sum(map(mul, weights, map(memo.__getitem__, terms)), constant)
            case Product(factors):
                total: Number = 1
                for factor in factors:
                    total *= memo[factor]
                return total
            case Power(base, exponent):
                return _power(memo[base], exponent)
            case Max(terms):
                return max(map(memo.__getitem__, terms))
            case Piecewise(branches):
                for guard, value in branches:
                    if self.holds(guard):
                        return self.value(value)
                raise NoValue
            case Function(name, argument) if argument is not None:
                return _apply(name, memo[argument])
            case Root() | Function():
                raise NotRational
            case _:
                assert_never(node)

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
    if exponent >= 0:
        return base**exponent
    if base == 0:
        raise NoValue
    return quotient(1, base**-exponent)


def _apply(name: str, u: Number) -> Number:
    match name:
        case "abs":
            return abs(u)
        case "floor":
            return int(fmpq(u).floor())
        case "log" if u <= 0:
            raise NoValue
        case "asin" if abs(u) > 1:
            raise NoValue
        case "exp" | "cos" if u == 0:
            return 1
        case "sin" | "atan" | "asin" | "erf" if u == 0:
            return 0
        case "log" if u == 1:
            return 0
        case _:
            raise NotRational


def _parts(node: Term) -> tuple[Term, ...]:
    match node:
        case Sum(_, terms, _) | Max(terms):
            return terms
        case Product(factors):
            return factors
        case Power(base, _) | Root(base, _):
            return (base,)
        case Function(_, argument):
            return () if argument is None else (argument,)
        case Const() | Var() | Piecewise():
            return ()
        case _:
            assert_never(node)


def breaks_rationally(
    subject: Subject,
    law: Law,
    points: Sequence[Mapping[str, Term]],
    weights: Sequence[Term],
    row: int,  # fmt: skip
) -> bool:
    """Whether closed rational points lie in the domain and break the law's equation.

    Raises NotRational where that cannot be seen by rational arithmetic.
    """
    numbers = [Evaluator({}).value(w) for w in weights]
    if law is Law.POSITIVE_HOMOGENEITY and numbers[1] > 0:
        return False
    total: Number = 0
    try:
        for weight, point in zip(numbers, points, strict=True):
            at = Evaluator({name: Evaluator({}).value(v) for name, v in point.items()})
            if not all(at.holds(guard) for guard in subject.assumptions):
                return False
            values = [at.value(output) for output in subject.outputs]
            total += weight * values[row]
            if law is Law.EQUIVALENT:
                total -= values[row + len(values) // 2]
    except NoValue:
        return False
    return bool(total != 0)

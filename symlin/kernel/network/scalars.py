"""Formulas in one variable at one number, rational or enclosed in a ball."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, assert_never, cast

from flint import arb, fmpq

from symlin.kernel import term as k
from symlin.kernel.clock import check_time
from symlin.kernel.network.nodes import VARIABLE
from symlin.kernel.numbers import Number
from symlin.kernel.theories.enclosure import NoBall
from symlin.kernel.theories.rational import Evaluator, NoValue
from symlin.kernel.walk import children, topological

RELU = k.maximum(k.var(VARIABLE), k.ZERO)


@lru_cache(maxsize=4096)  # most entries of large tensors are 0
def rational_at(term: k.Term, value: Number) -> Number:
    """The value of the formula; raises `NoValue`, `NotRational` and `TooLarge`."""
    return Evaluator({VARIABLE: value}).value(term)


class Formula:
    """A formula at balls: what holds no variable is computed once, at the precision that is set."""

    def __init__(self, term: k.Term) -> None:
        self._term = term
        self._constant: dict[k.Node, bool] = {}
        for node in topological((term,)):
            below = all(self._constant[c] for c in children(node))
            self._constant[node] = below and not isinstance(node, k.Var)
        self._known: dict[k.Node, arb] = {}

    def ball(self, value: arb) -> arb:
        """A ball that holds the formula's value wherever the argument is in the ball.

        Raises `NoBall` where the ball does not say which piece applies, or whether there is a
        value; and `NoValue`.
        """
        check_time()
        return _Balls(value, self._constant, self._known).value(self._term)


class _Balls:
    """Values below one formula, shared parts once."""

    def __init__(self, value: arb, constant: dict[k.Node, bool], known: dict[k.Node, arb]) -> None:
        self._variable = value
        self._constant = constant
        self._known = known
        self._memo: dict[k.Node, arb] = {}

    def value(self, term: k.Term) -> arb:
        memo = self._known if self._constant[term] else self._memo
        if term not in memo:
            found = _RULES[type(term)](self, term)
            if not found.is_finite():
                raise NoBall
            memo[term] = found
        return memo[term]

    def variable(self, node: k.Var) -> arb:
        if node.name != VARIABLE:
            raise NoBall
        return self._variable

    def weighted(self, node: k.Sum) -> arb:
        total = arb(fmpq(node.constant))
        for weight, part in zip(node.coefficients, node.terms, strict=True):
            total += arb(fmpq(weight)) * self.value(part)
        return total

    def product(self, node: k.Product) -> arb:
        total = arb(1)
        for factor in node.factors:
            total *= self.value(factor)
        return total

    def power(self, node: k.Power) -> arb:
        base = self.value(node.base)
        if node.exponent < 0 and base.contains(0):
            raise NoBall
        return base**node.exponent

    def root(self, node: k.Root) -> arb:
        base = self.value(node.base)
        # a ball that reaches below 0 leaves open whether there is a value
        if not base >= 0:
            raise NoBall
        return base.root(node.degree)

    def maximum(self, node: k.Max) -> arb:
        first, *rest = map(self.value, node.terms)
        for other in rest:
            first = first.max(other)
        return first

    def piecewise(self, node: k.Piecewise) -> arb:
        # guards in order, and only as far as needed: what is not reached need have no value
        for guard, value in node.branches:
            if self.holds(guard):
                return self.value(value)
        raise NoValue

    def function(self, node: k.Function) -> arb:
        if node.argument is None:
            return arb.pi()
        value = self.value(node.argument)
        if node.name == "abs":
            return abs(value)
        if node.name == "log" and not value > 0:
            raise NoBall
        if node.name == "asin" and not abs(value) <= 1:
            raise NoBall
        # a ball that holds a whole number has values on both sides of the jump
        if node.name == "floor":
            whole = value.floor()
            if not whole.is_exact():
                raise NoBall
            return whole
        return cast(arb, getattr(value, node.name)())  # the kernel knows the names: see FUNCTIONS

    def holds(self, guard: k.Guard) -> bool:
        match guard:
            case k.Truth(value):
                return value
            case k.Relation(op, term):
                return sign_holds(op, self.value(term))
            case k.And(parts):
                # no part is left out: one without a value might decide otherwise
                return min(list(map(self.holds, parts)))
            case k.Or(parts):
                return max(list(map(self.holds, parts)))
            case k.Not(part):
                return not self.holds(part)
            case _:
                assert_never(guard)


def sign_holds(op: k.Op, value: arb) -> bool:
    """Whether `value op 0`; raises `NoBall` where the ball does not say."""
    # balls compare as "certainly so": what is not certain must not count as false
    if value.contains(0) and not (value.is_exact() or (op == ">=" and value >= 0)):
        raise NoBall
    return bool({"=": value == 0, "!=": value != 0, ">": value > 0, ">=": value >= 0}[op])


_RULES: dict[type, Callable[[_Balls, Any], arb]] = {
    k.Const: lambda self, node: arb(fmpq(node.value)),
    k.Var: _Balls.variable,
    k.Sum: _Balls.weighted,
    k.Product: _Balls.product,
    k.Power: _Balls.power,
    k.Root: _Balls.root,
    k.Max: _Balls.maximum,
    k.Piecewise: _Balls.piecewise,
    k.Function: _Balls.function,
}

__all__: Sequence[str] = ["RELU", "Formula", "rational_at", "sign_holds"]

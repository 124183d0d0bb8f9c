"""Formulas in one variable at numbers, rational or enclosed in balls."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, reduce
from operator import mul
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
Rule = Callable[..., arb]
"""From the balls of a node's parts to its own."""


@lru_cache(maxsize=4096)  # most entries of large tensors are 0
def rational_at(term: k.Term, value: Number) -> Number:
    """The value of the formula; raises `NoValue`, `NotRational` and `TooLarge`."""
    return Evaluator({VARIABLE: value}).value(term)


def balls_at(term: k.Term, values: Sequence[arb]) -> list[arb]:
    """For each ball, one that holds the formula's value wherever the argument is in the ball.

    Raises `NoBall` where a ball does not say which piece applies, or whether there is a value;
    and `NoValue`.
    """
    nodes = tuple(topological((term,)))
    if any(isinstance(node, k.Piecewise) for node in nodes):  # what is not reached has no value
        return [_Pieces(value).value(term) for value in values]
    # node by node, at all balls; what holds no variable once
    found: dict[k.Node, Sequence[arb]] = {}
    for node in nodes:
        check_time()
        found[node] = values if isinstance(node, k.Var) else _at_all(cast(k.Term, node), found)
    return list(found[term]) if len(found[term]) == len(values) else [*found[term]] * len(values)


def _at_all(node: k.Term, found: Mapping[k.Node, Sequence[arb]]) -> Sequence[arb]:
    parts = [found[c] for c in children(node)]
    count = max(map(len, parts), default=1)
    same = [part if len(part) == count else [*part] * count for part in parts]
    rule = _RULES[type(node)](node)
    balls = list(map(rule, *same)) if parts else [rule()]
    if not all(ball.is_finite() for ball in balls):
        raise NoBall
    return balls


class _Pieces:
    """Values below a formula with cases, shared parts once, and only as far as they are reached."""

    def __init__(self, value: arb) -> None:
        check_time()
        self._memo: dict[k.Node, arb] = {k.var(VARIABLE): value}

    def value(self, term: k.Term) -> arb:
        if term not in self._memo:
            if isinstance(term, k.Piecewise):
                found = self.piecewise(term)
            else:
                parts = [self.value(cast(k.Term, c)) for c in children(term)]
                found = _RULES[type(term)](term)(*parts)
            if not found.is_finite():
                raise NoBall
            self._memo[term] = found
        return self._memo[term]

    def piecewise(self, node: k.Piecewise) -> arb:
        # guards in order, and only as far as needed: what is not reached need have no value
        for guard, value in node.branches:
            if self.holds(guard):
                return self.value(value)
        raise NoValue

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
            case _:
                assert_never(guard)


def sign_holds(op: k.Op, value: arb) -> bool:
    """Whether `value op 0`; raises `NoBall` where the ball does not say."""
    # balls compare as "certainly so": what is not certain must not count as false
    if value.contains(0) and not (value.is_exact() or (op == ">=" and value >= 0)):
        raise NoBall
    return bool({"=": value == 0, "!=": value != 0, ">": value > 0, ">=": value >= 0}[op])


# ---- one rule for each kind of term: of a node, what its ball is, given those of its parts ----


def _weighted(node: k.Sum) -> Rule:
    weights = [None if w == 1 else arb(fmpq(w)) for w in node.coefficients]
    constant = arb(fmpq(node.constant))

    def rule(*parts: arb) -> arb:
        total = constant
        for weight, part in zip(weights, parts, strict=True):
            total += part if weight is None else weight * part
        return total

    return rule


def _power(node: k.Power) -> Rule:
    def rule(base: arb) -> arb:
        if node.exponent < 0 and base.contains(0):
            raise NoBall
        return base**node.exponent

    return rule


def _root(node: k.Root) -> Rule:
    def rule(base: arb) -> arb:
        # a ball that reaches below 0 leaves open whether there is a value
        if not base >= 0:
            raise NoBall
        return base.root(node.degree)

    return rule


def _where(holds: Callable[[arb], bool], function: Rule) -> Rule:
    """A function of balls that certainly lie in its domain."""

    def rule(value: arb) -> arb:
        if not holds(value):
            raise NoBall
        return function(value)

    return rule


def _floor(value: arb) -> arb:
    # a ball that holds a whole number has values on both sides of the jump
    whole = value.floor()
    if not whole.is_exact():
        raise NoBall
    return whole


_FUNCTIONS: dict[str, Rule] = {
    "exp": arb.exp,
    "log": _where(lambda value: value > 0, arb.log),
    "sin": arb.sin,
    "cos": arb.cos,
    "atan": arb.atan,
    "asin": _where(lambda value: abs(value) <= 1, arb.asin),
    "erf": arb.erf,
    "floor": _floor,
    "abs": abs,
    "pi": arb.pi,
}
_RULES: dict[type, Callable[[Any], Rule]] = {
    k.Const: lambda node: lambda: arb(fmpq(node.value)),
    k.Sum: _weighted,
    k.Product: lambda node: lambda *factors: reduce(mul, factors),
    k.Power: _power,
    k.Root: _root,
    k.Max: lambda node: lambda *parts: reduce(arb.max, parts),
    k.Function: lambda node: _FUNCTIONS[node.name],
}

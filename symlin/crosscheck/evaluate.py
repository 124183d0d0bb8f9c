"""Terms evaluated from the outside: one pass over the DAG, in any arithmetic.

Nothing here is shared with the kernel's own evaluation, so that a slip in one of them shows.
Every node is visited once, children first. Evaluating branches that are not selected does no
harm, for a value that does not exist is a value here (NaN among the floats) and spoils only
what uses it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar, assert_never

from symlin.kernel.clock import check_time
from symlin.kernel.numbers import Number
from symlin.kernel.term import (
    And,
    Const,
    Function,
    Max,
    Node,
    Or,
    Piecewise,
    Power,
    Product,
    Relation,
    Root,
    Sum,
    Truth,
    Var,
)
from symlin.kernel.walk import topological

V = TypeVar("V")
Slots = list[Any]
"""One entry per node: a value of the arithmetic, or True, False, None for a guard."""
Step = Callable[[Slots], Any]


class Arithmetic(Protocol[V]):
    """The operations of terms on values V; partial functions return `undefined`."""

    undefined: V

    def constant(self, value: Number) -> V:
        """The number as a value."""
        ...

    def combine(self, weights: Sequence[V], values: Sequence[V], constant: V) -> V:
        """The sum of weight * value, and the constant."""
        ...

    def product(self, factors: Sequence[V]) -> V:
        """All factors multiplied."""
        ...

    def power(self, base: V, exponent: int) -> V:
        """The base to a whole power."""
        ...

    def root(self, base: V, degree: int) -> V:
        """The root that is not negative."""
        ...

    def largest(self, values: Sequence[V]) -> V:
        """The largest of the values."""
        ...

    def apply(self, name: str, argument: V) -> V:
        """The function of this name at the argument."""
        ...

    def pi(self) -> V:
        """Half a turn."""
        ...

    def sign(self, value: V) -> int | None:
        """-1, 0 or 1; None where there is no value."""
        ...


class Program(Generic[V]):
    """Some roots, compiled once to a list of steps; run on values of their variables."""

    def __init__(self, roots: Sequence[Node], arithmetic: Arithmetic[V]) -> None:
        self.arithmetic = arithmetic
        self._roots = tuple(roots)  # keeps the nodes alive, so that their ids stay theirs
        nodes = list(topological(roots))
        variables = [node for node in nodes if isinstance(node, Var)]
        self.names = tuple(node.name for node in variables)
        place = {id(node): k for k, node in enumerate(variables)}
        self._steps: list[Step] = []
        for node in nodes:
            if not isinstance(node, Var):
                place[id(node)] = len(place)
                self._steps.append(_step(node, place, arithmetic))
        self._outputs = [place[id(node)] for node in roots]

    def slots(self, values: Mapping[str, V]) -> Slots:
        """The value of every node."""
        check_time()
        slots: Slots = [values[name] for name in self.names]
        append = slots.append
        for step in self._steps:
            append(step(slots))
        return slots

    def run(self, values: Mapping[str, V]) -> list[Any]:
        """The values of the roots."""
        return self.pick(self.slots(values))

    def pick(self, slots: Slots) -> list[Any]:
        """The values of the roots, out of those of every node."""
        return [slots[k] for k in self._outputs]


def _step(node: Node, place: Mapping[int, int], arithmetic: Arithmetic[V]) -> Step:
    def at(parts: Sequence[Node]) -> list[int]:
        return [place[id(part)] for part in parts]

    match node:
        case Const(value):
            fixed = arithmetic.constant(value)
            return lambda slots: fixed
        case Truth(truth):
            return lambda slots: truth
        case Sum(weights, terms, constant):
            return _sum(weights, at(terms), constant, arithmetic)
        case Product(factors):
            return _many(arithmetic.product, at(factors))
        case Max(terms):
            return _many(arithmetic.largest, at(terms))
        case Power(base, number):
            return _indexed(arithmetic.power, place[id(base)], number)
        case Root(base, number):
            return _indexed(arithmetic.root, place[id(base)], number)
        case Function(name, argument):
            return _function(name, None if argument is None else place[id(argument)], arithmetic)
        case Piecewise(branches):
            pairs = [(place[id(guard)], place[id(value)]) for guard, value in branches]
            return _piecewise(pairs, arithmetic.undefined)
        case Relation(op, term):
            return _relation(_COMPARE[op], place[id(term)], arithmetic)
        case And(parts):
            return _kleene(at(parts), absorbing=False)
        case Or(parts):
            return _kleene(at(parts), absorbing=True)
        case Var():
            raise AssertionError("variables take no step")
        case _:
            assert_never(node)


def _sum(
    weights: Sequence[Number], at: list[int], constant: Number, arithmetic: Arithmetic[V]
) -> Step:
    factors = [arithmetic.constant(w) for w in weights]
    offset = arithmetic.constant(constant)
    combine = arithmetic.combine
    return lambda slots: combine(factors, [slots[k] for k in at], offset)


def _many(operation: Callable[[Sequence[Any]], Any], at: list[int]) -> Step:
    return lambda slots: operation([slots[k] for k in at])


def _indexed(operation: Callable[[Any, int], Any], at: int, number: int) -> Step:
    return lambda slots: operation(slots[at], number)


def _function(name: str, at: int | None, arithmetic: Arithmetic[V]) -> Step:
    if at is None:
        return lambda slots: arithmetic.pi()
    apply = arithmetic.apply
    return lambda slots: apply(name, slots[at])


def _piecewise(pairs: list[tuple[int, int]], undefined: object) -> Step:
    def step(slots: Slots) -> Any:
        for guard, value in pairs:
            truth = slots[guard]
            if truth is None:
                return undefined
            if truth:
                return slots[value]
        return undefined

    return step


_COMPARE: dict[str, Callable[[int, int], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
}


def _relation(compare: Callable[[int, int], bool], at: int, arithmetic: Arithmetic[V]) -> Step:
    sign_of = arithmetic.sign

    def step(slots: Slots) -> bool | None:
        sign = sign_of(slots[at])
        return None if sign is None else compare(sign, 0)

    return step


def _kleene(at: list[int], absorbing: bool) -> Step:
    """A disjunction when True absorbs, a conjunction when False does."""

    def step(slots: Slots) -> bool | None:
        result: bool | None = not absorbing
        for k in at:
            truth: bool | None = slots[k]
            if truth is absorbing:
                return truth
            if truth is None:
                result = None
        return result

    return step

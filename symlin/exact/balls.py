"""Values of terms at rational points in ball arithmetic (Arb): fast, and certain where they decide.

Normal forms of closed transcendental values are slow to build; a ball says at once whether a
defect is there. What a ball leaves open, `UNSURE`, is left to the normal forms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import assert_never

from flint import arb, fmpq

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
    Term,
    Truth,
    Var,
)
from symlin.kernel.theories.enclosure import working_precision
from symlin.kernel.walk import topological


class Unknown(Enum):
    """No ball decides the value."""

    UNSURE = "unsure"


UNSURE = Unknown.UNSURE
LONGEST = 2**13
"""Bits before or after the point beyond which a number is not written out."""
Value = arb | bool | Unknown | None
"""None where the term has no value."""

FUNCTIONS: dict[str, Callable[[arb], arb]] = {
    "exp": lambda x: x.exp(),
    "sin": lambda x: x.sin(),
    "cos": lambda x: x.cos(),
    "atan": lambda x: x.atan(),
    "erf": lambda x: x.erf(),
    "abs": abs,
}


def is_transcendental(roots: Sequence[Node]) -> bool:
    """Whether values at rational points need more than rational arithmetic."""
    return any(
        isinstance(node, Root) or (isinstance(node, Function) and node.name not in ("abs", "floor"))
        for node in topological(roots)
    )


def midpoint(ball: arb) -> fmpq | None:
    """The middle of a finite ball, exactly; 0 where it is as near to 0 as exp(-10**12), None where
    it is as far away as exp(10**12): no machine has room for their digits."""
    mantissa, exponent = (int(part) for part in ball.mid().man_exp())
    if abs(exponent) > LONGEST:
        return fmpq(0) if exponent < 0 else None
    return fmpq(mantissa * 2 ** max(exponent, 0), 2 ** max(-exponent, 0))


def ball_values(roots: Sequence[Node], point: Mapping[str, Number], bits: int) -> list[Value]:
    """The values of the roots at the point."""
    known: dict[Node, Value] = {}
    with working_precision(bits):
        for node in topological(roots):
            known[node] = _value(node, point, known)
    return [known[root] for root in roots]


def _value(node: Node, point: Mapping[str, Number], known: Mapping[Node, Value]) -> Value:
    match node:
        case Const(value):
            return arb(fmpq(value))
        case Var(name):
            return arb(fmpq(point[name]))
        case Piecewise(branches):
            for guard, term in branches:
                answer = known[guard]
                if answer is not False:
                    return known[term] if answer is True else answer
            return None
        case Truth(value):
            return value
        case Relation(op, term):
            return _relation(op, known[term])
        case And(parts):
            return _kleene([known[p] for p in parts], False)
        case Or(parts):
            return _kleene([known[p] for p in parts], True)
        case _:
            return _number(node, known)


def _relation(op: str, value: Value) -> Value:
    if not isinstance(value, arb):
        return value
    sign = _sign(value)
    if sign is None:
        return UNSURE
    return {"=": sign == 0, "!=": sign != 0, ">": sign > 0, ">=": sign >= 0}[op]


def _sign(value: arb) -> int | None:
    if value > 0:
        return 1
    if value < 0:
        return -1
    return 0 if value.is_exact() else None


def _kleene(answers: list[Value], decisive: bool) -> Value:
    if decisive in answers:
        return decisive
    for open_answer in (UNSURE, None):
        if open_answer in answers:
            return open_answer
    return not decisive


def _number(node: Term, known: Mapping[Node, Value]) -> Value:
    match node:
        case Sum(_, parts, _) | Max(parts) | Product(parts):
            terms = parts
        case Power(base, _) | Root(base, _):
            terms = (base,)
        case Function(_, argument):
            terms = () if argument is None else (argument,)
        case _:
            raise ValueError(node)
    values: list[arb] = []
    for term in terms:
        value = known[term]
        if not isinstance(value, arb):
            return value
        values.append(value)
    return _combined(node, values)


def _combined(node: Term, values: list[arb]) -> Value:
    match node:
        case Sum(weights, _, constant):
            total = arb(fmpq(constant))
            for weight, value in zip(weights, values, strict=True):
                total += arb(fmpq(weight)) * value
            return total
        case Product():
            product = arb(1)
            for value in values:
                product *= value
            return product
        case Max():
            largest = values[0]
            for value in values[1:]:
                largest = largest.max(value)
            return largest
        case Power(_, exponent):
            return _power(values[0], exponent)
        case Root(_, degree):
            sign = _sign(values[0])
            if sign is None:
                return UNSURE
            return None if sign < 0 else values[0].root(degree) if sign else arb(0)
        case Function(name, _):
            return _function(name, values)
        case Const() | Var() | Piecewise():
            raise ValueError(node)
        case _:
            assert_never(node)


def _power(base: arb, exponent: int) -> Value:
    if exponent >= 0:
        return base**exponent
    sign = _sign(base)
    if not sign:
        return UNSURE if sign is None else None
    return base**exponent


def _function(name: str, values: list[arb]) -> Value:
    if name == "pi":
        return arb.pi()
    (u,) = values
    if name in FUNCTIONS:
        return FUNCTIONS[name](u)
    if name == "floor":
        whole = u.floor()
        return whole if whole.is_exact() else UNSURE
    inside = u if name == "log" else 1 - u * u
    sign = _sign(inside)
    if sign is None:
        return UNSURE
    if sign < 0 or (sign == 0 and name == "log"):
        return None
    return u.log() if name == "log" else u.asin()

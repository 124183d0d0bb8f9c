"""The evaluator of `Refutation.v`, step by step: it foretells what Coq will compute."""

from __future__ import annotations

from collections.abc import Sequence

from flint import fmpq

from symlin.export.coq.development import Development
from symlin.export.coq.formula import Node
from symlin.kernel.numbers import Number


class NoValue(Exception):
    """A parameter, a division by zero, or a function that is not rational."""


def value(root: Node, point: Sequence[Number]) -> fmpq:
    """The value of a term at a rational point; entries beyond the point's are 0.

    Raises `NoValue` where Coq's evaluator has none either.
    """
    spine: list[Node] = []
    while root.head in ("Add", "Sub"):
        spine.append(root)
        root = root.parts[0]
    total = _value(root, point)
    for part in reversed(spine):
        right = value(part.parts[1], point)
        total = total + right if part.head == "Add" else total - right
    return total


def _value(part: Node, point: Sequence[Number]) -> fmpq:
    match part.head:
        case "Var":
            index = int(part.value)
            return fmpq(point[index]) if index < len(point) else fmpq(0)
        case "Cst":
            return fmpq(part.value)
        case "Par" | "Fun" | "Sqrt":
            raise NoValue
        case "Ite":
            chosen = part.parts[1] if holds(part.parts[0], point) else part.parts[2]
            return value(chosen, point)
        case head:
            return _apply(head, [value(p, point) for p in part.parts], part)


def _apply(head: str, u: list[fmpq], part: Node) -> fmpq:
    match head:
        case "Mul":
            return u[0] * u[1]
        case "Div":
            if u[1] == 0:
                raise NoValue
            return u[0] / u[1]
        case "Opp":
            return -u[0]
        case "Pow":
            return u[0] ** int(part.value)
        case "Max":
            return max(u)
        case "Min":
            return min(u)
        case "Abs":
            return abs(u[0])
        case "Floor":
            return fmpq(u[0].floor())
        case _:
            raise NoValue


def holds(part: Node, point: Sequence[Number]) -> bool:
    """Whether a condition holds at a rational point; raises `NoValue` where that is not known."""
    match part.head:
        case "Tt":
            return bool(part.value)
        case "And":
            return _both(part, point, False)
        case "Or":
            return _both(part, point, True)
        case "Not":
            return not holds(part.parts[0], point)
        case head:
            a, b = (value(p, point) for p in part.parts)
            return bool(a < b if head == "Lt" else a <= b if head == "Le" else a == b)


def _both(part: Node, point: Sequence[Number], decisive: bool) -> bool:
    unknown = False
    for inner in part.parts:
        try:
            if holds(inner, point) is decisive:
                return decisive
        except NoValue:
            unknown = True
    if unknown:
        raise NoValue
    return not decisive


def breaks(
    development: Development,
    points: Sequence[Sequence[Number]],
    weights: Sequence[Number],
    output: int,
) -> bool:
    """Whether `breaks` of Refutation.v will answer true for these points."""
    try:
        if development.domain is not None and not all(holds(development.domain, p) for p in points):
            return False
        values = [value(development.outputs[output], p) for p in points]
    except NoValue:
        return False
    return sum((fmpq(w) * v for w, v in zip(weights, values, strict=True)), fmpq(0)) != 0

"""Kernel terms as Coq sees them: one tree, printed as a formula over R and as data (`expr`).

The two printings must agree constructor by constructor: a proof by computation begins with
`reflexivity`, which says that the data, read as real functions, is the formula.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from flint import fmpq

from symlin.errors import NotExported
from symlin.kernel import term as k
from symlin.kernel.numbers import Number, exact
from symlin.kernel.walk import topological

LIMIT = 60_000
"""Nodes of a formula written out; shared subterms count each time they occur."""

FUNCTIONS = ("exp", "ln", "sin", "cos", "atan", "asin", "erf")
_COQ_NAME = {"log": "ln"}
PI_INDEX = len(FUNCTIONS)


@dataclass(frozen=True)
class Node:
    """A constructor of `expr` or `cond`; leaves carry a value."""

    head: str
    parts: tuple[Node, ...] = ()
    value: Number | str | bool = 0
    size: int = 1


def node(head: str, *parts: Node, value: Number | str | bool = 0) -> Node:
    """A constructor over its parts."""
    return Node(head, parts, value, 1 + sum(p.size for p in parts))


def number(value: Number) -> Node:
    """An exact number."""
    return node("Cst", value=value)


ZERO = number(0)
ONE = number(1)


@dataclass
class CoqTranslation:
    """Terms over named inputs and parameters to nodes; every shared term is translated once."""

    inputs: Sequence[str]
    parameters: Mapping[str, str]

    def __post_init__(self) -> None:
        self._index = {name: i for i, name in enumerate(self.inputs)}
        self._order = {name: i for i, name in enumerate(self.parameters)}
        self._done: dict[int, Node] = {}

    def node(self, root: k.Node) -> Node:
        """The whole term or guard; raises `NotExported` where Coq lacks a function, or the formula
        is too large once it is written out."""
        for part in topological([root]):
            if id(part) not in self._done:
                found = self._node(part)
                if found.size > LIMIT:
                    raise NotExported("the formula, written out, is too large")
                self._done[id(part)] = found
        return self._done[id(root)]

    def _of(self, part: k.Node) -> Node:
        return self._done[id(part)]

    def _node(self, part: k.Node) -> Node:
        match part:
            case k.Const(value):
                return number(value)
            case k.Var(name):
                return self._variable(name)
            case k.Sum():
                return self._sum(part)
            case k.Product(factors):
                return self._product(factors)
            case k.Power(base, exponent):
                return self._product([part]) if exponent < 0 else _power(self._of(base), exponent)
            case k.Root(base, degree):
                return self._root(self._of(base), degree)
            case k.Max(terms):
                return _fold("Max", [self._of(t) for t in terms])
            case k.Piecewise(branches):
                return self._piecewise(branches)
            case k.Function(name, argument):
                return self._function(name, argument)
            case k.Truth(value):
                return node("Tt", value=value)
            case k.Relation():
                return self._relation(part)
            case k.And(parts):
                return _fold("And", [self._of(p) for p in parts])
            case k.Or(parts):
                return _fold("Or", [self._of(p) for p in parts])
            case _:
                assert_never(part)

    def _variable(self, name: str) -> Node:
        if name in self._index:
            return node("Var", value=self._index[name])
        if name in self._order:
            return node("Par", value=name)
        raise NotExported(f"{name} is neither an input nor a parameter")

    def _sum(self, part: k.Sum) -> Node:
        total: Node | None = None
        for weight, t in zip(part.coefficients, part.terms, strict=True):
            total = _plus(
                total, weight, self._minimum(t) or self._of(t), self._minimum(t) is not None
            )
        if total is None or part.constant != 0:
            total = _plus(total, part.constant, ONE, False)
        return total

    def _minimum(self, t: k.Term) -> Node | None:
        """-max(-u, -v) is written min(u, v); the sign is the caller's."""
        if not isinstance(t, k.Max) or not all(_negative(u) for u in t.terms):
            return None
        return _fold("Min", [self._opposite(u) for u in t.terms])

    def _opposite(self, t: k.Term) -> Node:
        opposite = k.neg(t)
        for part in topological([opposite]):
            if id(part) not in self._done:
                self._done[id(part)] = self._node(part)
        self._kept = [*getattr(self, "_kept", []), opposite]
        return self._done[id(opposite)]

    def _product(self, factors: Sequence[k.Term]) -> Node:
        above: list[Node] = []
        below: list[Node] = []
        for factor in sorted(factors, key=lambda f: not isinstance(f, k.Piecewise)):
            if isinstance(factor, k.Power) and factor.exponent < 0:
                below.append(_power(self._of(factor.base), -factor.exponent))
            else:
                above.append(self._of(factor))
        top = _fold("Mul", above) if above else ONE
        return node("Div", top, _fold("Mul", below)) if below else top

    def _root(self, base: Node, degree: int) -> Node:
        if degree & (degree - 1):
            raise NotExported(f"a root of degree {degree}")
        while degree > 1:
            base, degree = node("Sqrt", base), degree // 2
        return base

    def _piecewise(self, branches: Sequence[tuple[k.Guard, k.Term]]) -> Node:
        result = ZERO
        for guard, value in reversed(branches):
            chosen = self._of(value)
            result = chosen if guard is k.TRUE else node("Ite", self._of(guard), chosen, result)
        return result

    def _function(self, name: str, argument: k.Term | None) -> Node:
        if argument is None:
            return node("Fun", ZERO, value="PI")
        inner = self._of(argument)
        match name:
            case "abs":
                return node("Abs", inner)
            case "floor":
                return node("Floor", inner)
            case _:
                coq = _COQ_NAME.get(name, name)
                if coq not in FUNCTIONS:
                    raise NotExported(f"the function {name}")
                return node("Fun", inner, value=coq)

    def _relation(self, part: k.Relation) -> Node:
        left, right = self._sides(part.term)
        match part.op:
            case "=":
                return node("Eq", left, right)
            case "!=":
                return node("Not", node("Eq", left, right))
            case ">":
                return node("Lt", right, left)
            case ">=":
                return node("Le", right, left)
            case _:
                assert_never(part.op)

    def _sides(self, t: k.Term) -> tuple[Node, Node]:
        """t op 0 as left op right, without minus signs."""
        if not isinstance(t, k.Sum):
            return self._of(t), ZERO
        sides: list[Node | None] = [None, None]
        for weight, part in zip(t.coefficients, t.terms, strict=True):
            sides[weight < 0] = _plus(
                sides[weight < 0], exact(abs(fmpq(weight))), self._of(part), False
            )
        if t.constant != 0:
            side = t.constant < 0
            sides[side] = _plus(sides[side], exact(abs(fmpq(t.constant))), ONE, False)
        return sides[0] or ZERO, sides[1] or ZERO


def _negative(t: k.Term) -> bool:
    match t:
        case k.Const(value):
            return bool(value <= 0)
        case k.Sum(weights, _, constant):
            return all(w < 0 for w in weights) and constant <= 0
        case _:
            return False


def _plus(total: Node | None, weight: Number, part: Node, opposite: bool) -> Node:
    """total + weight * part; `opposite` says that the part already stands for its negative."""
    weight = exact(-weight) if opposite else weight
    size: Number = exact(abs(fmpq(weight)))
    sign = "Sub" if weight < 0 else "Add"
    if part is ONE:
        return number(weight) if total is None else node(sign, total, number(size))
    scaled = part if size == 1 else node("Mul", number(size), part)
    if total is not None:
        return node(sign, total, scaled)
    if weight == -1:
        return node("Opp", part)
    return scaled if weight >= 0 else node("Mul", number(weight), part)


def _power(base: Node, exponent: int) -> Node:
    return base if exponent == 1 else node("Pow", base, value=exponent)


def _fold(head: str, parts: Sequence[Node]) -> Node:
    result = parts[0]
    for part in parts[1:]:
        result = node(head, result, part)
    return result


def substituted(root: Node, values: Mapping[str, Node]) -> Node:
    """The node with parameters replaced, and nothing else changed."""
    if root.head == "Par":
        return values.get(str(root.value), root)
    if not root.parts:
        return root
    return node(root.head, *(substituted(p, values) for p in root.parts), value=root.value)


def functions_of(roots: Sequence[Node]) -> set[str]:
    """The further functions that occur: names of Coq's library, sqrt among them."""
    found: set[str] = set()
    stack = list(roots)
    while stack:
        part = stack.pop()
        stack.extend(part.parts)
        if part.head == "Fun":
            found.add(str(part.value))
        elif part.head in ("Sqrt", "Floor"):
            found.add(part.head)
    return found

"""Two branches become one: names, lists and arrays have both values, each under its guard."""

from __future__ import annotations

from collections.abc import Mapping

from symlin.kernel import term as k
from symlin.kernel.term import Guard, Term
from symlin.language.functions import cases
from symlin.reading.python.numpy_numbers import array
from symlin.reading.python.values import (
    Array,
    Bool,
    Cells,
    Kind,
    List,
    Number,
    Tuple,
    Unset,
    Value,
    indicator,
    kind_of,
)

FLAT = 6
"""Cases that are written beside each other, as for elif; more are nested, and stay shared."""
_WHICH = (
    "which of two lists or arrays this is depends on the input, so that no change in place can be "
    "read: copy it first"
)
Names = dict[str, Value]


class Memory:
    """Remembers what the lists and arrays held before a branch, to go back to it."""

    def __init__(self) -> None:
        self._levels: list[dict[Cells, tuple[list[Value], str]]] = []

    def touch(self, cells: Cells) -> None:
        """Called before each change."""
        if self._levels and cells not in self._levels[-1]:
            self._levels[-1][cells] = (list(cells.entries), cells.broken)

    def enter(self) -> None:
        """A branch begins."""
        self._levels.append({})

    def leave(self) -> dict[Cells, tuple[list[Value], str]]:
        """A branch ends: what it has changed, while all is again as before."""
        found = {}
        for cells, before in self._levels.pop().items():
            found[cells] = (cells.entries, cells.broken)
            cells.entries, cells.broken = before
        return found

    def merge(
        self,
        guard: Guard,
        one: Mapping[Cells, tuple[list[Value], str]],
        other: Mapping[Cells, tuple[list[Value], str]],
    ) -> None:
        """What the lists hold after both branches."""
        for cells in {**one, **other}:
            self.touch(cells)
            a, broken = one.get(cells, (cells.entries, cells.broken))
            b, other_broken = other.get(cells, (cells.entries, cells.broken))
            cells.broken = broken or other_broken
            if len(a) != len(b):
                cells.broken = "the length of this list depends on the input"
            else:
                cells.entries = [join(guard, x, y) for x, y in zip(a, b, strict=True)]


def join(guard: Guard, a: Value, b: Value) -> Value:
    """a where the guard holds, else b; `Unset` where no one value is that."""
    if a is b:
        return a
    match a, b:
        case Number(), Number():
            return _numbers(guard, a, b)
        case Bool(x, kind), Bool(y, other) if kind == other:
            kept = k.conjunction(guard, x), k.conjunction(k.negation(guard), y)
            return Bool(k.disjunction(*kept), kind) if x is not y else a
        case (Number(), Bool(kind="plain")) | (Bool(kind="plain"), Number()):
            return _numbers(guard, _number(a), _number(b))
        case Tuple(x), Tuple(y) if len(x) == len(y):
            return Tuple(tuple(join(guard, p, q) for p, q in zip(x, y, strict=True)))
        case List(x), List(y) if len(x.entries) == len(y.entries) and not x.broken + y.broken:
            if x is y:
                return a
            x.fixed = y.fixed = _WHICH
            pairs = zip(x.entries, y.entries, strict=True)
            return List(Cells([join(guard, p, q) for p, q in pairs], _WHICH))
        case Array(), Array() if a.shape == b.shape and not a.memory.broken + b.memory.broken:
            return _arrays(guard, a, b)
        case Unset(), _:
            return a
        case _, Unset():
            return b
        case _ if a == b and not isinstance(a, List | Array):
            return a
        case _:
            return Unset(f"it is {kind_of(a)} or {kind_of(b)}, depending on the input")


def _number(value: Value) -> Number:
    return indicator(value) if isinstance(value, Bool) else value  # type: ignore[return-value]


def _numbers(guard: Guard, a: Number, b: Number) -> Number:
    kind: Kind = a.kind if a.kind == b.kind else "either"
    loose = a.loose or b.loose
    if a.term is b.term and (kind, a.whole, a.loose) == (b.kind, b.whole, b.loose):
        return a if a.near == b.near else Number(a.term, kind, a.whole, loose)
    return Number(either(guard, a.term, b.term), kind, a.whole and b.whole, loose)


def either(guard: Guard, a: Term, b: Term) -> Term:
    """The term a where the guard holds, else b."""
    if a is b:
        return a
    if isinstance(b, k.Piecewise) and len(b.branches) < FLAT and b.branches[-1][0] is k.TRUE:
        return cases((a, guard), *((value, own) for own, value in b.branches))
    return cases((a, guard), (b, k.TRUE))


def _arrays(guard: Guard, a: Array, b: Array) -> Array:
    if a.memory is b.memory and a.places == b.places:
        return a
    pairs = zip(a.flat(), b.flat(), strict=True)
    found = array([join(guard, p, q) for p, q in pairs], a.shape)
    a.memory.fixed = b.memory.fixed = found.memory.fixed = _WHICH
    return found


def join_names(guard: Guard, one: Names, other: Names) -> Names:
    """The names after two branches; a name of one alone is no name any more."""
    found: Names = {}
    for name in {**one, **other}:
        if name in one and name in other:
            found[name] = join(guard, one[name], other[name])
        else:
            found[name] = Unset(f"{name} has a value in one of two branches alone")
    return found

"""Graphs of tensors: nodes in order, whose shapes are checked when the graph is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, NoReturn, cast, get_args

from symlin.kernel import term as k
from symlin.kernel.certificate import Rejected
from symlin.kernel.network import nodes as n
from symlin.kernel.network.arrays import Array, Shape, size_of
from symlin.kernel.numbers import Number, exact
from symlin.kernel.theorem import settled
from symlin.kernel.walk import variables

MOST_ENTRIES = 1 << 28
"""Of one tensor: what does not fit into memory is refused before it is tried."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Graph:
    """Nodes in order, each made of earlier ones; the last is the output.

    Every input and every other node is used, so that nothing stands in a graph that its values do
    not depend on. Raises `Rejected` where a node does not fit its parts.
    """

    nodes: tuple[n.Node, ...]
    inputs: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "nodes", tuple(map(_settled, self.nodes)))
        if not self.nodes:
            raise Rejected("a graph without nodes has no output")
        inputs = tuple(i for i, node in enumerate(self.nodes) if isinstance(node, n.Input))
        object.__setattr__(self, "inputs", inputs)
        for place, node in enumerate(self.nodes):
            _check(node, [self._before(p, place) for p in node.parts])
        names = [node.name for node in self.nodes if isinstance(node, n.Input)]
        if len(set(names)) != len(names):
            raise Rejected("two inputs have one name")
        # a node that nothing depends on could be read as part of what a theorem is about
        used = {p for node in self.nodes for p in node.parts}
        last = len(self.nodes) - 1
        if any(i not in used and i != last and i not in inputs for i in range(last)):
            raise Rejected("a node of the graph is not used")

    def __init_subclass__(cls) -> NoReturn:
        raise TypeError("a subclass could say two things of one network")

    def _before(self, part: int, place: int) -> n.Node:
        if not 0 <= part < place:
            raise Rejected(f"node {place} is made of node {part}, which does not come before it")
        return self.nodes[part]

    @property
    def output(self) -> n.Node:
        """The node whose entries are the network's."""
        return self.nodes[-1]

    def input_nodes(self) -> list[n.Input]:
        """The inputs, in order."""
        return [node for node in self.nodes if isinstance(node, n.Input)]


# ---- nodes of the kernel's own classes, which say the same whenever they are asked ----


def _settled(node: n.Node) -> n.Node:
    """The same node, anew: made of plain numbers, text and tuples, which nobody can change."""
    if type(node) not in CHECKS:
        raise Rejected(f"a {type(node).__name__} is no node of a graph")
    try:
        plain = {f.name: PLAIN[f.name](getattr(node, f.name)) for f in fields(node)}
        return cast(n.Node, cast(type, type(node))(**plain))
    except (TypeError, ValueError):
        raise Rejected(f"a {type(node).__name__} is made of something else") from None


def _whole(value: int) -> int:
    return int.__int__(value)  # raises `TypeError` for everything but whole numbers


def _wholes(values: Sequence[int]) -> Shape:
    return tuple(map(_whole, values))


def _pairs(values: Sequence[Sequence[int]]) -> tuple[Shape, ...]:
    return tuple(map(_wholes, values))


def _numbers(values: Sequence[Number]) -> tuple[Number, ...]:
    return tuple(map(exact, values))


def _index(view: memoryview[int] | None) -> memoryview[int] | None:
    if view is None:
        return None
    if type(view) is not memoryview or view.format != "i":
        raise Rejected("an index is made of 32-bit whole numbers")
    # a view of bytes of its own: others may still write to what they have handed over
    return memoryview(view.tobytes()).cast("i")


def _array(value: Array) -> Array:
    if type(value) is not Array:
        raise Rejected("a constant is an array")
    return value


def _term(value: k.Term) -> k.Term:
    if type(value) not in get_args(k.Term):
        raise Rejected("a map has a formula")
    return settled(value)


PLAIN: dict[str, Callable[[Any], Any]] = {
    "name": str.__str__,
    "array": _array,
    "parts": _wholes,
    "shape": _wholes,
    "index": _index,
    "filler": exact,
    "stride": _wholes,
    "padding": _pairs,
    "dilation": _wholes,
    "groups": _whole,
    "coefficients": _numbers,
    "constant": exact,
    "term": _term,
    "kind": str.__str__,
    "op": str.__str__,
}
"""What the attributes of nodes are made of, by their names."""


# ---- what each operation asks of its parts ----


def _need(holds: bool, why: str) -> None:
    if not holds:
        raise Rejected(why)


def _check(node: n.Node, parts: Sequence[n.Node]) -> None:
    shape = node.shape
    # each size as well: loops along an axis run even where another one is empty
    _need(all(0 <= n <= MOST_ENTRIES for n in shape), "a shape is no tuple of sizes")
    _need(size_of(shape) <= MOST_ENTRIES, "a tensor is too large")
    CHECKS[type(node)](node, [p.shape for p in parts])


def _input(node: n.Input, parts: list[Shape]) -> None:
    _need(not parts, "an input has no parts")


def _constant(node: n.Constant, parts: list[Shape]) -> None:
    _need(not parts, "a constant has no parts")


def _gather(node: n.Gather, parts: list[Shape]) -> None:
    # what an index may name: the parts' entries, one part after the other
    entries = sum(map(size_of, parts))
    _need(len(parts) > 0, "entries of nothing")
    if node.index is None:
        _need(entries == size_of(node.shape), "a reshape keeps the number of entries")
        return
    index = node.index
    _need(len(index) == size_of(node.shape), "an index has one place for each entry")
    inside = len(index) == 0 or (min(index) >= -1 and max(index) < entries)
    _need(inside, "an index points outside of what is gathered")


def _dense(node: n.Dense, parts: list[Shape]) -> None:
    x, w = _two(parts)
    _need(0 not in (*x, *w), "a layer of nothing")
    fits = len(w) == 2 and len(x) >= 1 and x[-1] == w[1]
    _need(fits and node.shape == (*x[:-1], w[0]), "a dense layer does not fit its input")


def _convolve(node: n.Convolve, parts: list[Shape]) -> None:
    x, w = _two(parts)
    rank = len(x) - 2
    groups, channels = node.groups, x[1] if rank > 0 else 0
    sizes = (len(w) - 2, len(node.stride), len(node.padding), len(node.dilation))
    _need(rank > 0 and all(n == rank for n in sizes), "a convolution has other axes than its input")
    counts = (*node.stride, *node.dilation, groups, *x, *w)
    _need(all(n > 0 for n in counts), "a size is not positive")
    _need(all(len(p) == 2 and min(p) >= 0 for p in node.padding), "a padding is no pair of sizes")
    _need(channels == w[1] * groups and w[0] % groups == 0, "channels do not fit the groups")
    # floor((n + padding - reach) / stride) + 1 windows, where a window reaches d (w - 1) + 1
    plane = [
        (n + before + after - d * (size - 1) - 1) // s + 1
        for n, (before, after), d, size, s in zip(
            x[2:], node.padding, node.dilation, w[2:], node.stride, strict=True
        )
    ]
    _need(min(plane) > 0 and node.shape == (x[0], w[0], *plane), "a convolution has another shape")


def _matmul(node: n.MatMul, parts: list[Shape]) -> None:
    a, b = _two(parts)
    fits = len(a) == len(b) == 3 and a[0] == b[0] and a[2] == b[1]
    _need(fits and node.shape == (a[0], a[1], b[2]), "matrices do not fit")


def _combine(node: n.Combine, parts: list[Shape]) -> None:
    _need(len(parts) == len(node.coefficients), "one coefficient for each part")
    _need(len(parts) > 0, "a sum of nothing")
    _same(node, parts)


def _multiply(node: n.Multiply, parts: list[Shape]) -> None:
    _two(parts)
    _same(node, parts)


def _map(node: n.Map, parts: list[Shape]) -> None:
    _need(
        len(parts) == 1 and not set(variables(node.term)) - {n.VARIABLE}, "a map has one variable"
    )
    _same(node, parts)


def _reduce(node: n.Reduce, parts: list[Shape]) -> None:
    _need(len(parts) == 1 and node.kind in ("sum", "max"), "a reduction is a sum or a maximum")
    (x,) = parts
    _need(len(x) > 0 and x[-1] > 0 and node.shape == x[:-1], "a reduction is along the last axis")


def _select(node: n.Select, parts: list[Shape]) -> None:
    _need(len(parts) == 3 and node.op in k.RELATIONS, "a choice has a condition and two values")
    _same(node, parts)


def _two(parts: list[Shape]) -> tuple[Shape, Shape]:
    _need(len(parts) == 2, "an operation of two parts")
    return parts[0], parts[1]


def _same(node: n.Node, parts: list[Shape]) -> None:
    _need(all(p == node.shape for p in parts), "entry by entry, shapes are the same")


CHECKS: dict[type, Callable[[Any, list[Shape]], None]] = {
    n.Input: _input,
    n.Constant: _constant,
    n.Gather: _gather,
    n.Dense: _dense,
    n.Convolve: _convolve,
    n.MatMul: _matmul,
    n.Combine: _combine,
    n.Multiply: _multiply,
    n.Map: _map,
    n.Reduce: _reduce,
    n.Select: _select,
}

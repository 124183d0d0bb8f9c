"""A network written out in terms, entry by entry: the language of all other theorems.

The entries of the only input are the variables x_1, ..., x_n; of several, those of the first are
x1_1, ..., x1_n. What the inputs are called plays no part.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flint import fmpq

from symlin.kernel import term as k
from symlin.kernel.certificate import Rejected
from symlin.kernel.claim import Subject
from symlin.kernel.clock import check_time
from symlin.kernel.network import nodes as n
from symlin.kernel.network.arrays import Array, Shape, size_of
from symlin.kernel.network.domain import Domain
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.layers import windows_of
from symlin.kernel.numbers import Number, exact
from symlin.kernel.walk import substitute

Row = list[k.Term]
MOST_TERMS = 200_000
"""Of all nodes together: what is larger is not read, and takes minutes to write."""


def entry_names(graph: Graph) -> list[list[str]]:
    """For each input, the variables of its entries."""
    inputs = graph.input_nodes()
    fronts = ["x"] if len(inputs) == 1 else [f"x{i + 1}" for i in range(len(inputs))]
    return [
        [f"{front}_{place + 1}" for place in range(size_of(node.shape))]
        for front, node in zip(fronts, inputs, strict=True)
    ]


def lower(graph: Graph, domain: Domain) -> Subject:
    """The network as a function of its inputs' entries; raises `Rejected` where it is too large."""
    # constants are numbers, of which there may be many in a few large layers
    sizes = [size_of(node.shape) for node in graph.nodes if not isinstance(node, n.Constant)]
    if sum(sizes) > MOST_TERMS:
        raise Rejected("the network is too large to be written out")
    names = entry_names(graph)
    outputs = outputs_at(graph, [list(map(k.var, row)) for row in names])
    flat = tuple(name for row in names for name in row)
    return Subject(flat, (), tuple(outputs), tuple(_bounds(graph, domain, names)))


def outputs_at(graph: Graph, inputs: Sequence[Sequence[k.Term]]) -> Row:
    """The entries of the output, where those of the inputs are these terms."""
    given = iter(inputs)
    rows: list[Row] = []
    for node in graph.nodes:
        check_time()
        is_input = isinstance(node, n.Input)
        rows.append(list(next(given)) if is_input else _lowered(graph, node, rows))
    return rows[-1]


def _bounds(graph: Graph, domain: Domain, names: Sequence[Sequence[str]]) -> list[k.Guard]:
    found: list[k.Guard] = []
    for node, row in zip(graph.input_nodes(), names, strict=True):
        for place, name in enumerate(row):
            x = k.var(name)
            # the ends belong to the domain, as everywhere in this room
            low, high = domain.of(node.name, place)
            found += [] if low is None else [k.ge(x, k.const(low))]
            found += [] if high is None else [k.ge(k.const(high), x)]
    return found


def _lowered(graph: Graph, node: n.Node, rows: Sequence[Row]) -> Row:
    if isinstance(node, n.Constant):
        return list(map(k.const, _numbers(node.array)))
    parts = [rows[p] for p in node.parts]
    return _RULES[type(node)](node, parts, [graph.nodes[p].shape for p in node.parts])


def _numbers(array: Array) -> list[Number]:
    entries, scale = array.scaled()
    return [exact(fmpq(e, scale)) for e in entries]


def _gather(node: n.Gather, parts: list[Row], _: list[Shape]) -> Row:
    source = [e for part in parts for e in part]
    if node.index is None:
        return source
    source.append(k.const(node.filler))  # index -1 is Python's last entry
    return [source[i] for i in node.index]


def _weighted(weights: Sequence[k.Term], entries: Sequence[k.Term]) -> k.Term:
    """Their sum of products: one node where the weights are numbers."""
    check_time()
    # zero weights are left in: a layer's row is one node, whatever its weights are
    if all(isinstance(w, k.Const) for w in weights):
        numbers = [w.value for w in weights if isinstance(w, k.Const)]
        return k.add(k.linear_combination(numbers, entries))
    return k.add(*map(k.mul, weights, entries))


def _dense(node: n.Dense, parts: list[Row], shapes: list[Shape]) -> Row:
    x, weights = parts
    inner = shapes[1][1]
    rows = [weights[i : i + inner] for i in range(0, len(weights), inner)]
    vectors = [x[i : i + inner] for i in range(0, len(x), inner)]
    return [_weighted(row, vector) for vector in vectors for row in rows]


def _convolve(node: n.Convolve, parts: list[Row], shapes: list[Shape]) -> Row:
    x, weights = parts
    shape, sizes = shapes
    plane, inner = size_of(shape[2:]), size_of(sizes[1:])
    filters = sizes[0] // node.groups
    found: Row = []
    for b in range(shape[0]):
        for o in range(sizes[0]):
            first = b * shape[1] + (o // filters) * sizes[1]
            row = weights[o * inner : (o + 1) * inner]
            for window in windows_of(node, shape[2:], sizes[2:]):
                taps = [
                    (weight, x[(first + c) * plane + place])
                    for c in range(sizes[1])
                    for weight, place in zip(
                        row[c * len(window) : (c + 1) * len(window)], window, strict=True
                    )
                    if place >= 0  # padding is 0, and leaves no trace
                ]
                found.append(_weighted([w for w, _ in taps], [e for _, e in taps]))
    return found


def _matmul(node: n.MatMul, parts: list[Row], shapes: list[Shape]) -> Row:
    a, b = parts
    batch, rows, inner = shapes[0]
    columns = shapes[1][2]
    found: Row = []
    for i in range(batch):
        for r in range(rows):
            row = a[(i * rows + r) * inner : (i * rows + r + 1) * inner]
            for c in range(columns):
                column = b[i * inner * columns : (i + 1) * inner * columns][c::columns]
                # either factor may hold the weights; which of them, the entries say
                number = all(isinstance(e, k.Const) for e in column)
                found.append(_weighted(column, row) if number else _weighted(row, column))
    return found


def _combine(node: n.Combine, parts: list[Row], _: list[Shape]) -> Row:
    constant = k.const(node.constant)
    found: Row = []
    for entries in zip(*parts, strict=True):
        check_time()  # sums of sums are flat: they may grow
        found.append(k.add(*map(k.scale, node.coefficients, entries), constant))
    return found


def _map(node: n.Map, parts: list[Row], _: list[Shape]) -> Row:
    return [substitute((node.term,), {n.VARIABLE: entry})[0] for entry in parts[0]]


def _reduce(node: n.Reduce, parts: list[Row], shapes: list[Shape]) -> Row:
    length = shapes[0][-1]
    reduce = k.add if node.kind == "sum" else k.maximum
    return [reduce(*parts[0][i : i + length]) for i in range(0, len(parts[0]), length)]


def _select(node: n.Select, parts: list[Row], _: list[Shape]) -> Row:
    return [
        k.piecewise((first, k.relation(node.op, guard)), (second, k.TRUE))
        for guard, first, second in zip(*parts, strict=True)
    ]


_RULES: dict[type, Callable[[Any, list[Row], list[Shape]], Row]] = {
    n.Gather: _gather,
    n.Dense: _dense,
    n.Convolve: _convolve,
    n.MatMul: _matmul,
    n.Combine: _combine,
    n.Multiply: lambda node, parts, _: list(map(k.mul, *parts)),
    n.Map: _map,
    n.Reduce: _reduce,
    n.Select: _select,
}

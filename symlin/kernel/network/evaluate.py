"""The values of a graph at points: exact where they are rational, else enclosed in balls."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import compress
from operator import add, mul
from typing import Any

from flint import arb, fmpq

from symlin.kernel.clock import check_time
from symlin.kernel.network import nodes as g
from symlin.kernel.network.arrays import Shape, over_one_denominator, size_of
from symlin.kernel.network.demand import Wanted, last_uses, wanted
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.layers import layer
from symlin.kernel.network.scalars import RELU, balls_at, rational_at, sign_holds
from symlin.kernel.network.values import (
    Row,
    Values,
    aligned,
    balls,
    entrywise,
    is_too_large,
    joined,
    product,
    scaled_row,
)
from symlin.kernel.numbers import Number, TooLarge
from symlin.kernel.theories.enclosure import working_precision
from symlin.kernel.theories.rational import NotRational, compare

Point = Mapping[str, Mapping[int, Number]]
"""For each input, the entries that are not 0."""


class Evaluation:
    """A graph at some points. What is exact is computed once, balls at each precision anew."""

    def __init__(
        self,
        graph: Graph,
        points: Sequence[Point],
        entries: Mapping[int, Wanted] | None = None,
    ) -> None:
        """`entries` are those of nodes that are asked for; all of the output's, if not given."""
        last = len(graph.nodes) - 1
        self._graph = graph
        self._points = points
        self._wanted = wanted(graph, {last: None} if entries is None else entries)
        self._exact: dict[int, Values] = {}

    def values(self, bits: int) -> Values:
        """The output, with balls of so many bits where it is not rational; entries that were not
        asked for may be None.

        Raises `NoValue` outside the domain of what was asked for, `NoBall` where the precision
        does not say what the values are, and `TooLarge`.
        """
        return self._operand(len(self._graph.nodes) - 1, self.run(bits))

    def run(self, bits: int) -> dict[int, Values]:
        """The values of all nodes that were computed, and not used up; raises as `values` does."""
        with working_precision(bits):
            memo: dict[int, Values] = {}
            uses = last_uses(self._graph)
            for place, node in enumerate(self._graph.nodes):
                check_time()
                # constants are read where they are used, as far as they are used
                if isinstance(node, g.Constant) or self._wanted[place] == set():
                    continue
                memo[place] = self._exact.get(place) or self._value(place, node, memo)
                if memo[place].is_exact and place not in self._exact:
                    if is_too_large(memo[place]):
                        memo[place] = balls(memo[place])
                    else:
                        self._exact[place] = memo[place]
                # exact values are kept, for the next precision
                for done in uses.get(place, ()):  # balls of large nets would fill the memory
                    if done in memo and not memo[done].is_exact:
                        del memo[done]
            return memo

    def _value(self, place: int, node: g.Node, memo: Mapping[int, Values]) -> Values:
        if isinstance(node, g.Input):
            return self._input(node)
        nodes = self._graph.nodes
        asked = self._wanted[place]
        if isinstance(node, g.Dense | g.Convolve):
            first, second = node.parts
            weights = nodes[second]
            stored = weights.array if isinstance(weights, g.Constant) else None
            found = self._operand(second, memo) if stored is None else stored
            x, shapes = self._operand(first, memo), (nodes[first].shape, weights.shape)
            return layer(node, x, found, shapes, asked)
        parts = [self._operand(p, memo) for p in node.parts]
        return _RULES[type(node)](node, parts, [nodes[p].shape for p in node.parts], asked)

    def _operand(self, place: int, memo: Mapping[int, Values]) -> Values:
        node = self._graph.nodes[place]
        if not isinstance(node, g.Constant):
            # of parts from which nothing is asked for, nothing was computed
            return memo.get(place) or Values([[None] * size_of(node.shape)], 1)
        entries, scale = node.array.scaled()
        return Values([entries], scale)

    def _input(self, node: g.Input) -> Values:
        rows: list[Row] = []
        numbers = [p.get(node.name, {}) for p in self._points]
        flat, scale = over_one_denominator([n for entries in numbers for n in entries.values()])
        found = iter(flat)
        for entries in numbers:
            row: Row = [0] * size_of(node.shape)
            for place in entries:
                row[place] = next(found)
            rows.append(row)
        return Values(rows, scale)


# ---- one rule for each operation ----


def _gather(node: g.Gather, parts: list[Values], _: Any, wanted: Wanted) -> Values:
    same, scale = aligned(parts)
    index = node.index
    if index is None:
        return Values(joined(same, lambda rows: [e for row in rows for e in row]), scale)
    ((filler,), over) = over_one_denominator([node.filler])
    if scale:
        # a filler such as 1/3 may need a finer denominator than the entries
        if scale % over:
            same, scale = (
                [Values([scaled_row(r, over) for r in p.rows], 1) for p in same],
                scale * over,
            )
        filler *= scale // over
    # one denominator for the entries and the filler
    last: Any = filler if scale else arb(fmpq(filler, over))

    def row(rows: list[Row]) -> Row:
        source = [e for part in rows for e in part]
        source.append(last)  # index -1 is Python's last entry
        return list(map(source.__getitem__, index))

    return Values(joined(same, row), scale)


NOTHING = arb(0)


def _combine(node: g.Combine, parts: list[Values], _: Any, wanted: Wanted) -> Values:
    # sum of c_k u_k + c, all over the product of both denominators
    same, scale = aligned(parts)
    weights, over = over_one_denominator([*node.coefficients, node.constant])
    *factors, constant = weights
    numbers: list[Any] = [*factors, constant * scale]
    if not scale:
        numbers = [arb(fmpq(w, over)) for w in weights]
    *factors, last = numbers

    def row(rows: list[Row]) -> Row:
        found: Row | None = None
        for factor, entries in zip(factors, rows, strict=True):
            multiple = entries if factor == 1 else scaled_row(entries, factor)
            found = multiple if found is None else entrywise(add, found, multiple)
        assert found is not None  # a sum has parts
        return found if last == 0 else [None if e is None else e + last for e in found]

    return Values(joined(same, row), scale * over)


def _multiply(node: g.Multiply, parts: list[Values], _: Any, wanted: Wanted) -> Values:
    a, b = parts
    if not (a.is_exact and b.is_exact):
        a, b = balls(a), balls(b)
    return Values(joined((a, b), lambda rows: entrywise(mul, *rows)), a.scale * b.scale)


def _map(node: g.Map, parts: list[Values], _: Any, wanted: Wanted) -> Values:
    (values,) = parts
    if node.term is RELU:  # the most common formula: whole numbers stay whole
        positive = _positive if values.is_exact else _positive_ball
        return Values([list(map(positive, row)) for row in values.rows], values.scale)
    # rational as long as it goes: a softmax at the end costs the layers before it nothing
    if values.is_exact:
        try:
            return _mapped_exactly(node, values, wanted)
        except (NotRational, TooLarge):
            values = balls(values)
    asked = [[_is_wanted(i, e, wanted) for i, e in enumerate(row)] for row in values.rows]
    arguments = [e for row, own in zip(values.rows, asked, strict=True) for e in compress(row, own)]
    found = iter(balls_at(node.term, arguments))
    return Values([[next(found) if a else None for a in own] for own in asked], 0)


def _positive(entry: Any) -> Any:
    return entry if entry is None or entry > 0 else 0


def _positive_ball(entry: Any) -> Any:
    return None if entry is None else entry.max(NOTHING)


def _is_wanted(place: int, entry: Any, wanted: Wanted) -> bool:
    return entry is not None and (wanted is None or place in wanted)


def _mapped_exactly(node: g.Map, values: Values, wanted: Wanted) -> Values:
    scale = values.scale
    found: list[list[Number | None]] = []
    for row in values.rows:
        new: list[Number | None] = []
        for place, entry in enumerate(row):
            asked = _is_wanted(place, entry, wanted)
            new.append(rational_at(node.term, fmpq(int(entry), scale)) if asked else None)
        found.append(new)
    # the formula's values have denominators of their own
    whole, over = over_one_denominator([n for row in found for n in row if n is not None])
    numbers = iter(whole)
    return Values([[None if n is None else next(numbers) for n in row] for row in found], over)


def _reduce(node: g.Reduce, parts: list[Values], shapes: list[Shape], wanted: Wanted) -> Values:
    (values,) = parts
    length = shapes[0][-1]
    if node.kind == "sum":
        reduce: Callable[[Row], Any] = sum
    else:
        reduce = max if values.is_exact else _largest

    def row(entries: Row) -> Row:
        windows = (entries[i : i + length] for i in range(0, len(entries), length))
        return [None if None in window else reduce(window) for window in windows]

    return Values([row(r) for r in values.rows], values.scale)


def _largest(window: Row) -> arb:
    first: arb = window[0]
    for other in window[1:]:
        first = first.max(other)
    return first


def _select(node: g.Select, parts: list[Values], _: Any, wanted: Wanted) -> Values:
    guard, *values = parts
    same, scale = aligned(values)

    def chosen(entry: Any, first: Any, second: Any) -> Any:
        if entry is None or first is None or second is None:
            return None
        # of whole numbers over a positive denominator, the sign is the numerator's
        holds = compare(int(entry), node.op) if guard.is_exact else sign_holds(node.op, entry)
        return first if holds else second

    return Values(joined([guard, *same], lambda rows: list(map(chosen, *rows))), scale)


def _matmul(node: g.MatMul, parts: list[Values], shapes: list[Shape], wanted: Wanted) -> Values:
    a, b = parts
    is_exact = a.is_exact and b.is_exact
    if not is_exact:
        a, b = balls(a), balls(b)
    batch, rows, inner = shapes[0]
    columns = shapes[1][2]

    def row(both: list[Row]) -> Row:
        first, second = both
        found: Row = []
        for i in range(batch):
            left = first[i * rows * inner : (i + 1) * rows * inner]
            right = second[i * inner * columns : (i + 1) * inner * columns]
            found += product(
                [left[r * inner : (r + 1) * inner] for r in range(rows)],
                [right[c::columns] for c in range(columns)],
                inner,
                is_exact,
            )
        return found

    return Values(joined((a, b), row), a.scale * b.scale)


_RULES: dict[type, Callable[..., Values]] = {
    g.Gather: _gather,
    g.Combine: _combine,
    g.Multiply: _multiply,
    g.Map: _map,
    g.Reduce: _reduce,
    g.Select: _select,
    g.MatMul: _matmul,
}

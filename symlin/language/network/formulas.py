"""Formulas of several inputs as nodes of a graph, for many points at once.

What is alike below the outputs is one node: a softmax of 1,000 entries is an exponential, a sum, a
reciprocal and a product, as it is for 2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any, cast

from symlin.kernel import term as k
from symlin.kernel.definedness import definedness
from symlin.kernel.network.arrays import size_of
from symlin.kernel.network.nodes import VARIABLE
from symlin.kernel.numbers import Number
from symlin.kernel.walk import children, topological
from symlin.language.network.builder import Builder, Ref
from symlin.language.network.indices import NoGraph

Group = tuple[Any, ...]
X = k.var(VARIABLE)


def formulas(builder: Builder, x: Ref, terms: Sequence[k.Term], names: Sequence[str]) -> Ref:
    """Terms in these variables at every point: from (variables, points) to (terms, points).

    Raises `NoGraph`.
    """
    return _Writer(builder, x, names).written(terms)


class _Writer:
    """Which row of which node each term is."""

    def __init__(self, builder: Builder, x: Ref, names: Sequence[str]) -> None:
        self._builder = builder
        self._points = builder.shape(x)[1]
        self._rows: dict[k.Node, tuple[Ref, int]] = {}
        for row, name in enumerate(names):
            self._rows[k.var(name)] = x, row

    def written(self, terms: Sequence[k.Term]) -> Ref:
        """The terms as rows; raises `NoGraph`."""
        for group, members in _groups(terms, self._rows):
            made = self._made(group, members)
            self._rows.update((term, (made, row)) for row, term in enumerate(members))
        return self._parts([[term] for term in terms])

    def _made(self, group: Group, terms: Sequence[k.Term]) -> Ref:
        builder, first = self._builder, terms[0]
        match first:
            case k.Const():
                numbers = [t.value for t in terms if isinstance(t, k.Const)]
                column = builder.numbers((len(terms), 1), numbers)
                return builder.broadcast(column, (len(terms), self._points))
            case k.Sum(weights, _, constant):
                return self._sum(weights, constant, _children(terms))
            case k.Product():
                return reduce(builder.multiply, self._columns(terms))
            case k.Max():
                return builder.maximum(self._parts(_children(terms)), (-1,))
            case k.Piecewise():
                return self._choice(first)
            case k.Function(_, None):
                return builder.map(builder.full((1, self._points), 0), first)
            case k.Power() | k.Root() | k.Function():
                return builder.map(self._parts(_children(terms)), _at_variable(first))
        raise NoGraph(type(first).__name__)

    def _sum(
        self, weights: Sequence[Number], constant: Number, parts: Sequence[Sequence[k.Term]]
    ) -> Ref:
        builder, entries = self._builder, self._parts(parts)
        if len(weights) == 1:
            return builder.scale(entries, weights[0], constant)
        if len(set(weights)) == 1:
            return builder.scale(builder.sum(entries, (-1,)), weights[0], constant)
        each = builder.numbers((len(weights),), weights)
        return builder.scale(builder.sum(builder.multiply(each, entries), (-1,)), 1, constant)

    def _columns(self, terms: Sequence[k.Term]) -> list[Ref]:
        """For each place in the terms, the parts that stand there."""
        return [
            self._parts([[p] for p in column]) for column in zip(*_children(terms), strict=True)
        ]

    def _parts(self, parts: Sequence[Sequence[k.Term]]) -> Ref:
        """Rows of terms as (rows, points, terms); of single terms as (rows, points)."""
        builder, points = self._builder, self._points
        found = [self._rows[term] for row in parts for term in row]
        refs = list(dict.fromkeys(ref for ref, _ in found))
        starts, start = {}, 0
        for ref in refs:
            starts[ref] = start
            start += size_of(builder.shape(ref))
        firsts = [starts[ref] + row * points for ref, row in found]
        width = len(parts[0])
        if width == 1:
            if len(refs) == 1 and firsts == list(range(0, start, points)):
                return refs[0]
            return builder.gather(
                refs, (len(parts), points), (f + i for f in firsts for i in range(points))
            )
        rows = [firsts[i : i + width] for i in range(0, len(firsts), width)]
        places = (f + i for row in rows for i in range(points) for f in row)
        return builder.gather(refs, (len(parts), points, width), places)

    def _choice(self, term: k.Piecewise) -> Ref:
        *branches, (last, value) = term.branches
        # where a piece is chosen a graph computes the others, too
        total = definedness(children(term)) is k.TRUE
        if last is not k.TRUE or not total:
            raise NoGraph("pieces")
        found = self._parts([[value]])
        for guard, value in reversed(branches):
            found = self._chosen(guard, self._parts([[value]]), found)
        return found

    def _chosen(self, guard: k.Guard, a: Ref, b: Ref) -> Ref:
        """a where the guard holds, else b."""
        match guard:
            case k.Truth(value):
                return a if value else b
            case k.Relation(op, side):
                return self._builder.select(op, self._parts([[side]]), a, b)
            case k.And(parts):
                return reduce(lambda found, part: self._chosen(part, found, b), reversed(parts), a)
            case k.Or(parts):
                return reduce(lambda found, part: self._chosen(part, a, found), reversed(parts), b)


def _groups(
    terms: Sequence[k.Term], known: Mapping[k.Node, object]
) -> list[tuple[Group, list[k.Term]]]:
    """The terms at and below these that are made alike, those that others are made of first."""
    heights: dict[k.Node, int] = {}
    groups: dict[Group, list[k.Term]] = {}
    for node in topological(terms):
        heights[node] = 1 + max((heights[part] for part in children(node)), default=0)
        if isinstance(node, k.Term) and node not in known:
            groups.setdefault((heights[node], *_kind(node)), []).append(node)
    return sorted(groups.items(), key=lambda item: item[0][0])


def _kind(term: k.Term) -> Group:
    """What terms have in common that one node can make."""
    match term:
        case k.Sum(weights, _, constant):
            return "sum", weights, constant
        case k.Power(_, exponent):
            return "power", exponent
        case k.Root(_, degree):
            return "root", degree
        case k.Function(name, _):
            return name, type(term)
        case k.Piecewise():
            return "pieces", id(term)
        case _:
            return type(term), len(children(term))


def _children(terms: Sequence[k.Term]) -> list[tuple[k.Term, ...]]:
    return [cast(tuple[k.Term, ...], children(term)) for term in terms]


def _at_variable(term: k.Power | k.Root | k.Function) -> k.Term:
    """The same operation on the variable of a map."""
    match term:
        case k.Power(_, exponent):
            return k.power(X, exponent)
        case k.Root(_, degree):
            return k.root(X, degree)
        case k.Function(name, _):
            return k.function(name, X)

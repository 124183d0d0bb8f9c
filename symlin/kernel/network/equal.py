"""Two networks as one graph, whose output is their difference; and that it is 0, pair by pair.

A pair names two nodes whose entries are the same numbers at every point at which both networks have
values. It is seen to be one where both are the same operation of parts that are seen to be the
same; or where both are affine functions of nodes that are seen to be the same, with equal values
where these are 0, and where one entry of them is 1: affine functions are determined by these.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import islice

from symlin.kernel.certificate import Rejected
from symlin.kernel.clock import check_time
from symlin.kernel.network import nodes as n
from symlin.kernel.network.arrays import Array, size_of
from symlin.kernel.network.evaluate import Evaluation, Point
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.structure import BITS, Facts, facts_of
from symlin.kernel.theories.enclosure import NoBall
from symlin.kernel.theories.rational import NoValue

AT_ONCE = 64
"""Points that are computed together."""


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Nodes that are the same, in an order in which each follows from those before it."""

    pairs: tuple[tuple[int, int], ...]


def settled_pairs(pairs: Pairs) -> Pairs:
    """The same in tuples of plain whole numbers, which nobody can change."""
    return Pairs(tuple((int.__index__(u), int.__index__(v)) for u, v in pairs.pairs))


def is_difference(graph: Graph) -> bool:
    """Whether the output is f - g, for two nodes f and g."""
    last = graph.output
    return (
        isinstance(last, n.Combine)
        and len(last.parts) == 2
        and tuple(last.coefficients) == (1, -1)
        and last.constant == 0
    )


def check_pairs(graph: Graph, pairs: Pairs) -> None:
    """Raises `Rejected` where the pairs do not show that the output is 0 where it has a value."""
    if not is_difference(graph):
        raise Rejected("a comparison is about the difference of two networks")
    seen = Sameness(graph)
    for u, v in pairs.pairs:
        if not 0 <= min(u, v) <= max(u, v) < len(graph.nodes):
            raise Rejected("a pair names what is no node")
        if not seen.is_same_operation(u, v) and not seen.is_same_affine(u, v):
            raise Rejected(f"nodes {u} and {v} are not seen to be the same")
        seen.join(u, v)
    # f - g is 0 where f and g are one name
    first, second = graph.output.parts
    if seen.names[first] != seen.names[second]:
        raise Rejected("the two outputs are not seen to be the same")


class Sameness:
    """Which nodes are seen to be the same: those that have one name."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.names = list(range(len(graph.nodes)))
        self._joined: set[int] = set()
        self.varying: list[bool] = []
        """Whether a node depends on an input."""
        for node in graph.nodes:
            own = isinstance(node, n.Input)
            self.varying.append(own or any(self.varying[p] for p in node.parts))

    def join(self, u: int, v: int) -> None:
        """Gives both one name, and those that had the second's name."""
        # all that had the second's name, so that being the same can be followed from pair to pair
        old, new = self.names[v], self.names[u]
        self.names = [new if name == old else name for name in self.names]
        self._joined |= {u, v}

    def is_same_operation(self, u: int, v: int) -> bool:
        """Whether both are one operation, with the same settings, of parts that are the same."""
        first, second = self.graph.nodes[u], self.graph.nodes[v]
        # two inputs are two variables, whatever they are called
        if isinstance(first, n.Input) or type(first) is not type(second):
            return u == v
        if [self.names[p] for p in first.parts] != [self.names[p] for p in second.parts]:
            return False
        # strides, indices, formulas, weights: whatever the operation is besides its parts
        settings = (f.name for f in fields(first) if f.name != "parts")
        return all(_is_equal(getattr(first, s), getattr(second, s)) for s in settings)

    def is_same_affine(self, u: int, v: int) -> bool:
        """Whether both are one affine function of nodes that are the same."""
        if self.graph.nodes[u].shape != self.graph.nodes[v].shape:
            return False
        try:
            # that it is affine is read off by the rules for one network
            between = self.between(u, v)
            if Facts.AFFINE not in facts_of(between, ())[-1]:
                return False
            basis = _basis(between)
            while points := list(islice(basis, AT_ONCE)):
                check_time()
                values = Evaluation(between, points).values(BITS)
                # balls around 0 do not say that it is 0
                if not values.is_exact or any(any(row) for row in values.rows):
                    return False
        except (Rejected, NoBall, NoValue):
            return False
        return True

    def between(self, u: int, v: int) -> Graph:
        """u - v as a function of the nearest nodes below that have been joined, and of inputs.

        Where the networks have values, these nodes have some; any numbers in their place are more
        than needs to be shown.
        """
        nodes: list[n.Node] = []
        places: dict[int, int] = {}
        inputs: dict[int, int] = {}
        for place in sorted(self._below(u, v)):
            node = self.graph.nodes[place]
            if self._is_cut(place):
                name = self.names[place]
                if name not in inputs:
                    inputs[name] = len(nodes)
                    nodes.append(n.Input(str(name), node.shape))
                places[place] = inputs[name]
            else:
                places[place] = len(nodes)
                nodes.append(n.moved(node, places))
        shape = self.graph.nodes[u].shape
        nodes.append(n.Combine((places[u], places[v]), shape, (1, -1), 0))
        return Graph(tuple(nodes))

    def _is_cut(self, place: int) -> bool:
        # constants stay, for a product with what varies would not be affine
        known = isinstance(self.graph.nodes[place], n.Input) or place in self._joined
        return known and self.varying[place]

    def _below(self, *outputs: int) -> set[int]:
        found: set[int] = set()
        stack = list(outputs)
        while stack:
            place = stack.pop()
            if place not in found:
                found.add(place)
                stack += () if self._is_cut(place) else self.graph.nodes[place].parts
        return found


def _basis(graph: Graph) -> Iterator[Point]:
    yield {}
    for node in graph.input_nodes():
        for place in range(size_of(node.shape)):
            yield {node.name: {place: 1}}


def _is_equal(first: object, second: object) -> bool:
    if isinstance(first, Array) and isinstance(second, Array):
        return first.shape == second.shape and _are_equal(first, second)
    return type(first) is type(second) and first == second


def _are_equal(first: Array, second: Array) -> bool:
    """Whether the entries are the same numbers, of whatever kind of floats."""
    if first.kind == second.kind and first.data == second.data:
        return True
    (some, scale), (others, over) = first.scaled(), second.scaled()
    return all(a * over == b * scale for a, b in zip(some, others, strict=True))

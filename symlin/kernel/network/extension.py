"""The graph that is left of a network where each unit stays in one piece: on the domain it has the
same values, and on the whole space it can be read by the rules of `structure`."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

from symlin.kernel.certificate import Rejected
from symlin.kernel.network import nodes as g
from symlin.kernel.network.arrays import Array, Shape, size_of
from symlin.kernel.network.demand import wanted
from symlin.kernel.network.domain import Domain
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.pattern import MOVES, Pattern, Walk
from symlin.kernel.network.pieces import Line


def affine_extension(graph: Graph, domain: Domain, pattern: Pattern) -> Graph:
    """A graph without units that has the network's values on the domain.

    Raises `Rejected` where a letter is not seen to apply, where the network may have no value, or
    where its output depends on a unit that is open.
    """
    if not all(place in range(len(graph.nodes)) for place in pattern.letters):
        raise Rejected("a pattern names what is no node")
    walk = Walk(graph, domain, pattern, strict=True)
    # the first unit that is not what its letter says ends it
    for place in range(len(graph.nodes)):
        walk.step()
        if walk.denied(place):
            raise Rejected(MOVES)
    if not walk.is_total():
        raise Rejected("the network is not shown to have values on the whole domain")
    return extension(walk)


def extension(walk: Walk) -> Graph:
    """Nodes with units become what applies. Raises `Rejected` where the output depends on a unit
    that is open."""
    found = _Extension()
    for place, node in enumerate(walk.graph.nodes):
        if place not in walk.choices or not walk.varying[place]:
            found.places[place] = found.add(g.moved(node, found.places))
        elif isinstance(node, g.Map):
            found.places[place] = found.lines(node, walk.choices[place])
        else:
            found.places[place] = found.picks(node, walk.choices[place])
    return found.graph(len(walk.graph.nodes) - 1)


class _Extension:
    def __init__(self) -> None:
        self.nodes: list[g.Node] = []
        self.places: dict[int, int] = {}
        """Of the nodes of the network."""
        self.opened: dict[int, set[int]] = {}
        """Entries that stand for open units: put down as 0, and nothing may ask for them."""

    def add(self, node: g.Node) -> int:
        self.nodes.append(node)
        return len(self.nodes) - 1

    def _gather(self, parts: tuple[int, ...], shape: Shape, index: Sequence[int]) -> int:
        places = memoryview(array("i", index).tobytes()).cast("i")
        return self.add(g.Gather(parts, shape, places))

    def lines(self, node: g.Map, lines: Sequence[Line | None]) -> int:
        """slope x + constant, entry by entry; a slope 0 does not even look at x."""
        place, shape = self.places[node.parts[0]], node.shape
        slopes = [0 if line is None else line[0] for line in lines]
        constants = [0 if line is None else line[1] for line in lines]
        if not any(slopes) and None not in lines:  # then nothing below is asked for
            return self.add(g.Constant(Array(shape, "exact", tuple(constants))))
        if 0 in slopes:
            place = self._gather(
                (place,), shape, [e if a != 0 else -1 for e, a in enumerate(slopes)]
            )
            self.opened[place] = {e for e, line in enumerate(lines) if line is None}
        if not set(slopes) <= {0, 1}:
            factors = self.add(g.Constant(Array(shape, "exact", tuple(slopes))))
            place = self.add(g.Multiply((place, factors), shape))
        if any(constants):
            offsets = self.add(g.Constant(Array(shape, "exact", tuple(constants))))
            place = self.add(g.Combine((place, offsets), shape, (1, 1)))
        return place

    def picks(self, node: g.Node, picks: Sequence[tuple[int, int] | None]) -> int:
        """The entries that were chosen."""
        parts = tuple(dict.fromkeys(pick[0] for pick in picks if pick is not None))
        parts = parts or node.parts[:1]
        starts, start = {}, 0
        for part in parts:
            starts[part] = start
            start += size_of(self.nodes[self.places[part]].shape)
        index = [-1 if pick is None else starts[pick[0]] + pick[1] for pick in picks]
        place = self._gather(tuple(self.places[p] for p in parts), node.shape, index)
        self.opened[place] = {e for e, pick in enumerate(picks) if pick is None}
        return place

    def graph(self, last: int) -> Graph:
        """Without what is not used, and with the output at the end."""
        output = self.places[last]
        if output != len(self.nodes) - 1 or isinstance(self.nodes[output], g.Input):
            output = self.add(g.Gather((output,), self.nodes[output].shape))
        needed = {output}
        for place in range(output, -1, -1):
            if place in needed:
                needed.update(self.nodes[place].parts)
        kept = [p for p, n in enumerate(self.nodes) if p in needed or isinstance(n, g.Input)]
        places = {old: new for new, old in enumerate(kept)}
        graph = Graph(tuple(g.moved(self.nodes[p], places) for p in kept))
        asked: Any = wanted(graph, {len(kept) - 1: None})
        for place, units in self.opened.items():
            entries = asked[places[place]] if place in places else set()
            if units and (entries is None or entries & units):
                raise Rejected("the output depends on a unit that is open")
        return graph

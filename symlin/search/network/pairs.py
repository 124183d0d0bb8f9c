"""Which nodes of two networks are the same: proposals for a comparison, node by node."""

from __future__ import annotations

from collections.abc import Iterator

from symlin.exact.deadline import Deadline
from symlin.kernel.network import nodes as n
from symlin.kernel.network.arrays import size_of
from symlin.kernel.network.equal import Pairs, Sameness
from symlin.kernel.network.graph import Graph

MOST_BASIS = 20_000
"""Entries below an affine part, for each of which it is computed once."""
CANDIDATES = 3
"""Affine parts of one shape that are compared with one: networks have their layers in one order."""


def same_nodes(graph: Graph, deadline: Deadline, *, affine: bool) -> Pairs:
    """Pairs in the order in which the kernel can follow them, as many as are found; those of affine
    parts, which take time, only if they are asked for.

    The graph is the difference of two networks: nodes of the second come behind those of the first.
    """
    seen, found = Sameness(graph), list[tuple[int, int]]()
    # nodes of the second network come behind those of the first
    first, second = graph.output.parts
    for v in range(first + 1, second + 1):
        if deadline.left <= 0:
            break
        for u in _like(graph, seen, v, first):
            if seen.is_same_operation(u, v) or (affine and _is_same_affine(seen, u, v)):
                seen.join(u, v)
                found.append((u, v))
                break
    return Pairs(tuple(found))


def _like(graph: Graph, seen: Sameness, v: int, last: int) -> Iterator[int]:
    """Nodes of the first network that may be the same, those made of the same parts first."""
    node = graph.nodes[v]
    fits = [u for u in range(last + 1) if graph.nodes[u].shape == node.shape]
    parts = [seen.names[p] for p in node.parts]
    alike = [u for u in fits if [seen.names[p] for p in graph.nodes[u].parts] == parts]
    yield from alike
    # written in other steps, perhaps: those that are nobody's pair yet, in their order
    taken = {seen.names[w] for w in range(last + 1, v)}
    others = [u for u in fits if u not in alike and u not in taken]
    yield from [u for u in others if seen.varying[u] is seen.varying[v]][:CANDIDATES]


def _is_same_affine(seen: Sameness, u: int, v: int) -> bool:
    """Whether both are seen to be one affine function, in a time that is worth it."""
    nodes = seen.graph.nodes
    # numbers in a file are compared as they are; what is made of them is computed
    stored = isinstance(nodes[u], n.Constant) and isinstance(nodes[v], n.Constant)
    if stored or (not seen.varying[v] and size_of(nodes[v].shape) > MOST_BASIS):
        return False
    # a look at the operations costs nothing, and most pairs are none
    below = seen.between(u, v)
    if any(not isinstance(node, _AFFINE) for node in below.nodes):
        return False
    basis = sum(size_of(node.shape) for node in below.input_nodes())
    return basis <= MOST_BASIS and seen.is_same_affine(u, v)


_AFFINE = n.Input | n.Constant | n.Gather | n.Dense | n.Convolve | n.Combine | n.Multiply | n.Reduce
"""A formula or a choice bends, unless it is the same in both."""

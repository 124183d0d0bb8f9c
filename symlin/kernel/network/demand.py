"""Which entries of nodes others depend on."""

from __future__ import annotations

from collections.abc import Mapping

from symlin.kernel.network import nodes as g
from symlin.kernel.network.arrays import size_of
from symlin.kernel.network.graph import Graph

Wanted = set[int] | None
"""Entries that are asked for; None for all."""


def wanted(graph: Graph, entries: Mapping[int, Wanted]) -> list[Wanted]:
    """For each node, the entries that these entries of nodes depend on; of some all of them."""
    # backwards, so that whoever uses a node has said what it needs before the node is met
    last = len(graph.nodes) - 1
    found: list[Wanted] = [entries.get(place, set()) for place in range(last + 1)]
    for place in range(last, -1, -1):
        node = graph.nodes[place]
        sizes = [size_of(graph.nodes[p].shape) for p in node.parts]
        for part, more in zip(node.parts, _below(node, found[place], sizes), strict=True):
            known = found[part]
            found[part] = None if more is None or known is None else known | more
    return found


def varying(graph: Graph) -> list[bool]:
    """Of each node, whether it depends on an input."""
    found: list[bool] = []
    for node in graph.nodes:
        found.append(isinstance(node, g.Input) or any(found[p] for p in node.parts))
    return found


def _below(node: g.Node, entries: Wanted, sizes: list[int]) -> list[Wanted]:
    if not entries:  # all of them, or none
        return [entries] * len(sizes)
    match node:
        case g.Combine() | g.Multiply() | g.Map() | g.Select():
            return [entries] * len(sizes)
        case g.Reduce():
            length = sizes[0] // max(size_of(node.shape), 1)
            return [{e * length + j for e in entries for j in range(length)}]
        case g.Gather():
            # -1, the filler, is no entry of any part: `_split` leaves it out
            chosen = entries if node.index is None else {node.index[e] for e in entries}
            return _split(chosen, sizes)
        case g.Dense():  # of the weights, whole rows are taken as they are needed
            rows = {e // node.shape[-1] for e in entries}
            length = sizes[1] // node.shape[-1]
            return [{r * length + j for r in rows for j in range(length)}, None]
        case _:  # what windows overlap in is not worth telling apart
            return [None] * len(sizes)


def _split(chosen: set[int], sizes: list[int]) -> list[Wanted]:
    found: list[Wanted] = []
    start = 0
    for size in sizes:
        found.append({e - start for e in chosen if start <= e < start + size})
        start += size
    return found


def last_uses(graph: Graph) -> dict[int, list[int]]:
    """For each node, those that are not needed after it."""
    last = {p: place for place, node in enumerate(graph.nodes) for p in node.parts}
    found: dict[int, list[int]] = {}
    for part, place in last.items():
        found.setdefault(place, []).append(part)
    return found

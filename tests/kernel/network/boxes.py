"""Domains drawn at random: boxes, half-spaces, points; and points of them."""

from __future__ import annotations

from random import Random

from flint import fmpq

from symlin.kernel.network.arrays import size_of
from symlin.kernel.network.domain import Domain, Ends
from symlin.kernel.network.graph import Graph
from symlin.kernel.numbers import Number, exact

from .random_graphs import NUMBERS

WIDTHS: tuple[Number, ...] = (0, fmpq(1, 1000), fmpq(1, 3), 1, 1, 4)


def random_domain(rng: Random, graph: Graph) -> Domain:
    """Ends for each entry of some inputs, one side missing here and there."""
    ends: dict[str, tuple[Ends, ...]] = {}
    for node in graph.input_nodes():
        if rng.random() < 0.9:
            width, size = rng.choice(WIDTHS), size_of(node.shape)
            rows = 1 if rng.random() < 0.2 or not size else size
            ends[node.name] = tuple(_ends(rng, width) for _ in range(rows))
    return Domain(ends)


def _ends(rng: Random, width: Number) -> Ends:
    low = exact(rng.choice(NUMBERS))
    high = exact(low + (width if rng.random() < 0.8 else rng.choice(WIDTHS)))
    chance = rng.random()
    return None if chance < 0.08 else low, None if 0.04 < chance < 0.12 else high


def point_in(rng: Random, graph: Graph, domain: Domain) -> dict[str, dict[int, Number]]:
    """A corner in every third entry, so that ends are met."""
    found: dict[str, dict[int, Number]] = {}
    for node in graph.input_nodes():
        entries = {i: _between(rng, *domain.of(node.name, i)) for i in range(size_of(node.shape))}
        found[node.name] = {i: value for i, value in entries.items() if value != 0}
    return found


def _between(rng: Random, low: Number | None, high: Number | None) -> Number:
    far = rng.choice((0, 1, fmpq(1, 7), 100, 10**6))
    if low is None:
        return exact((0 if high is None else high) - far)
    if high is None:
        return exact(low + far)
    share = rng.choice((0, 1, fmpq(1, 2), fmpq(rng.randrange(1, 97), 97), fmpq(1, 100)))
    return exact(low + share * (high - low))

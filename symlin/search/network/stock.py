"""Points of networks that are tried first: few of their entries are not 0."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from flint import fmpq

from symlin.kernel.claim import Law
from symlin.kernel.network.arrays import size_of
from symlin.kernel.network.domain import Domain
from symlin.kernel.network.evaluate import Point
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.structure import is_total
from symlin.kernel.numbers import Number, exact

SIZES: tuple[Number, ...] = (1, 16, 1024, fmpq(1, 16), 2**20)
"""Of the entry that is not 0: the first are what people would try."""

HALF = fmpq(1, 2)

Combination = tuple[tuple[int, ...], tuple[Number, ...]]
"""Places in a list of points, and their weights."""


@dataclass(frozen=True)
class Trial:
    """Some points, and combinations of them that are instances of laws."""

    points: tuple[Point, ...]
    instances: Mapping[Law, tuple[Combination, ...]]


AROUND: Mapping[Law, tuple[Combination, ...]] = {
    Law.LINEAR: (((0,), (1,)), ((0, 1, 2), (1, -HALF, -HALF)), ((3, 1), (1, -2))),
    Law.ADDITIVITY: (((0, 1, 2), (1, -1, -1)), ((3, 1, 1), (1, -1, -1)), ((4, 1, 5), (1, -1, -1))),
    Law.HOMOGENEITY: (((2, 1), (1, 1)), ((3, 1), (1, -2)), ((0, 1), (1, 0))),
    Law.AFFINE: (((0, 1, 2), (1, -HALF, -HALF)), ((4, 1, 5, 0), (1, -1, -1, 1))),
    Law.POSITIVE_HOMOGENEITY: (((3, 1), (1, -2)), ((0, 1), (1, 0))),
    Law.ODD: (((2, 1), (1, 1)), ((0, 0), (1, 1))),
}
"""Of 0, e, -e, 2e, e + d and d."""

AHEAD: Mapping[Law, tuple[Combination, ...]] = {
    Law.LINEAR: (((0,), (1,)), ((2, 1), (1, -2)), ((3, 1, 4), (1, -1, -1))),
    Law.ADDITIVITY: (((2, 1, 1), (1, -1, -1)), ((3, 1, 4), (1, -1, -1)), ((0, 0, 0), (1, -1, -1))),
    Law.HOMOGENEITY: (((2, 1), (1, -2)), ((0, 1), (1, 0))),
    Law.AFFINE: (((1, 0, 2), (1, -HALF, -HALF)), ((3, 1, 4, 0), (1, -1, -1, 1))),
    Law.POSITIVE_HOMOGENEITY: (((2, 1), (1, -2)), ((0, 1), (1, 0))),
    Law.ODD: (((0, 0), (1, 1)),),
}
"""Of 0, e, 2e, e + d and d, where entries are not negative."""

FULL: Mapping[Law, tuple[Combination, ...]] = {
    Law.LINEAR: (((1, 0), (1, -2)), ((2, 0, 3), (1, -1, -1))),
    Law.ADDITIVITY: (((1, 0, 0), (1, -1, -1)), ((2, 0, 3), (1, -1, -1))),
    Law.HOMOGENEITY: (((1, 0), (1, -2)),),
    Law.AFFINE: (((4, 0, 3), (1, -HALF, -HALF)),),
    Law.POSITIVE_HOMOGENEITY: (((1, 0), (1, -2)),),
}
"""Of p, 2p, p + q, q and the middle of p and q, where 0 has no value."""

BETWEEN: Mapping[Law, tuple[Combination, ...]] = {
    Law.LINEAR: (((0, 1, 2), (1, -HALF, -HALF)), ((3, 1, 4, 0), (1, -1, -1, 1))),
    Law.AFFINE: (((0, 1, 2), (1, -HALF, -HALF)), ((3, 1, 4, 0), (1, -1, -1, 1))),
}
"""Of c, c + e, c - e, c + e + d and c + d, in a box."""


def stock_trials(graph: Graph, domain: Domain) -> Iterator[Trial]:
    """The simplest points first."""
    # where sparse points have no values, full ones come last
    pairs, is_first = list(_directions(graph)), True
    for size in SIZES:
        for first, second in pairs:
            trial = _trial(graph, domain, first, second, size)
            if trial is None:
                continue
            if is_first:  # most networks break there, and points cost time
                yield _of_one_entry(trial)
            is_first = False
            yield trial
    if domain.is_everywhere and not is_total(graph):
        yield _full(graph)


def stock_points(graph: Graph) -> Iterator[Point]:
    """Points one by one: the origin, few entries, and none that is 0."""
    # the points of laws, each for itself
    yield {}
    for first, second in _directions(graph):
        _, *points = _points({}, first, second, 1, True)
        yield from points
    yield from _full(graph).points


def _of_one_entry(trial: Trial) -> Trial:
    """Only the points before those in which a second entry takes part: the last two."""
    count = len(trial.points) - 2
    few = {
        law: tuple(c for c in combinations if max(c[0]) < count)
        for law, combinations in trial.instances.items()
    }
    return Trial(trial.points[:count], few)


def _full(graph: Graph) -> Trial:
    """Points without a 0: where logarithms and quotients have values."""
    one: dict[str, dict[int, Number]] = {}
    other: dict[str, dict[int, Number]] = {}
    for node in graph.input_nodes():
        size = size_of(node.shape)
        one[node.name] = dict.fromkeys(range(size), 1)
        other[node.name] = {place: 1 + place % 3 for place in range(size)}
    points = [
        {
            name: {i: exact(a * v + b * other[name][i]) for i, v in row.items()}
            for name, row in one.items()
        }
        for a, b in ((1, 0), (2, 0), (1, 1), (0, 1), (HALF, HALF))
    ]
    return Trial(tuple(points), FULL)


Entry = tuple[str, int]


def _directions(graph: Graph) -> Iterator[tuple[Entry, Entry]]:
    """Pairs of entries: in the middle, at the start, and of two inputs."""
    inputs = [(node.name, size_of(node.shape)) for node in graph.input_nodes()]
    for name, size in inputs:
        if size:
            middle = size // 2
            yield (name, middle), (name, (middle + 1) % size)
    for (name, size), (other, more) in pairwise(inputs):
        if size and more:
            yield (name, 0), (other, 0)
    for name, size in inputs:
        for place in sorted({0, size // 3, size - 1}):
            if size:
                yield (name, place), (name, (place + size // 2) % size)


def _trial(graph: Graph, domain: Domain, first: Entry, second: Entry, size: Number) -> Trial | None:
    if domain.is_everywhere:
        return Trial(tuple(_points({}, first, second, size, True)), AROUND)
    if domain.holds({}, graph):
        points = tuple(_points({}, first, second, size, False))
        if all(domain.holds(point, graph) for point in points):
            return Trial(points, AHEAD)
    return _in_box(graph, domain, first, second, size)


def _points(
    center: Point, first: Entry, second: Entry, size: Number, both: bool
) -> Iterator[Point]:
    def moved(*steps: tuple[Entry, Number]) -> Point:
        found = {name: dict(entries) for name, entries in center.items()}
        for (name, place), step in steps:
            row = found.setdefault(name, {})
            row[place] = exact(row.get(place, 0) + step)
        return found

    yield moved()
    yield moved((first, size))
    if both:
        yield moved((first, -size))
    yield moved((first, 2 * size))
    yield moved((first, size), (second, size))
    yield moved((second, size))


def _in_box(
    graph: Graph, domain: Domain, first: Entry, second: Entry, size: Number
) -> Trial | None:
    """Points around the middle of a box; a size of 1 reaches its ends."""
    if size > 1:
        return None
    center: dict[str, dict[int, Number]] = {}
    for node in graph.input_nodes():
        for place in range(size_of(node.shape)):
            low, high = domain.of(node.name, place)
            middle = _middle(low, high)
            if middle:
                center.setdefault(node.name, {})[place] = middle
    reach = min(_reach(domain.of(*first)), _reach(domain.of(*second)))
    if not reach:
        return None
    center_, plus, minus, _, both, other = _points(center, first, second, size * reach, True)
    points = (center_, plus, minus, both, other)
    return Trial(points, BETWEEN) if all(domain.holds(p, graph) for p in points) else None


def _middle(low: Number | None, high: Number | None) -> Number:
    if low is not None and high is not None:
        return exact(fmpq(low + high) / 2)
    if low is not None:
        return max(low + 1, 0)
    return 0 if high is None else min(high - 1, 0)


def _reach(ends: tuple[Number | None, Number | None]) -> Number:
    low, high = ends
    if low is not None and high is not None:
        return exact(fmpq(high - low) / 2)
    return 1

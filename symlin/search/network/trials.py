"""Points of networks, few of whose entries are not 0, and the laws that break at them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from flint import arb, fmpq

from symlin.exact.deadline import Deadline
from symlin.kernel.claim import Law
from symlin.kernel.network import nodes as n
from symlin.kernel.network.arrays import size_of
from symlin.kernel.network.breach import Breach
from symlin.kernel.network.domain import Domain
from symlin.kernel.network.evaluate import Evaluation, Point
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.laws import PRECISIONS
from symlin.kernel.network.structure import is_total
from symlin.kernel.network.values import Values
from symlin.kernel.numbers import Number, exact
from symlin.kernel.theories.enclosure import NoBall
from symlin.kernel.theories.rational import NoValue

SIZES: tuple[Number, ...] = (1, 16, 1024, fmpq(1, 16), 2**20)
"""Of the entry that is not 0: the first are what people would try."""
DEEP = 16
"""Products, each of which widens balls: after 20 convolutions of 32 x 32 images, nothing is left of
64 bits."""
FEW = 64
"""Outputs; of more, some are tried first."""
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


def breaches(
    graph: Graph, domain: Domain, laws: Sequence[Law], deadline: Deadline, most: int | None = None
) -> tuple[dict[Law, Breach], int]:
    """For laws that break at one of the points tried, where; and with how many bits that is seen.

    The simplest points come first; `most` says how many trials are made.
    """
    found: dict[Law, Breach] = {}
    needed = PRECISIONS[0]
    for trial in islice(_trials(graph, domain), most):
        if len(found) == len(laws) or deadline.left <= 0:
            break
        more, bits = broken_at(graph, trial, [law for law in laws if law not in found])
        found, needed = found | more, max(needed, bits)
    return found, needed


def broken_at(graph: Graph, trial: Trial, laws: Sequence[Law]) -> tuple[dict[Law, Breach], int]:
    """For laws that break at these points, where; and the bits of balls that it takes to see it."""
    found: dict[Law, Breach] = {}
    needed = PRECISIONS[0]
    # a law without instances in the domain has no points
    for bits, values in _ever_closer(graph, trial) if trial.points else ():
        for law in laws:
            known = law in found
            breach = None if known else _broken(trial, values, trial.instances.get(law, ()))
            if breach is not None:
                found[law], needed = breach, max(needed, bits)
        # wide balls may hide a breach, but not one that is seen
        if len(found) == len(laws) or _says_enough(values):
            break
    return found, needed


def at_origin(graph: Graph) -> Breach | None:
    """The origin as a breach, where some output is not 0 there: no linear map fits.

    A few outputs are looked at first: one row of the last layer is read much faster than all.
    """
    trial = Trial(({},), {})
    size = size_of(graph.output.shape)
    few = {0, size // 2, size - 1} if size > FEW and is_total(graph) else None
    for entries in (few, None) if few else (None,):
        for _, values in _ever_closer(graph, trial, entries):
            found = _broken(trial, values, (((0,), (1,)),))
            if found is not None:
                return found
            if _says_enough(values):
                break
    return None


# ---- which points ----


def _trials(graph: Graph, domain: Domain) -> Iterator[Trial]:
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


# ---- what their values say ----


def _ever_closer(
    graph: Graph, trial: Trial, entries: set[int] | None = None
) -> Iterator[tuple[int, Values]]:
    """The values at a trial's points, exactly or with ever more bits; none where one is missing."""
    evaluation = Evaluation(graph, trial.points, {len(graph.nodes) - 1: entries})
    products = sum(isinstance(node, n.Dense | n.Convolve | n.MatMul) for node in graph.nodes)
    # in vain, a deep network is computed as long as with more bits
    for bits in PRECISIONS[1 if products > DEEP else 0 :]:
        try:
            values = evaluation.values(bits)
        except NoBall:
            continue
        except NoValue:
            return
        yield bits, values


def _says_enough(values: Values) -> bool:
    return values.is_exact or all(map(_is_narrow, values.rows))


def _is_narrow(row: Sequence[Any]) -> bool:
    """Whether the balls say something of the values."""
    known = [entry for entry in row if entry is not None]
    return all(entry.rel_accuracy_bits() > 20 or entry.rad() < arb(2) ** -20 for entry in known)


def _broken(trial: Trial, values: Values, combinations: Sequence[Combination]) -> Breach | None:
    for places, weights in combinations:
        output = _largest_defect(values, places, weights)
        if output is not None:
            return Breach(tuple(trial.points[p] for p in places), weights, output)
    return None


def _largest_defect(values: Values, places: Sequence[int], weights: Sequence[Number]) -> int | None:
    """The output at which the weighted sum is farthest from 0; None where it may be 0 at all."""
    rows = [values.row(p) for p in places]
    scale = _common(weights)
    whole = [int(w * scale) for w in weights]
    best, found = 0, None
    for output, entries in enumerate(zip(*rows, strict=True)):
        if None in entries:
            continue
        defect = sum((w * e for w, e in zip(whole, entries, strict=True)), 0 * entries[0])
        size = _size(defect, values.is_exact)
        if size > best:
            best, found = size, output
    return found


def _size(defect: Any, is_exact: bool) -> Any:
    """How far it is from 0 at least."""
    if is_exact:
        return abs(defect)
    return abs(defect).lower() if defect != 0 else 0


def _common(weights: Sequence[Number]) -> int:
    return math.lcm(*(int(fmpq(w).q) for w in weights))

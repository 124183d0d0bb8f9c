"""Points at which two networks differ: few entries first, then all, and of these fewer again."""

from __future__ import annotations

import random
from collections.abc import Iterator

from flint import fmpq

from symlin.exact.deadline import Deadline
from symlin.kernel.claim import Law
from symlin.kernel.network.arrays import size_of
from symlin.kernel.network.breach import Breach
from symlin.kernel.network.evaluate import Point
from symlin.kernel.network.graph import Graph
from symlin.kernel.numbers import Number, exact
from symlin.search.network.stock import Trial, stock_points
from symlin.search.network.trials import broken_at

DRAWN = 32
"""Points, for weights behind a unit that is off do not show, and half of all units are; and parts
of a point that are left out."""
INSTANCES = {Law.EQUIVALENT: (((0,), (1,)),)}


def apart(graph: Graph, deadline: Deadline) -> tuple[Breach, int] | None:
    """A point at which the difference of two networks is not 0, and the bits that it takes."""
    # the simplest first: most networks differ nearly everywhere
    for point in (*stock_points(graph), *_drawn(graph)):
        if deadline.left <= 0:
            return None
        found = _at(graph, point)
        if found is not None:
            return _thinned(graph, found, deadline)
    return None


def _at(graph: Graph, point: Point) -> tuple[Breach, int] | None:
    found, bits = broken_at(graph, Trial((point,), INSTANCES), [Law.EQUIVALENT])
    return (found[Law.EQUIVALENT], bits) if found else None


def _drawn(graph: Graph) -> Iterator[Point]:
    draw = random.Random(0)
    sizes = {node.name: size_of(node.shape) for node in graph.input_nodes()}
    for _ in range(DRAWN):
        yield {
            name: {i: exact(fmpq(draw.randint(-16, 16), 8)) for i in range(size)}
            for name, size in sizes.items()
        }


def _thinned(graph: Graph, found: tuple[Breach, int], deadline: Deadline) -> tuple[Breach, int]:
    """With fewer entries that are not 0, where a half, a quarter, ... of them can be left out."""
    entries = [(n, i, v) for n, row in found[0].points[0].items() for i, v in row.items() if v]
    # what does not matter to the difference is not shown: of an image, most entries
    size = len(entries) // 2
    while size > len(entries) // DRAWN and deadline.left > 0:
        for start in range(0, len(entries), size):
            fewer = entries[:start] + entries[start + size :]
            point: dict[str, dict[int, Number]] = {}
            for name, place, value in fewer:
                point.setdefault(name, {})[place] = value
            less = _at(graph, point)
            if less is not None:
                found, entries = less, fewer
                break
        else:  # none of these parts can be left out: smaller ones may be
            size //= 2
    return found

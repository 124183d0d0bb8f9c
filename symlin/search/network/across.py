"""Points on straight ways through a domain, from one corner over the middle to the opposite one.

They need no forms, so that they are there for networks of any size. Where many units bend, one of
them does so between the middle and a corner, and not as much on the other side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from flint import fmpq

from symlin.exact.deadline import Deadline
from symlin.kernel.claim import Law
from symlin.kernel.network.breach import Breach
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.laws import PRECISIONS
from symlin.kernel.numbers import exact
from symlin.search.network.inside import Inside, Row
from symlin.search.network.kinks import AT_MIDDLES, REACHES, span
from symlin.search.network.trials import broken_at

WAYS = 8
"""Ways that are drawn: each takes as long as three values of the network."""
SHORTER = fmpq(1, 3)
"""Of a way, left out at one end: a bend beside which all is even would not show otherwise."""


def breaches_across(
    graph: Graph, inside: Inside, laws: Sequence[Law], deadline: Deadline
) -> tuple[dict[Law, Breach], int]:
    """For laws that break on one of a few ways, where; and with how many bits that is seen."""
    for pair in _ways(inside):
        if deadline.left <= 0:
            break
        # of points that break nothing, those of other laws would cost as much again
        asked = [law for law in laws if law in AT_MIDDLES]
        found, bits = broken_at(graph, inside.trial([pair], asked), asked)
        if Law.AFFINE in found:
            others = [law for law in laws if law not in found]
            more, bits_of_more = broken_at(graph, inside.trial([pair], others), others)
            return found | more, max(bits, bits_of_more)
    return {}, PRECISIONS[0]


def _ways(inside: Inside) -> Iterator[tuple[Row, Row]]:
    """Signs say for each entry at which end the first corner is: all alike, then drawn ones."""
    # the same ways each time: an answer must not depend on luck
    rng = Random(0)
    for number in range(WAYS):
        # where the domain has no end, every way goes farther than the last
        reach = REACHES[min(number, len(REACHES) - 1)]
        first: Row = []
        last: Row = []
        for low, high in inside.ends:
            ends = span(low, high, reach)
            pair = ends if number == 0 or rng.random() < 0.5 else ends[::-1]
            first.append(pair[0])
            last.append(pair[1])
        if number % 2:  # from one corner to a point that is not as far from the middle
            last = [
                exact(a + (1 - SHORTER) * fmpq(b - a)) for a, b in zip(first, last, strict=True)
            ]
        yield first, last

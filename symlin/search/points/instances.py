"""Instances of the laws at given points, simplest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from flint import fmpq

from symlin.exact.coordinates import Coordinates, as_terms
from symlin.exact.values import Probe
from symlin.kernel.certificate import Witness
from symlin.kernel.claim import Law, Subject
from symlin.kernel.numbers import Number, exact, quotient
from symlin.kernel.polynomial import Poly, combine
from symlin.kernel.term import const
from symlin.search.points.points import cost, plus, scaled

SCALARS: tuple[Number, ...] = (-1, 2, 0, fmpq(1, 2), -2, 3)
"""Factors of homogeneity, in the order in which a reader finds them simple."""
HALF = fmpq(1, 2)
MOST_INSTANCES = 3_000
"""Pairs of the foremost 77 points: all pairs of a stock of 400 would be 80,000."""
FOREMOST = 8
"""Points at which multiples are tried before sums: a multiple is easier to follow, if it breaks."""
MOST_ON_AXES = 24
"""Points of one axis that are taken for multiples of each other."""
KEPT = 16
"""Lists of pairs that are remembered: all laws, and all functions of as many inputs, begin with the
same points, and to rank 3,000 pairs takes longer than to try most functions at them."""


class Instance(NamedTuple):
    """The law demands sum weights[k] * f(points[k]) = 0.

    The simplest instance of additivity at 1 and 2 is f(2) - f(1) - f(1) = 0:

    >>> next(instances(Law.ADDITIVITY, [((0, 1),), ((0, 2),)])).points
    (((0, 2),), ((0, 1),), ((0, 1),))
    """

    points: tuple[Coordinates, ...]
    weights: tuple[Number, ...]

    def witness(self, subject: Subject, output: int) -> Witness:
        """The instance as a certificate."""
        names = subject.inputs
        points = tuple(dict(zip(names, as_terms(p, len(names)), strict=True)) for p in self.points)
        return Witness(points, tuple(const(w) for w in self.weights), output)

    def defect(self, probe: Probe, output: int) -> Poly | None:
        """The weighted sum for one output; None where a point lies outside the domain."""
        rows = [probe.at(point) for point in self.points]
        values: list[Poly] = []
        for row in rows:
            if row is None:
                return None
            values.append(row[output])
        return combine(zip(self.weights, values, strict=True))

    def in_domain(self, probe: Probe) -> bool:
        """Whether all of its points are known to lie in the domain."""
        return all(probe.at(point) is not None for point in self.points)


# ---- instances, law by law ----


def instances(
    law: Law, points: Sequence[Coordinates], most: int = MOST_INSTANCES
) -> Iterator[Instance]:
    """Instances built from the points, the simplest first; about `most` of them."""
    match law:
        case Law.EQUIVALENT:
            yield from (Instance((p,), (1,)) for p in points)
        case Law.ODD:
            yield from (Instance((scaled(-1, p), p), (1, 1)) for p in points)
        case Law.HOMOGENEITY | Law.POSITIVE_HOMOGENEITY:
            yield from _multiples(points, positive=law is Law.POSITIVE_HOMOGENEITY)
        case Law.ADDITIVITY:
            yield from _sums(points, most)
        case Law.AFFINE:
            yield from _middles(points, most)
        case Law.LINEAR:
            yield from _multiples(points[:FOREMOST], positive=False)
            yield from _sums(points, most)
            yield from _multiples(points[FOREMOST:], positive=False)


def _multiples(points: Sequence[Coordinates], *, positive: bool) -> Iterator[Instance]:
    """f(a p) = a f(p)."""
    factors = [a for a in SCALARS if a >= 0] if positive else list(SCALARS)
    for p in points:
        for a in factors if p else factors[:1]:  # at the origin one says it all
            yield Instance((scaled(a, p), p), (1, exact(-a)))
    yield from _along_axes(points, positive)


def _sums(points: Sequence[Coordinates], most: int) -> Iterator[Instance]:
    """f(p + q) = f(p) + f(q); of the points that are too many for pairs, each with itself."""
    for p, q in pairs(points, most, _cost_of_sum):
        if p == q or (p and q):  # f(0 + y) = f(0) + f(y) says no more than f(0) = 2 f(0)
            yield Instance((plus(p, q), p, q), (1, -1, -1))
    for p in points[reach(most) :]:
        yield Instance((scaled(2, p), p, p), (1, -1, -1))


def _middles(points: Sequence[Coordinates], most: int) -> Iterator[Instance]:
    """f((p + q)/2) = (f(p) + f(q))/2; of the others, each with the origin and across it."""
    for p, q in pairs(points, most, _cost_of_middle):
        if p != q:
            yield Instance((scaled(HALF, plus(p, q)), p, q), (1, -HALF, -HALF))
    for p in points[reach(most) :]:
        yield Instance((scaled(HALF, p), p, ()), (1, -HALF, -HALF))
        yield Instance(((), p, scaled(-1, p)), (1, -HALF, -HALF))


def _along_axes(points: Sequence[Coordinates], positive: bool) -> Iterator[Instance]:
    """f(a p) = a f(p) for points p and a p of one axis: for domains that scaling by 2 leaves."""
    axis = [p for p in points if len(p) == 1][:MOST_ON_AXES]
    for p in axis:
        for q in axis:
            if p != q and p[0][0] == q[0][0]:
                a = quotient(q[0][1], p[0][1])
                if a > 0 or not positive:
                    yield Instance((q, p), (1, exact(-a)))


# ---- pairs of points ----


Cost = Callable[[Coordinates, Coordinates], tuple[Number, ...]]


def reach(most: int) -> int:
    """Of how many points there are about so many pairs."""
    return max(2, int((2 * most) ** 0.5))


def pairs(
    points: Sequence[Coordinates], most: int, cost_of: Cost
) -> Sequence[tuple[Coordinates, Coordinates]]:
    """Unordered pairs, repeated points included, ordered by their joint cost."""
    # Points are in order of cost: pairs of the foremost are the simplest there are.
    return _ranked(tuple(points[: reach(most)]), cost_of)


@lru_cache(maxsize=KEPT)
def _ranked(
    points: tuple[Coordinates, ...], cost_of: Cost
) -> tuple[tuple[Coordinates, Coordinates], ...]:
    ranked: list[tuple[tuple[Number, ...], int, tuple[Coordinates, Coordinates]]] = []
    for i, p in enumerate(points):
        for q in points[i:]:
            # A reader expects f(-1) + f(1), and both sides of a kink before one side twice.
            first, second = (p, q) if _value_order(p) <= _value_order(q) else (q, p)
            same_side = 1 if p != q and all(v > 0 for _, v in (*p, *q)) else 0
            ranked.append((cost_of(p, q), same_side, (first, second)))
    ranked.sort(key=lambda item: item[:2])
    return tuple(pair for _, _, pair in ranked)


def _cost_of_sum(p: Coordinates, q: Coordinates) -> tuple[Number, ...]:
    a, b = cost(p), cost(q)
    return (a[0] + b[0], max(a[1], b[1]), a[2] + b[2])


def _cost_of_middle(p: Coordinates, q: Coordinates) -> tuple[Number, ...]:
    """Whole numbers in the middle as well come first: halves are harder to follow."""
    a, b = cost(p), cost(q)
    middle = cost(scaled(HALF, plus(p, q)))
    return (max(a[1], b[1], middle[1]), a[0] + b[0], a[2] + b[2])


def _value_order(p: Coordinates) -> tuple[Number, ...]:
    return tuple(v for _, v in p)

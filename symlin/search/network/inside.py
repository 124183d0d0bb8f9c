"""Instances of laws whose points lie in a domain, around two points of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flint import fmpq

from symlin.kernel.claim import Law
from symlin.kernel.network.arrays import size_of
from symlin.kernel.network.domain import Domain, Ends
from symlin.kernel.network.evaluate import Point
from symlin.kernel.network.graph import Graph
from symlin.kernel.numbers import Number, exact
from symlin.search.network.patterns import nearest_to_zero
from symlin.search.network.stock import HALF, Combination, Trial

Row = list[Number]
"""The entries of all inputs, one after the other."""
Instance = tuple[Law, tuple[Row, ...], tuple[Number, ...]]


class Inside:
    """The points of a domain as rows of numbers."""

    def __init__(self, graph: Graph, domain: Domain) -> None:
        sizes = [(node.name, size_of(node.shape)) for node in graph.input_nodes()]
        self._places = [(name, i) for name, size in sizes for i in range(size)]
        self.ends: list[Ends] = [domain.of(name, i) for name, i in self._places]

    def point(self, row: Sequence[Number]) -> Point:
        """As the kernel takes it."""
        found: dict[str, dict[int, Number]] = {}
        for (name, place), value in zip(self._places, row, strict=True):
            if value != 0:
                found.setdefault(name, {})[place] = exact(value)
        return found

    def row(self, point: Point) -> Row:
        """The other way."""
        return [point.get(name, {}).get(place, 0) for name, place in self._places]

    def holds(self, row: Sequence[Number]) -> bool:
        """Whether the point lies in the domain."""
        return all(map(_between, row, self.ends))

    def trial(self, pairs: Sequence[tuple[Row, Row]], laws: Sequence[Law]) -> Trial:
        """What laws say of these points, of their middles and multiples, inside of the domain."""
        points: dict[tuple[Number, ...], int] = {}
        instances: dict[Law, list[Combination]] = {}
        for a, b in pairs:
            for law, rows, weights in self._instances(a, b):
                if law in laws and all(map(self.holds, rows)):
                    places = tuple(points.setdefault(tuple(r), len(points)) for r in rows)
                    instances.setdefault(law, []).append((places, weights))
        combinations = {law: tuple(found) for law, found in instances.items()}
        return Trial(tuple(map(self.point, points)), combinations)

    def _instances(self, a: Row, b: Row) -> Iterator[Instance]:
        middle = _times(HALF, _plus(a, b))
        zero: Row = [0] * len(a)
        if a != b:
            for law in (Law.AFFINE, Law.LINEAR):
                yield law, (middle, a, b), (1, -HALF, -HALF)
        # where 0 is in the domain, what is not 0 there breaks most laws
        yield Law.LINEAR, (zero,), (1,)
        yield Law.ODD, (zero, zero), (1, 1)
        for row in (a, b):
            for turned in (row, self._reflectable(row)):
                yield Law.ODD, (_times(-1, turned), turned), (1, 1)
        for row in (middle, a, b):
            for factor in (self._factor(row), 0):
                for law in (Law.LINEAR, Law.HOMOGENEITY, Law.POSITIVE_HOMOGENEITY):
                    yield law, (_times(factor, row), row), (1, exact(-factor))
        yield Law.ADDITIVITY, (middle, _times(HALF, a), _times(HALF, b)), (1, -1, -1)
        # f(x + x) = f(x) + f(x), also where 0 is outside
        for row in (zero, self._smallest()):
            yield Law.ADDITIVITY, (_plus(row, row), row, row), (1, -1, -1)

    def _factor(self, row: Row) -> Number:
        """Not 1, not negative, and such that the multiple of the point stays inside, if there is
        one: 1/2 or 2 where these do."""
        low, high = fmpq(0), fmpq(2)
        for value, (least, most) in zip(row, self.ends, strict=True):
            if value != 0:
                quotients = [None if e is None else fmpq(e) / value for e in (least, most)]
                first, last = quotients if value > 0 else quotients[::-1]
                low = low if first is None else max(low, first)
                high = high if last is None else min(high, last)
        if low <= HALF <= high:
            return HALF
        return exact(high if high > 1 else low)

    def _reflectable(self, row: Row) -> Row:
        """The point nearest to it whose opposite lies in the domain too, if there is one."""
        return [_clipped(value, ends) for value, ends in zip(row, self.ends, strict=True)]

    def _smallest(self) -> Row:
        """The point whose double is most likely to lie in the domain."""
        return [nearest_to_zero(low, high) for low, high in self.ends]


def _clipped(value: Number, ends: Ends) -> Number:
    """To what has an opposite between the ends."""
    sizes = [abs(fmpq(e)) for e in ends if e is not None]
    return exact(max(min([fmpq(value), *sizes]), *(-size for size in sizes))) if sizes else value


def _between(value: Number, ends: Ends) -> bool:
    low, high = ends
    return (low is None or value >= low) and (high is None or value <= high)


def _plus(a: Row, b: Row) -> Row:
    return [exact(x + y) for x, y in zip(a, b, strict=True)]


def _times(factor: Number, row: Row) -> Row:
    return [exact(factor * x) for x in row]

"""Where a network is asked about: everywhere, or where entries lie between bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from symlin.kernel.certificate import Rejected
from symlin.kernel.claim import Law
from symlin.kernel.network.arrays import size_of
from symlin.kernel.network.graph import Graph
from symlin.kernel.numbers import Number, exact

Ends = tuple[Number | None, Number | None]
"""The smallest and the largest value of an entry; None where there is no bound."""


@dataclass(frozen=True, slots=True, eq=False)
class Domain:
    """For some inputs, one pair of ends for all entries, or one for each; no entry of others is
    bounded. Raises `Rejected` where nothing lies between two ends."""

    ends: Mapping[str, tuple[Ends, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found = {str.__str__(name): tuple(map(_settled, row)) for name, row in self.ends.items()}
        object.__setattr__(self, "ends", MappingProxyType(found))

    @property
    def is_everywhere(self) -> bool:
        """Whether nothing is bounded."""
        return all(pair == (None, None) for row in self.ends.values() for pair in row)

    def of(self, name: str, place: int) -> Ends:
        """The ends of one entry of an input."""
        row = self.ends.get(name, ((None, None),))
        return row[place if len(row) > 1 else 0]

    def fits(self, graph: Graph) -> bool:
        """Whether these are bounds of the graph's inputs."""
        sizes = sizes_of(graph)
        return all(len(row) in (1, sizes.get(name)) for name, row in self.ends.items()) and (
            self.ends.keys() <= sizes.keys()
        )

    def is_pointed(self, graph: Graph) -> bool:
        """Whether of x and -x only x = 0 may lie in it: no entry has both signs."""
        sizes = sizes_of(graph)
        bounded = all(name in self.ends for name, size in sizes.items() if size)
        rows = [row for name, row in self.ends.items() if sizes[name]]
        return bounded and all(
            (low is not None and low >= 0) or (high is not None and high <= 0)
            for row in rows
            for low, high in row
        )

    def has_constant_entry(self, graph: Graph) -> bool:
        """Whether the ends leave a number other than 0, and no other, to an entry of an input."""
        sizes = sizes_of(graph)
        rows = (row for name, row in self.ends.items() if sizes[name])
        return any(low == high and low not in (None, 0) for row in rows for low, high in row)

    def has_instances(self, law: Law, graph: Graph) -> bool:
        """Whether some points of the domain are such as a law speaks of; `True` says nothing."""
        sizes = sizes_of(graph)
        pairs = [pair for name, row in self.ends.items() if sizes[name] for pair in row]
        match law:
            case Law.ODD:  # x and -x between ends of one sign
                return all((low or 0) <= 0 <= (high or 0) for low, high in pairs)
            case Law.ADDITIVITY:  # a sum of two numbers is 2 low at least, and 2 high at most
                return not any(
                    low is not None and high is not None and (2 * low > high or 2 * high < low)
                    for low, high in pairs
                )
            case _:
                return True

    def holds(self, point: Mapping[str, Mapping[int, Number]], graph: Graph) -> bool:
        """Whether the point lies in the domain, its ends included."""
        sizes = sizes_of(graph)
        for name, row in self.ends.items():
            entries = point.get(name, {})
            # a pair for each entry: also those that a point does not name have to fit
            if len(row) > 1:
                inside = all(_between(entries.get(i, 0), ends) for i, ends in enumerate(row))
            else:  # entries that a point does not name are 0
                zeros = (0,) if len(entries) < sizes[name] else ()
                inside = all(_between(value, row[0]) for value in (*zeros, *entries.values()))
            if not inside:
                return False
        return True


def sizes_of(graph: Graph) -> dict[str, int]:
    """How many entries each input has."""
    return {node.name: size_of(node.shape) for node in graph.input_nodes()}


def _settled(ends: Ends) -> Ends:
    low, high = (None if e is None else exact(e) for e in ends)
    # an empty domain would make every law true
    if low is not None and high is not None and low > high:
        raise Rejected("a lower end is above the upper one")
    return low, high


def _between(value: Number, ends: Ends) -> bool:
    low, high = ends
    return (low is None or value >= low) and (high is None or value <= high)

"""Points at which a network breaks a law, and what has to be seen of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from flint import arb, fmpq

from symlin.kernel.certificate import Rejected
from symlin.kernel.claim import Law
from symlin.kernel.network.arrays import size_of
from symlin.kernel.network.breach import Breach, Value
from symlin.kernel.network.domain import Domain, sizes_of
from symlin.kernel.network.equal import is_difference
from symlin.kernel.network.evaluate import Evaluation, Point
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.structure import is_total
from symlin.kernel.network.values import Values
from symlin.kernel.numbers import Number, exact
from symlin.kernel.theories.enclosure import NoBall, working_precision
from symlin.kernel.theories.rational import NoValue

PRECISIONS = (64, 256, 1024, 4096)
"""Bits of balls, in order. Radii grow with every layer: where 64 bits do not suffice, 128 seldom
do, and each try computes the whole network."""


def settled_breach(breach: Breach, graph: Graph) -> Breach:
    """The same in containers that nobody can change, zeros left out.

    Raises `Rejected` where a point names what is no entry of an input.
    """
    sizes = sizes_of(graph)
    points = tuple(_settled_point(point, sizes) for point in breach.points)
    weights = tuple(map(exact, breach.weights))
    output = breach.output
    if type(output) is not int or not 0 <= output < size_of(graph.output.shape):
        raise Rejected("a breach is at an entry of the output")
    if len(weights) != len(points) or not points:
        raise Rejected("a breach has one weight for each point")
    return Breach(points, weights, output)


def _settled_point(point: Point, sizes: Mapping[str, int]) -> Point:
    found: dict[str, Mapping[int, Number]] = {}
    for called, entries in point.items():
        name = str.__str__(called)  # a subclass may compare as it likes
        if name not in sizes:
            raise Rejected("a point names no input of the network")
        # exact before it is compared: an object may call itself 0 once, and not again
        numbers = {place: exact(value) for place, value in entries.items()}
        kept = {place: value for place, value in numbers.items() if value != 0}
        if any(type(place) is not int or not 0 <= place < sizes[name] for place in kept):
            raise Rejected("a point has an entry that its input does not have")
        found[name] = MappingProxyType(dict(sorted(kept.items())))
    return MappingProxyType(found)


def check_breaches(
    graph: Graph, domain: Domain, breaches: Mapping[Law, Breach], bits: int
) -> dict[Law, tuple[Value, ...]]:
    """For each law the values of its breach's entry at its points, which are seen to break it.

    All points are computed at once, in balls of so many bits at least. Raises `Rejected` where a
    law is not seen to be broken.
    """
    for law, breach in breaches.items():
        if law is Law.EQUIVALENT and not is_difference(graph):
            raise Rejected("a comparison is about the difference of two networks")
        if not _is_instance(law, breach.weights) or not _depends(law, breach):
            raise Rejected(f"the points are no instance of {law}")
        if not all(domain.holds(point, graph) for point in breach.points):
            raise Rejected("a point lies outside of the domain")
    # laws share their points: a deep network is computed once for all of them
    points: dict[object, Point] = {}
    for breach in breaches.values():
        points.update((_key(point), point) for point in breach.points)
    # an entry may have a value where another has none: then the point is not in the domain
    asked = {breach.output for breach in breaches.values()} if is_total(graph) else None
    evaluation = Evaluation(graph, list(points.values()), {len(graph.nodes) - 1: asked})
    # what is seen at one precision is not asked again at the next
    places = {key: place for place, key in enumerate(points)}
    found: dict[Law, tuple[Value, ...]] = {}
    for precision, values in _ever_closer(evaluation, bits):
        for law, breach in breaches.items():
            numbers = tuple(values.number(places[_key(p)], breach.output) for p in breach.points)
            if law not in found and _is_apart(numbers, breach.weights, precision):
                found[law] = numbers
        if len(found) == len(breaches):
            return found
    raise Rejected("the two sides are not seen to differ")


def _key(point: Point) -> object:
    return tuple((name, tuple(entries.items())) for name, entries in sorted(point.items()))


def _ever_closer(evaluation: Evaluation, least: int) -> Iterator[tuple[int, Values]]:
    """The values at the points, exactly or with ever more bits."""
    for bits in PRECISIONS:
        if bits < least:
            continue
        try:
            values = evaluation.values(bits)
        except NoBall:
            continue
        except NoValue:
            raise Rejected("the network has no value at a point") from None
        yield bits, values
        if values.is_exact:
            return


def both_sides(breach: Breach, values: Sequence[Value]) -> tuple[Value, Value]:
    """The value at the first point, which has the weight 1, and what the law says that it is."""
    # f(p0) = -(w1 f(p1) + ...): the law solved for its first term
    rest: Value = 0
    for weight, value in zip(breach.weights[1:], values[1:], strict=True):
        if isinstance(value, arb) or isinstance(rest, arb):
            rest = _ball(rest) - arb(fmpq(weight)) * _ball(value)
        else:
            rest = exact(fmpq(rest) - fmpq(weight) * value)
    return values[0], rest


def _ball(value: Value) -> arb:
    return value if isinstance(value, arb) else arb(fmpq(value))


def _is_apart(values: Sequence[Value], weights: Sequence[Number], bits: int) -> bool:
    """Whether the weighted sum is certainly not 0, of balls computed with so many bits."""
    if not any(isinstance(value, arb) for value in values):
        return sum((fmpq(w) * v for w, v in zip(weights, values, strict=True)), fmpq(0)) != 0
    with working_precision(bits):
        total = arb(0)
        for weight, value in zip(weights, values, strict=True):
            total += arb(fmpq(weight)) * _ball(value)
        return bool(total != 0)


def _is_instance(law: Law, weights: tuple[Number, ...]) -> bool:
    """Whether the law speaks of such a combination of points."""
    if weights[0] != 1:  # what is shown is the law solved for its first point
        return False
    match law:
        case Law.LINEAR:  # a matrix fits every combination that is 0
            return True
        case Law.AFFINE:
            return sum(weights) == 0
        case Law.ADDITIVITY:
            return weights == (1, -1, -1)
        case Law.HOMOGENEITY:
            return len(weights) == 2
        case Law.POSITIVE_HOMOGENEITY:
            return len(weights) == 2 and weights[1] <= 0
        case Law.ODD:
            return weights == (1, 1)
        case Law.EQUIVALENT:  # the difference of two networks, at one point
            return weights == (1,)
        case _:
            return False


def _depends(law: Law, breach: Breach) -> bool:
    """Whether the weighted sum of the points is 0, or the law asks for no such sum."""
    if law is Law.EQUIVALENT:
        return True
    # entries that no point names are 0, and so is their sum
    total: dict[tuple[str, int], Number] = {}
    for weight, point in zip(breach.weights, breach.points, strict=True):
        for name, entries in point.items():
            for place, value in entries.items():
                key = (name, place)
                total[key] = total.get(key, 0) + weight * value
    return all(value == 0 for value in total.values())

"""Networks with one thing altered: what was argued of the old one is rejected, or true of the new.

A weight's bit, an index, a stride, a padding, a coefficient, a filler, a formula, a part.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

from symlin.kernel.certificate import Rejected
from symlin.kernel.claim import Law
from symlin.kernel.network import nodes as n
from symlin.kernel.network.arrays import Array
from symlin.kernel.network.breach import Breach
from symlin.kernel.network.domain import Domain
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.structure import FACTS_OF_LAWS, Facts, facts_of
from symlin.kernel.network.theorem import NetworkSubject, Structure, proved, refuted

from . import made
from . import second_evaluator as second
from .random_graphs import FORMULAS, NUMBERS, index, random_point
from .test_evaluate import GRAPHS, SEEDS
from .test_structure import claims_hold, graph_of_facts


def altered(rng: Random, graph: Graph) -> Graph:
    """One attribute of one node is another; raises `Rejected` where that makes no graph."""
    nodes = list(graph.nodes)
    place = rng.randrange(len(nodes))
    nodes[place] = replace(nodes[place], **changes(rng, nodes[place], place))
    return Graph(tuple(nodes))


def changes(rng: Random, node: n.Node, place: int) -> dict[str, Any]:
    some: list[dict[str, Any]] = [{}]
    if node.parts:
        parts = list(node.parts)
        parts[rng.randrange(len(parts))] = rng.randrange(place)
        some.append({"parts": tuple(parts)})
    match node:
        case n.Constant(array):
            some = [{"array": flipped(rng, array)}]
        case n.Gather(index=old) if old is not None and len(old):
            places = old.tolist()
            places[rng.randrange(len(places))] = rng.randrange(-1, max(places) + 2)
            some += [{"index": index(places)}, {"filler": rng.choice(NUMBERS)}]
        case n.Convolve():
            more = tuple(rng.choice((1, 2)) for _ in node.stride)
            some += [{"stride": more}, {"dilation": more}, {"groups": rng.choice((1, 2))}]
            some += [{"padding": tuple((b, a) for a, b in node.padding)}]
        case n.Combine():
            weights = list(node.coefficients)
            weights[rng.randrange(len(weights))] = rng.choice(NUMBERS)
            some += [{"coefficients": tuple(weights)}, {"constant": rng.choice(NUMBERS)}]
        case n.Map():
            some += [{"term": rng.choice(FORMULAS)}]
        case n.Reduce():
            some += [{"kind": rng.choice(("sum", "max"))}]
        case n.Select():
            some += [{"op": rng.choice(("=", "!=", ">", ">="))}]
    return rng.choice(some[1:] or some)


def flipped(rng: Random, array: Array) -> Array:
    """The array with one bit, or one number, of another value."""
    if isinstance(array.data, bytes):
        data = bytearray(array.data)
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        return Array(array.shape, array.kind, bytes(data))
    numbers = list(array.data)
    numbers[rng.randrange(len(numbers))] = rng.choice(NUMBERS)
    return Array(array.shape, "exact", tuple(numbers))


def breaches(rng: Random, graph: Graph) -> dict[Law, Breach]:
    """Laws that break at points drawn at random, as the second evaluator has it."""
    x, y = random_point(rng, graph), random_point(rng, graph)
    both = {
        name: {i: x[name].get(i, 0) + y[name].get(i, 0) for i in {*x[name], *y[name]}} for name in x
    }
    minus = {name: {i: -v for i, v in row.items()} for name, row in x.items()}
    instances = {
        Law.ADDITIVITY: ((both, x, y), (1, -1, -1)),
        Law.AFFINE: ((both, x, y, {}), (1, -1, -1, 1)),
        Law.ODD: ((minus, x), (1, 1)),
    }
    found = {}
    for law, (points, weights) in instances.items():
        defects = defect(graph, points, weights)
        place = next((i for i, d in enumerate(defects) if d != 0), None)
        if place is not None:
            found[law] = Breach(points, weights, place)
    return found


def defect(graph: Graph, points: Any, weights: Any) -> list[Fraction]:
    rows = [second.values(graph, point)[-1] for point in points]
    return [
        sum((w * e for w, e in zip(weights, column, strict=True)), Fraction(0))
        for column in zip(*rows, strict=True)
    ]


def test_altered_networks_are_rejected_or_the_law_is_true_of_them() -> None:
    theorems, accepted, turned_down = made.theorems(), 0, 0
    for seed in SEEDS:
        rng = Random(seed)
        old = graph_of_facts(seed)
        known = facts_of(old, theorems)[-1]
        laws = [law for law, facts in FACTS_OF_LAWS.items() if facts in known]
        broken = breaches(rng, old)
        assert not broken.keys() & set(laws)
        for _ in range(4):
            try:
                subject = NetworkSubject(altered(rng, old), Domain())
            except Rejected:
                turned_down += 1
                continue
            for law in laws:
                try:
                    proved(subject, [law], Structure(theorems))
                except Rejected:
                    turned_down += 1
                else:
                    accepted += 1
                    nothing = [Facts.NONE] * (len(subject.graph.nodes) - 1)
                    claims_hold(subject.graph, [*nothing, FACTS_OF_LAWS[law]], seed)
            for law, breach in broken.items():
                try:
                    refuted(subject, {law: breach})
                except Rejected:
                    turned_down += 1
                else:
                    accepted += 1
                    assert defect(subject.graph, breach.points, breach.weights)[breach.output] != 0
    assert accepted > GRAPHS // 2 and turned_down > GRAPHS // 2

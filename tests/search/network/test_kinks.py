"""Points beside kinks: of relu, of maxima, of units behind open ones, in boxes of every size."""

from __future__ import annotations

from random import Random

import pytest
from flint import fmpq

from symlin.exact.deadline import Deadline
from symlin.kernel.claim import Law
from symlin.kernel.network import nodes as n
from symlin.kernel.network.arrays import Array
from symlin.kernel.network.domain import Domain, Ends
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.pattern import Walk
from symlin.kernel.network.scalars import RELU
from symlin.kernel.network.theorem import NetworkSubject, refuted
from symlin.search.network.inside import Inside
from symlin.search.network.kinks import breaches_at_kinks
from symlin.search.network.patterns import middle_of, opened, pattern_at

pytestmark = pytest.mark.quick
IN = n.Input("x", (3,))
LAWS = [law for law in Law if law is not Law.EQUIVALENT]


def walked(graph: Graph, domain: Domain, last: int) -> Walk:
    walk = Walk(graph, domain, pattern_at(graph, middle_of(graph, domain)))
    for _ in range(last + 1):
        walk.step()
    return walk


def broken(graph: Graph, ends: tuple[Ends, ...], place: int) -> set[Law]:
    """The laws of which the kernel accepts that they break beside kinks of a node."""
    domain = Domain({"x": ends})
    walk, inside = walked(graph, domain, place), Inside(graph, domain)
    found, _ = breaches_at_kinks(walk, place, inside, LAWS, Deadline(20))
    refuted(NetworkSubject(graph, domain), found)
    return set(found)


def layer(rng: Random, units: int, node: n.Node) -> Graph:
    """relu or a maximum of a dense layer with small weights."""
    weights = tuple(fmpq(rng.randrange(-9, 10), 8) for _ in range(3 * units))
    biases = tuple(fmpq(rng.randrange(-9, 10), 8) for _ in range(units))
    return Graph(
        (
            IN,
            n.Constant(Array((units, 3), "exact", weights)),
            n.Dense((0, 1), (units,)),
            n.Constant(Array((units,), "exact", biases)),
            n.Combine((2, 3), (units,), (1, 1)),
            node,
        )
    )


@pytest.mark.parametrize("node", [n.Map((4,), (2,), RELU), n.Reduce((4,), (), "max")], ids=str)
def test_every_open_unit_of_a_last_layer_has_a_breach(node: n.Node) -> None:
    """However narrow the box is that holds the kink: points that are drawn would miss it."""
    rng, seen = Random(5), 0
    for _ in range(60):
        graph = layer(rng, 2, node)
        low = [fmpq(rng.randrange(-40, 40), 16) for _ in range(3)]
        width = fmpq(1, 2 ** rng.choice((0, 1, 3, 20)))
        ends = tuple((e, e + width) for e in low)
        if walked(graph, Domain({"x": ends}), 5).open_units(5):
            assert {Law.AFFINE, Law.LINEAR} <= broken(graph, ends, 5)
            seen += 1
    assert seen > 5


def test_kinks_far_away_are_found_where_a_domain_has_no_end() -> None:
    """relu(x1 - 1000) on x >= 0 bends at 1000."""
    shift = n.Combine((0,), (3,), (1,), -1000)
    graph = Graph((IN, shift, n.Map((1,), (3,), RELU)))
    assert Law.AFFINE in broken(graph, ((0, None),) * 3, 2)


def test_what_does_not_bend_has_no_breach() -> None:
    """A choice between two names of one function is open, and no kink."""
    double = n.Combine((0,), (3,), (2,))
    graph = Graph((IN, double, n.Select((0, 1, 0), (3,), "=")))
    assert broken(graph, ((-1, 1),) * 3, 2) == set()


def test_a_pattern_is_opened_where_units_switch() -> None:
    graph = Graph((IN, n.Map((0,), (3,), RELU)))
    domain = Domain({"x": ((-1, 2), (0, 1), (-1, 0))})
    pattern = pattern_at(graph, middle_of(graph, domain))
    assert pattern.letters == {1: b"\1\1\0"}
    assert opened(pattern, walked(graph, domain, 1)).letters == {1: b"\xff\1\0"}

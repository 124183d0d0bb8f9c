"""Networks written out in terms, beside the second evaluator."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from symlin.kernel.network import nodes as n
from symlin.kernel.network.domain import Domain
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.lower import entry_names, lower
from symlin.kernel.numbers import TooLarge, exact
from symlin.kernel.term import const, ge, var
from symlin.kernel.theories.rational import Evaluator, NoValue

from . import second_evaluator as second
from .made import IN, relu
from .random_graphs import random_graph, random_point
from .test_evaluate import SEEDS


def outputs(graph: Graph, seed: int) -> tuple[list[Fraction] | None, list[Fraction] | None]:
    """At one point: what the terms say, and what the second evaluator says of the last node."""
    point = random_point(Random(seed), graph)
    named = {
        name: exact(point[node.name].get(i, 0))
        for node, row in zip(graph.input_nodes(), entry_names(graph), strict=True)
        for i, name in enumerate(row)
    }
    subject = lower(graph, Domain())
    assert set(subject.inputs) == set(named)
    try:
        found = [second.fraction(e) for e in Evaluator(named).values(subject.outputs)]
    except NoValue:
        found = None
    try:
        return found, second.values(graph, point)[-1]
    except second.Outside:
        return found, None


def test_terms_have_the_values_of_the_network() -> None:
    """All other theorems are about these terms."""
    for seed in SEEDS:
        try:
            found, expected = outputs(random_graph(seed, 5), seed)
        except TooLarge:  # products of sums of products, written out
            continue
        assert found is not None and found == expected, seed


def test_terms_have_no_value_where_the_network_has_none() -> None:
    """Where the second evaluator finds none at a node, entries that are left out may be why."""
    met = 0
    for seed in SEEDS:
        try:
            found, expected = outputs(random_graph(seed, 4, partial=True), seed)
        except TooLarge:
            continue
        assert expected is None or found == expected, seed
        met += found is None
    assert met


def test_bounds_are_assumptions_with_their_ends() -> None:
    graph = Graph((IN, relu()))
    subject = lower(graph, Domain({"x": ((0, 1), (None, 2))}))
    first, second_ = var("x_1"), var("x_2")
    assert subject.assumptions == (
        ge(first),
        ge(const(1), first),
        ge(const(2), second_),
    )


def test_names_of_entries_cannot_meet_whatever_inputs_are_called() -> None:
    """relu(x[0] - x_1) would be relu(0), which is linear, were both called x_1."""
    graph = Graph((IN, n.Input("x_1", ()), n.Input("x1", (12,)), n.Gather((0, 1, 2), (15,))))
    names = lower(graph, Domain()).inputs
    assert names[:4] == ("x1_1", "x1_2", "x2_1", "x3_1") and len(set(names)) == 15

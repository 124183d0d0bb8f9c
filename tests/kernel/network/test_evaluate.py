"""Values of networks beside a second evaluator, on graphs drawn at random."""

from __future__ import annotations

import os
from fractions import Fraction
from random import Random

import pytest

from symlin.kernel.network.evaluate import Evaluation
from symlin.kernel.network.graph import Graph
from symlin.kernel.theories.rational import NoValue

from . import second_evaluator as second
from .random_graphs import random_graph, random_point

GRAPHS = int(os.environ.get("SYMLIN_GRAPHS", "100"))
FIRST = int(os.environ.get("SYMLIN_FIRST_GRAPH", "0"))
SEEDS = range(FIRST, FIRST + GRAPHS)


def compared(graph: Graph, seed: int, entries: set[int] | None) -> int:
    """How many entries were compared, at some points at once."""
    rng = Random(seed)
    points = [random_point(rng, graph) for _ in range(3)]
    wanted: list[list[Fraction]] = []
    for point in points:
        try:
            wanted.append(second.values(graph, point)[-1])
        except second.Outside:
            # where some node has no value, evaluation may find one of what is asked for, or not
            return 0
    found = Evaluation(graph, points, {len(graph.nodes) - 1: entries}).values(64)
    assert found.is_exact
    count = 0
    for p, row in enumerate(wanted):
        assert len(found.row(p)) == len(row)
        for i, entry in enumerate(row):
            if entries is None or i in entries:
                assert second.fraction(found.number(p, i)) == entry
                count += 1
    return count


def test_values_are_those_of_a_second_evaluator() -> None:
    """One wrong value is one false counterexample."""
    assert all(compared(random_graph(s, 6), s, None) for s in SEEDS)


def test_a_few_entries_are_what_they_are_among_all() -> None:
    """Only what is asked for is computed, and what is not asked for takes no part."""
    for seed in SEEDS:
        graph = random_graph(seed, 6)
        size = second.volume(graph.output.shape)
        rng = Random(seed)
        entries = {rng.randrange(size) for _ in range(rng.choice((1, 2)))}
        assert compared(graph, seed, entries) >= len(entries)


def test_points_outside_the_domain_have_no_value() -> None:
    """1/0 is no number, wherever in a graph it stands."""
    met = 0
    for seed in SEEDS:
        graph = random_graph(seed, 5, partial=True)
        point = random_point(Random(seed), graph)
        try:
            expected = second.values(graph, point)[-1]
        except second.Outside:
            met += 1
            with pytest.raises(NoValue):
                Evaluation(graph, [point], dict.fromkeys(range(len(graph.nodes)))).values(64)
        else:
            found = Evaluation(graph, [point]).values(64)
            assert [second.fraction(found.number(0, i)) for i in range(len(expected))] == expected
    assert met > GRAPHS // 50

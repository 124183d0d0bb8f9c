"""Networks on boxes: every verdict beside the values at many points."""

from __future__ import annotations

import os
from itertools import product
from random import Random

import pytest
from flint import fmpq

from symlin.decision.certificate import Status
from symlin.decision.network.decide import decide_network
from symlin.decision.network.report import NetworkReport
from symlin.kernel.claim import Law
from symlin.kernel.network.domain import Ends
from symlin.kernel.network.evaluate import Evaluation
from symlin.kernel.network.graph import Graph
from symlin.kernel.numbers import Number, exact

from .small_nets import domain, network, on_grid, random_ends, random_net

NETS = int(os.environ.get("SYMLIN_NETS", "40"))
FIRST = int(os.environ.get("SYMLIN_FIRST_NET", "0"))


def value_at(graph: Graph, rows: list[tuple[Number, ...]]) -> list[Number]:
    """The only entry of the output at points."""
    points = [{"x": dict(enumerate(row))} for row in rows]
    values = Evaluation(graph, points).values(64)
    return [exact(fmpq(int(values.row(i)[0]), values.scale)) for i in range(len(rows))]


def is_affine_on_grid(graph: Graph, ends: tuple[Ends, ...]) -> bool:
    """Whether all second differences of a fine grid are 0: along axes, and across each square."""
    steps = 8
    axes = [on_grid(e, steps) for e in ends]
    places = list(product(range(steps + 1), repeat=len(ends)))
    values = dict(
        zip(
            places,
            value_at(graph, [tuple(a[i] for a, i in zip(axes, p, strict=True)) for p in places]),
            strict=True,
        )
    )
    start = values[(0,) * len(ends)]
    slopes = [
        values[tuple(int(i == j) for j in range(len(ends)))] - start for i in range(len(ends))
    ]
    return all(
        value == start + sum(slope * i for slope, i in zip(slopes, place, strict=True))
        for place, value in values.items()
    )


def checked(report: NetworkReport, graph: Graph, ends: tuple[Ends, ...], rng: Random) -> None:
    """Laws that are proved hold at points of the domain; what is refuted has its points inside."""
    axes = [on_grid(e, 97) for e in ends]

    def drawn() -> tuple[Number, ...]:
        return tuple(rng.choice(axis) for axis in axes)

    def holds(row: tuple[Number, ...]) -> bool:
        inside = zip(row, ends, strict=True)
        return all((a is None or a <= x) and (b is None or x <= b) for x, (a, b) in inside)

    for _ in range(10):
        x, y, t = drawn(), drawn(), rng.choice((0, fmpq(1, 2), 2, -1, fmpq(5, 4)))
        total = tuple(exact(a + b) for a, b in zip(x, y, strict=True))
        middle = tuple(exact((a + b) * fmpq(1, 2)) for a, b in zip(x, y, strict=True))
        scaled = tuple(exact(t * a) for a in x)
        opposite = tuple(exact(-a) for a in x)
        instances = {
            Law.AFFINE: ((middle, x, y), (1, -fmpq(1, 2), -fmpq(1, 2))),
            Law.ADDITIVITY: ((total, x, y), (1, -1, -1)),
            Law.HOMOGENEITY: ((scaled, x), (1, exact(-t))),
            Law.ODD: ((opposite, x), (1, 1)),
        }
        if t >= 0:
            instances[Law.POSITIVE_HOMOGENEITY] = instances[Law.HOMOGENEITY]
        for law, (points, weights) in instances.items():
            if all(map(holds, points)):
                values = value_at(graph, list(points))
                defect = sum((w * v for w, v in zip(weights, values, strict=True)), fmpq(0))
                for claim in (report.claims[law], report.linear):
                    assert claim.status is not Status.PROVED or defect == 0, (law, points)


@pytest.mark.parametrize("seed", range(FIRST, FIRST + NETS))
def test_verdicts_on_boxes_are_those_of_all_values(seed: int) -> None:
    """Networks so small that a grid meets every region, and boxes of every kind."""
    rng = Random(seed)
    inputs = rng.choice((1, 2, 2))
    graph, ends = random_net(rng, inputs, biases=rng.random() < 0.6), random_ends(rng, inputs)
    report = decide_network(network(graph, domain(ends)), timeout=10)
    affine = report.affine
    if affine.status is Status.PROVED:
        assert is_affine_on_grid(graph, ends)
    if not is_affine_on_grid(graph, ends):
        assert affine.status is Status.REFUTED
    if report.linear.status is Status.PROVED:
        assert affine.status is Status.PROVED
    assert affine.status is not Status.UNKNOWN
    checked(report, graph, ends, rng)

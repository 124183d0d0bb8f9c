"""Networks on boxes: every verdict beside the values at many points."""

from __future__ import annotations

import os
from itertools import product
from random import Random

import pytest
from flint import fmpq

from symlin.decision.certificate import Status
from symlin.decision.network import decide
from symlin.decision.network.decide import decide_network
from symlin.decision.network.report import NetworkReport
from symlin.kernel.claim import Law
from symlin.kernel.network import kept
from symlin.kernel.network.domain import Ends
from symlin.kernel.network.evaluate import Evaluation
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.scalars import RELU
from symlin.kernel.numbers import Number, exact
from symlin.language.network.builder import Builder

from ...conftest import first
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


@pytest.mark.parametrize("seed", first(12, range(FIRST, FIRST + NETS)))
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


def test_a_law_without_instances_asks_for_no_points() -> None:
    """Of additivity on [2, 3] there is nothing to be tried; other laws are decided all the same."""
    builder = Builder()
    x = builder.input("x", ())
    graph, _ = builder.graph(builder.scale(builder.map(x, RELU), 2, 1))
    report = decide_network(network(graph, domain(((2, 3),))), timeout=10)
    assert {law for law, claim in report.claims.items() if claim.vacuous} == {
        Law.ADDITIVITY,
        Law.ODD,
    }
    assert report.affine.status is Status.PROVED and report.linear.status is Status.REFUTED
    assert report.homogeneity.status is Status.REFUTED


def convolution(kind: str, biases: int, first: Number) -> Graph:
    """Convolution, relu, pooling of pairs, dense: weights above 0, but for the first."""
    builder = Builder()
    x = builder.input("x", (1, 1, 6))
    weight = builder.numbers((2, 1, 3), [first, 1, fmpq(1, 3), 2, fmpq(1, 2), 1])
    y = builder.convolve(x, weight, stride=(1,), padding=((1, 1),), dilation=(1,))
    y = builder.map(builder.scale(y, 1, biases), RELU)
    pairs = builder.reshape(y, (2, 3, 2))
    y = builder.maximum(pairs, [2]) if kind == "max" else builder.mean(pairs, [2])
    weights = builder.numbers((2, 6), [fmpq(i + 1, 7) for i in range(12)])
    return builder.graph(builder.dense(builder.reshape(y, (1, 6)), weights))[0]


def test_a_network_of_weights_above_0_is_affine_on_inputs_above_0() -> None:
    """With average pooling; without biases it is linear. Maximum pooling, or one weight below 0,
    bends it, and points show it."""
    above = domain(((0, None),))

    def statuses(graph: Graph) -> tuple[str, str]:
        report = decide_network(network(graph, above), timeout=10)
        return report.affine.status.value, report.linear.status.value

    assert statuses(convolution("mean", 1, 1)) == ("proved", "refuted")
    assert statuses(convolution("mean", 0, 1)) == ("proved", "proved")
    assert statuses(convolution("max", 1, 1)) == ("refuted", "refuted")
    assert statuses(convolution("max", 0, 1)) == ("refuted", "refuted")
    assert statuses(convolution("mean", 0, -1)) == ("refuted", "refuted")


def test_units_are_counted_and_said_to_be_proved_or_not() -> None:
    report = decide_network(network(convolution("mean", 1, 1), domain(((0, None),))), timeout=10)
    assert [(u.on, u.off, u.open, u.proved) for u in report.units] == [(12, 0, 0, True)]
    assert report.affine.method == "the pieces of its units on the domain"
    report = decide_network(network(convolution("mean", 0, -1), domain(((0, 1),))), timeout=10)
    (units,) = report.units
    assert units.open > 0 and not units.proved and units.label.startswith("layer")
    assert report.to_dict()["units"][0]["open"] == units.open


def test_a_network_without_room_for_its_forms_is_refuted_across_the_box(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Large images leave no room for affine forms of all entries; a way through the box needs
    none, and its points are checked as all others."""
    monkeypatch.setattr(kept, "MOST_NUMBERS", 1)
    monkeypatch.setattr(decide, "MOST_TERMS", 0)  # as a large network, which is not written out
    for seed in range(20):
        rng = Random(seed)
        graph, ends = random_net(rng, 2, biases=True), random_ends(rng, 2)
        report = decide_network(network(graph, domain(ends)), timeout=10)
        if report.affine.status is Status.REFUTED:
            assert not is_affine_on_grid(graph, ends)
        else:
            assert report.affine.status is Status.UNKNOWN or is_affine_on_grid(graph, ends)
        checked(report, graph, ends, rng)
    graph = convolution("max", 1, -1)
    report = decide_network(network(graph, domain(((-1, 1),))), timeout=10)
    assert report.affine.status is Status.REFUTED

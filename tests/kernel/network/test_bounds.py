"""Bounds, forms and pieces beside values at points, on graphs and boxes drawn at random."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from random import Random

import pytest
from flint import fmpq

from symlin.kernel.certificate import Rejected
from symlin.kernel.network import kept
from symlin.kernel.network.arrays import size_of
from symlin.kernel.network.domain import Domain
from symlin.kernel.network.evaluate import Point
from symlin.kernel.network.extension import affine_extension, extension
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.pattern import Pattern, Walk
from symlin.kernel.network.sums import Form
from symlin.search.network.patterns import middle_of, pattern_at

from . import second_evaluator as second
from .boxes import point_in, random_domain
from .random_graphs import random_graph

GRAPHS = int(os.environ.get("SYMLIN_GRAPHS", "100"))
FIRST = int(os.environ.get("SYMLIN_FIRST_GRAPH", "0"))
SEEDS = range(FIRST, FIRST + GRAPHS)


def walked(graph: Graph, domain: Domain) -> Walk:
    """With the pieces that apply in the middle."""
    walk = Walk(graph, domain, pattern_at(graph, middle_of(graph, domain)))
    for _ in graph.nodes:
        walk.step()
    return walk


def drawn(seed: int) -> tuple[Graph, Domain, Random]:
    rng = Random(seed)
    graph = random_graph(seed, 6)
    return graph, random_domain(rng, graph), rng


Row = list[Fraction]


def values_in(graph: Graph, domain: Domain, rng: Random) -> Iterator[tuple[Point, list[Row]]]:
    """Points of the domain, and the values of all nodes there."""
    for _ in range(8):
        point = point_in(rng, graph, domain)
        with suppress(second.Outside):
            yield point, second.values(graph, point)


def at_least(low: object, value: Fraction) -> bool:
    return low is None or fmpq(value.numerator, value.denominator) >= low


def at_most(high: object, value: Fraction) -> bool:
    return high is None or fmpq(value.numerator, value.denominator) <= high


def test_every_value_lies_within_its_bounds() -> None:
    """On bounds stands every piece that a pattern fixes."""
    for seed in SEEDS:
        graph, domain, rng = drawn(seed)
        walk = walked(graph, domain)
        for _, values in values_in(graph, domain, rng):
            for place, row in enumerate(values):
                for entry, value in enumerate(row):
                    low, high = walk.bounds[place].ends(entry)
                    assert at_least(low, value) and at_most(high, value), (seed, place, entry)


def meets(form: Form, inputs: list[fmpq], value: fmpq) -> bool:
    found = fmpq(form.numbers[-1])
    for i, number in zip(form.support, form.numbers[:-1], strict=True):
        found += inputs[i] * fmpq(number)
    return bool(abs(found - value) <= form.radius)


def test_every_value_is_its_form_give_or_take_the_radius() -> None:
    """Forms decide what bounds leave open; they hold behind open units as well."""
    known = 0
    for seed in SEEDS:
        graph, domain, rng = drawn(seed)
        walk = walked(graph, domain)
        sizes = [(node.name, i) for node in graph.input_nodes() for i in range(size_of(node.shape))]
        for point, values in values_in(graph, domain, rng):
            inputs = [fmpq(point[name].get(i, 0)) for name, i in sizes]
            for place, row in enumerate(values):
                found = walk.forms.at(place, range(len(row)))
                for entry, value in enumerate(row):
                    form, scale = found[entry], walk.forms.scale(place)
                    low, high = walk.forms.ends(place, entry)
                    assert at_least(low, value) and at_most(high, value), (seed, place, entry)
                    if form is not None:
                        exact = fmpq(value.numerator, value.denominator) * scale
                        assert meets(form, inputs, exact), (seed, place, entry)
                        known += bool(form.support)
    assert known > GRAPHS


def test_forms_that_were_left_out_for_want_of_room_are_found_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Room is for the forms of a few nodes: which are there must not change what is known."""
    left_out = 0
    for seed in list(SEEDS)[:40]:
        graph, domain, rng = drawn(seed)
        roomy = walked(graph, domain)
        # what the largest node takes alone, so that others have to go
        sizes = [
            sum(len(f.numbers) for f in found.values() if f is not None)
            for place, node in enumerate(graph.nodes)
            for found in [roomy.forms.at(place, range(size_of(node.shape)))]
        ]
        monkeypatch.setattr(kept, "MOST_NUMBERS", max(sizes))
        narrow = walked(graph, domain)
        for place, node in enumerate(graph.nodes):
            for entry in rng.sample(range(size_of(node.shape)), min(3, size_of(node.shape))):
                assert narrow.forms.ends(place, entry) == roomy.forms.ends(place, entry), seed
        left_out += sum(sizes) > max(sizes)
        monkeypatch.undo()
    assert left_out > 30


def test_what_is_left_of_a_network_has_its_values_on_the_domain() -> None:
    """The affine function that a theorem is about is the network, on the whole domain."""
    compared = 0
    for seed in SEEDS:
        graph, domain, rng = drawn(seed)
        with suppress(Rejected):
            left = extension(walked(graph, domain))
            for point, values in values_in(graph, domain, rng):
                assert second.values(left, point)[-1] == values[-1], seed
                compared += 1
    assert compared > GRAPHS


def test_an_altered_letter_is_rejected_or_still_true() -> None:
    """Another piece, another entry of a window, a unit that is said to be open."""
    rejected = accepted = 0
    for seed in SEEDS:
        graph, domain, rng = drawn(seed)
        letters = dict(pattern_at(graph, middle_of(graph, domain)).letters)
        for place, row in letters.items():
            changed = bytearray(row)
            for at in range(len(row)):
                changed[at] = rng.choice((0, 1, 2, 255))
            try:
                left = affine_extension(graph, domain, Pattern({**letters, place: bytes(changed)}))
            except Rejected:
                rejected += 1
                continue
            accepted += 1
            for point, values in values_in(graph, domain, rng):
                assert second.values(left, point)[-1] == values[-1], (seed, place)
    assert rejected > GRAPHS // 4 and accepted

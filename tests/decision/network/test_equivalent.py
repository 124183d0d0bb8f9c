"""Two networks, compared as they are: by what they do step by step, or at a point."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from symlin.decision.network.equivalent import decide_network_equivalence
from symlin.decision.verdict import Status
from symlin.errors import InputError
from symlin.kernel.network.scalars import RELU
from symlin.language.network.builder import Builder
from symlin.language.network.network import Network
from symlin.report.words.networks_equal import networks_equal_text

SIZE = 40


def weights(seed: int, rows: int, columns: int) -> list[int]:
    return [(i * 7 + seed * i * i) % 11 - 5 for i in range(rows * columns)]


def layers(seeds: Sequence[int], *, in_parts: bool = False, change: int = 0) -> Network:
    """Dense layers with relu between them; each in two steps, or with one weight changed."""
    b = Builder()
    x = b.input("x" if in_parts else "input", (SIZE,))
    for place, seed in enumerate(seeds):
        numbers = weights(seed, SIZE, SIZE)
        numbers[3] += change if place == len(seeds) - 1 else 0
        w, bias = b.numbers((SIZE, SIZE), numbers), b.numbers((SIZE,), weights(seed, 1, SIZE))
        if in_parts:
            halves = [b.scale(b.dense(x, w), n) for n in (3, -2)]
            x = b.add(bias, *halves)
        else:
            x = b.dense(x, w, bias)
        if place < len(seeds) - 1:
            x = b.map(x, RELU)
    graph, labels = b.graph(x)
    return Network(name="net", graph=graph, labels=labels)


def test_the_same_layers_are_the_same_function() -> None:
    """A network of any size is seen to be itself."""
    found = decide_network_equivalence(layers([1, 2, 3]), layers([1, 2, 3]))
    assert (found.claim.status, found.claim.method) == (Status.PROVED, "node by node")


def test_affine_parts_may_be_written_otherwise() -> None:
    """W x + b is 3 W x - 2 W x + b, layer by layer, whatever the inputs are called."""
    found = decide_network_equivalence(layers([1, 2, 3]), layers([1, 2, 3], in_parts=True))
    assert found.claim.status is Status.PROVED
    assert "EQUAL" in networks_equal_text(found)


def test_one_weight_is_another_function() -> None:
    """Shown at a point with few entries, or with all."""
    found = decide_network_equivalence(layers([1, 2, 3]), layers([1, 2, 3], change=1))
    assert found.claim.status is Status.REFUTED
    assert "F - G = " in networks_equal_text(found) and "DIFFERENT" in networks_equal_text(found)
    assert found.to_dict()["claims"]["equivalent"]["counterexample"]["values"]


def test_other_layers_are_different() -> None:
    """Points say so before anything is compared."""
    found = decide_network_equivalence(layers([1, 2, 3]), layers([1, 3, 2]))
    assert found.claim.status is Status.REFUTED


def test_shapes_have_to_fit() -> None:
    """Nothing can be compared where the inputs are others."""
    b = Builder()
    graph, labels = b.graph(b.map(b.input("x", (3,)), RELU))
    with pytest.raises(InputError, match="inputs of different shapes: 40 and 3"):
        decide_network_equivalence(layers([1]), Network(name="n", graph=graph, labels=labels))

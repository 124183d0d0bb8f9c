from collections.abc import Callable

import pytest

from symlin.decision.network.decide import decide_network
from symlin.decision.verdict import Status
from symlin.kernel.claim import Law
from symlin.kernel.network import nodes as g
from symlin.kernel.network.evaluate import Evaluation
from symlin.kernel.network.scalars import RELU
from symlin.language.network.builder import Builder, Ref
from symlin.language.network.network import Network
from symlin.reading.networks.formulas import formula
from symlin.reading.networks.fusion import fused

SHAPE = (40, 50)
"""Entries beyond what is written out as formulas."""


def cancelling(b: Builder, x: Ref) -> Ref:
    """relu(x) - relu(-x)."""
    return b.subtract(b.map(x, RELU), b.map(b.scale(x, -1), RELU))


def chosen(b: Builder, x: Ref) -> Ref:
    """x where it is positive, else x as well, in two pieces that are added."""
    zero = b.full(SHAPE, 0)
    return b.add(b.select(">", x, x, zero), b.select(">", x, zero, x))


def squares(b: Builder, x: Ref) -> Ref:
    """(x + 1)^2 - (x - 1)^2."""
    square = formula("x**2")
    return b.subtract(b.map(b.scale(x, 1, 1), square), b.map(b.scale(x, 1, -1), square))


def nearly(b: Builder, x: Ref) -> Ref:
    """Softshrink by very little, and what it takes away: but not quite."""
    shrunk = formula("Piecewise((x - c, x > c), (x + c, x < -c), (0, True))", c=2)
    return b.add(b.map(x, shrunk), b.map(x, formula("Min(Max(x, -3), 3)")))


def residual(b: Builder, x: Ref) -> Ref:
    """x + relu(x)."""
    return b.add(x, b.map(x, RELU))


def network(made: Callable[[Builder, Ref], Ref], shape: tuple[int, ...] = SHAPE) -> Network:
    """After a sum, so that the tensor that counts is no input."""
    b = Builder()
    x = b.input("x", shape)
    graph, labels = fused(*b.graph(made(b, b.map(x, RELU) if made is squares else x)))
    return Network(name="f", graph=graph, labels=labels)


@pytest.mark.parametrize("made", [cancelling, chosen], ids=lambda made: made.__name__)
def test_what_cancels_entry_by_entry_is_linear_at_any_size(
    made: Callable[[Builder, Ref], Ref],
) -> None:
    """2,000 entries are too many to be written out, and no operation here is linear by itself."""
    report = decide_network(network(made), timeout=10.0)
    assert report.claims[Law.LINEAR].status is Status.PROVED


def test_a_line_through_a_tensor_in_the_middle_is_found() -> None:
    """(y + 1)^2 - (y - 1)^2 = 4 y for y = relu(x): what is bent is y, and it stays a unit."""
    graph = network(squares).graph
    maps = [node.term for node in graph.nodes if isinstance(node, g.Map)]
    assert maps[0] is RELU
    assert len(graph.nodes) == 3


@pytest.mark.parametrize("made", [nearly, residual], ids=lambda made: made.__name__)
def test_what_bends_stays_as_it_was_written(made: Callable[[Builder, Ref], Ref]) -> None:
    """A unit that switches is looked for by its shape, and named by its line."""
    b = Builder()
    graph, labels = b.graph(made(b, b.input("x", (2,))))
    assert fused(graph, labels) == (graph, labels)


@pytest.mark.parametrize("made", [cancelling, squares], ids=lambda made: made.__name__)
def test_the_values_stay_the_same(made: Callable[[Builder, Ref], Ref]) -> None:
    """Fusing may not change the function, whatever the line looks like."""
    b = Builder()
    x = b.input("x", (3,))
    graph, labels = b.graph(made(b, x))
    point = {"x": {0: -2, 2: 5}}
    before = Evaluation(graph, [point]).values(64)
    after = Evaluation(fused(graph, labels)[0], [point]).values(64)
    assert [e * after.scale for e in before.rows[0]] == [e * before.scale for e in after.rows[0]]


def bump(b: Builder, x: Ref) -> Ref:
    """x, and a little hill that none of the numbers that are tried meets."""
    return b.add(x, b.map(x, formula("Max(0, 1/100 - Abs(x - 1/2))")))


def test_what_only_looks_like_a_line_is_not_proved() -> None:
    """The numbers that are tried only suggest; the formula is what it was, and is decided."""
    small, large = network(bump, (2,)), network(bump)
    assert len(small.graph.nodes) == len(large.graph.nodes) == 2
    assert decide_network(small, timeout=10.0).claims[Law.AFFINE].status is Status.REFUTED
    assert decide_network(large, timeout=5.0).claims[Law.AFFINE].status is not Status.PROVED

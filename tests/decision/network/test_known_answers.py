"""Small networks of which everybody knows the answer, from graph to theorems."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flint import fmpq

from symlin.decision.network.certificate import Status
from symlin.decision.network.decide import decide_network
from symlin.decision.network.report import NetworkReport
from symlin.kernel import term as k
from symlin.kernel.claim import Law
from symlin.kernel.network import nodes as n
from symlin.kernel.network.breach import Breach
from symlin.kernel.network.domain import Domain
from symlin.kernel.network.scalars import RELU
from symlin.kernel.theorem import is_theorem
from symlin.language.network.builder import Builder, Ref
from symlin.language.network.network import Network

X = k.var(n.VARIABLE)
LAWS = (
    Law.LINEAR,
    Law.ADDITIVITY,
    Law.HOMOGENEITY,
    Law.AFFINE,
    Law.POSITIVE_HOMOGENEITY,
    Law.ODD,
)
Build = Callable[[Builder, Ref], Ref]


def decided(
    build: Build, shape: tuple[int, ...] = (2,), domain: Domain | None = None
) -> NetworkReport:
    builder = Builder()
    output = build(builder, builder.input("x", shape))
    graph, labels = builder.graph(output)
    network = Network(
        name="net", graph=graph, labels=labels, domain=Domain() if domain is None else domain
    )
    return decide_network(network, 20)


def relu(b: Builder, x: Ref) -> Ref:
    return b.map(x, RELU)


def absolute(b: Builder, x: Ref) -> Ref:
    return b.largest(x, b.scale(x, -1))


def weights(b: Builder, *numbers: int) -> Ref:
    return b.numbers((len(numbers) // 2, 2), numbers)


def cancelling(b: Builder, x: Ref) -> Ref:
    """relu(z) - relu(-z), which is z."""
    z = b.dense(x, weights(b, 1, 2, 3, -1))
    return b.subtract(relu(b, z), relu(b, b.scale(z, -1)))


def softmax(b: Builder, x: Ref) -> Ref:
    e = b.map(x, k.function("exp", X))
    return b.divide(e, b.sum(e, (-1,), keep=True))


def normalised(b: Builder, x: Ref) -> Ref:
    """Divided by a standard deviation that is stored."""
    return b.multiply(x, b.map(b.numbers((2,), (2, 3)), k.power(k.sqrt(X), -1)))


ALL = "LINEAR ADDITIVITY HOMOGENEITY AFFINE POSITIVE_HOMOGENEITY ODD"
ANSWERS: dict[str, tuple[Build, str]] = {
    "a dense layer": (lambda b, x: b.dense(x, weights(b, 1, 2, 3, 4)), ALL),
    "a dense layer with a bias": (
        lambda b, x: b.dense(x, weights(b, 1, 2), b.numbers((1,), (5,))),
        "AFFINE",
    ),
    "a bias that is taken away": (lambda b, x: b.scale(b.scale(x, 2, 1), 1, -1), ALL),
    "relu": (relu, "POSITIVE_HOMOGENEITY"),
    "relu after a bias": (lambda b, x: relu(b, b.scale(x, 1, 1)), ""),
    "relu of an absolute value, minus it": (
        lambda b, x: b.subtract(
            relu(b, b.largest(x, b.scale(x, -1))), b.largest(x, b.scale(x, -1))
        ),
        ALL,
    ),
    "relu(z) - relu(-z)": (cancelling, ALL),
    "a maximum": (lambda b, x: b.maximum(x, (0,)), "POSITIVE_HOMOGENEITY"),
    "an average": (lambda b, x: b.mean(x, (0,)), ALL),
    "a square": (lambda b, x: b.multiply(x, x), ""),
    "a cube": (lambda b, x: b.map(x, k.power(X, 3)), "ODD"),
    "an arc tangent": (lambda b, x: b.map(x, k.function("atan", X)), "ODD"),
    "softmax": (softmax, ""),
    "a stored deviation": (normalised, ALL),
    "a choice by sign": (
        lambda b, x: b.select(">", x, x, b.scale(x, 2)),
        "POSITIVE_HOMOGENEITY",
    ),
    "weights that come from the input": (
        lambda b, x: b.dense(b.numbers((1, 1), (2,)), b.reshape(x, (2, 1))),
        ALL,
    ),
    "x times itself as a matrix": (
        lambda b, x: b.dense(b.reshape(x, (1, 2)), b.reshape(x, (1, 2))),
        "",
    ),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_networks_have_their_answers(name: str) -> None:
    """Each law is proved or refuted by a theorem about this very graph."""
    build, kept = ANSWERS[name]
    report = decided(build)
    expected = {law: Status.PROVED if law.name in kept.split() else Status.REFUTED for law in LAWS}
    assert {law: report.claims[law].status for law in LAWS} == expected
    for law in LAWS:
        theorem = report.claims[law].theorem
        assert theorem is not None and is_theorem(theorem)
        assert theorem.subject.graph is report.network.graph and theorem.law is law


def test_on_a_domain_laws_hold_that_do_not_hold_everywhere() -> None:
    """relu is x where x is not negative."""
    report = decided(relu, domain=Domain({"x": ((0, None),)}))
    assert {report.claims[law].status for law in LAWS} == {Status.PROVED}


def test_points_that_refute_lie_in_the_domain() -> None:
    domain = Domain({"x": ((fmpq(-1, 8), fmpq(1, 8)),)})
    report = decided(relu, domain=domain)
    claim = report.claims[Law.AFFINE]
    assert claim.status is Status.REFUTED and claim.theorem is not None
    breach = claim.theorem.argument
    assert isinstance(breach, Breach)
    assert all(domain.holds(point, report.network.graph) for point in breach.points)


def test_the_first_node_that_bends_is_named() -> None:
    def build(b: Builder, x: Ref) -> Ref:
        with b.labelled("first"):
            y = b.dense(x, weights(b, 1, 2, 3, 4))
        with b.labelled("second"):
            z = relu(b, y)
        with b.labelled("third"):
            return b.map(z, k.power(X, 2))

    assert decided(build).blamed == "second"
    assert decided(lambda b, x: b.scale(x, 2)).blamed is None

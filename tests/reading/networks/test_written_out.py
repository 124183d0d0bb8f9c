"""Small networks beside formulas: compared entry by entry."""

from __future__ import annotations

import pytest

import symlin
from symlin.kernel import term as k
from symlin.kernel.network.nodes import VARIABLE
from symlin.kernel.network.scalars import RELU
from symlin.language.network.builder import Builder
from symlin.language.network.network import Network

X = k.var(VARIABLE)


def network(term: k.Term, entries: int = 2) -> Network:
    b = Builder()
    graph, labels = b.graph(b.map(b.input("x", (entries,)), term))
    return Network(name="net", graph=graph, labels=labels)


def test_a_network_is_the_same_as_a_formula() -> None:
    """Its entries are the inputs of the formula, in their order."""
    claim = symlin.equiv(network(RELU), "[Max(x1, 0), (x2 + Abs(x2))/2]")
    assert claim.status is symlin.Status.PROVED


def test_two_networks_differ_at_a_point() -> None:
    claim = symlin.equiv(network(RELU), network(k.scale(2, RELU)))
    assert claim.status is symlin.Status.REFUTED
    assert claim.counterexample is not None


def test_what_is_too_large_to_be_written_out_is_refused_beside_a_formula() -> None:
    """Not after a minute; two networks of that size are compared as they are."""
    with pytest.raises(symlin.InputError, match="net has too many entries"):
        symlin.equiv(network(RELU, 500), "x")
    claim = symlin.equiv(network(RELU, 500), network(RELU, 500))
    assert claim.status is symlin.Status.PROVED


def test_points_of_the_network_written_out_are_shown() -> None:
    """x/x has no value at 0, so that the usual points show nothing."""
    quotient = network(k.mul(X, k.power(X, -1)))
    report = symlin.check(quotient)
    assert report.additivity.status is symlin.Status.REFUTED
    assert report.additivity.counterexample is not None
    assert "f(x + x) = 1 but f(x) + f(x) = 1 + 1 = 2" in " ".join(str(report).split())

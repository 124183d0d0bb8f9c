"""Matrices of networks that have no value everywhere."""

from __future__ import annotations

import pytest

from symlin.decision.network.decide import decide_network
from symlin.decision.network.report import NetworkReport
from symlin.kernel import term as k
from symlin.kernel.claim import Law
from symlin.kernel.network import nodes as n
from symlin.language.network.builder import Builder
from symlin.language.network.network import Network

X = k.var(n.VARIABLE)


def decided(*formulas: k.Term) -> NetworkReport:
    """One input, and an output for each formula."""
    builder = Builder()
    x = builder.input("x", (1,))
    output = builder.concat([builder.map(x, term) for term in formulas], 0)
    graph, labels = builder.graph(output)
    return decide_network(Network(name="net", graph=graph, labels=labels), 20)


def on_the_right(term: k.Term) -> k.Term:
    """The term where x > 0, and nothing elsewhere."""
    return k.add(term, k.scale(0, k.function("log", X)))


def test_a_map_without_a_value_at_the_origin_has_no_matrix() -> None:
    """It is linear where it has values, which f(0) is not."""
    report = decided(on_the_right(X))
    assert report.claims[Law.LINEAR].theorem is not None
    found = report.map
    assert found is not None
    with pytest.raises(ValueError, match="no value at 0"):
        found.rows()


def test_a_row_is_not_read_off_points_at_which_another_output_has_no_value() -> None:
    """x, and 5 at 0: for x > 0 the map is linear, and its row is not 1 - 5."""
    jump = k.piecewise((k.const(5), k.eq(X)), (X, k.TRUE))
    report = decided(jump, on_the_right(X))
    assert report.claims[Law.LINEAR].theorem is not None
    found = report.map
    assert found is not None
    with pytest.raises(ValueError, match="no value at 0"):
        found.row(0)

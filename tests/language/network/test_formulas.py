"""Formulas of several inputs as nodes of a graph."""

from __future__ import annotations

import pytest

from symlin.kernel import term as k
from symlin.kernel.network import nodes as n
from symlin.kernel.network.evaluate import Evaluation
from symlin.kernel.network.graph import Graph
from symlin.kernel.theories.rational import Evaluator
from symlin.language.network.builder import Builder
from symlin.language.network.formulas import formulas
from symlin.language.network.indices import NoGraph

X, Y = k.var("x"), k.var("y")
NAMES = ("x", "y")
TERMS = {
    "a guard of several parts": k.piecewise(
        (X, k.conjunction(k.gt(X), k.negation(k.ge(Y, X)))), (k.power(Y, 2), k.TRUE)
    ),
    "one guard or another": k.piecewise(
        (k.add(X, Y), k.disjunction(k.eq(X), k.gt(Y, k.const(1)))), (k.neg(X), k.TRUE)
    ),
    "three pieces": k.piecewise((X, k.gt(X)), (Y, k.gt(Y)), (k.ONE, k.TRUE)),
    "weights that differ": k.linear_combination([2, -3, 5], [X, Y, k.mul(X, Y)], 7),
    "a largest entry": k.maximum(X, Y, k.add(X, Y)),
}


def graph_of(terms: list[k.Term], points: int = 1) -> Graph:
    builder = Builder()
    x = builder.input("v", (len(NAMES), points))
    return builder.graph(formulas(builder, x, terms, NAMES))[0]


@pytest.mark.parametrize("name", TERMS)
def test_a_graph_has_the_values_of_its_formula(name: str) -> None:
    """On all sides of every guard."""
    terms = [TERMS[name], X]
    graph = graph_of(terms, points=2)
    for x in range(-2, 3):
        for y in range(-2, 3):
            # points are columns: x and y of the first one, then of the second
            at = {place: value for place, value in enumerate((x, 1, y, 2)) if value}
            values = Evaluation(graph, [{"v": at}]).values(64)
            found = [values.number(0, i) for i in range(4)]
            first, second = Evaluator({"x": x, "y": y}), Evaluator({"x": 1, "y": 2})
            assert found == [p.value(t) for t in terms for p in (first, second)]


def test_what_is_alike_is_one_node() -> None:
    """A softmax of 200 entries must not be a graph of 600 nodes."""
    inputs = [k.var(f"x{i}") for i in range(200)]
    exponentials = [k.function("exp", x) for x in inputs]
    shares = [k.div(e, k.add(*exponentials)) for e in exponentials]
    builder = Builder()
    x = builder.input("v", (200, 3))
    graph, _ = builder.graph(formulas(builder, x, shares, [f"x{i}" for i in range(200)]))
    assert sum(not isinstance(node, n.Gather) for node in graph.nodes) < 8


@pytest.mark.parametrize(
    "term",
    [
        k.piecewise((X, k.gt(X)), (Y, k.gt(Y))),
        k.piecewise((k.power(X, -1), k.ne(X)), (k.ZERO, k.TRUE)),
    ],
)
def test_a_piece_without_a_value_has_no_graph(term: k.Term) -> None:
    """A graph computes all pieces, and would have no value where the formula has one."""
    with pytest.raises(NoGraph):
        graph_of([term])

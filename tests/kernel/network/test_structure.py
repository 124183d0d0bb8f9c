"""What is read off the structure of networks, tried at exact points by a second evaluator."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from symlin.kernel import term as k
from symlin.kernel.certificate import DirectProof, Rejected
from symlin.kernel.checker import check
from symlin.kernel.claim import Law
from symlin.kernel.network import nodes as n
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.structure import Facts, facts_of, is_total
from symlin.kernel.network.theorem import Structure, proved

from . import made
from . import second_evaluator as second
from .made import CUBE, IN, LEAK, LINE, RELU, X, everywhere, exact
from .random_graphs import Drawing, index, pruned
from .test_evaluate import GRAPHS, SEEDS

Vector = dict[str, dict[int, Fraction]]
FORMULAS = (RELU, k.neg(X), LINE, CUBE, LEAK, k.const(3), k.power(X, 2))
"""Of all but the last, the kernel has theorems."""


def graph_of_facts(seed: int) -> Graph:
    """Few operations, so that something is known of the output now and then."""
    drawing = Drawing(Random(seed))
    drawing._formulas = FORMULAS
    drawing.add(n.Input("x", drawing.small(1)))
    drawing.constant(drawing.shape(0))
    if seed % 3 == 0:
        drawing.add(exact((2,), 0, 0))
    for _ in range(1 + seed % 4):
        output = drawing.step()
    return pruned(drawing.nodes, output)


def vector(rng: Random, graph: Graph) -> Vector:
    def number() -> Fraction:
        return Fraction(rng.randrange(-9, 10), rng.choice((1, 2, 3)))

    inputs = graph.input_nodes()
    return {e.name: {i: number() for i in range(second.volume(e.shape))} for e in inputs}


def combined(*parts: tuple[Fraction, Vector]) -> Vector:
    """The sum of multiples of points."""
    first = parts[0][1]
    return {
        name: {i: sum((w * p[name][i] for w, p in parts), Fraction(0)) for i in row}
        for name, row in first.items()
    }


def claims_hold(graph: Graph, known: list[Facts], seed: int) -> None:
    rng = Random(seed)
    x, y, t = vector(rng, graph), vector(rng, graph), Fraction(rng.randrange(-5, 6), 4)
    a, one = Fraction(rng.randrange(0, 5), 2), Fraction(1)
    line = combined((t, x), (one - t, y))
    fx, fy, on_line = (second.values(graph, p) for p in (x, y, line))
    scaled, opposite = (second.values(graph, combined((w, x))) for w in (a, -one))
    for place, facts in enumerate(known):
        for i, value in enumerate(fx[place]):
            other = fy[place][i]
            if Facts.AFFINE in facts:
                assert on_line[place][i] == t * value + (1 - t) * other
            if Facts.CONSTANT in facts:
                assert value == other
            if Facts.SCALES in facts:
                assert scaled[place][i] == a * value
            if Facts.ODD in facts:
                assert opposite[place][i] == -value


def test_what_is_read_off_holds_at_points() -> None:
    """A fact that does not hold is a law proved that does not."""
    met = dict.fromkeys(Facts, 0)
    theorems = made.theorems()
    for seed in SEEDS:
        graph = graph_of_facts(seed)
        known = facts_of(graph, theorems)
        for round_ in range(3):
            claims_hold(graph, known, seed + 1000 * round_)
        for fact in Facts:
            met[fact] += fact in known[-1] and not isinstance(graph.output, n.Input)
    assert min(met.values()) > GRAPHS // 20, met


def of(*nodes: n.Node) -> Facts:
    return facts_of(Graph(nodes), made.theorems())[-1]


ONES = exact((2,), 1, 1)
RELUS = n.Map((0,), (2,), RELU)


@pytest.mark.parametrize(
    ("nodes", "facts"),
    [
        ((IN, n.Gather((0,), (2,), index([0, -1]))), "AFFINE SCALES ODD"),
        ((IN, n.Gather((0,), (2,), index([0, -1]), 1)), "AFFINE"),
        ((IN, n.Gather((0,), (2,), index([0, 1]), 1)), "AFFINE SCALES ODD"),
        ((IN, RELUS), "SCALES"),
        ((IN, RELUS, n.Combine((1,), (2,), (0,))), "AFFINE SCALES ODD CONSTANT"),
        ((IN, RELUS, n.Combine((1,), (2,), (0,), 1)), "AFFINE CONSTANT"),
        ((IN, RELUS, n.Combine((0, 1), (2,), (1, 0))), "AFFINE SCALES ODD"),
        ((IN, RELUS, n.Combine((0, 1), (2,), (1, 1))), "SCALES"),
        ((IN, n.Multiply((0, 0), (2,))), ""),
        ((IN, ONES, n.Multiply((0, 1), (2,))), "AFFINE SCALES ODD"),
        ((IN, n.Reduce((0,), (), "max")), "SCALES"),
        ((IN, ONES, n.Combine((0, 1), (2,), (1, 1)), n.Reduce((2,), (), "max")), ""),
        ((IN, ONES, n.Select((0, 0, 1), (2,), ">")), ""),
        ((IN, n.Combine((0,), (2,), (2,)), n.Select((0, 0, 1), (2,), ">")), "SCALES"),
        ((IN, ONES, n.Select((1, 0, 0), (2,), ">")), "AFFINE SCALES ODD"),
        ((IN, RELUS, n.Select((1, 0, 0), (2,), "!=")), "AFFINE SCALES ODD"),
        ((IN, n.Map((0,), (2,), CUBE)), "ODD"),
        ((IN, n.Map((0,), (2,), LINE)), "AFFINE"),
        ((IN, n.Map((0,), (2,), k.power(X, 2))), ""),
    ],
)
def test_each_operation_keeps_what_it_keeps_and_no_more(
    nodes: tuple[n.Node, ...], facts: str
) -> None:
    assert {f.name for f in of(*nodes)} == set(facts.split())


def test_a_formula_that_is_partial_is_let_in_at_constants_where_it_has_values() -> None:
    """1/sqrt(variance + eps) is a number; 1/0 is none, and 1/x may be none."""

    def inverse(*numbers: int) -> Graph:
        return Graph(
            (
                IN,
                exact((2,), *numbers),
                n.Map((1,), (2,), k.power(k.sqrt(X), -1)),
                n.Multiply((0, 2), (2,)),
            )
        )

    assert is_total(inverse(2, 3)) and facts_of(inverse(2, 3), ())[-1] & Facts.AFFINE
    for numbers in ((2, 0), (-1, 2)):
        assert not is_total(inverse(*numbers))
    assert not is_total(Graph((IN, n.Map((0,), (2,), k.power(X, -1)))))
    with pytest.raises(Rejected, match="values everywhere"):
        facts_of(inverse(0, 1), ())


def test_an_additive_formula_shows_nothing() -> None:
    """That it is linear needs more than the definition, and other laws say it themselves."""
    theorem = check(made.scalar(X), Law.ADDITIVITY, "proved", DirectProof((made.PLAIN,)))
    assert facts_of(Graph((IN, n.Map((0,), (2,), X))), [theorem])[-1] is Facts.NONE


def test_what_is_never_asked_for_needs_a_value_all_the_same() -> None:
    """A formula that has none at an entry that is left out: the graph is no total function."""
    nodes = (IN, exact((2,), 1, 0), n.Map((1,), (2,), k.power(X, -1)))
    graph = Graph((*nodes, n.Gather((0, 2), (2,), index([0, 2]))))
    assert not is_total(graph)


def test_an_affine_network_that_is_0_at_the_origin_is_linear() -> None:
    """x + 1 - 1: no rule says so, and one value does."""
    subject = everywhere(IN, n.Combine((0,), (2,), (1,), 1), n.Combine((1,), (2,), (1,), -1))
    with pytest.raises(Rejected):
        proved(subject, [Law.LINEAR], Structure(()))
    (theorem,) = proved(subject, [Law.LINEAR], Structure((), at_origin=True))
    assert theorem.status == "proved"

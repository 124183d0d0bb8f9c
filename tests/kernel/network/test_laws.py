"""Points at which laws of networks break: on domains, in balls, and where values are missing."""

from __future__ import annotations

import pytest
from flint import arb, fmpq

from symlin.exact.deadline import stop_after
from symlin.kernel import term as k
from symlin.kernel.certificate import Rejected
from symlin.kernel.claim import Law
from symlin.kernel.clock import OutOfTime
from symlin.kernel.network import nodes as n
from symlin.kernel.network.breach import Breach
from symlin.kernel.network.domain import Domain
from symlin.kernel.network.evaluate import Evaluation
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.lower import lower
from symlin.kernel.network.theorem import NetworkSubject, refuted

from .made import HALF, IN, RELU, X, everywhere, exact, relu
from .random_graphs import index

E1, TWICE = {"x": {0: 1}}, {"x": {0: 2}}
EXP = n.Map((0,), (2,), k.function("exp", X))


def test_weights_that_come_from_the_input_are_those_of_each_point() -> None:
    """2 times (x, y) by a matrix that holds the input is linear: it was refuted once."""
    two = exact((1, 1), 2)
    matrix = n.Gather((1,), (2, 1))
    subject = everywhere(two, IN, matrix, n.Dense((0, 2), (1, 2)))
    with pytest.raises(Rejected, match="not seen to differ"):
        refuted(subject, {Law.HOMOGENEITY: Breach((TWICE, E1), (1, -2), 0)})


def test_balls_that_agree_refute_nothing() -> None:
    """exp(x) - exp(x) is 0, at whatever precision."""
    subject = everywhere(IN, EXP, n.Combine((1, 1), (2,), (1, -1)))
    with pytest.raises(Rejected, match="not seen to differ"):
        refuted(subject, {Law.ODD: Breach((E1, {"x": {0: -1}}), (1, 1), 0)})


def test_balls_are_compared_with_the_bits_that_they_have() -> None:
    """A difference of 2**-200 beside numbers about 1."""
    shift = n.Combine((1,), (2,), (1,), fmpq(1, 2**200))
    odd_part = n.Map((0,), (2,), k.function("sin", X))
    subject = everywhere(IN, odd_part, shift)
    (theorem,) = refuted(subject, {Law.ODD: Breach((E1, {"x": {0: -1}}), (1, 1), 0)})
    assert all(isinstance(value, arb) for value in theorem.values)


def test_an_entry_without_a_value_takes_its_point_out_of_the_domain() -> None:
    """The other entry breaks the law; the network has no value there all the same."""
    inverse = n.Map((0,), (2,), k.power(X, -1))
    parts = (IN, inverse, n.Map((0,), (2,), k.power(X, 2)))
    subject = everywhere(*parts, n.Gather((1, 2), (2,), index([1, 2])))
    minus = {"x": {0: -1}}
    with pytest.raises(Rejected, match="no value at a point"):
        refuted(subject, {Law.ODD: Breach((E1, minus), (1, 1), 1)})
    point, opposite = {"x": {0: 1, 1: 1}}, {"x": {0: -1, 1: -1}}
    (theorem,) = refuted(subject, {Law.ODD: Breach((point, opposite), (1, 1), 1)})
    assert theorem.values == (1, 1)


def test_the_ends_of_a_domain_belong_to_it_and_zeros_are_looked_at() -> None:
    """An entry that a point does not name is 0, which a bound may leave out."""
    graph = Graph((IN, n.Combine((0,), (2,), (1,), 1)))
    at_ends = {Law.LINEAR: Breach(({"x": {0: 1, 1: 1}}, {"x": {0: 2, 1: 2}}), (1, -HALF), 0)}
    (theorem,) = refuted(NetworkSubject(graph, Domain({"x": ((1, 2),)})), at_ends)
    assert theorem.status == "refuted"
    missing = {Law.LINEAR: Breach((E1, TWICE), (1, -HALF), 0)}
    for ends in (((1, 2),), ((1, 2), (1, 2))):
        with pytest.raises(Rejected, match="outside of the domain"):
            refuted(NetworkSubject(graph, Domain({"x": ends})), missing)


def test_numbers_beyond_all_measure_are_enclosed_in_balls() -> None:
    """2**(2**60) fits into no memory; that it is not 2 can be seen all the same."""
    squares = [n.Multiply((i, i), (2,)) for i in range(60)]
    subject = everywhere(IN, *squares)
    (theorem,) = refuted(subject, {Law.LINEAR: Breach((TWICE, E1), (1, -2), 0)})
    assert all(isinstance(value, arb) for value in theorem.values)


def test_fractions_without_a_small_denominator_are_enclosed_in_balls() -> None:
    """1/x of many entries would be over the product of all of them."""
    size = 4000
    entries = n.Input("x", (size,))
    inverse = n.Map((0,), (size,), k.power(k.add(k.ONE, k.power(X, 2)), -1))
    subject = everywhere(entries, inverse)
    point = {"x": {i: 10**9 + i for i in range(size)}}
    minus = {"x": {i: -v for i, v in point["x"].items()}}
    values = Evaluation(subject.graph, [point, minus]).values(64)
    assert not values.is_exact
    (theorem,) = refuted(subject, {Law.ODD: Breach((point, minus), (1, 1), 0)})
    assert theorem.status == "refuted"


def test_time_that_is_over_ends_a_check() -> None:
    subject = everywhere(IN, relu())
    with pytest.raises(OutOfTime), stop_after(0):
        refuted(subject, {Law.ODD: Breach((E1, {"x": {0: -1}}), (1, 1), 0)})


def test_long_loops_look_at_the_clock() -> None:
    """Windows of a large plane, and sums of sums that are written out flat."""
    number = n.Input("x", ())
    image, window = n.Input("x", (1, 1, 512, 512)), exact((1, 1, 256, 256), *[1] * 256**2)
    sizes = ((1, 1), ((0, 0), (0, 0)), (1, 1))
    plane = Graph((image, window, n.Convolve((0, 1), (1, 1, 257, 257), *sizes)))
    doubled = Graph((number, *(n.Combine((i, i), (), (1, 1)) for i in range(21))))
    with pytest.raises(OutOfTime), stop_after(0.1):
        Evaluation(plane, [{}]).values(64)
    with pytest.raises(OutOfTime), stop_after(0.1):
        lower(doubled, Domain())


@pytest.mark.parametrize(
    "nodes",
    [
        (n.Input("x", (0,)), n.Map((0,), (0,), RELU)),
        (n.Input("x", (0, 3)), n.Reduce((0,), (0,), "max")),
        (n.Input("x", (1, 2, 0)), n.Gather((0,), (1, 0, 2)), n.MatMul((0, 1), (1, 2, 2))),
        (n.Input("x", (2, 0, 3)), n.Gather((0,), (2, 3, 0)), n.MatMul((0, 1), (2, 0, 0))),
    ],
)
def test_tensors_without_entries_have_their_values(nodes: tuple[n.Node, ...]) -> None:
    """A product over nothing is 0, and a list of nothing is empty."""
    graph = Graph(nodes)
    expected = [0] * len(lower(graph, Domain()).outputs)
    assert Evaluation(graph, [{}]).values(64).rows == [expected]

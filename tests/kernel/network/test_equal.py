"""Two networks that are compared node by node: what is seen to be the same, and what is not."""

from __future__ import annotations

import struct
from dataclasses import replace
from typing import Any

import pytest
from flint import fmpq

from symlin.kernel import term as k
from symlin.kernel.certificate import Rejected
from symlin.kernel.claim import Law
from symlin.kernel.documents.blobs import with_bytes
from symlin.kernel.documents.network_writing import network_document
from symlin.kernel.documents.networks import network_established
from symlin.kernel.network import nodes as n
from symlin.kernel.network.arrays import Array
from symlin.kernel.network.breach import Breach
from symlin.kernel.network.equal import Pairs
from symlin.kernel.network.theorem import equal, refuted

from .made import IN, RELU, X, everywhere, exact, relu
from .random_graphs import index

pytestmark = pytest.mark.quick
MINUS = n.Combine((1, 2), (2,), (1, -1))
WEIGHT = exact((2, 2), 1, 2, 3, 4)


def compared(*pairs: tuple[int, int], nodes: tuple[n.Node, ...]) -> Any:
    """The theorem, or the rejection, of what ends in the difference of its last two nodes."""
    size = len(nodes)
    last = n.Combine((size - 2, size - 1), nodes[-1].shape, (1, -1))
    return equal(everywhere(*nodes, last), Pairs(pairs))


def floats(kind: str, *numbers: float) -> n.Constant:
    letter = {"float32": "f", "float64": "d"}[kind]
    data = struct.pack(f"<{len(numbers)}{letter}", *numbers)
    return n.Constant(Array((len(numbers),), kind, data))  # type: ignore[arg-type]


def test_one_operation_of_the_same_parts_is_the_same() -> None:
    """Two files of one network have the same steps with the same numbers."""
    theorem = compared((1, 2), nodes=(IN, relu(), relu()))
    assert (theorem.law, theorem.status) == (Law.EQUIVALENT, "proved")


@pytest.mark.parametrize(
    "other",
    [
        n.Map((0,), (2,), k.neg(RELU)),
        n.Gather((0,), (2,), index([1, 0])),
        n.Combine((0,), (2,), (1,), fmpq(1, 10**9)),
    ],
    ids=lambda node: type(node).__name__,
)
def test_another_operation_is_not(other: n.Node) -> None:
    """Each of them differs from relu somewhere."""
    with pytest.raises(Rejected):
        compared((1, 2), nodes=(IN, relu(), other))


@pytest.mark.parametrize(
    "change",
    [{"stride": (2,), "shape": (1, 1, 1)}, {"dilation": (2,), "shape": (1, 1, 1)}],
    ids=str,
)
def test_other_settings_make_another_operation(change: dict[str, Any]) -> None:
    """A stride is all that differs."""
    plane, window = n.Input("x", (1, 1, 3)), exact((1, 1, 2), 1, 2)
    first = n.Convolve((0, 1), (1, 1, 2), (1,), ((0, 0),), (1,))
    with pytest.raises(Rejected):
        compared((2, 3), nodes=(plane, window, first, replace(first, **change)))


def test_weights_are_compared_as_numbers() -> None:
    """0.5 is 1/2, in single and in double precision; 0.1 is another number in each."""
    pairs = ((1, 2), (3, 4))
    steps = (n.Multiply((0, 1), (2,)), n.Multiply((0, 2), (2,)))
    for first, second in ((floats("float32", 0.5, -0.0), floats("float64", 0.5, 0.0)),):
        assert compared(*pairs, nodes=(IN, first, second, *steps)).status == "proved"
    unlike = (floats("float32", 0.1, 1.0), floats("float64", 0.1, 1.0))
    with pytest.raises(Rejected, match="1 and 2"):
        compared(*pairs, nodes=(IN, *unlike, *steps))
    nearly = (floats("float64", 0.1, 1.0), exact((2,), fmpq(1, 10), 1))
    with pytest.raises(Rejected, match="1 and 2"):
        compared(*pairs, nodes=(IN, *nearly, *steps))


def test_two_inputs_are_two_variables() -> None:
    """Nothing ties one to the other."""
    with pytest.raises(Rejected, match="0 and 1"):
        compared((0, 1), (2, 3), nodes=(IN, n.Input("y", (2,)), relu(), n.Map((1,), (2,), RELU)))


def test_affine_functions_are_compared_by_what_determines_them() -> None:
    """Two layers are the one that is their product; one wrong number, and they are not."""
    squared = exact((2, 2), 7, 10, 15, 22)
    once, twice, at_once = (n.Dense(p, (2,)) for p in ((0, 1), (2, 1), (0, 3)))
    nodes = (IN, WEIGHT, once, squared, twice, at_once)
    assert compared((4, 5), nodes=nodes).status == "proved"
    wrong = list(nodes)
    wrong[3] = exact((2, 2), 7, 10, 15, fmpq(22 * 10**9 + 1, 10**9))
    with pytest.raises(Rejected, match="4 and 5"):
        compared((4, 5), nodes=tuple(wrong))


def test_an_offset_is_compared_too() -> None:
    """x and x + 1 have the same matrix."""
    shifted = n.Combine((0,), (2,), (1,), 1)
    with pytest.raises(Rejected):
        compared((1, 2), nodes=(IN, n.Combine((0,), (2,), (1,)), shifted))


def test_what_bends_is_never_compared_as_affine_functions_are() -> None:
    """relu and |x| have the same values at 0 and at both unit vectors."""
    size = n.Map((0,), (2,), k.maximum(X, k.neg(X)))
    with pytest.raises(Rejected):
        compared((1, 2), nodes=(IN, relu(), size))
    square = n.Multiply((0, 0), (2,))
    with pytest.raises(Rejected):  # x^2 and x
        compared((1, 2), nodes=(IN, square, n.Combine((0,), (2,), (1,))))


def test_affine_parts_may_begin_at_what_is_the_same() -> None:
    """2 relu(x) is relu(x) + relu(x), with a relu of its own in each."""
    twice = n.Combine((1,), (2,), (2,))
    summed = n.Combine((2, 2), (2,), (1, 1))
    assert compared((1, 2), (3, 4), nodes=(IN, relu(), relu(), twice, summed)).status == "proved"
    with pytest.raises(Rejected, match="3 and 4"):  # nothing says that the two relus are one
        compared((3, 4), nodes=(IN, relu(), relu(), twice, summed))


def test_pairs_follow_from_those_before_them() -> None:
    """In another order nothing is shown yet."""
    twice = (n.Map((1,), (2,), RELU), n.Map((2,), (2,), RELU))
    nodes = (IN, relu(), relu(), *twice)
    assert compared((1, 2), (3, 4), nodes=nodes).status == "proved"
    with pytest.raises(Rejected, match="3 and 4"):
        compared((3, 4), (1, 2), nodes=nodes)


def test_a_formula_without_values_is_no_affine_function() -> None:
    """0/x is 0 where it has a value; compared are values, and not what is left of them."""
    inverse = n.Map((0,), (2,), k.power(X, -1))
    nothing = n.Combine((1,), (2,), (0,))
    zeros = exact((2,), 0, 0)
    with pytest.raises(Rejected):
        compared((2, 3), nodes=(IN, inverse, nothing, zeros))


def test_a_point_at_which_they_differ_is_enough() -> None:
    """relu and x differ at -1, and not at 1."""
    subject = everywhere(IN, relu(), n.Combine((0,), (2,), (1,)), MINUS)
    below = Breach(({"x": {1: -1}},), (1,), 1)
    (theorem,) = refuted(subject, {Law.EQUIVALENT: below})
    assert (theorem.status, theorem.values) == ("refuted", (1,))
    with pytest.raises(Rejected, match="not seen to differ"):
        refuted(subject, {Law.EQUIVALENT: Breach(({"x": {1: 1}},), (1,), 1)})


def test_a_certificate_says_which_pairs_and_is_followed_again() -> None:
    """With a pair less, with another one, or about another law it is rejected."""
    theorem = compared((1, 2), nodes=(IN, relu(), relu()))
    document: Any = with_bytes(*network_document(theorem))
    assert document["argument"] == {"same": [[1, 2]]}
    assert network_established(document).status == "proved"
    for argument in ({"same": []}, {"same": [[0, 1]]}):
        with pytest.raises(Rejected):
            network_established({**document, "argument": argument})
    with pytest.raises(Rejected, match="not what pairs"):
        network_established({**document, "claim": {"law": "linear", "status": "proved"}})

"""Patterns: which letters the kernel accepts on which domains, and what follows."""

from __future__ import annotations

import pytest
from flint import fmpq

from symlin.kernel import term as k
from symlin.kernel.certificate import Rejected
from symlin.kernel.claim import Law
from symlin.kernel.network import nodes as n
from symlin.kernel.network.domain import Domain, Ends
from symlin.kernel.network.graph import Graph
from symlin.kernel.network.pattern import Pattern
from symlin.kernel.network.theorem import NetworkSubject, shown, vacuous

from .made import IN, RELU, X, exact, relu
from .random_graphs import JUMP, index

pytestmark = pytest.mark.quick
LINEAR = set(Law) - {Law.EQUIVALENT}
HALF = fmpq(1, 2)
OFF, ON, OPEN = 0, 1, 255


def laws(graph: Graph, ends: tuple[Ends, ...], letters: dict[int, bytes]) -> set[Law]:
    """What is shown; nothing where the pattern is rejected."""
    try:
        found = shown(NetworkSubject(graph, Domain({"x": ends})), Pattern(letters))
    except Rejected:
        return set()
    return {theorem.law for theorem in found}


def test_relu_is_on_from_0_and_off_up_to_0() -> None:
    """At 0 both pieces have the value: a box may end there."""
    net = Graph((IN, relu()))
    assert laws(net, ((0, None),), {1: bytes([ON, ON])}) == LINEAR
    assert laws(net, ((None, 0), (0, 1)), {1: bytes([OFF, ON])}) == LINEAR
    assert laws(net, ((0, 0), (-1, 0)), {1: bytes([ON, OFF])}) == LINEAR
    assert laws(net, ((-fmpq(1, 10**30), 1), (0, 1)), {1: bytes([ON, ON])}) == set()
    assert laws(net, ((0, 1), (-1, None)), {1: bytes([ON, OFF])}) == set()


def test_a_jump_at_the_end_of_a_box_is_seen() -> None:
    """sign is 1 for x > 0 only; with the end 0 included it is no constant."""
    net = Graph((n.Input("x", ()), n.Map((0,), (), JUMP)))
    assert laws(net, ((fmpq(1, 10**9), 1),), {1: b"\2"}) == {Law.AFFINE}
    assert laws(net, ((0, 1),), {1: b"\2"}) == set()
    assert laws(net, ((0, 0),), {1: b"\1"}) == {Law.AFFINE}


def test_a_strict_condition_at_the_end_of_a_box_is_seen() -> None:
    def net(op: k.Op) -> Graph:
        shift = n.Combine((0,), (2,), (1,), 1)
        return Graph((IN, shift, n.Select((0, 1, 0), (2,), op)))

    for op, letters, low, high, holds in (
        (">", b"\0\0", 0, 1, False),
        (">", b"\0\0", HALF, 1, True),
        (">", b"\1\1", -1, 0, True),
        (">=", b"\0\0", 0, 1, True),
        (">=", b"\1\1", -1, 0, False),
        (">=", b"\1\1", -1, -HALF, True),
        ("=", b"\0\0", 0, 0, True),
        ("=", b"\1\1", HALF, 1, True),
        ("=", b"\1\1", 0, 1, False),
        ("!=", b"\0\0", -1, -HALF, True),
        ("!=", b"\0\0", -1, 0, False),
        ("!=", b"\1\1", 0, 0, True),
    ):
        found = laws(net(op), ((low, high),), {2: letters})  # type: ignore[arg-type]
        assert (Law.AFFINE in found) is holds, (op, letters, low, high)


def test_equal_entries_of_a_window_are_no_tie() -> None:
    """A window that is not full names an entry twice; either is the largest."""
    windows = n.Gather((0,), (1, 3), index([0, 0, 1]))
    net = Graph((IN, windows, n.Reduce((1,), (1,), "max")))
    for letter in (0, 1):
        assert laws(net, ((-1, 1), (-3, -1)), {2: bytes([letter])}) == LINEAR
    assert laws(net, ((-1, 1), (-3, -1)), {2: b"\2"}) == set()
    assert laws(net, ((-1, 1), (-3, 0)), {2: b"\0"}) == set()


def test_a_difference_decides_where_bounds_overlap() -> None:
    """x1 + 2 is above x1 + x2 wherever x2 < 2, however far x1 goes."""
    shift = n.Dense((0, 1), (2,))
    net = Graph(
        (
            IN,
            exact((2, 2), 1, 0, 1, 1),
            shift,
            exact((2,), 2, 0),
            n.Combine((2, 3), (2,), (1, 1)),
            n.Reduce((4,), (), "max"),
        )
    )
    assert laws(net, ((None, None), (-5, 2)), {5: b"\0"}) == {Law.AFFINE}
    assert laws(net, ((None, None), (-5, 3)), {5: b"\0"}) == set()


def test_a_unit_that_nothing_depends_on_may_stay_open() -> None:
    """relu(x1) - 9 is off whatever relu(x1) is, up to 9."""
    shift = n.Combine((1,), (2,), (1,), -9)
    net = Graph((IN, relu(), shift, n.Map((2,), (2,), RELU)))
    ends = ((-1, 9), (-1, 8))
    assert laws(net, ends, {1: bytes([OPEN, OPEN]), 3: bytes([OFF, OFF])}) == LINEAR
    assert laws(net, ends, {1: bytes([ON, OPEN]), 3: bytes([OFF, OFF])}) == set()
    assert laws(net, ((-1, 10), (-1, 8)), {1: b"\xff\xff", 3: bytes([OFF, OFF])}) == set()


def test_signs_of_weights_decide_on_a_half_space() -> None:
    """Weights, biases and inputs >= 0: no unit ever switches, however large the inputs."""
    nodes = (IN, exact((2, 2), 1, 0, HALF, 3), n.Dense((0, 1), (2,)), n.Map((2,), (2,), RELU))
    assert laws(Graph(nodes), ((0, None),), {3: bytes([ON, ON])}) == LINEAR
    negative = (nodes[0], exact((2, 2), 1, 0, HALF, -3), *nodes[2:])
    assert laws(Graph(negative), ((0, None),), {3: bytes([ON, ON])}) == set()


def test_an_offset_is_a_linear_map_where_an_entry_is_a_number() -> None:
    """On x1 = 2 the constant 1 is x1 / 2; on x1 = 0 it is no linear map."""
    net = Graph((IN, n.Combine((0,), (2,), (1,), 1)))
    assert laws(net, ((2, 2), (0, 1)), {}) == LINEAR
    assert laws(net, ((0, 0), (0, 1)), {}) == {Law.AFFINE}
    assert laws(net, ((1, 2), (0, 1)), {}) == {Law.AFFINE}


def test_roots_beside_a_unit_are_enclosed() -> None:
    """Batch norm multiplies by 1/sqrt(variance): x / sqrt(2) + 1 is positive for x >= -1.4."""
    root = k.power(k.sqrt(X), -1)
    nodes = (IN, exact((2,), 2, 3), n.Map((1,), (2,), root), n.Multiply((0, 2), (2,)))
    net = Graph((*nodes, n.Combine((3,), (2,), (1,), 1), n.Map((4,), (2,), RELU)))
    assert laws(net, ((fmpq(-7, 5), 1),), {5: bytes([ON, ON])}) == {Law.AFFINE}
    assert laws(net, ((fmpq(-3, 2), 1),), {5: bytes([ON, ON])}) == set()


def test_large_windows_have_letters_of_four_bytes() -> None:
    wide = n.Input("x", (300,))
    net = Graph((wide, n.Reduce((0,), (), "max")))
    ends: tuple[Ends, ...] = ((0, 1),) * 299 + ((1, 2),)
    assert laws(net, ends, {1: (299).to_bytes(4, "little")}) == LINEAR
    assert laws(net, ends, {1: (298).to_bytes(4, "little")}) == set()


def test_laws_without_instances_hold_for_want_of_them() -> None:
    """x and -x are not both in [1, 2]; nor are x, y and x + y in [2, 3], but 1 + 1 = 2."""

    def holds(law: Law, low: int | None, high: int | None) -> bool:
        try:
            vacuous(NetworkSubject(Graph((IN, relu())), Domain({"x": ((low, high),)})), law)
        except Rejected:
            return False
        return True

    assert holds(Law.ODD, 1, 2) and holds(Law.ODD, 1, None) and holds(Law.ODD, None, -1)
    assert not holds(Law.ODD, 0, 2) and not holds(Law.ODD, -1, 0)
    assert holds(Law.ADDITIVITY, 2, 3) and holds(Law.ADDITIVITY, -3, -2)
    assert not holds(Law.ADDITIVITY, 1, 2) and not holds(Law.ADDITIVITY, 2, None)
    assert not holds(Law.HOMOGENEITY, 2, 3) and not holds(Law.AFFINE, 2, 3)

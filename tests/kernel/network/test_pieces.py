"""Formulas cut into pieces: values of the lines, and ends that belong to them."""

from __future__ import annotations

from random import Random

import pytest
from flint import fmpq

from symlin.kernel import term as k
from symlin.kernel.network.pieces import image, pieces_of, value_at
from symlin.kernel.network.scalars import RELU, rational_at
from symlin.kernel.numbers import Number
from symlin.kernel.theories.rational import NoValue

from .made import X
from .random_graphs import ABS, JUMP, LEAKY, SHIFTED

HALF = fmpq(1, 2)
CLIP = k.maximum(k.const(-1), k.minimum(X, k.const(2)))
HARDSWISH = k.mul(X, k.maximum(k.ZERO, k.minimum(k.const(6), k.add(X, k.const(3)))))
LEAK = k.piecewise((X, k.gt(X)), (X, k.TRUE))
HOLE = k.piecewise((k.ZERO, k.eq(X)), (X, k.TRUE))
SPIKE = k.piecewise((k.ONE, k.eq(X, k.const(HALF))), (X, k.TRUE))
GAP = k.piecewise((X, k.ge(X)), (k.add(X, k.ONE), k.gt(k.neg(X), k.ONE)))
WINDOW = k.piecewise(
    (k.ONE, k.conjunction(k.gt(X), k.negation(k.ge(X, k.const(2))))),
    (X, k.disjunction(k.ge(X, k.const(3)), k.gt(k.neg(X), k.ONE))),
    (k.maximum(X, k.neg(X), k.const(HALF)), k.TRUE),
)
NESTED = k.maximum(k.sub(ABS, k.ONE), k.scale(fmpq(1, 3), LEAKY), k.neg(CLIP))
FORMULAS = (RELU, ABS, LEAKY, SHIFTED, JUMP, CLIP, HARDSWISH, LEAK, HOLE, SPIKE, GAP, WINDOW)
FORMULAS += (NESTED, k.power(X, 2), k.const(3), k.power(k.const(2), -1))
NUMBERS: tuple[Number, ...] = (*range(-5, 6), HALF, -HALF, fmpq(1, 3), fmpq(-7, 5), fmpq(301, 100))


def value(term: k.Term, x: Number) -> Number | None:
    try:
        return rational_at(term, x)
    except NoValue:
        return None


@pytest.mark.parametrize("place", range(len(FORMULAS)))
def test_every_number_lies_in_a_piece_whose_line_has_its_value(place: int) -> None:
    """A wrong end, or an end that does not belong to a piece, is a wrong theorem."""
    term = FORMULAS[place]
    pieces = pieces_of(term)
    cuts = [e for piece in pieces for e in (piece.low, piece.high) if e is not None]
    for x in (*NUMBERS, *cuts):
        holding = [piece for piece in pieces if piece.holds_on(x, x)]
        assert holding, x
        for piece in holding:
            assert piece.line is None or value_at(piece.line, x) == value(term, x)


@pytest.mark.parametrize("place", range(len(FORMULAS)))
def test_values_lie_within_the_image(place: int) -> None:
    term, rng = FORMULAS[place], Random(place)
    for _ in range(50):
        low, x, high = sorted(rng.choice(NUMBERS) for _ in range(3))
        found = value(term, x)
        for a, b in ((low, high), (None, high), (low, None), (None, None)):
            least, most = image(pieces_of(term), a, b)
            if found is not None:
                assert (least is None or least <= found) and (most is None or found <= most)


def test_what_is_written_in_pieces_and_bends_nowhere_is_one_piece() -> None:
    """LeakyReLU(1) has no units that could be open."""
    for term in (LEAK, HOLE, SHIFTED):
        assert [piece.line is not None for piece in pieces_of(term)] == [True]


def test_a_value_that_stands_alone_is_a_piece_of_its_own() -> None:
    """sign is 0 at 0 and nowhere else; an interval that ends there is in no piece."""
    assert [(p.low, p.high) for p in pieces_of(JUMP)] == [(None, 0), (0, 0), (0, None)]
    left, point, right = pieces_of(JUMP)
    assert left.holds_on(-2, -1) and not left.holds_on(-2, 0)
    assert point.holds_on(0, 0) and not point.holds_on(0, 1)
    assert right.holds_on(1, None) and not right.holds_on(0, 1)


def test_relu_is_in_both_pieces_at_0() -> None:
    off, on = pieces_of(RELU)
    assert off.holds_on(-1, 0) and on.holds_on(0, 1) and off.holds_on(0, 0) and on.holds_on(0, 0)
    assert not off.holds_on(-1, 1) and not on.holds_on(-1, 1)


def test_a_curve_has_no_line() -> None:
    """Of x (x + 3) between -3 and 3, nothing is known; outside it is a line."""
    assert [p.line is None for p in pieces_of(HARDSWISH)] == [False, True, False]

"""Gram matrices: exact, positive definite, and only where there are some."""

from __future__ import annotations

from flint import fmpq

from symlin.kernel.polynomial import Poly, atom, atom_poly, combine
from symlin.search.proofs.gram import Problem, pivots

from ..texts import soon

X = atom_poly(atom("var", "x"))


def blocks() -> list[tuple[tuple[Poly, ...], ...]]:
    """The products of x and y: one Gram matrix of two rows."""
    x, y = atom("var", "x"), atom("var", "y")
    mixed = Poly({tuple(sorted(((x, 1), (y, 1)), key=str)): 1})
    return [((atom_poly(x, 2),), (mixed, atom_poly(y, 2)))]


def target(square: int, mixed: int, other: int) -> Poly:
    """square x**2 + mixed x y + other y**2."""
    ((xx,), (xy, yy)) = blocks()[0]
    return combine([(square, xx), (mixed, xy), (other, yy)])


def moments() -> dict[object, float]:
    """Those of a measure with independent coordinates."""
    ((xx,), (xy, yy)) = blocks()[0]
    return {xx.lead: 1.0, xy.lead: 0.0, yy.lead: 1.0}


def test_a_positive_definite_form_is_its_own_gram_matrix() -> None:
    """2 x**2 - 2 x y + 3 y**2, exactly and not in floats."""
    (q,) = Problem(target(2, -2, 3), blocks()).solve(moments(), soon()) or [None]
    assert q == [[fmpq(2), fmpq(-1)], [fmpq(-1), fmpq(3)]]


def test_an_indefinite_form_has_none() -> None:
    """x y is negative somewhere: no squares add up to it."""
    assert Problem(target(1, 4, 1), blocks()).solve(moments(), soon()) is None


def test_a_monomial_that_no_product_has_is_seen_at_once() -> None:
    """x is no combination of x**2, x y and y**2."""
    assert not Problem(X, blocks()).possible


def test_pivots_are_squares_that_add_up() -> None:
    """w' Q w = sum d (l w)**2, or nothing where Q is not positive definite."""
    lines = pivots([[fmpq(2), fmpq(-1)], [fmpq(-1), fmpq(3)]])
    assert lines is not None
    for x, y in ((1, 0), (0, 1), (2, 5)):
        total = sum(d * (line[0] * x + line[1] * y) ** 2 for d, line in lines)
        assert total == 2 * x * x - 2 * x * y + 3 * y * y
    assert pivots([[fmpq(1), fmpq(2)], [fmpq(2), fmpq(1)]]) is None

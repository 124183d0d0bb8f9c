"""Points as the search writes them."""

from __future__ import annotations

from flint import fmpq

from symlin.exact.coordinates import ORIGIN, as_terms, numbers, sparse
from symlin.kernel.term import ZERO, const, var


def test_zeros_are_left_out_and_come_back() -> None:
    """A point of a thousand inputs has one or two coordinates."""
    point = sparse(enumerate([0, fmpq(1, 2), 0, -3]))
    assert point == ((1, fmpq(1, 2)), (3, -3))
    terms = as_terms(point, 4)
    assert terms == (ZERO, const(fmpq(1, 2)), ZERO, const(-3))
    assert numbers(terms) == point
    assert as_terms(ORIGIN, 2) == (ZERO, ZERO)


def test_coordinates_that_are_no_numbers_are_not_written_so() -> None:
    """Points of thin domains are exact terms."""
    assert numbers((const(1), var("a"))) is None

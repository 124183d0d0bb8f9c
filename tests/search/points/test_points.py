"""The rational points that are tried, and where pieces change."""

from __future__ import annotations

from flint import fmpq

from symlin.kernel.facts import Context
from symlin.search.points.points import (
    MOST_BOUNDARY,
    boundary_points,
    cost,
    plus,
    points_between,
    scaled,
    small_points,
    switches,
    switching_forms,
)

from ..texts import subject

EMPTY = Context(())


def test_points_are_sums_and_multiples_without_zeros() -> None:
    """(1, 2) - (1, 0) is (0, 2), written without its first coordinate."""
    assert plus(((0, 1), (1, 2)), ((0, -1),)) == ((1, 2),)
    assert scaled(fmpq(1, 2), ((0, 2), (3, 1))) == ((0, 1), (3, fmpq(1, 2)))
    assert scaled(0, ((0, 2),)) == ()


def test_simple_points_cost_less() -> None:
    """Few coordinates, then whole numbers, then small ones, then positive ones."""
    points = [((0, fmpq(1, 2)),), ((0, -1),), (), ((0, 1), (1, 1)), ((0, 1),)]
    assert sorted(points, key=cost) == [
        (),
        ((0, 1),),
        ((0, -1),),
        ((0, fmpq(1, 2)),),
        ((0, 1), (1, 1)),
    ]


def test_the_origin_comes_first_and_all_axes_are_tried() -> None:
    """f(0) alone refutes most functions with a constant."""
    points = list(small_points(3, range(3)))
    assert points[0] == ()
    assert {i for p in points for i, _ in p} == {0, 1, 2}
    assert len(points) == len(set(points))


def test_kinks_are_tried_on_both_sides() -> None:
    """relu(x - 7/5) bends at 7/5, which no list of small numbers has."""
    points = boundary_points(subject("relu(x - 7/5)"), EMPTY, frozenset([0]))
    values = {p[0][1] for p in points if p}
    assert {fmpq(7, 5), fmpq(2, 5), fmpq(12, 5)} <= values


def test_a_net_of_many_units_does_not_fill_the_stock() -> None:
    """Each unit has a kink of its own on each axis."""
    units = " + ".join(f"relu({k}*x - {7 * k + 1})" for k in range(1, 150))
    points = boundary_points(subject(units), EMPTY, frozenset([0]))
    assert len(points) <= MOST_BOUNDARY + 7


def test_a_domain_between_bounds_has_points_inside() -> None:
    """0.001 < x < 0.002 holds no simple number."""
    narrow = subject("x", "x > 1/1000", "x < 1/500")
    inside = [p for p in points_between(narrow) if p and fmpq(1, 1000) < p[0][1] < fmpq(1, 500)]
    assert inside
    assert points_between(subject("x", "x*y > 1", inputs=["x", "y"])) == []


def test_switches_are_where_something_changes_its_course() -> None:
    """Guards, maxima and absolute values; what is smooth has none."""
    assert len(list(switches(subject("Abs(x) + Max(x, y, 1)").outputs))) == 4
    assert not list(switches(subject("exp(x)*y").outputs))
    (form,) = switching_forms(subject("Piecewise((1, 2*x > 3), (0, True))"), EMPTY)
    assert not form.is_constant

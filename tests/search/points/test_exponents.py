"""Points for powers of negative numbers."""

from __future__ import annotations

from flint import fmpq

from symlin.search.points.exponents import exponent_points
from symlin.search.points.stock import Stock

from ..texts import subject


def test_a_fourth_makes_the_inner_exponent_whole() -> None:
    """At x = -1 and y = 1/4 the power (x**(1/(2 y)))**(2 y) is 1, and not x."""
    tower = subject("(x**(1/(2*y)))**(2*y)", inputs=["x", "y"])
    point = ((0, -1), (1, fmpq(1, 4)))
    assert point in set(exponent_points(tower))
    assert point in Stock(tower).all


def test_where_no_power_has_a_symbolic_exponent_there_are_none() -> None:
    """Every point costs a value."""
    assert not list(exponent_points(subject("x**2*cos(y)", inputs=["x", "y"])))
    assert not list(exponent_points(subject("cos(pi/5)*x")))

"""The stock of points of one function."""

from __future__ import annotations

from symlin.search.points.stock import FEW_INPUTS, HUGE, MOST_AXES, WIDE, Stock

from ..texts import soon, subject


def test_all_points_begin_with_the_small_ones() -> None:
    """What breaks at all mostly breaks at these, and they read best."""
    stock = Stock(subject("relu(x - 10) + y"))
    assert stock.all[: len(stock.small)] == stock.small
    assert ((0, 10),) in stock.all and ((0, 11),) in stock.all


def test_of_many_inputs_those_with_kinks_are_moved() -> None:
    """f is affine along all the others, if it is so at all."""
    names = [f"x{k}" for k in range(1, 2 * FEW_INPUTS)]
    stock = Stock(subject(" + ".join(names) + " + relu(x13) + x14*x15"))
    assert list(stock.axes) == [12, 13, 14]
    smooth = Stock(subject(" + ".join(names)))
    assert list(smooth.axes) == list(range(MOST_AXES))


def test_sizes_say_what_is_cheap() -> None:
    """Nodes and edges: for a wide function a value takes as long as a normal form."""
    assert Stock(subject("x")).size < WIDE < HUGE


def test_centres_and_samples_are_found_once() -> None:
    """All laws share them; the second deadline has nothing left to do."""
    stock = Stock(subject("tanh(x - 1000)", "Eq(x**2, x)"))
    assert stock.centres is stock.centres
    assert stock.samples(soon()) is stock.samples(soon(-1.0))
    assert {s.point for s in stock.samples(soon())}

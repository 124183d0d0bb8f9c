"""Places that move with the parameters."""

from __future__ import annotations

from symlin.kernel.facts import Context
from symlin.kernel.term import FALSE
from symlin.kernel.walk import substitute
from symlin.search.parameters.moving import moving

from ..texts import facts, same, subject, term


def test_a_hinge_has_a_place_wherever_it_bends() -> None:
    """relu(a x + b) bends at -b/a, if a is not 0."""
    (place,) = moving(subject("relu(a*x + b)"), Context(()))
    assert place.root is not None and same(place.root, term("-b/a"))
    assert place.flat == facts("Eq(a, 0)")[0]


def test_values_give_the_argument_simple_values() -> None:
    """1, -1, 2, 0, and beyond all that b may be."""
    hinge = subject("relu(a*x + b)")
    (place,) = moving(hinge, Context(facts("a > 0")))
    inner = [substitute((term("a*x + b"),), {"x": v})[0] for v in place.values]
    context = Context(facts("a > 0"))
    wanted = [context.normal(term(t)) for t in ("1", "-1", "2", "0")]
    assert [context.normal(t) for t in inner[:4]] == wanted
    assert place.flat is FALSE


def test_a_slope_that_must_be_0_has_no_place() -> None:
    """With a = 0 nothing moves."""
    assert not list(moving(subject("relu(a*x + b)"), Context(facts("Eq(a, 0)"))))


def test_a_parabola_is_tried_around_its_vertex() -> None:
    """log(x**2 + a x + 1) has no bend on a line, but one place where it turns."""
    places = list(moving(subject("log(x**2 + a*x + 1)"), Context(())))
    assert any(same(v, term("-a/2")) for place in places for v in place.values)


def test_a_product_is_looked_at_beside_the_axis() -> None:
    """x y depends on neither input where the other is 0."""
    places = list(moving(subject("relu(a*x)*y"), Context(facts("a > 0"))))
    assert any(place.others == 1 for place in places)


def test_between_two_ends_of_a_guard_there_is_a_place() -> None:
    """|x - b| < a from b - a to b + a: its middle, and half way to an end."""
    inside, *_ = moving(subject("Piecewise((0, Abs(x - b) < a), (x, True))"), Context(()))
    quarters = (term("b + a/2"), term("b - a/2"))
    assert any(same(inside.values[0], quarter) for quarter in quarters)
    assert same(inside.values[1], term("b"))


def test_ends_that_stand_still_have_no_place_between_them() -> None:
    """Points that do not move see as much."""
    places = moving(subject("a*Piecewise((0, Abs(x) < 1), (x, True))"), Context(()))
    assert all(place.root is not None for place in places)


def test_ends_that_both_move_have_a_place_between_them() -> None:
    """a < x < a + 1: of one of the two guards the normal form keeps only where it vanishes."""
    places = moving(subject("Piecewise((1, And(x > a, x < a + 1)), (0, True))"), Context(()))
    assert any(same(v, term("a + 1/2")) for place in places for v in place.values)

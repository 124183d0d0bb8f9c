"""Points find their way into the domain, and to the places where formulas meet."""

from __future__ import annotations

import pytest
from flint import fmpq

from symlin.crosscheck.boundary import Boundaries, Switch
from symlin.crosscheck.points import VALUES, Layout
from symlin.crosscheck.precise import Precise
from symlin.crosscheck.region import Region
from symlin.kernel.numbers import Number
from symlin.kernel.term import (
    ONE,
    TRUE,
    ZERO,
    Guard,
    Term,
    add,
    const,
    disjunction,
    div,
    eq,
    function,
    ge,
    gt,
    maximum,
    mul,
    ne,
    neg,
    negation,
    piecewise,
    power,
    scale,
    sub,
    var,
)

from .crosscheck_samples import THIRD, X, operator

pytestmark = pytest.mark.quick

Y, P, Q = var("y"), var("p"), var("q")
SMALL = const(fmpq(1, 10**6))


@pytest.mark.parametrize(
    "guards",
    [
        [ge(X)],
        [gt(X, const(5))],
        [ge(ONE, X), ge(X)],
        [gt(X), gt(SMALL, X)],
        [ge(X, THIRD), ge(const(fmpq(1, 2)), X)],
        [eq(X, THIRD)],
        [eq(add(X, Y), ONE), ge(X), ge(Y)],
        [gt(X, Y), gt(Y, const(3))],
        [ge(ONE, add(power(X, 2), power(Y, 2)))],
        [disjunction(eq(X, const(7)), eq(Y, const(-7)))],
        [negation(eq(X, Y)), ne(X)],
        [eq(mul(X, Y), const(6))],
        [eq(add(mul(X, function("abs", P)), mul(Y, function("abs", Q))))],
        [eq(P), ge(ZERO, Q)],
    ],
)
def test_every_drawn_point_can_be_moved_inside(guards: list[Guard]) -> None:
    names = ("x", "y", "p", "q")
    region = Region(guards, names, Precise())
    reached = 0
    for k in range(200):
        point = {name: VALUES[(37 * k + 91 * j) % 256] for j, name in enumerate(names)}
        if region.enter(point, k):
            assert region.holds(point)
            reached += 1
    assert reached >= 150


def test_points_inside_stay_where_they_are() -> None:
    region = Region([ge(X), ge(add(X, Y))], ("x", "y"), Precise())
    point: dict[str, Number] = {"x": fmpq(3, 8), "y": -fmpq(1, 8)}
    assert region.enter(point, 3)
    assert point == {"x": fmpq(3, 8), "y": -fmpq(1, 8)}


def test_an_empty_region_is_not_entered() -> None:
    region = Region([gt(X), gt(neg(X))], ("x",), Precise())
    assert not region.enter({"x": 0}, 0)


@pytest.mark.parametrize(
    ("term", "others", "root"),
    [
        (sub(X, THIRD), {}, fmpq(1, 3)),
        (sub(X, const(10**12)), {}, 10**12),
        (sub(X, Y), {"y": fmpq(5, 8)}, fmpq(5, 8)),
        (sub(mul(X, Y), ONE), {"y": 8}, fmpq(1, 8)),
        (sub(maximum(X, ZERO), const(3)), {}, 3),
        (X, {}, 0),
    ],
)
def test_affine_switches_are_solved_exactly(
    term: Term, others: dict[str, Number], root: Number
) -> None:
    assert Switch(term, Precise()).root("x", {"x": 2, **others}) == root


@pytest.mark.parametrize(
    ("term", "root"),
    [
        (sub(power(X, 2), const(2)), 2**0.5),
        (sub(function("exp", X), const(3)), 1.0986122886681098),
    ],
)
def test_other_switches_are_bisected(term: Term, root: float) -> None:
    found = Switch(term, Precise()).root("x", {"x": 2})
    assert found is not None
    assert abs(float(found) - root) < 2e-6


def test_a_floor_switches_at_integers() -> None:
    switch = Switch(scale(fmpq(1, 3), X), Precise(), whole=True)
    assert switch.root("x", {"x": fmpq(7, 2)}) == 3


def test_denominators_roots_and_maxima_are_boundaries() -> None:
    f = operator(
        add(
            div(ONE, sub(X, const(1))),
            function("log", sub(X, const(2))),
            maximum(X, const(3)),
            function("abs", sub(X, const(4))),
            piecewise((X, gt(X, const(5))), (ZERO, TRUE)),
        ),
        assume=[ge(X, const(6))],
    )
    boundaries = Boundaries(f, Precise())
    switches = [boundaries.switch(k) for k in range(len(boundaries))]
    roots = {s.root("x", {"x": 9}) for s in switches if s is not None}
    assert roots >= {1, 2, 3, 4, 5, 6}


def test_simple_bytes_stand_for_simple_numbers() -> None:
    """So that Hypothesis, which shrinks bytes towards zero, shrinks to simple points."""
    assert VALUES[:8] == (0, 1, -1, 2, -2, 3, -3, 4)
    assert len(VALUES) == 256
    draw = Layout(("x", "y"), ("p",)).read(bytes(10))
    assert draw.x == draw.y == {"x": 0, "y": 0}
    assert draw.boundary == 0


def test_wide_operators_get_sparse_points() -> None:
    layout = Layout(tuple(f"x{k}" for k in range(1000)), ())
    draw = layout.read(bytes(range(layout.width)))
    assert len(draw.x) == 1000
    assert 0 < sum(v != 0 for v in draw.x.values()) <= 16

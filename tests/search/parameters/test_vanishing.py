"""Where a polynomial in the parameters vanishes."""

from __future__ import annotations

from itertools import product

import pytest

from symlin.kernel.facts import Context
from symlin.kernel.term import FALSE, TRUE, eq
from symlin.search.parameters.vanishing import rewritten, vanishing
from symlin.search.points.sampling import float_value

from ..texts import facts, term

POINTS = [dict(zip("abc", v, strict=True)) for v in product((-2.0, -0.5, 0.0, 1.0, 3.0), repeat=3)]


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ([], "a*b"),
        ([], "a**2 - b**2"),
        ([], "Max(a, b) - a"),
        ([], "Abs(a) + Abs(b)"),
        ([], "2*relu(a) - a"),
        ([], "a*exp(b)"),
        ([], "exp(a) - exp(b)"),
        ([], "relu(a)*relu(-b)"),
        ([], "Piecewise((1, a > 0), (0, True))*b"),
        (["a > 0"], "a*(b - c)"),
        (["a > 0", "b > 0"], "log(a) - log(b)"),
        (["a > 0"], "sqrt(a)*(b - 1)"),
    ],
)
def test_the_guard_holds_exactly_where_it_does(given: list[str], text: str) -> None:
    """Under the facts: a point of each kind decides."""
    known = facts(*given)
    context = Context(known)
    guard = vanishing(context, context.normal(term(text)))
    inside = [p for p in POINTS if all(float_value(g, p, {}) is True for g in known)]
    for point in inside:
        value = float_value(term(text), point, {})
        assert isinstance(value, float)
        assert float_value(guard, point, {}) is (abs(value) < 1e-9)


def test_what_is_never_and_what_is_always_0() -> None:
    """Signs decide it, and no condition is made of it."""
    context = Context(facts("a > 0"))
    assert vanishing(context, context.normal(term("a + 1"))) is FALSE
    assert vanishing(context, context.normal(term("Abs(a) - a"))) is TRUE


def test_guards_are_rewritten_part_by_part() -> None:
    """Equations by their factors, and what the facts decide is left out."""
    context = Context(facts("a > 0"))
    (guard,) = facts("Or(Eq(a*b, 0), a < 0)")
    assert rewritten(context, guard) == facts("Eq(b, 0)")[0]


def test_a_number_and_its_opposite_round_to_opposites_if_it_is_whole() -> None:
    """floor(a) + floor(-a) is 0 for whole numbers, and -1 for all others."""
    p = Context(()).normal(term("2*floor(a + b/2) + 2*floor(-a - b/2)"))
    assert vanishing(Context(()), p) == eq(term("a + b/2 - floor(a + b/2)"))

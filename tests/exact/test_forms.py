"""Normal forms as terms: the same value everywhere."""

from __future__ import annotations

import pytest

from symlin.exact.forms import over_power, power_of, simplified, to_term
from symlin.kernel.facts import Context
from symlin.kernel.polynomial import UNIT
from symlin.kernel.term import const
from symlin.search.points.sampling import float_value

from ..search.texts import term

EMPTY = Context(())
POINTS = [{"x": x, "y": y} for x in (-2.0, -0.5, 0.0, 0.5, 3.0) for y in (-1.0, 0.25, 2.0)]


@pytest.mark.parametrize(
    "text",
    [
        "Max(x, y, 1)",
        "Abs(x)*y",
        "1/(x + y**2 + 1)",
        "sqrt(x**2 + 1)/(x**2 + 1)",
        "exp(x - y) + exp(-x)",
        "Piecewise((1, x > 0), (2, Eq(x, 0)), (y, True))",
        "floor(x/2) + sin(x)*cos(y)",
        "atan(x) + erf(y) + pi",
    ],
)
def test_there_and_back_is_the_same_function(text: str) -> None:
    """At points on all sides of all pieces."""
    back = to_term(EMPTY.normal(term(text)))
    for point in POINTS:
        value = float_value(term(text), point, {})
        assert float_value(back, point, {}) == pytest.approx(value)


def test_closed_values_are_numbers_where_they_are_rational() -> None:
    """Else the exact expression."""
    assert simplified(EMPTY.normal(term("1/2 + 1/3"))) == const(EMPTY.normal(term("5/6")).constant)
    assert float_value(simplified(EMPTY.normal(term("sqrt(8)"))), {}, {}) == pytest.approx(8**0.5)


def test_powers_of_e_are_divided_out() -> None:
    """x exp(x) + exp(x) over exp(x) is x + 1."""
    p = EMPTY.normal(term("x*exp(x) + exp(x)"))
    (power,) = {power_of(m) for m in p.terms}
    assert over_power(p, power) == EMPTY.normal(term("x + 1"))
    assert power_of(UNIT) == ()

"""Sums of indicators as relations."""

from __future__ import annotations

from itertools import product

import pytest

from symlin.search.parameters.indicators import MOST_FORMS, by_signs
from symlin.search.points.sampling import float_value

from ..texts import context, facts


@pytest.mark.parametrize(
    "sum_",
    [
        "Piecewise((1, a > 0), (0, True)) + Piecewise((1, Eq(a, 0)), (0, True)) - 1",
        "Piecewise((1, a > 0), (0, True)) - Piecewise((1, b > 0), (0, True))",
        "Piecewise((1, a > 0), (0, True)) + Piecewise((1, b > 0), (0, True)) - 1",
        "Piecewise((1, a > 0), (0, True))*Piecewise((1, b > 0), (0, True))",
        "Piecewise((2, a > b), (0, True)) - Piecewise((1, c > 0), (0, True)) - 1",
        "Piecewise((1, a > 0), (0, True)) - 2",
    ],
)
def test_the_relations_hold_where_the_sum_is_0(sum_: str) -> None:
    """At all combinations of signs."""
    (equation,) = facts(f"Eq({sum_}, 0)")
    p = context().normal(equation.term)  # type: ignore[union-attr]
    guard = by_signs(p)
    assert guard is not None
    for values in product((-2.0, -1.0, 0.0, 1.0), repeat=3):
        point = dict(zip("abc", values, strict=True))
        assert float_value(guard, point, {}) == float_value(equation, point, {})


def test_other_polynomials_are_left_alone() -> None:
    """a times an indicator is 0 in more ways than signs can tell, and four forms have 81 cases."""
    (mixed,) = facts("Eq(a*Piecewise((1, a > 0), (0, True)) - b, 0)")
    assert by_signs(context().normal(mixed.term)) is None  # type: ignore[union-attr]
    many = " + ".join(f"Piecewise((1, a > {k}), (0, True))" for k in range(MOST_FORMS + 1))
    (long,) = facts(f"Eq({many}, 1)")
    assert by_signs(context().normal(long.term)) is None  # type: ignore[union-attr]

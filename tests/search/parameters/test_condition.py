"""Conditions as a person would write them, and equivalent to what they were."""

from __future__ import annotations

from itertools import product

import pytest

from symlin.kernel.term import TRUE, Guard, conjunction, disjunction
from symlin.language.printing import guard_to_text
from symlin.search.parameters.condition import simplify, united
from symlin.search.points.sampling import float_value

from ..texts import facts

POINTS = [dict(zip("abc", v, strict=True)) for v in product((-2.0, -1.0, 0.0, 1.0), repeat=3)]


def equivalent(first: Guard, second: Guard, given: tuple[Guard, ...] = ()) -> bool:
    """Whether two guards agree at small points where the assumptions hold."""
    inside = [p for p in POINTS if all(float_value(g, p, {}) is True for g in given)]
    return all(float_value(first, p, {}) == float_value(second, p, {}) for p in inside)


@pytest.mark.parametrize(
    ("assume", "clauses", "text"),
    [
        ([], ["Eq(2*a, 2)"], "Eq(a, 1)"),
        ([], ["a >= 0", "a >= -1"], "a >= 0"),
        ([], ["Eq(Max(a, 0), 0)"], "a <= 0"),
        ([], ["Eq(a, b)", "Eq(a + b, 2)"], None),
        (["a > 0"], ["Eq(a*b, 0)"], "Eq(b, 0)"),
        (["a > 0"], ["Eq(Abs(a), a)"], "True"),
        ([], ["Eq(a**2 - 2*a*b + b**2, 0)"], "Eq(a - b, 0)"),
        ([], ["Eq(a*b*c, 0)", "Ne(a, 0)"], None),
    ],
)
def test_a_condition_is_as_short_as_it_can_be(
    assume: list[str], clauses: list[str], text: str | None
) -> None:
    """And says the same."""
    given, stated = facts(*assume), facts(*clauses)
    short = simplify(given, stated)
    assert equivalent(short, conjunction(*stated), given)
    if text is not None:
        assert len(guard_to_text(short)) <= len(text) + 4


def test_of_several_cases_none_says_what_the_others_say() -> None:
    """b = 0, or b != 0 and a = 0, is a = 0 or b = 0."""
    cases = [facts("Eq(b, 0)")[0], conjunction(*facts("Ne(b, 0)", "Eq(a, 0)"))]
    whole = united((), cases)
    assert equivalent(whole, disjunction(*cases))
    assert "Ne" not in guard_to_text(whole)


def test_all_cases_together_may_be_no_condition() -> None:
    """a > 0 or a <= 0 is always."""
    assert equivalent(united((), facts("a > 0", "a <= 0")), TRUE)


def test_what_cases_share_is_said_once() -> None:
    """c = 0 and (a = 0 or b = 0)."""
    cases = [conjunction(*facts("Eq(c, 0)", f"Eq({name}, 0)")) for name in "ab"]
    whole = united((), cases)
    assert equivalent(whole, disjunction(*cases))
    assert guard_to_text(whole).count("Eq(c, 0)") == 1

"""Plainer conditions that mean the same."""

from __future__ import annotations

import pytest

from symlin.search.parameters.plain import follows, length, plainer

from ..texts import facts


@pytest.mark.parametrize(
    ("assume", "clause", "plain"),
    [
        ([], "Eq(Max(a - 1, 0), 0)", "a <= 1"),
        ([], "Eq(Abs(a) + Abs(b), 0)", "And(Eq(a, 0), Eq(b, 0))"),
        ([], "Eq(a**2, b**2)", "Eq(Abs(a), Abs(b))"),
        (["b > 0"], "Eq(a*Abs(a) + b*a, 0)", "Eq(a, 0)"),
    ],
)
def test_a_plainer_equivalent_is_found(assume: list[str], clause: str, plain: str) -> None:
    """Among what people write."""
    given, (long,), (short,) = facts(*assume), facts(clause), facts(plain)
    told = plainer(given, long)
    assert follows((*given, told), short) and follows((*given, short), told)
    assert length(told) <= length(long)


def test_what_is_plain_stays_as_it_is() -> None:
    """And so does what has too many parameters to have a plain equivalent."""
    for text in ("Eq(a, 1)", "a > b", "Eq(Max(a, b, c, x), 0)"):
        (clause,) = facts(text)
        assert plainer((), clause) is clause


def test_nothing_is_said_to_follow_that_does_not() -> None:
    """A condition that lost a clause would be false."""
    assert follows(facts("a > 1"), facts("a > 0")[0])
    assert not follows(facts("a > 0"), facts("a > 1")[0])

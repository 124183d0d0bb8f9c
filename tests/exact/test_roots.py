"""Where the two sides of a relation meet."""

from __future__ import annotations

import pytest

from symlin.exact.roots import roots
from symlin.exact.values import holds
from symlin.kernel.walk import substitute

from ..search.texts import context, facts


@pytest.mark.parametrize(
    ("equation", "count"),
    [
        ("Eq(3*a, 2)", 1),
        ("Eq(a**2 - a, 1)", 2),
        ("Eq(a**3, 5)", 1),
        ("Eq(exp(2*a - 1), 7)", 1),
        ("Eq(log(a), 2)", 1),
        ("Eq((a - 1)*(a - 2)*(a - 3), 0)", 3),
    ],
)
def test_the_equation_holds_at_its_roots(equation: str, count: int) -> None:
    """In closed form, which nothing but normal forms has to believe."""
    true = {
        value
        for name, value in roots(context(equation), ("=",))
        if holds(substitute(facts(equation), {name: value})[0])
    }
    assert len(true) == count


def test_inequalities_have_ends() -> None:
    """Asked for by their own sign, and not by that of equations."""
    given = context("a**2 > 2", "Eq(b, 1)")
    assert {name for name, _ in roots(given, (">",))} == {"a"}
    assert {name for name, _ in roots(given, ("=",))} == {"b"}


def test_what_has_no_closed_form_has_no_root() -> None:
    """Degree five, two variables, an exponential beside its variable."""
    for equation in ("Eq(a**5 - a, 1)", "Eq(a*b + a**2, 1)", "Eq(exp(a), a + 2)"):
        assert not list(roots(context(equation), ("=",)))

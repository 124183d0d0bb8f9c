"""Factors whose product is the polynomial."""

from __future__ import annotations

import pytest

from symlin.exact.factors import HIGHEST, factored, factors_of
from symlin.kernel.facts import Context
from symlin.kernel.numbers import quotient

from ..search.texts import term

EMPTY = Context(())


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("x**2 - y**2", 2),
        ("x**3*y", 2),
        ("(x + 1)**2*(y - 2)", 3),
        ("exp(2*x) - 1", None),
        ("x**2 + 1", 1),
        ("sin(x)**3 - y*sin(x)", 2),
    ],
)
def test_the_product_is_the_polynomial_up_to_a_number(text: str, count: int | None) -> None:
    """Atoms count as variables, powers of e by their smallest part."""
    p = EMPTY.normal(term(text))
    factors = factors_of(p)
    whole = EMPTY.product(*factors)
    assert whole.scaled(quotient(p.terms[p.lead], whole.terms[p.lead])) == p
    if count is not None:
        assert len(factors) == count
    assert len(factored(p)) == len(set(factors))


def test_what_is_too_large_is_left_whole() -> None:
    """flint cannot be interrupted."""
    p = EMPTY.normal(term(f"x**{HIGHEST + 2} - 1"))
    assert factors_of(p) == [p]

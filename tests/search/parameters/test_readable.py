"""Polynomials as a person would write them."""

from __future__ import annotations

import pytest

from symlin.kernel.facts import Context
from symlin.language.printing import term_to_text
from symlin.search.parameters.readable import absolute_parts, readable

from ..texts import same, term

EMPTY = Context(())


@pytest.mark.parametrize(
    "text",
    ["Abs(a - b)", "Max(a, b)", "Min(a, b) + c", "2*Max(a, b) + 3*c", "Max(a, b, c)", "a*Abs(b)"],
)
def test_folded_terms_come_back_as_they_were(text: str) -> None:
    """Normal forms know relu alone; nobody writes 2*Max(a - b, 0) - a + b."""
    shown = readable(EMPTY, EMPTY.normal(term(text)))
    assert same(shown, term(text))
    assert len(term_to_text(shown)) <= len(text) + 4


@pytest.mark.parametrize("text", ["a + b", "a*b - 1", "exp(a) - b"])
def test_others_stay_as_they_are(text: str) -> None:
    """There is nothing folded in them."""
    p = EMPTY.normal(term(text))
    assert same(readable(EMPTY, p), term(text)) and absolute_parts(EMPTY, p) == ([], p)

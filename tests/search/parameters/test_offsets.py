"""Linearity where the affine law's condition is known: what is left is the origin."""

from __future__ import annotations

import pytest

from symlin.exact.deadline import Deadline
from symlin.kernel.checker import check
from symlin.kernel.claim import Law
from symlin.kernel.term import conjunction
from symlin.search.laws import LawSearch
from symlin.search.parameters.offsets import linear_by_offset
from symlin.search.parameters.refinement import Refinement

from ..texts import facts, subject


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("floor(x + a) - floor(x)", ["Eq(a, 0)"]),
        ("a*Abs(x) + b", ["Eq(a, 0)", "Eq(b, 0)"]),
        ("x + a**2 - b", ["Eq(b, a**2)"]),
    ],
)
def test_an_affine_function_is_linear_where_it_is_0_at_the_origin(
    text: str, conditions: list[str]
) -> None:
    """And the kernel accepts both halves, for the affine law's witnesses break linearity too."""
    f = subject(text)
    search = LawSearch(f)
    affine = Refinement(search, Law.AFFINE, Deadline(20.0)).find()
    linear = linear_by_offset(search, affine, Deadline(20.0))
    assert linear is not None and linear.certificate is not None
    assert linear.condition == conjunction(*facts(*conditions))
    check(f, Law.LINEAR, "conditional", linear.certificate)


@pytest.mark.quick
def test_what_is_not_affine_is_not_linear() -> None:
    """The same witnesses say so."""
    search = LawSearch(subject("x**2 + a"))
    affine = Refinement(search, Law.AFFINE, Deadline(20.0)).find()
    assert linear_by_offset(search, affine, Deadline(20.0)) is affine

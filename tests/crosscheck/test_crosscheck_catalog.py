"""Every operator of the catalog: term beside reference, and fuzzing beside the literature."""

from __future__ import annotations

import pytest
from crosscheck_samples import report

from symlin import catalog
from symlin.crosscheck import cross_check, fuzz
from symlin.kernel.claim import Law
from symlin.operator import Operator
from symlin.parse import parse_operator
from symlin.verdict import Claim, Status


def example_of(name: str) -> Operator:
    definition = catalog.load(name)
    if definition.expression:
        return parse_operator(name)
    return parse_operator(definition.example, shape=definition.example_shape)


@pytest.mark.parametrize("name", catalog.names())
def test_term_and_reference_agree(name: str) -> None:
    """The term comes from the expression, the reference was written apart from it."""
    subject = example_of(name)
    claims = [
        Claim(Law(law), Status.PROVED)
        for law, status in catalog.load(name).claim.items()
        if status == "proved"
    ]
    opinion = cross_check(subject, report(subject, *claims), seed=1)
    assert opinion.status == "agrees", opinion
    assert opinion.detail.startswith("term and reference agree")


@pytest.mark.parametrize("name", catalog.names())
def test_numbers_confirm_the_literature(name: str) -> None:
    """What the literature says fails, fails on numbers; what it says holds, holds on them."""
    result = fuzz(example_of(name), examples=400)
    assert result.disagreement is None
    for law, status in catalog.load(name).claim.items():
        broken = result.laws[Law(law)].violation is not None
        assert broken == (status != "proved"), law

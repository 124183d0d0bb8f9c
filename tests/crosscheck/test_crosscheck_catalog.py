"""Every operator of the catalog: term beside reference, and numbers beside the literature."""

from __future__ import annotations

from random import Random

import pytest

from symlin.catalog import index as catalog
from symlin.crosscheck import cross_check
from symlin.crosscheck.subject import Subject
from symlin.crosscheck.survey import Survey
from symlin.kernel.claim import Law
from symlin.language.operator import Operator
from symlin.reading.parse import parse_operator

from .crosscheck_samples import proved, report


def example_of(name: str) -> Operator:
    definition = catalog.load(name)
    if definition.expression:
        return parse_operator(name)
    return parse_operator(definition.example, shape=definition.example_shape)


@pytest.mark.parametrize("name", [n for n in catalog.names() if catalog.is_function(n)])
def test_term_and_reference_agree(name: str) -> None:
    """The term comes from the expression, the reference was written apart from it."""
    subject = example_of(name)
    laws = [Law(law) for law, status in catalog.load(name).claim.items() if status == "proved"]
    opinion = cross_check(subject, report(subject, *proved(*laws)), seed=1)
    assert opinion.status == "agrees", opinion
    assert opinion.detail.startswith("term and reference agree")


@pytest.mark.parametrize("name", [n for n in catalog.names() if catalog.is_function(n)])
def test_numbers_deny_what_the_literature_denies(name: str) -> None:
    """A law that fails, for some parameters at least, does so within 300 drawn examples."""
    subject = example_of(name)
    for law, status in catalog.load(name).claim.items():
        if status != "proved":
            survey = Survey(Subject(subject), report(subject, *proved(Law(law))))
            draw = Random(0).randbytes
            drawn = (survey.examine(draw(survey.layout.width)) for _ in range(300))
            assert next(filter(None, drawn), "").startswith(f"{law} is proved, but"), law

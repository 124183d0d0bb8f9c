"""Witnesses that depend on the parameters."""

from __future__ import annotations

import pytest

from symlin.exact.deadline import Deadline, OutOfTime
from symlin.kernel.claim import Equation, Law, breach
from symlin.kernel.facts import Context
from symlin.kernel.term import const, negation
from symlin.kernel.walk import substitute
from symlin.search.parameters.parametric import parametric_witnesses

from ..texts import soon, subject


@pytest.mark.parametrize("law", [Law.LINEAR, Law.ADDITIVITY, Law.AFFINE, Law.ODD])
def test_where_the_clause_fails_the_witness_breaks_the_law(law: Law) -> None:
    """At parameter values that violate it, checked as any point is."""
    hinge = subject("relu(a*x + b)")
    clauses = list(parametric_witnesses(hinge, law, (), soon()))
    assert clauses
    broken = 0
    for guard, witness in clauses[:12]:
        for a, b in ((1, 1), (2, -3), (-1, 2)):
            values = {"a": const(a), "b": const(b)}
            empty = Context(())
            if empty.decide(substitute((negation(guard),), values)[0]) is True:
                fails = breach(hinge, law, Equation(witness.points, witness.weights), 0)
                assert empty.decide(substitute((fails,), values)[0]) is True
                broken += 1
    assert broken


def test_a_linear_function_has_no_clause() -> None:
    """There is no defect to demand away."""
    assert not list(parametric_witnesses(subject("a*x"), Law.LINEAR, (), soon()))


def test_the_deadline_is_kept_between_places() -> None:
    """Each of them has a dozen instances, with normal forms in the parameters."""
    with pytest.raises(OutOfTime):
        list(parametric_witnesses(subject("relu(a*x + b)"), Law.LINEAR, (), Deadline(-1.0)))

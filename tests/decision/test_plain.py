"""Conditions in plainer words, where the kernel accepts that they say the same."""

from __future__ import annotations

import pytest
from flint import fmpq

from symlin.decision.plain import PlainWords
from symlin.kernel.certificate import Conditional, MatrixProof, Witness
from symlin.kernel.checker import check
from symlin.kernel.claim import Law, Subject
from symlin.kernel.statements.conclusions import PLAIN
from symlin.kernel.term import (
    ONE,
    TRUE,
    ZERO,
    Guard,
    add,
    const,
    eq,
    function,
    ge,
    gt,
    maximum,
    mul,
    neg,
    piecewise,
    scale,
    var,
)
from symlin.kernel.theorem import LawTheorem

a, x = var("a"), var("x")
LONG = ge(scale(fmpq(2, 3), maximum(a, ZERO)), a)
"""2*max(a, 0)/3 >= a, which says that a <= 0."""


def linear_iff(condition: Guard, where: Guard = TRUE) -> LawTheorem:
    """x where the condition holds, and |x| otherwise."""
    output = piecewise((x, condition), (function("abs", x), TRUE))
    facts = () if where is TRUE else (where,)
    subject = Subject(("x",), ("a",), (output,), facts)
    points = tuple({"x": const(v)} for v in (0, -1, 1))
    steps = Conditional(
        condition,
        MatrixProof(((ONE,),), None, (PLAIN,)),
        Witness(points, (ONE, const(-1), const(-1)), 0),
        {"a": const(-1)},
        {"a": ONE},
    )
    return check(subject, Law.LINEAR, "conditional", steps)


def test_a_maximum_in_a_condition_leaves_it() -> None:
    found = PlainWords().of(linear_iff(LONG))
    assert found is not None
    assert (found.guard, found.plain) == (LONG, ge(neg(a)))


def test_what_is_plain_stays_as_it_is() -> None:
    assert PlainWords().of(linear_iff(gt(neg(a)))) is None


def test_a_condition_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six laws often have the same one."""
    words = PlainWords()
    first = words.of(linear_iff(LONG))
    monkeypatch.setattr("symlin.decision.plain.equivalent", None)
    assert words.of(linear_iff(LONG)) is first


def test_words_that_say_something_else_are_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    for lie in (eq(a), ge(a), gt(neg(a)), gt(neg(mul(a, a))), ge(add(ONE, neg(a)))):
        monkeypatch.setattr("symlin.decision.plain.equivalent", lambda *_, lie=lie: lie)
        assert PlainWords().of(linear_iff(LONG)) is None


def test_words_may_be_plainer_only_under_the_assumptions(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a >= -1, a + |a| <= 0 is a <= 0, and so it is without; but a > -1 is no condition."""
    monkeypatch.setattr("symlin.decision.plain.equivalent", lambda *_: ge(neg(a)))
    found = PlainWords().of(linear_iff(LONG, where=ge(add(ONE, a))))
    assert found is not None
    assert found.facts == (ge(add(ONE, a)),)

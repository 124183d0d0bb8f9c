"""The strategy: each law in the light of those before it."""

from __future__ import annotations

import time

import pytest

from symlin.exact.deadline import Deadline, OutOfTime
from symlin.kernel.certificate import Witness
from symlin.kernel.checker import check
from symlin.kernel.claim import Law
from symlin.search.outcome import NOTHING
from symlin.search.strategy import Outcome, Strategy

from .texts import soon, subject


def accepted(strategy: Strategy, law: Law, outcome: Outcome) -> bool:
    """Whether the kernel accepts what was found, about the subject that was asked of."""
    found = outcome.finding
    assert found.certificate is not None, found.reason
    check(strategy.subject, law, found.status, found.certificate, outcome.rewrites)  # type: ignore[arg-type]
    return True


@pytest.mark.quick
def test_what_is_known_is_handed_on_and_used() -> None:
    """Once linearity is conditional, so is additivity, under the same condition."""
    strategy = Strategy(subject("Piecewise((x, x > 0), (a*x, True))"))
    linear = strategy.decide(Law.LINEAR, soon())
    additive = strategy.decide(Law.ADDITIVITY, soon(), linear.known)
    assert linear.finding.condition == additive.finding.condition is not None
    assert additive.known.conditions == linear.known.conditions
    assert accepted(strategy, Law.LINEAR, linear)
    assert accepted(strategy, Law.ADDITIVITY, additive)


def test_a_strategy_keeps_nothing_of_what_it_found() -> None:
    """Whoever forgets to hand on what is known gets the same answer as at first."""
    strategy = Strategy(subject("x**3"))
    first = strategy.decide(Law.ODD, soon())
    strategy.decide(Law.LINEAR, soon())
    assert strategy.decide(Law.ODD, soon()).known == first.known == NOTHING


def test_the_affine_law_breaks_where_linearity_does_if_f_of_0_is_0() -> None:
    """By the same points, and the origin."""
    strategy = Strategy(subject("a*x**2"))
    linear = strategy.decide(Law.LINEAR, soon())
    affine = strategy.decide(Law.AFFINE, soon(), linear.known)
    assert affine.finding.status == linear.finding.status == "conditional"
    assert accepted(strategy, Law.AFFINE, affine)


def test_disguises_are_taken_off_and_the_certificate_says_so() -> None:
    """The claim is about the function as it was asked."""
    strategy = Strategy(subject("Abs(log(exp(x) + exp(y)) - log(1 + exp(y - x)) - x) + x"))
    outcome = strategy.decide(Law.LINEAR, soon())
    assert outcome.finding.status == "proved" and accepted(strategy, Law.LINEAR, outcome)


def test_whether_the_domain_holds_an_instance() -> None:
    """Of the sum of two points above 5 one lies there; of opposite ones none does."""
    positive = Strategy(subject("x", "x > 0"))
    assert positive.has_instance(Law.ADDITIVITY) and not positive.has_instance(Law.ODD)


def test_no_time_is_an_exception_and_a_little_time_is_kept() -> None:
    """A law before it may have used up what there was."""
    strategy = Strategy(subject("Abs(x)"))
    with pytest.raises(OutOfTime):
        strategy.decide(Law.LINEAR, Deadline(-1.0))
    hinges = " + ".join(f"Abs(x - {k}*y)" for k in range(7))
    start = time.monotonic()
    try:
        late = Strategy(subject(f"{hinges} - Max({hinges}, x)")).decide(Law.ODD, Deadline(0.5))
    except OutOfTime:
        pass
    else:
        assert late.finding.certificate is None or isinstance(late.finding.certificate, Witness)
    assert time.monotonic() - start < 8


def test_two_functions_are_compared() -> None:
    """Both are one subject, with the outputs of one behind those of the other."""
    same = Strategy(subject("[Max(x, 0) - Max(-x, 0), x]")).decide(Law.EQUIVALENT, soon())
    other = Strategy(subject("[Abs(x), x]")).decide(Law.EQUIVALENT, soon())
    assert (same.finding.status, other.finding.status) == ("proved", "refuted")

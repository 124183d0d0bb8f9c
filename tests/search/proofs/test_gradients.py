"""Terms that are constant because their derivative is 0."""

from __future__ import annotations

from symlin.kernel.certificate import ConstantGradient, Split
from symlin.search.proofs.branching import Level, is_accepted
from symlin.search.proofs.contradict import Prover
from symlin.search.proofs.gradients import by_gradient

from ..texts import context, facts, soon


def method(*conditions: str) -> object:
    """What the method makes of the facts, the last of which is the goal's negation."""
    step = by_gradient(Prover(soon()), context(*conditions), Level())
    if step is not None:
        assert is_accepted(facts(*conditions), step)
    return step


def test_a_derivative_that_vanishes_makes_a_constant() -> None:
    """The Gudermannian, written in two ways; and a sum of arctangents on a half-line."""
    whole = method("Ne(2*atan(tanh(x/2)) - atan(sinh(x)), 0)")
    assert isinstance(whole, ConstantGradient)
    half = method("x < 1", "Ne(atan((1 + x)/(1 - x)) - atan(x), pi/4)")
    assert isinstance(half, ConstantGradient)


def test_where_the_gradient_does_not_exist_are_cases() -> None:
    """asin is not smooth at -1 and 1, where its value is known."""
    step = method("x >= -1", "x <= 1", "Ne(asin(x) - 2*atan(x/(1 + sqrt(1 - x**2))), 0)")
    assert isinstance(step, Split)


def test_across_a_pole_nothing_is_constant() -> None:
    """atan((1 + x)/(1 - x)) jumps by pi at 1, where its derivative does not show it."""
    assert method("x > -1", "Ne(atan((1 + x)/(1 - x)) - atan(x), pi/4)") is None


def test_what_grows_is_not_constant() -> None:
    """No anchor helps a term whose slope is not 0."""
    assert method("Ne(exp(x), 1)") is None
    assert method("Ne(x**2, x)") is None
    assert method("x > 0") is None

"""Levels of a proof, and the question whether the kernel accepts a step."""

from __future__ import annotations

from symlin.kernel.certificate import Combination, Contradiction
from symlin.search.proofs.branching import Level, is_accepted

from ..texts import facts


def test_a_level_counts_derivatives_apart_from_steps() -> None:
    """A dozen splits are nothing; a dozen derivatives of one another have no end."""
    assert Level().below().below() == Level(2, 0)
    assert Level().below().of_derivative().below() == Level(3, 1)


def test_a_step_that_the_kernel_does_not_follow_is_not_accepted() -> None:
    """Methods propose; whatever they get wrong ends here and not in a certificate."""
    assert is_accepted(facts("x > 0", "x < 0"), Contradiction())
    assert not is_accepted(facts("x > 0"), Contradiction())
    assert not is_accepted(facts("x > 0", "x < 0"), Combination(()))

"""Angles in parts."""

from __future__ import annotations

from symlin.search.proofs.angles import FINEST, by_angle
from symlin.search.proofs.branching import Level, is_accepted
from symlin.search.proofs.contradict import Prover

from ..texts import context, facts, soon


def test_sines_of_halves_meet_those_of_wholes() -> None:
    """sin(x) = 2 sin(x/2) cos(x/2), which normal forms see once angles are halves."""
    given = facts("Ne(sin(x), 2*sin(x/2)*cos(x/2))")
    proof = by_angle(Prover(soon()), context("Ne(sin(x), 2*sin(x/2)*cos(x/2))"), Level())
    assert proof is not None and proof.angle_denominator == 2
    assert is_accepted(given, proof)


def test_nothing_is_said_where_no_angle_has_a_denominator_or_too_fine_a_one() -> None:
    """A sine of a hundredth would be a polynomial of degree 100."""
    for fact in ("Ne(sin(x), x)", f"Ne(sin(x), sin(x/{FINEST + 1}))", "x > 0"):
        assert by_angle(Prover(soon()), context(fact), Level()) is None

"""What is known: a value that grows by a new value, and is never changed."""

from __future__ import annotations

import pytest

from symlin.kernel.certificate import Conditional, DirectProof, Witness
from symlin.kernel.claim import Law
from symlin.kernel.term import const
from symlin.search.outcome import NOTHING, Finding, Open, proved, refuted, unknown

from .texts import facts

(GUARD,) = facts("Eq(a, 1)")
BREAKS = Witness(({"x": const(3)},), (const(1),), 0)
CONDITION = Finding("conditional", Conditional(GUARD, DirectProof(()), BREAKS, {}, {}), GUARD)


def test_what_is_known_cannot_be_changed() -> None:
    """A search cannot leave a note behind for another one."""
    with pytest.raises(AttributeError):
        NOTHING.conditions = (GUARD,)  # type: ignore[misc]
    assert NOTHING.after(Law.ODD, CONDITION) is not NOTHING and NOTHING.conditions == ()


def test_conditions_are_kept_once_in_the_order_in_which_they_were_found() -> None:
    """The first is tried first on the next law."""
    known = NOTHING.after(Law.LINEAR, CONDITION).after(Law.ODD, CONDITION)
    assert known.conditions == (GUARD,)


def test_only_a_refutation_of_linearity_rules_out_a_matrix() -> None:
    """x**3 is odd, and a |x| is linear for a = 0."""
    assert NOTHING.after(Law.LINEAR, refuted(BREAKS)).not_linear
    assert not NOTHING.after(Law.ODD, refuted(BREAKS)).not_linear
    assert not NOTHING.after(Law.LINEAR, CONDITION).not_linear
    assert NOTHING.after(Law.LINEAR, unknown()).linear is None


def test_points_at_which_a_law_or_a_proof_broke_are_suspects() -> None:
    """The next law is tried there first."""
    at_seven = unknown()._replace(suspects=((const(7),),))
    known = NOTHING.after(Law.LINEAR, at_seven).after(Law.ODD, refuted(BREAKS))
    assert known.suspects == ((const(7),), (const(3),))
    assert known.after(Law.ODD, refuted(BREAKS)) == known


def test_what_is_undecided_has_a_reason_and_no_certificate() -> None:
    """A law that is neither proved nor refuted may not look like one that is."""
    assert unknown().certificate is None and unknown().reason is Open.NO_PROOF
    for finding in (proved(DirectProof(())), refuted(BREAKS), CONDITION):
        assert finding.certificate is not None and finding.reason is None

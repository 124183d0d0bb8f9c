"""Proofs of what a function is in place of linear: the proposal comes from elsewhere."""

from __future__ import annotations

from contextlib import suppress

from symlin.exact.deadline import Deadline, within
from symlin.exact.giving_up import GIVEN_UP
from symlin.kernel.certificate import Rejected
from symlin.kernel.claim import Subject
from symlin.kernel.statements.conclusions import truth
from symlin.kernel.statements.traits import Trait, TraitTheorem, establish, statement
from symlin.kernel.term import Term, negation
from symlin.search.proofs.contradict import Prover

SECONDS = 5.0
"""For one statement, the kernel's check of it too. Those of the catalog take less than a tenth of
one; time must not decide on a slow machine what is said."""
MOST_STEPS = 60
"""Of a proof, likewise: what is not seen soon is left unsaid."""


def shown(subject: Subject, trait: Trait, value: Term | None = None) -> TraitTheorem | None:
    """That the subject has the trait, where the kernel sees it or a short search finds a proof."""
    with suppress(Rejected, *GIVEN_UP), within(SECONDS):
        facts, conclusion = statement(subject, trait, value)
        with suppress(Rejected):
            return establish(subject, trait, value)
        goal = negation(truth(conclusion))
        proof = Prover(Deadline(SECONDS), MOST_STEPS).prove((*facts, goal))
        return None if proof is None else establish(subject, trait, value, proof)
    return None

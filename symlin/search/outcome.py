"""The outcome of a search for one law."""

from __future__ import annotations

from dataclasses import dataclass

from symlin.kernel.certificate import (
    Certificate,
    Contradiction,
    DirectProof,
    LawProof,
    MatrixProof,
    Refutation,
)
from symlin.kernel.term import Guard

TOO_LATE = "the time allowed ran out; a larger --timeout may help"
OPEN = (
    "no counterexample among the points tried, and no proof by normal forms, case "
    "distinction, constant gradients or combinations of the facts"
)


@dataclass(frozen=True)
class Decision:
    """The outcome for one law; `certificate` is None iff the law is undecided."""

    status: str
    certificate: Certificate | None = None
    condition: Guard | None = None
    method: str = ""
    reason: str | None = None


def proved(proof: LawProof) -> Decision:
    """The law holds for all parameters."""
    plain = isinstance(proof, MatrixProof | DirectProof) and all(
        isinstance(p, Contradiction) for p in proof.proofs
    )
    return Decision("proved", proof, method="normal form" if plain else "case distinction")


def refuted(witness: Refutation) -> Decision:
    """The law breaks for all parameters."""
    return Decision("refuted", witness, method="exact points")


def unknown(reason: str = OPEN) -> Decision:
    return Decision("unknown", reason=reason)

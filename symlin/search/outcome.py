"""What a search for one law is told, and what it comes back with: values, never changed."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from symlin.kernel.certificate import (
    Certificate,
    LawProof,
    Refutation,
    Witness,
)
from symlin.kernel.claim import Law
from symlin.kernel.term import Guard, Term


class Open(Enum):
    """Why a law stays undecided."""

    TOO_LATE = auto()
    NO_PROOF = auto()
    """Neither a proof nor points that break it."""
    NOT_EXACT = auto()
    """A condition was found, and not shown to be exact."""


class Finding(NamedTuple):
    """What was found of one law; `certificate` is None iff the law is undecided."""

    status: str
    certificate: Certificate | None = None
    condition: Guard | None = None
    reason: Open | None = None
    suspects: tuple[tuple[Term, ...], ...] = ()
    """Points at which attempted proofs broke down."""


def proved(proof: LawProof) -> Finding:
    """The law holds for all parameters."""
    return Finding("proved", proof)


def refuted(witness: Refutation) -> Finding:
    """The law breaks for all parameters."""
    return Finding("refuted", witness)


def unknown(reason: Open = Open.NO_PROOF) -> Finding:
    """Neither a proof nor a refutation was found."""
    return Finding("unknown", reason=reason)


class Known(NamedTuple):
    """What the laws searched before have shown of a subject; `after` adds what one more has.

    >>> known = Known().after(Law.LINEAR, refuted(Witness(({},), (), 0)))
    >>> known.not_linear
    True
    """

    linear: Finding | None = None
    """What was found of linearity, once that is definite."""
    conditions: tuple[Guard, ...] = ()
    """The exact conditions under which laws hold."""
    suspects: tuple[tuple[Term, ...], ...] = ()
    """Points at which a law broke, or a proof."""

    @property
    def not_linear(self) -> bool:
        """Whether linearity is refuted for all parameters: then no matrix need be tried."""
        return self.linear is not None and self.linear.status == "refuted"

    def after(self, law: Law, finding: Finding) -> Known:
        """The same with what was found of one more law."""
        # A law that is undecided leaves points only: "unknown" is nothing to build upon.
        linear, conditions = self.linear, self.conditions
        suspects = (*self.suspects, *finding.suspects)
        if law is Law.LINEAR and finding.certificate is not None:
            linear = finding
        if finding.condition is not None:
            conditions = tuple(dict.fromkeys((*conditions, finding.condition)))
        if isinstance(finding.certificate, Witness):
            suspects += tuple(tuple(point.values()) for point in finding.certificate.points)
        return Known(linear, conditions, tuple(dict.fromkeys(suspects)))


NOTHING = Known()
"""What is known at first."""

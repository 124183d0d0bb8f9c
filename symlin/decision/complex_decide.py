"""Laws over the complex numbers, decided on top of the laws in real coordinates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from symlin.decision.claims import Claims
from symlin.decision.complex_claim import COMPARED, ComplexClaim, Form, composed
from symlin.decision.verdict import Claim, Status
from symlin.exact.deadline import Deadline
from symlin.kernel.claim import Law, Subject
from symlin.search.outcome import NOTHING

SHARE = 0.6
"""Of the time that is left, the most that one law may take."""
UNDECIDED = "over the real numbers it is not decided"
NOT_CLOSED = "the domain is not seen to hold i z wherever it holds z"
NO_MEETING = "there are two conditions, and it is not seen whether they can hold together"


def over_complex(subject: Subject, real: Mapping[Law, Claim], total: Deadline) -> dict[Law, Claim]:
    """The claims over C, from those over R; additivity, positive factors and -1 are the same."""
    found = dict(real)
    linear = _composed(Law.LINEAR, subject, Form.TURNED, real[Law.LINEAR], total)
    found[Law.LINEAR] = linear
    for law, form in ((Law.HOMOGENEITY, Form.SCALED), (Law.AFFINE, Form.MOVED)):
        if linear.status is Status.PROVED:
            found[law] = composed(law, subject, Form.TURNED, linear.real, linear.second)
        else:
            over = real[Law.AFFINE] if form is Form.MOVED else None
            found[law] = _composed(law, subject, form, over, total)
    multiples = found[Law.HOMOGENEITY]
    if linear.status is Status.UNKNOWN and multiples.status is Status.REFUTED:
        assert isinstance(multiples, ComplexClaim)
        found[Law.LINEAR] = composed(Law.LINEAR, subject, Form.SCALED, None, multiples.second)
    return found


def _composed(
    law: Law, subject: Subject, form: Form, real: Claim | None, total: Deadline
) -> ComplexClaim:
    second: Claim | None = None
    if real is None or real.status in (Status.PROVED, Status.CONDITIONAL):
        claims = Claims(COMPARED[form](subject), total)
        second, _ = claims.searched(Law.EQUIVALENT, total.part(SHARE), NOTHING)
    claim = composed(law, subject, form, real, second)
    if claim.status is not Status.UNKNOWN:
        return claim
    return _with_reason(claim)


def _with_reason(claim: ComplexClaim) -> ComplexClaim:
    """The claim, and why it is open."""
    parts = [part for part in (claim.real, claim.second) if part is not None]
    open_part = next((part for part in parts if part.status is Status.UNKNOWN), None)
    if open_part is not None:
        reason = open_part.reason or UNDECIDED
    else:
        reason = NO_MEETING if claim.is_whole else NOT_CLOSED
    return replace(claim, reason=reason)

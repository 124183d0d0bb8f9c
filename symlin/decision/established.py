"""From a certificate that anybody may have written to the theorem that it establishes."""

from __future__ import annotations

from typing import cast

from symlin.decision.certificate import Certified
from symlin.kernel.certificate import Rejected
from symlin.kernel.checker import check
from symlin.kernel.theorem import LawTheorem, Status


def established(claim: Certified) -> LawTheorem:
    """The theorem; raises `Rejected` with the first step that the kernel cannot follow."""
    if type(claim) is not Certified:  # one over the complex numbers has parts of its own
        raise Rejected("this is no claim about one function over the real numbers")
    status = cast(Status, claim.status.value)
    try:
        return check(claim.subject, claim.law, status, claim.steps, claim.rewrites)
    except RecursionError:
        raise Rejected("terms are nested too deeply to be followed") from None

"""From certificates that anybody may have written to the claim over C that they establish."""

from __future__ import annotations

from symlin.decision.complex_certificate import ComplexCertified, same
from symlin.decision.complex_claim import ComplexClaim, Form, composed
from symlin.decision.established import established
from symlin.decision.verdict import Claim
from symlin.kernel.certificate import Rejected
from symlin.kernel.claim import Law


def established_over_complex(certified: ComplexCertified) -> ComplexClaim:
    """The claim, with every certificate checked by the kernel; raises `Rejected`."""
    established(same(certified.subject))
    theorems = []
    for part in (certified.real, certified.second):
        if isinstance(part, ComplexCertified):
            raise Rejected("a claim over the complex numbers rests on claims over the reals")
        theorems.append(None if part is None else established(part))
    try:
        form = Form(certified.form)
        laws = Law.AFFINE if form is Form.MOVED else Law.LINEAR, Law.EQUIVALENT
        pairs = zip(laws, theorems, strict=True)
        parts = (None if found is None else Claim(law, found) for law, found in pairs)
        found = composed(certified.law, certified.subject, form, *parts)
    except (TypeError, ValueError) as error:
        raise Rejected(str(error)) from None
    if found.status is not certified.status:
        raise Rejected(f"from these certificates it is {found.status.value}")
    return found

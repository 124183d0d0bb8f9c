"""Decide every law of an operator, within a time."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress

from symlin.decision.claims import MOST_GUARDS, Claims, implied
from symlin.decision.comparison import both
from symlin.decision.defined import domain_of
from symlin.decision.memory import Memory
from symlin.decision.opinion import CrossCheck
from symlin.decision.proofs import SHORT, entailed
from symlin.decision.report import Report, subject_of
from symlin.decision.verdict import Claim, Status
from symlin.decision.version import __version__
from symlin.errors import InputError
from symlin.exact.deadline import LEAST, Deadline, within
from symlin.exact.giving_up import GIVEN_UP
from symlin.kernel.claim import Law, Subject
from symlin.kernel.term import FALSE
from symlin.language.operator import Operator
from symlin.search.outcome import NOTHING, Known

ORDER = (
    Law.LINEAR,
    Law.ADDITIVITY,
    Law.HOMOGENEITY,
    Law.AFFINE,
    Law.POSITIVE_HOMOGENEITY,
    Law.ODD,
)


BREAKING = {Law.LINEAR: ORDER, Law.HOMOGENEITY: (Law.POSITIVE_HOMOGENEITY,)}
"""The laws whose counterexamples break this one too."""

SHARE = 0.5
"""Of the time that is left, the most that one law may take."""


def decide(operator: Operator, timeout: float = 30.0) -> Report:
    """Every law of the operator, each with a theorem of the kernel, or unknown.

    Raises `InputError` where the kernel has accepted that the domain is empty.
    """
    start, total = time.monotonic(), Deadline(timeout)
    subject = subject_of(operator)
    refuse_empty(subject, total)
    domain = domain_of(subject, total.aside(SHORT))
    claims, known = Claims(subject, total, Memory(subject)), NOTHING
    found: dict[Law, Claim] = {}
    for law in ORDER:
        claim = implied(law, found.get(Law.LINEAR))
        if claim is None:
            claim, known = claims.searched(law, total.part(SHARE), known)
        found[law] = claim
    for law in ORDER:
        if found[law].status is Status.UNKNOWN:
            found[law], known = _again(claims, law, found, total, known)
    claims.keep(found.values())
    with suppress(*GIVEN_UP), within(total.aside(SHORT)):
        found = {law: claims.tested(claim) for law, claim in found.items()}
    over_reals = {law: found[law] for law in Law if law in found}
    over_complex = operator.space is not None and operator.space.is_over_complex
    if over_complex:
        from symlin.decision.complex_decide import over_complex as decided

        found = decided(subject, over_reals, total)
    return Report(
        operator=operator,
        claims={law: found[law] for law in Law if law in found},
        real_claims=over_reals if over_complex else None,
        domain=domain,
        crosscheck=CrossCheck("skipped"),
        seconds=time.monotonic() - start,
        version=__version__,
    )


def decide_equivalence(f: Operator, g: Operator, timeout: float = 30.0) -> Claim:
    """Whether two operators of the same inputs have the same values wherever both have one.

    Raises `InputError` where the kernel has accepted that there is no such point.
    """
    total, together = Deadline(timeout), both(f, g)[0]
    refuse_empty(together, total)
    claims = Claims(together, total, Memory(together))
    claim, _ = claims.searched(Law.EQUIVALENT, total, NOTHING)
    claims.keep([claim])
    return claim


def refuse_empty(subject: Subject, total: Deadline) -> None:
    """Raises `InputError` where no point lies in the domain: there is nothing to speak of."""
    empty = None
    if 0 < len(subject.domain) <= MOST_GUARDS:
        with suppress(*GIVEN_UP), within(total.aside(SHORT)):
            empty = entailed(subject.domain, FALSE)
    if empty is not None:
        raise InputError(
            "the domain is empty: no point satisfies the assumptions at which the operator has "
            "a value"
        )


def _again(
    claims: Claims, law: Law, found: Mapping[Law, Claim], total: Deadline, known: Known
) -> tuple[Claim, Known]:
    """An undecided law in the light of the others: what breaks any of them breaks linearity, a
    matrix that proves one proves all, and the condition of one may be that of another."""
    with suppress(*GIVEN_UP), within(max(total.left, LEAST)):
        for other in BREAKING.get(law, ()):
            carried = claims.carried(law, found[other])
            if carried is not None:
                return carried, known
    if not claims.subject.parameters or not total.left:
        return found[law], known
    second, known = claims.searched(law, total.part(SHARE), known)
    return found[law] if second.status is Status.UNKNOWN else second, known

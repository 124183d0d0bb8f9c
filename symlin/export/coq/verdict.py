"""What coqc says of a report: which laws' proofs it accepts."""

from __future__ import annotations

from typing import NamedTuple

from symlin.decision.failures import Undecided
from symlin.decision.report import Report
from symlin.decision.verdict import Status
from symlin.errors import NotExported, NotInstalled
from symlin.export.coq.compiler import SECONDS, coqc
from symlin.export.coq.confirmation import confirmed
from symlin.kernel.claim import Law
from symlin.report.answers import AnyReport

MISSING = "coqc is not installed: apt-get install coq libcoq-interval, or opam install coq-interval"


class Verdict(NamedTuple):
    """The laws that were decided: those whose theorem coqc accepts, and why the others lack one."""

    accepted: tuple[Law, ...]
    missing: dict[Law, str]

    @property
    def text(self) -> str:
        """coqc accepts the proofs of all 6 laws; or of 5 of 6 laws, and why."""
        count = len(self.accepted) + len(self.missing)
        laws = f"{count} law{'' if count == 1 else 's'}"
        if not self.missing:
            return f"coqc accepts the proof{'' if count == 1 else 's'} of all {laws}"
        reasons: dict[str, list[str]] = {}
        for law, why in self.missing.items():
            reasons.setdefault(why, []).append(law.value.replace("_", " "))
        said = "; ".join(f"{', '.join(laws)}: {why}" for why, laws in reasons.items())
        return f"coqc accepts the proofs of {len(self.accepted)} of {laws} ({said})"

    def to_dict(self) -> dict[str, object]:
        """As JSON."""
        missing = {law.value: why for law, why in self.missing.items()}
        return {"accepted": [law.value for law in self.accepted], "missing": missing}


def verdict(report: Report, seconds: float = SECONDS) -> Verdict:
    """What coqc says of each law that was decided, within so many seconds.

    Raises `NotInstalled` where there is no coqc.
    """
    if coqc() is None:
        raise NotInstalled(MISSING)
    over_reals = report.over_reals()
    claims = {law: c for law, c in over_reals.claims.items() if c.status is not Status.UNKNOWN}
    if not claims:
        return Verdict((), {})
    try:
        found = confirmed(over_reals, seconds)
    except NotExported:
        return Verdict((), dict.fromkeys(claims, "no proof that coqc accepts was found"))
    accepted = tuple(theorem.law for theorem in found.theorems)
    return Verdict(accepted, {law: why for law, why in found.missing.items() if law in claims})


def require_accepted(report: AnyReport, law: Law, seconds: float) -> None:
    """Raises `Undecided` where coqc does not accept the proof of the law, and `NotInstalled`."""
    if not isinstance(report, Report):
        raise Undecided("coqc is asked about operators on numbers alone", report)
    found = verdict(report, seconds)
    if law not in found.accepted:
        raise Undecided(f"{report.operator.name}: {found.missing.get(law, 'not decided')}", report)

"""One instance of a law at exact points: does it break the law, and for which parameters?"""

from __future__ import annotations

from dataclasses import dataclass

from symlin.kernel.certificate import Witness
from symlin.kernel.claim import Law, Subject, law_rows
from symlin.kernel.polynomial import Poly
from symlin.kernel.signs import ZERO
from symlin.kernel.term import FALSE, TRUE, Guard, variables
from symlin.search.condition import vanishing
from symlin.search.instances import Instance
from symlin.search.values import Probe


@dataclass(frozen=True)
class Step:
    """Where `guard` fails, the witness breaks the law."""

    guard: Guard
    witness: Witness
    instance: Instance | None = None


def attempt(law: Law, probe: Probe, instance: Instance) -> Step | None:
    """What the instance demands of the parameters, where it demands anything."""
    subject = probe.subject
    if not instance.in_domain(probe):
        return None
    for row in law_rows(subject, law):
        p = _defect(subject, law, probe, instance, row)
        if p is None or not p:
            continue
        mask = probe.context.signs.sign(probe.context.clear(p)[0])
        witness = instance.witness(subject, row)
        if not mask & ZERO:
            return Step(FALSE, witness, instance)
        if mask == ZERO or not subject.parameters:
            continue
        guard = vanishing(probe.context, p)
        if guard is FALSE:
            return Step(FALSE, witness, instance)
        if guard is not TRUE and variables(guard) and probe.context.decide(guard) is not True:
            return Step(guard, witness, instance)
    return None


def _defect(subject: Subject, law: Law, probe: Probe, instance: Instance, row: int) -> Poly | None:
    if law is not Law.EQUIVALENT:
        return instance.defect(probe, row)
    half = len(subject.outputs) // 2
    f, g = instance.defect(probe, row), instance.defect(probe, row + half)
    return None if f is None or g is None else f - g

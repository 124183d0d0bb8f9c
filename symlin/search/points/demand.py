"""One instance of a law at exact points: does it break the law, and for which parameters?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flint import arb, fmpq

from symlin.exact.balls import UNSURE, Unknown
from symlin.exact.values import BITS, Probe
from symlin.kernel.certificate import DerivativeWitness, Witness
from symlin.kernel.claim import Law, Subject, law_rows
from symlin.kernel.intervals import ZERO
from symlin.kernel.polynomial import Poly
from symlin.kernel.term import FALSE, TRUE, Guard
from symlin.kernel.theories.enclosure import working_precision
from symlin.kernel.walk import variables
from symlin.search.parameters.vanishing import vanishing
from symlin.search.points.instances import Instance


class Demand(NamedTuple):
    """What an instance demands of the parameters: where `guard` fails, the witness breaks the law.

    Of a x**2, additivity at 1 and 1 demands 4 a - 2 a = 0:

    >>> from symlin.kernel.term import mul, power, var
    >>> subject = Subject(("x",), ("a",), (mul(var("a"), power(var("x"), 2)),))
    >>> at_one = Instance((((0, 2),), ((0, 1),), ((0, 1),)), (1, -1, -1))
    >>> demand_of(Law.ADDITIVITY, Probe(subject), at_one).guard
    Relation(op='=', term=Var(name='a'))
    """

    guard: Guard
    witness: Witness | DerivativeWitness


def demand_of(
    law: Law, probe: Probe, instance: Instance, precisions: Sequence[int] = (BITS,)
) -> Demand | None:
    """What the instance demands of the parameters, where it demands anything.

    The precisions are the bits at which a transcendental defect has to show, if there is one.
    """
    subject = probe.subject
    # Balls first: normal forms of closed values such as exp(1/3) - exp(1/2) are slow to build.
    if probe.is_transcendental:
        certain = _by_balls(law, probe, instance, precisions)
        if certain is not UNSURE:
            return None if certain is None else Demand(FALSE, certain)
    if not instance.in_domain(probe):
        return None
    demands = (_of_row(law, probe, instance, row) for row in law_rows(subject, law))
    return next((demand for demand in demands if demand is not None), None)


def _of_row(law: Law, probe: Probe, instance: Instance, row: int) -> Demand | None:
    """What one output demands; None where it has no defect, or none that parameters change."""
    p = _defect(probe.subject, law, probe, instance, row)
    if p is None or not p:
        return None
    witness = instance.witness(probe.subject, row)
    mask = probe.context.sign(probe.context.clear(p)[0])
    if not mask & ZERO:  # it breaks the law for all parameters
        return Demand(FALSE, witness)
    if mask == ZERO or not probe.subject.parameters:
        return None
    guard = vanishing(probe.context, p)
    if guard is FALSE:
        return Demand(FALSE, witness)
    # A guard that is known to hold, or says nothing of parameters, would lead to the same case.
    open_guard = guard is not TRUE and variables(guard) and probe.context.decide(guard) is not True
    return Demand(guard, witness) if open_guard else None


def _by_balls(
    law: Law, probe: Probe, instance: Instance, precisions: Sequence[int]
) -> Witness | Unknown | None:
    """The witness, where balls show that the instance breaks the law; None where they show that a
    point lies outside the domain, or no defect though they are small."""
    for bits in precisions:
        rows = [probe.ball(point, bits) for point in instance.points]
        values: list[list[arb]] = []
        for row in rows:
            if row is None:
                return None
            if not all(isinstance(v, arb) for v in row):
                return UNSURE
            values.append([v for v in row if isinstance(v, arb)])
        # Sums of balls, too, are rounded to as many bits as these have.
        with working_precision(bits):
            for number in law_rows(probe.subject, law):
                if not _gap(law, instance, values, number).contains(0):
                    return instance.witness(probe.subject, number)
    return None


# ---- the defect, in balls and exactly ----


def _gap(law: Law, instance: Instance, values: list[list[arb]], row: int) -> arb:
    if law is Law.EQUIVALENT:
        return values[0][row] - values[0][row + len(values[0]) // 2]
    total = arb(0)
    for weight, value in zip(instance.weights, values, strict=True):
        total += arb(fmpq(weight)) * value[row]
    return total


def _defect(subject: Subject, law: Law, probe: Probe, instance: Instance, row: int) -> Poly | None:
    if law is not Law.EQUIVALENT:
        return instance.defect(probe, row)
    half = len(subject.outputs) // 2
    f, g = instance.defect(probe, row), instance.defect(probe, row + half)
    return None if f is None or g is None else f - g

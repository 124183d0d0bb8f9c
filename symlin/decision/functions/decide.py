"""Decide every law of an operator on functions, within a time."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace

from symlin.decision.decide import ORDER
from symlin.decision.functions.cases import Cases, Found
from symlin.decision.functions.claims import INVARIANCE, Breach, FunctionClaim
from symlin.decision.functions.report import FunctionReport
from symlin.decision.opinion import CrossCheck
from symlin.decision.unanswered import UNANSWERED, reason_of
from symlin.decision.verdict import Status
from symlin.decision.version import __version__
from symlin.exact.deadline import Deadline, within
from symlin.kernel.certificate import Rejected
from symlin.kernel.claim import Law
from symlin.kernel.functions.impulses import IMPULSE, weighed
from symlin.kernel.functions.subject import FunctionSubject
from symlin.kernel.functions.theorem import conclude
from symlin.kernel.functions.variants import delayed, pinned
from symlin.kernel.numbers import TooLarge
from symlin.language.function_operator import FunctionOperator

SHARE = 0.5
"""Of the time that is left, the most that one law may take."""
NOT_SHOWN = "it fails whatever integrals of known functions come to, which are not worked out here"
NOT_FOUND = (
    "neither a proof from the linear parts of the operator nor signals that break the law were "
    "found"
)

DEPENDS = "not proved for every {}; what holds may depend on what is given"


def decide_functions(operator: FunctionOperator, timeout: float = 30.0) -> FunctionReport:
    """Every law of the operator, invariance among them, each with a theorem or unknown."""
    start, total = time.monotonic(), Deadline(timeout)
    subject = operator.subject
    found: dict[str, FunctionClaim] = {}
    cases = Cases(subject, total)
    for law in ORDER:
        known = implied(law, found)
        found[law.value] = searched(cases, law, None) if known is None else known
    for index in subject.index:
        name = INVARIANCE if len(subject.index) == 1 else f"invariance_in_{index.name}"
        with suppress(Rejected):  # the index may not say where a function is delayed
            moved = Cases(delayed(subject, index.name), total)
            found[name] = searched(moved, Law.EQUIVALENT, index.name)
    found = _weighed(subject, total, found)
    # jointly linear, it is linear in one alone only where the others are 0
    proved = found[Law.LINEAR.value].status is Status.PROVED
    return FunctionReport(
        operator=operator,
        claims={name: found[name] for name in _order(found)},
        linear_in={} if proved else _linear_in(subject, total),
        crosscheck=CrossCheck("skipped"),
        seconds=time.monotonic() - start,
        version=__version__,
    )


def decide_function_equivalence(operator: FunctionOperator, timeout: float = 30.0) -> FunctionClaim:
    """Whether the two outputs are the same, for all functions for which both have a value."""
    return searched(Cases(operator.subject, Deadline(timeout)), Law.EQUIVALENT, None)


def _order(found: dict[str, FunctionClaim]) -> list[str]:
    laws = [law.value for law in Law if law.value in found]
    return [*laws, *(name for name in found if name not in laws)]


def searched(cases: Cases, law: Law, variable: str | None) -> FunctionClaim:
    """The claim about one law, from what is found in some of the time that is left."""
    try:
        with within(max(cases.total.left * SHARE, 0.05)):
            found = cases.decide(law)
            pinned_down = found.theorem is None and cases.subject.givens
            each = _at_each(cases, law, variable) if pinned_down else None
            return _claim(cases, law, variable, found) if each is None else each
    except Rejected as failure:
        reason = str(failure)
    except UNANSWERED as failure:
        reason = reason_of(failure)
    return FunctionClaim(law, variable, reason=reason)


def _claim(cases: Cases, law: Law, variable: str | None, found: Found) -> FunctionClaim:
    theorem = found.theorem
    if theorem is None:
        givens = ", ".join(cases.subject.givens)
        why = DEPENDS.format(givens) if givens else NOT_FOUND
        return FunctionClaim(law, variable, reason=found.reason or why)
    breach = None
    if found.instance is not None and found.trial is not None and found.trial.is_computed:
        fails = [f for f in theorem.fails if f.theorem.subject == found.instance.subject]
        breach = Breach(fails[0], found.instance) if fails else None
    reason = None if breach is not None or theorem.status == "proved" else NOT_SHOWN
    return FunctionClaim(law, variable, theorem, breach, reason)


def _at_each(cases: Cases, law: Law, variable: str | None) -> FunctionClaim | None:
    """The law at each value of the index by itself, with values of given functions there among
    the parameters: h(t)*x(t)**2 is linear iff h(t) = 0 for all t."""
    made, values = pinned(cases.subject)
    # an impulse has no values at places: as a number at one it would be equal to another
    if not values or any(value.function == IMPULSE for value in values.values()):
        return None
    found = Cases(made, cases.total).decide(law)
    if found.theorem is None:
        return None
    return FunctionClaim(law, variable, found.theorem, values=values)


def _weighed(
    subject: FunctionSubject, total: Deadline, found: dict[str, FunctionClaim]
) -> dict[str, FunctionClaim]:
    """The claims, those that are open asked again of densities and the weights of impulses."""
    if IMPULSE not in subject.givens:
        return found
    try:
        made = weighed(subject)
    except (Rejected, TooLarge):  # nobody sees what the impulses do there
        return found
    cases = Cases(made, total)
    again = dict(found)
    for name, claim in found.items():
        if claim.theorem is None:
            moved = cases if claim.variable is None else Cases(delayed(made, claim.variable), total)
            again[name] = replace(searched(moved, claim.law, claim.variable), weighed=True)
    return again


def implied(law: Law, found: dict[str, FunctionClaim]) -> FunctionClaim | None:
    """A law that linearity implies: shown by the same theorems about letters."""
    linear = found.get(Law.LINEAR.value)
    theorem = None if linear is None else linear.theorem
    if theorem is None or theorem.status != "proved":
        return None
    with suppress(Rejected):
        return FunctionClaim(law, None, conclude(theorem.subject, law, theorem.holds, ()))
    return None


def _linear_in(subject: FunctionSubject, total: Deadline) -> dict[str, FunctionClaim]:
    """Linearity in each of several unknown functions, the others given."""
    if len(subject.unknowns) < 2:
        return {}
    found = {}
    for name in subject.unknowns:
        others = tuple(other for other in subject.unknowns if other != name)
        alone = replace(subject, unknowns=(name,), givens=(*subject.givens, *others))
        found[name] = searched(Cases(alone, total), Law.LINEAR, None)
    return found

"""Decide every law of a formula for all sizes, within a time.

A law that fails at a size fails. One that fails at none of the small ones is asked of an entry, as
of an operator on functions of two whole numbers: what holds there holds for all sizes.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from symlin.decision.decide import ORDER, decide
from symlin.decision.functions.cases import Cases
from symlin.decision.functions.decide import implied, searched
from symlin.decision.opinion import CrossCheck
from symlin.decision.report import Report
from symlin.decision.sized.claims import AtSize, SizedClaim, sizes_text
from symlin.decision.sized.report import SizedReport
from symlin.decision.verdict import Status
from symlin.decision.version import __version__
from symlin.errors import InputError
from symlin.exact.deadline import Deadline
from symlin.kernel.claim import Law
from symlin.language.sized_operator import SizedOperator, Sizes

SHARE = 0.3
"""Of the time that is left, the most that one size may take."""
SOME = 4.0
"""Seconds for conditions on given matrices of all sizes."""
SMALL = (1, 2, 3)
FIRST = 2
"""Sizes that are tried before a proof is looked for."""
NO_FORMULA = "an entry has no formula for all sizes that is read"
HOLDS = "it holds at {}, and was not shown for all sizes"


class _Tried(NamedTuple):
    sizes: Sizes
    report: Report


def decide_sized(operator: SizedOperator, timeout: float = 30.0) -> SizedReport:
    """Every law of the formula, each with a theorem or unknown.

    Raises `InputError` where it has no value at any small size.
    """
    start, total = time.monotonic(), Deadline(timeout)
    tried = _tried(operator, SMALL[:FIRST], total)
    claims = _claims(operator, tried, total)
    if any(claim.status is Status.UNKNOWN for claim in claims.values()):
        tried = [*tried, *_tried(operator, SMALL[FIRST:], total)]
        claims = {law: _again(law, claim, tried) for law, claim in claims.items()}
    proved = claims[Law.LINEAR].status is Status.PROVED
    return SizedReport(
        operator=operator,
        claims={law: claims[law] for law in Law if law in claims},
        linear_in={} if proved else _linear_in(operator, total),
        tried=tuple(_at(one, Law.LINEAR) for one in tried),
        crosscheck=CrossCheck("skipped"),
        seconds=time.monotonic() - start,
        version=__version__,
    )


def _tried(operator: SizedOperator, sizes: Sequence[int], total: Deadline) -> list[_Tried]:
    """The formula decided at these sizes, the same for all letters."""
    found = []
    for size in sizes:
        these = dict.fromkeys(operator.sizes, size)
        # cross(x, a) has a value at one size only, and 1/x has none at others
        with suppress(InputError):
            report = decide(operator.at(these), total.part(SHARE).left)
            found.append(_Tried(these, report))
    return found


def _claims(
    operator: SizedOperator, tried: Sequence[_Tried], total: Deadline
) -> dict[Law, SizedClaim]:
    found: dict[Law, SizedClaim] = {}
    subject = None if operator.entry is None else operator.entry.subject
    cases = None if subject is None else Cases(subject, total)
    # what fails for some given matrices may have a condition for all sizes, but seldom has
    short = None if subject is None else Cases(subject, Deadline(min(SOME, total.left)))
    for law in ORDER:
        some = _conditional(law, tried) is not None
        known = _refuted(law, tried)
        if known is None:
            known = _implied(law, found)
        found[law] = _everywhere(law, short if some else cases, tried) if known is None else known
    return found


def _refuted(law: Law, tried: Sequence[_Tried]) -> SizedClaim | None:
    """That the law fails at a size, the smallest with a counterexample to show."""
    failing = [one for one in tried if one.report.claims[law].status is Status.REFUTED]
    failing.sort(key=lambda one: one.report.claims[law].counterexample is None)
    return SizedClaim(law, at_size=_at(failing[0], law)) if failing else None


def _at(one: _Tried, law: Law) -> AtSize:
    return AtSize(one.sizes, one.report.operator, one.report.claims[law])


def _implied(law: Law, found: dict[Law, SizedClaim]) -> SizedClaim | None:
    """A law that linearity implies: shown by the same theorem about an entry."""
    linear = found.get(Law.LINEAR)
    if linear is None or linear.everywhere is None:
        return None
    claim = implied(law, {Law.LINEAR.value: linear.everywhere})
    return None if claim is None else SizedClaim(law, everywhere=claim)


def _everywhere(law: Law, cases: Cases | None, tried: Sequence[_Tried]) -> SizedClaim:
    """The law of an entry, for all sizes."""
    if cases is None:
        return _open(law, tried, NO_FORMULA)
    claim = searched(cases, law, None)
    if claim.theorem is None:
        return _open(law, tried, claim.reason or NO_FORMULA)
    return SizedClaim(law, everywhere=claim)


def _open(law: Law, tried: Sequence[_Tried], otherwise: str) -> SizedClaim:
    """What is known of a law of which nothing is known for all sizes."""
    some = _conditional(law, tried)
    return SizedClaim(law, reason=_reason(law, tried, otherwise)) if some is None else some


def _conditional(law: Law, tried: Sequence[_Tried]) -> SizedClaim | None:
    """That the law fails for some given matrices, at a size that says more than 1 does."""
    found = [one for one in tried if one.report.claims[law].status is Status.CONDITIONAL]
    found.sort(key=lambda one: set(one.sizes.values()) == {1})
    return SizedClaim(law, at_size=_at(found[0], law)) if found else None


def _reason(law: Law, tried: Sequence[_Tried], otherwise: str) -> str:
    """What is known at small sizes."""
    holds = [one for one in tried if one.report.claims[law].status is Status.PROVED]
    if holds and len(holds) == len(tried):
        return HOLDS.format(" and ".join(sizes_text(one.sizes) for one in holds))
    return otherwise


def _again(law: Law, claim: SizedClaim, tried: Sequence[_Tried]) -> SizedClaim:
    """What is unknown in the light of one more size."""
    if claim.status is not Status.UNKNOWN:
        return claim
    fails = _refuted(law, tried)
    return _open(law, tried, claim.reason or NO_FORMULA) if fails is None else fails


def _linear_in(operator: SizedOperator, total: Deadline) -> dict[str, SizedClaim]:
    """Linearity in each of several inputs, the others given: as far as it is shown."""
    if len(operator.inputs) < 2 or operator.entry is None:
        return {}
    subject, found = operator.entry.subject, {}
    for name in subject.unknowns:
        others = tuple(other for other in subject.unknowns if other != name)
        alone = replace(subject, unknowns=(name,), givens=(*subject.givens, *others))
        claim = searched(Cases(alone, total), Law.LINEAR, None)
        if claim.theorem is None:
            found[name] = SizedClaim(Law.LINEAR, reason=claim.reason)
        else:
            found[name] = SizedClaim(Law.LINEAR, everywhere=claim)
    return found

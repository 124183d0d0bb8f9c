"""From what a search found to a claim: the kernel's theorem, and what else it says of it.

The only place that makes definite claims. What the search says beside its certificate (a status, a
condition, a method, a reason) is not taken over: it is read off what the kernel has accepted.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from typing import cast

from symlin.decision.example import Examples
from symlin.decision.memory import Memory
from symlin.decision.plain import PlainWords
from symlin.decision.proofs import entailed
from symlin.decision.unanswered import TOO_LATE, UNANSWERED, reason_of
from symlin.decision.verdict import Claim, Status
from symlin.exact.deadline import Deadline, within
from symlin.exact.giving_up import GIVEN_UP
from symlin.kernel.certificate import Rejected
from symlin.kernel.checker import check
from symlin.kernel.claim import Law, Subject, law_equation, premises
from symlin.kernel.statements.conclusions import Restatement
from symlin.kernel.statements.instances import Instance
from symlin.kernel.term import FALSE
from symlin.kernel.theorem import LawTheorem
from symlin.kernel.theorem import Status as KernelStatus
from symlin.search.laws import LawSearch
from symlin.search.outcome import Known, Open
from symlin.search.strategy import Outcome, Strategy

NOT_SHOWN = "no counterexample whose values the kernel could follow was found"
NOT_ACCEPTED = "a candidate was found, but the kernel did not accept it"
_REASONS = {
    Open.TOO_LATE: TOO_LATE,
    Open.NO_PROOF: (
        "no counterexample among the points tried, and no proof by normal forms, case "
        "distinction, constant gradients or combinations of the facts"
    ),
    Open.NOT_EXACT: "a condition was found, but not shown to be exact",
}
"""Why a search came back with nothing, in words for a person."""
RECALLED = 0.2
"""Of the time, the most for what is remembered of one law."""
MOST_GUARDS = 60
"""Guards above which a domain is not examined for being empty."""


class Claims:
    """The claims about one subject, law by law."""

    def __init__(self, subject: Subject, total: Deadline, memory: Memory | None = None) -> None:
        self.subject = subject
        self.memory = memory
        self._searching = 0.0  # seconds
        self.total = total
        self.strategy = Strategy(replace(subject))  # its own: nothing the kernel reads is shared
        self._examples = Examples(subject, total)
        self._plain = PlainWords()

    def searched(self, law: Law, deadline: Deadline, known: Known) -> tuple[Claim, Known]:
        """What a search finds of the law, and what is known after it."""
        try:
            deadline.check()  # a law before it may have used up all the time there was
            with within(self.total.left):
                outcome, theorem = self._remembered(law, known) or self._found(law, deadline, known)
            if isinstance(theorem, LawTheorem):
                return self._told(law, theorem, outcome.search), outcome.known
            return Claim(law, reason=theorem), outcome.known
        except UNANSWERED as failure:
            return Claim(law, reason=reason_of(failure)), known

    def _remembered(self, law: Law, known: Known) -> tuple[Outcome, LawTheorem] | None:
        """What was found another time, where the kernel accepts it again."""
        theorem: LawTheorem | None = None
        # a forged certificate may be long to follow: there has to be time to search without it
        with suppress(*GIVEN_UP), within(self.total.left * RECALLED):
            theorem = None if self.memory is None else self.memory.theorem(law)
        return None if theorem is None else (self.strategy.recalled(theorem, known), theorem)

    def keep(self, claims: Iterable[Claim]) -> None:
        """Remembers these, if it took long to find them."""
        if self.memory is not None:
            shown = (claim.theorem for claim in claims)
            self.memory.keep((theorem for theorem in shown if theorem is not None), self._searching)

    def _found(
        self, law: Law, deadline: Deadline, known: Known
    ) -> tuple[Outcome, LawTheorem | str]:
        begun = time.monotonic()
        try:
            outcome = self.strategy.decide(law, deadline, known)
            return outcome, self._accepted(law, outcome)
        finally:
            self._searching += time.monotonic() - begun

    def _accepted(self, law: Law, outcome: Outcome) -> LawTheorem | str:
        """The theorem that the kernel makes of what was found, or why there is none."""
        finding = outcome.finding
        if finding.certificate is None:
            why = finding.reason if finding.reason in _REASONS else Open.NO_PROOF
            return _REASONS[why]
        status = cast(KernelStatus, finding.status)
        try:
            return check(self.subject, law, status, finding.certificate, outcome.rewrites)
        except Rejected as failure:
            return f"{NOT_ACCEPTED}: {failure}"

    def _told(self, law: Law, theorem: LawTheorem, search: LawSearch) -> Claim:
        """The theorem with an instance to show, and its condition in plain words."""
        if theorem.status == "proved":
            return Claim(law, theorem)
        instance, plain = self._examples.of(search, law, theorem), None
        with suppress(*GIVEN_UP), within(self.total.left):
            plain = self._plain.of(theorem)
        return _claim(law, theorem, plain, instance)

    def carried(self, law: Law, claim: Claim) -> Claim | None:
        """The claim for another law that its certificate shows as well; None where it does not."""
        theorem = claim.theorem
        if theorem is None:
            return None
        try:
            moved = check(
                theorem.subject, law, theorem.status, theorem.certificate, theorem.rewrites
            )
        except Rejected:
            return None
        return _claim(law, moved, claim.plain, self._examples.carried(law, claim.instance))

    def tested(self, claim: Claim) -> Claim:
        """The claim, with the theorem that it is vacuous where a law that was proved has no
        instance in the domain."""
        subject = self.subject
        if claim.status is not Status.PROVED or claim.law not in (Law.ADDITIVITY, Law.ODD):
            return claim
        if not 0 < len(subject.domain) <= MOST_GUARDS or self.strategy.has_instance(claim.law):
            return claim
        facts = premises(subject, law_equation(claim.law, subject.inputs))
        return Claim(claim.law, claim.theorem, vacuity=entailed(facts, FALSE))


def _claim(
    law: Law, theorem: LawTheorem, plain: Restatement | None, instance: Instance | None
) -> Claim:
    """The claim, which says so where it has no counterexample to show."""
    shown = instance is not None or theorem.status == "proved"
    return Claim(law, theorem, plain, instance, reason=None if shown else NOT_SHOWN)


def implied(law: Law, linear: Claim | None) -> Claim | None:
    """A law that a theorem of linearity establishes as well."""
    if linear is None or linear.theorem is None or not linear.theorem.establishes(law):
        return None
    return Claim(law, linear.theorem)

"""Cases of one law of an operator on functions: where it holds, where it fails, and the theorem."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from typing import NamedTuple, cast

from symlin.decision.claims import Claims
from symlin.decision.functions.guards import leaves, values_in
from symlin.decision.functions.trials import DEGREES, NONE, Trial, made, trials
from symlin.decision.functions.waves import waves
from symlin.decision.proofs import why
from symlin.decision.verdict import Status
from symlin.errors import SymlinError
from symlin.exact.deadline import Deadline, within
from symlin.exact.giving_up import GIVEN_UP
from symlin.kernel import term as k
from symlin.kernel.certificate import (
    Conditional,
    Rejected,
    Witness,
)
from symlin.kernel.checker import check
from symlin.kernel.claim import Law, Subject
from symlin.kernel.functions.laws import assumed, flat, pulled
from symlin.kernel.functions.letters import Letters
from symlin.kernel.functions.subject import FunctionSubject
from symlin.kernel.functions.theorem import (
    Fails,
    FunctionTheorem,
    Holds,
    conclude,
    parameter_facts,
)
from symlin.kernel.functions.variants import fixed
from symlin.kernel.numbers import TooLarge
from symlin.kernel.statements.conclusions import PLAIN
from symlin.kernel.statements.instances import Instance
from symlin.kernel.theorem import LawTheorem
from symlin.kernel.walk import substitute, variables
from symlin.search.outcome import NOTHING
from symlin.search.points.models import parameter_values
from symlin.search.strategy import Strategy

PART = 0.3
"""Of the time that is left, the most that one question may take."""
QUICK = 1.0
"""Seconds for a first attempt at a proof: what is true is mostly seen at once."""
FIRST = 2
"""Trials before that attempt: what fails mostly fails at small places."""
ENOUGH = 3
"""Trials that have given conditions, before one is tried: others may show that it does not do."""


class Found(NamedTuple):
    """A theorem, and what can be shown of it; or why there is none."""

    theorem: FunctionTheorem | None
    trial: Trial | None = None
    instance: Instance | None = None
    reason: str | None = None


class Broken(NamedTuple):
    """Where a law fails, and an instance to show."""

    fails: Fails
    trial: Trial
    instance: Instance | None


class Cases:
    """The laws of one operator on functions."""

    def __init__(self, subject: FunctionSubject, total: Deadline) -> None:
        self.subject = subject
        self.total = total
        self.facts = parameter_facts(subject)
        self._trials: list[Trial] = []
        self._more = trials(subject, total)

    def decide(self, law: Law) -> Found:
        """The theorem about a law, if one is found."""
        return (
            (None if self._doubted(law) else self._throughout(law, QUICK))
            or self._by_waves(law)
            or self._by_trials(law)
            or self._by_letters(law)
            or self._throughout(law, self.total.left * PART)
            or Found(None)
        )

    def _doubted(self, law: Law) -> bool:
        """Whether one of the first trials shows that the law does not hold for all parameters."""
        statuses = (t.claim(law, Deadline(QUICK)).status for t in islice(self.tried, FIRST))
        return any(status in (Status.REFUTED, Status.CONDITIONAL) for status in statuses)

    def _throughout(self, law: Law, seconds: float) -> Found | None:
        """That the law holds for all parameters, if that is shown within some seconds."""
        holds = self.proved(law, seconds=seconds)
        return None if holds is None else self._concluded(law, [holds], [])

    # ---- where the law holds ----

    def proved(
        self, law: Law, guard: k.Guard = k.TRUE, seconds: float | None = None
    ) -> Holds | None:
        """That the law holds where a guard on parameters does."""
        most = self.total.left * PART if seconds is None else min(seconds, self.total.left)
        subject, values = self.subject, tuple(values_in(guard, self.subject.parameters))
        for name, value in values:
            subject = fixed(subject, name, value)
        given = [g for g in substitute((guard,), dict(values)) if g is not k.TRUE]
        for question, asked in self._questions(subject, law, given):
            theorem = self._theorem(question, asked, Deadline(most))
            if theorem is not None and assumed(theorem, subject, law) is not None:
                return Holds(guard, values, theorem)
        return None

    def _questions(
        self, subject: FunctionSubject, law: Law, given: Sequence[k.Guard]
    ) -> Iterator[tuple[Subject, Law]]:
        """Questions about letters, each of which would show the law."""
        letters = Letters(subject)
        names = variables(*letters.read())
        if law is Law.EQUIVALENT:
            yield flat(subject, law, given), law
            return
        opaque = any(letters.kinds.get(n) == "opaque" for n in names)
        if not opaque or law in (Law.LINEAR, Law.AFFINE):
            yield flat(subject, law, given), law
        if opaque:
            yield pulled(subject, law, given), Law.EQUIVALENT

    def _theorem(self, subject: Subject, law: Law, deadline: Deadline) -> LawTheorem | None:
        """That the law is proved for the letters; a condition or a point would say nothing."""
        with suppress(Rejected, SymlinError, OverflowError, *GIVEN_UP), within(deadline.left):
            outcome = Strategy(subject).decide(law, deadline)
            if outcome.finding.status == "proved" and outcome.finding.certificate is not None:
                certificate = outcome.finding.certificate
                return check(subject, law, "proved", certificate, outcome.rewrites)
        return None

    # ---- where it fails ----

    @property
    def tried(self) -> Iterator[Trial]:
        """The trials, those first that other laws have made."""
        place = 0
        while True:
            if place == len(self._trials):
                found = next(self._more, None)
                if found is None:
                    return
                self._trials.append(found)
            yield self._trials[place]
            place += 1

    def _by_trials(self, law: Law) -> Found | None:
        """Refuted on simple functions, or for all parameters but some."""
        conditions: dict[k.Guard, Trial] = {}
        conditional = 0
        for trial in self.tried:
            claim = trial.claim(law, self.total.part(PART))
            if claim.status is Status.REFUTED and claim.theorem is not None:
                fails = Fails(k.TRUE, trial.basis, trial.at, claim.theorem)
                found = self._concluded(law, [], [Broken(fails, trial, claim.instance)])
                if found is not None:
                    return found
            if claim.status is Status.CONDITIONAL and self._is_condition(claim.guard):
                conditions.setdefault(cast(k.Guard, claim.guard), trial)
                conditional += 1
                if conditional % ENOUGH == 0 and (found := self._together(law, conditions)):
                    return found
        return self._together(law, conditions) if conditional % ENOUGH else None

    def _together(self, law: Law, conditions: Mapping[k.Guard, Trial]) -> Found | None:
        """From what each of some trials demands: the first that implies the others, or all of it;
        what nothing satisfies refutes the law."""
        every = k.conjunction(*conditions)
        if len(conditions) > 1 and why(self.facts, k.negation(every)) is not None:
            broken = [self._broken(law, k.negation(g), trial) for g, trial in conditions.items()]
            return self._concluded(law, [], [part for part in broken if part is not None])
        for guard, trial in conditions.items():
            if why((*self.facts, guard), every) is not None:
                return self._exact(law, guard, [(guard, trial)])
        return self._exact(law, every, list(conditions.items()))

    def _is_condition(self, guard: k.Guard | None) -> bool:
        """Whether it speaks of parameters alone, and of no value of a function that is given."""
        return guard is not None and not set(variables(guard)) - set(self.subject.parameters)

    def _exact(
        self, law: Law, condition: k.Guard, parts: Sequence[tuple[k.Guard, Trial]]
    ) -> Found | None:
        """The law holds iff the condition does, where that can be shown: of each part, that it is
        necessary."""
        cases = condition.parts if isinstance(condition, k.Or) else (condition,)
        holds = [self.proved(law, case) for case in cases]
        if None in holds:
            return None
        broken = [self._broken(law, k.negation(guard), trial) for guard, trial in parts]
        good = [part for part in holds if part is not None]
        bad = [part for part in broken if part is not None]
        return self._concluded(law, good, bad) if len(bad) == len(parts) else None

    def _broken(self, law: Law, guard: k.Guard, trial: Trial) -> Broken | None:
        """That the law fails in a trial where the guard holds."""
        plain = trial.plain
        narrowed = Subject(
            plain.inputs, plain.parameters, plain.outputs, (*plain.assumptions, guard)
        )
        claims = Claims(narrowed, self.total)
        claim = claims.searched(law, self.total.part(PART), NOTHING)[0]
        if claim.status is not Status.REFUTED or claim.theorem is None:
            return None
        return Broken(Fails(guard, trial.basis, trial.at, claim.theorem), trial, claim.instance)

    def _by_waves(self, law: Law) -> Found | None:
        """The law fails wherever a rate of sines and cosines does not vanish, and where it does
        the operator is a simpler one, with cases of its own."""
        done: set[k.Term] = set()
        for rate, at in waves(self.subject):
            bad = None if rate in done else self._at_wave(law, rate, at)
            if bad is not None:
                done.add(rate)
                found = self._still(law, k.eq(rate), bad)
                if found is not None:
                    return found
        return None

    def _at_wave(self, law: Law, rate: k.Term, at: Mapping[str, k.Term]) -> Broken | None:
        """The law fails at this time on constants; where integrals without end are in the way, on
        the zero function."""
        trial = made(self.subject, at, self.total, 0) or made(self.subject, at, self.total, NONE)
        return None if trial is None else self._broken(law, k.ne(rate), trial)

    def _still(self, law: Law, guard: k.Guard, bad: Broken) -> Found | None:
        """The cases of the law that are left where the guard, an equation, holds."""
        values = list(values_in(guard, self.subject.parameters))
        if not values:
            return None
        (name, value), *_ = values
        inner = Cases(fixed(self.subject, name, value), self.total).decide(law).theorem
        if inner is None:
            return None
        cases = [k.conjunction(guard, part.guard) for part in inner.holds]
        holds = [self.proved(law, case) for case in cases]
        broken = [bad]
        for part in inner.fails:
            trial = Trial(self.subject, part.basis, part.at, self.total)
            found = self._broken(law, k.conjunction(guard, part.guard), trial)
            if found is None:
                return None
            broken.append(found)
        good = [part for part in holds if part is not None]
        return self._concluded(law, good, broken) if len(good) == len(holds) else None

    # ---- what the letters suggest ----

    def _by_letters(self, law: Law) -> Found | None:
        """Conditions and times at which the law fails for numbers in the place of letters."""
        question = (flat if law is Law.EQUIVALENT else pulled)(self.subject, law)
        claims = Claims(question, self.total)
        claim = claims.searched(Law.EQUIVALENT, self.total.part(PART), NOTHING)[0]
        if claim.theorem is None or claim.status is Status.PROVED:
            return None
        steps = claim.theorem.certificate
        condition = claim.guard if isinstance(steps, Conditional) else k.FALSE
        if condition is None:
            return None
        refutation = steps.refutation if isinstance(steps, Conditional) else steps
        broken = []
        for guard, witness in leaves(refutation, k.negation(condition)):  # type: ignore[arg-type]
            found = self._at(law, guard, witness)
            if found is None:
                return None
            broken.append(found)
        cases = condition.parts if isinstance(condition, k.Or) else (condition,)
        holds = [self.proved(law, case) for case in cases if case is not k.FALSE]
        if None in holds or not broken:
            return None
        return self._concluded(law, [h for h in holds if h is not None], broken)

    def _at(self, law: Law, guard: k.Guard, witness: Witness) -> Broken | None:
        """The law fails on functions at the time at which it does for numbers."""
        point = witness.points[0]
        at = {i.name: point[i.name] for i in self.subject.index if i.name in point}
        for degree in DEGREES:
            trial = made(self.subject, at, self.total, degree)
            found = None if trial is None else self._broken(law, guard, trial)
            if found is not None:
                return found
        return None

    # ---- together ----

    def _concluded(
        self, law: Law, holds: Sequence[Holds], broken: Sequence[Broken]
    ) -> Found | None:
        good, bad = (
            k.disjunction(*(p.guard for p in parts)) for parts in (holds, [b.fails for b in broken])
        )
        every = k.disjunction(good, bad)
        covered = PLAIN if every is k.TRUE else why(self.facts, every)
        if covered is None:
            return None
        sides = self._sides(good, bad) if holds and broken else None
        fails = [b.fails for b in broken]
        with suppress(Rejected, TooLarge):
            theorem = conclude(self.subject, law, holds, fails, covered=covered, sides=sides)
            first = broken[0] if broken else None
            return Found(theorem, first and first.trial, first and first.instance)
        return None

    def _sides(
        self, good: k.Guard, bad: k.Guard
    ) -> tuple[Mapping[str, k.Term], Mapping[str, k.Term]] | None:
        names = self.subject.parameters
        found = [parameter_values(names, (*self.facts, guard)) for guard in (good, bad)]
        if found[0] is None or found[1] is None:
            return None
        return found[0], found[1]

"""The laws on numbers alone: no verdict, only examples, and what they are worth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from symlin.crosscheck.boundary import Boundaries
from symlin.crosscheck.explore import alone, explore
from symlin.crosscheck.laws import ELEMENTARY, IMPLIED
from symlin.crosscheck.points import Layout
from symlin.crosscheck.python.program import with_reference
from symlin.crosscheck.setting import Setting
from symlin.crosscheck.subject import Disagreement, Subject
from symlin.crosscheck.survey import FEWEST, FLOAT_WORK
from symlin.crosscheck.trial import Trial, Violation
from symlin.kernel.claim import Law
from symlin.language.operator import Operator

SECONDS = 15.0
"""For the search of one law, and as long again for shrinking: far more than it should need."""
CAREFUL_WORK = 60_000
"""Exact additions spent on one law where floats see no gap, for it may be a tiny one."""


class LawTrial(NamedTuple):
    """What became of one law: how many examples it was tried on, and where it failed first."""

    law: Law
    examples: int
    violation: Violation | None = None

    @property
    def bound(self) -> float | None:
        """Share of such examples that may break the law unseen, at 95 % confidence, or None.

        The rule of three: n independent examples without a violation leave at most about 3/n.
        """
        return None if self.violation or not self.examples else min(1.0, 3 / self.examples)

    @property
    def worth(self) -> str:
        """What the outcome says, in words."""
        if self.violation is not None:
            return f"broken: {self.violation}"
        if self.bound is None:
            return "not tried: no example lies in the domain"
        return (
            f"{self.examples} examples without a violation: with 95 % confidence it fails on fewer "
            f"than {100 * self.bound:.2g} % of such examples; it may still fail at single points"
        )


class FuzzResult(NamedTuple):
    """The laws tried on numbers, and whether the operator's reference agreed with its term."""

    laws: Mapping[Law, LawTrial]
    seed: int
    disagreement: str | None = None
    """Where the term and the independent reference differ, in words: a bug in symlin."""


class _Hunt:
    """Looks for a violation of one law, one drawn string of bytes after the other."""

    def __init__(self, subject: Subject, setting: Setting, law: Law) -> None:
        self._subject = subject
        self._setting = setting
        self._law = law
        self._found = False
        self._careful = CAREFUL_WORK
        self.layout = Layout(subject.operator.inputs, subject.operator.parameters)
        self.tried = 0
        self.disagreement: str | None = None

    def examine(self, data: bytes) -> Violation | None:
        example = self._setting.example(self.layout.read(data))
        if example is None:
            return None
        trial = Trial(self._subject, self._setting.domain, example)
        try:
            if not trial.applies(self._law):
                return None
        except Disagreement as disagreement:
            self.disagreement = self.disagreement or str(disagreement)
            return None
        self.tried += not self._found
        self._careful -= 3 * self._subject.cost
        violation = trial.violation(self._law, carefully=self._careful > 0)
        self._found = self._found or violation is not None
        return violation


def fuzz(operator: Operator, seed: int = 0, examples: int = 1000) -> FuzzResult:
    """Try every law on up to `examples` examples each, and shrink the first violation found.

    Violations are confirmed exactly or in many digits, so that rounding is never taken for one.
    The same seed gives the same result; a very large operator gets fewer examples.
    """
    operator = with_reference(operator)
    subject = Subject(operator)
    setting = Setting(operator, Boundaries(operator, subject.precise), subject.precise)
    count = min(examples, max(FEWEST, FLOAT_WORK // (2 * subject.size)))
    laws: dict[Law, LawTrial] = {}
    disagreement: str | None = None
    for law in ELEMENTARY:
        hunt = _Hunt(subject, setting, law)
        with alone():
            violation, _ = explore(hunt.examine, hunt.layout.width, count, seed, SECONDS)
        laws[law] = LawTrial(law, hunt.tried, violation)
        disagreement = disagreement or hunt.disagreement
    return FuzzResult(_in_order(laws), seed, disagreement)


def _in_order(laws: dict[Law, LawTrial]) -> dict[Law, LawTrial]:
    """With linearity, which is additivity and homogeneity together, in the usual order."""
    parts = [laws[law] for law in IMPLIED[Law.LINEAR]]
    broken = next((part.violation for part in parts if part.violation), None)
    linear = LawTrial(Law.LINEAR, min(part.examples for part in parts), broken)
    return {law: laws.get(law, linear) for law in Law if law in IMPLIED}

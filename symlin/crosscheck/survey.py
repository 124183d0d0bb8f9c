"""A report's claims under examples: the term beside its reference, and the proved laws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from symlin.crosscheck.boundary import Boundaries
from symlin.crosscheck.laws import IMPLIED, X, Y
from symlin.crosscheck.matrix import Affine, affine
from symlin.crosscheck.points import Draw, Layout
from symlin.crosscheck.setting import Setting
from symlin.crosscheck.stated import Answer, Stated
from symlin.crosscheck.subject import Disagreement, Subject, weight
from symlin.crosscheck.trial import Trial
from symlin.decision.certificate import Status
from symlin.kernel.claim import Law

FLOAT_WORK = 1_000_000
"""Edges of the term that may be evaluated in floats: wide operators get fewer examples."""
CAREFUL_WORK = 20_000
"""Exact additions, some microseconds each, for laws that floats have already found to hold."""
SLOW_CONDITION = 50
"""Exact additions, where meeting a condition begins to count."""
FEWEST = 5
"""Examples that even the largest operator gets: without any, there is no second opinion."""


@dataclass
class Group:
    """Claims that are tested on the same examples, because they share a condition."""

    setting: Setting
    claims: list[Stated] = field(default_factory=list)
    matrix: Affine | None = None
    stride: int = 1
    """Every how many examples it takes part: less often where its condition is slow to meet."""
    tried: int = 0

    def pairs(self) -> list[tuple[Stated, Law]]:
        """Each elementary law once, beside a claim that implies it."""
        pairs = {law: claim for claim in self.claims for law in IMPLIED[claim.law]}
        return [(claim, law) for law, claim in pairs.items()]


class Survey:
    """Examines drawn strings of bytes, one at a time, and counts what it could use."""

    def __init__(self, subject: Subject, report: Answer) -> None:
        operator = subject.operator
        self._subject = subject
        self._boundaries = Boundaries(operator, subject.precise)
        self._careful = CAREFUL_WORK
        self._examined = 0
        self.layout = Layout(operator.inputs, operator.parameters)
        self.everywhere = Group(self._setting(None))
        self.conditional = self._place(report)

    @property
    def groups(self) -> Iterator[Group]:
        """The group of what is claimed without a condition, and those of the conditions."""
        yield self.everywhere
        yield from self.conditional

    @property
    def affordable(self) -> int:
        """How many examples the operator's size allows."""
        evaluations = sum(2 + 2 * len(group.pairs()) for group in self.groups)
        return max(FEWEST, FLOAT_WORK // (self._subject.size * evaluations))

    def examine(self, data: bytes) -> str | None:
        """What goes wrong in one example, in words."""
        draw = self.layout.read(data)
        groups = [group for group in self.groups if self._examined % group.stride == 0]
        self._examined += 1
        try:
            problems = (self._problem(group, draw) for group in groups)
            return next((problem for problem in problems if problem is not None), None)
        except Disagreement as disagreement:
            return str(disagreement)

    def _setting(self, claim: Stated | None) -> Setting:
        condition = None if claim is None else claim.guard
        subject = self._subject
        return Setting(subject.operator, self._boundaries, subject.precise, condition)

    def _place(self, report: Answer) -> list[Group]:
        """Give every claim that can be tested its group; the conditional groups."""
        conditional: dict[int, Group] = {}
        homes: dict[Law, Group] = {}
        for law, claim in report.claims.items():
            if claim.vacuous or law not in IMPLIED:
                continue
            if claim.status is Status.PROVED:
                homes[law] = self.everywhere
            elif claim.status is Status.CONDITIONAL and claim.guard is not None:
                if id(claim.guard) not in conditional:
                    stride = 1 + weight([claim.guard]) // SLOW_CONDITION
                    conditional[id(claim.guard)] = Group(self._setting(claim), stride=stride)
                homes[law] = conditional[id(claim.guard)]
        for law, group in homes.items():
            group.claims.append(report.claims[law])
        describes = Law.LINEAR if report.offset is None else Law.AFFINE
        if describes in homes:
            homes[describes].matrix = affine(self._subject, report)
        return list(conditional.values())

    def _problem(self, group: Group, draw: Draw) -> str | None:
        example = group.setting.example(draw)
        if example is None:
            return None
        trial, compared = (
            Trial(self._subject, group.setting.domain, example),
            self._subject.compared,
        )
        for point in (X, Y):
            trial.floats(point)  # compares the term with its reference
        problem = self._broken(group, trial)
        group.tried += problem is not None or trial.tells or self._subject.compared > compared
        return problem

    def _broken(self, group: Group, trial: Trial) -> str | None:
        """The first claim of the group that the example breaks, in words."""
        for claim, law in group.pairs():
            if trial.applies(law):
                violation = trial.violation(law, self._carefully())
                if violation is not None:
                    return f"{claim.law} is {claim.status}, but {violation}"
        if group.matrix is not None:
            return group.matrix.problem(trial, self._carefully())
        return None

    def _carefully(self) -> bool:
        """Whether there is time left to look in many digits, too."""
        self._careful -= 3 * self._subject.cost
        return self._careful > 0

"""The report on a formula for all sizes as the user meets it."""

from __future__ import annotations

from dataclasses import dataclass

from symlin.decision.opinion import CrossCheck
from symlin.decision.sized import report
from symlin.decision.sized.decide import decide_sized
from symlin.language.sized_operator import SizedOperator
from symlin.report.shown import Shown, in_short, shown


@dataclass(frozen=True, repr=False)
class SizedReport(Shown, report.SizedReport):
    """Everything symlin says about one formula for all sizes; `print` it, or ask for
    `report.linear.status`."""

    def __str__(self) -> str:
        """What `symlin check` prints."""
        from symlin.report.words.sized import to_text

        return to_text(self)

    def __repr__(self) -> str:
        """The operator and the verdict in one line."""
        from symlin.report.words.sized import verdict

        return in_short(self.operator.name, verdict(self)[0])


def decided_sizes(operator: SizedOperator, seconds: float) -> SizedReport:
    """Every law, by theorems alone."""
    return shown(decide_sized(operator, seconds), SizedReport)


def doubted_sizes(found: SizedReport, seed: int, examples: int, seconds: float) -> CrossCheck:
    """What numbers say of it."""
    from symlin.crosscheck.sized import cross_check_sizes

    return cross_check_sizes(found.operator, found, seed, examples, seconds)

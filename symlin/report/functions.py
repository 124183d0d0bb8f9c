"""The report on an operator on functions as the user meets it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symlin.decision.functions import report
from symlin.decision.functions.decide import decide_functions
from symlin.decision.opinion import CrossCheck
from symlin.report.shown import Shown, in_short, shown

if TYPE_CHECKING:
    from symlin.language.function_operator import FunctionOperator


@dataclass(frozen=True, repr=False)
class FunctionReport(Shown, report.FunctionReport):
    """Everything symlin says about one operator on functions; `print` it, or ask for
    `report.linear.status`."""

    def __str__(self) -> str:
        """What `symlin check` prints."""
        from symlin.report.words.functions import to_text

        return to_text(self)

    def __repr__(self) -> str:
        """The operator and the verdict in one line."""
        from symlin.report.words.functions_verdict import verdict

        return in_short(self.operator.name, verdict(self)[0])


def decided_functions(operator: FunctionOperator, seconds: float) -> FunctionReport:
    """Every law, by theorems alone."""
    return shown(decide_functions(operator, seconds), FunctionReport)


def doubted_functions(
    found: FunctionReport, seed: int, examples: int, seconds: float
) -> CrossCheck:
    """What numbers say of it."""
    from symlin.crosscheck.functions import cross_check_functions

    return cross_check_functions(found.operator, found, seed, examples, seconds)

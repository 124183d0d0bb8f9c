"""The report on an operator on functions as the user meets it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from textwrap import shorten
from typing import TYPE_CHECKING, NoReturn

from symlin.decision.functions import report
from symlin.decision.functions.decide import decide_functions
from symlin.decision.opinion import CrossCheck
from symlin.report.shown import LONGEST, UNDECIDABLE

if TYPE_CHECKING:
    from symlin.language.function_operator import FunctionOperator


@dataclass(frozen=True, repr=False)
class FunctionReport(report.FunctionReport):
    """Everything symlin says about one operator on functions; `print` it, or ask for
    `report.linear.status`."""

    def __str__(self) -> str:
        """What `symlin check` prints."""
        from symlin.report.words.functions import to_text

        return to_text(self)

    def __repr__(self) -> str:
        """The operator and the verdict in one line."""
        from symlin.report.words.functions_verdict import verdict

        name = shorten(self.operator.name, LONGEST, placeholder=" ...")
        return f"<Report on {name}: {verdict(self)[0]}>"

    def __bool__(self) -> NoReturn:
        """Raises TypeError: an operator may be linear for some parameters, or not decided."""
        raise TypeError(UNDECIDABLE)


def decided_functions(operator: FunctionOperator, seconds: float) -> FunctionReport:
    """Every law, by theorems alone."""
    return shown_functions(decide_functions(operator, seconds))


def doubted_functions(
    found: FunctionReport, seed: int, examples: int, seconds: float
) -> CrossCheck:
    """What numbers say of it."""
    from symlin.crosscheck.functions import cross_check_functions

    return cross_check_functions(found.operator, found, seed, examples, seconds)


def shown_functions(found: report.FunctionReport) -> FunctionReport:
    """The same report, with all that it takes to look at it."""
    return FunctionReport(**{field.name: getattr(found, field.name) for field in fields(found)})

"""The report on an operator on functions as the user meets it."""

from __future__ import annotations

import time
from dataclasses import dataclass, fields, replace
from textwrap import shorten
from typing import TYPE_CHECKING, NoReturn

from symlin.decision.functions import report
from symlin.decision.functions.decide import decide_functions
from symlin.decision.opinion import CrossCheck
from symlin.report.shown import AT_LEAST, EXAMPLES, LONGEST, UNDECIDABLE

if TYPE_CHECKING:
    from symlin.exact.deadline import Deadline
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


def answer(
    operator: FunctionOperator, total: Deadline, crosscheck: bool, seed: int
) -> FunctionReport:
    """The decision, and what numbers say of it."""
    started = time.perf_counter()
    found = decide_functions(operator, total.left)
    opinion = CrossCheck("skipped", 0, seed, "switched off")
    decided = time.perf_counter()
    if crosscheck:
        from symlin.crosscheck.functions import cross_check_functions

        left = max(total.left, AT_LEAST)
        opinion = cross_check_functions(operator, found, seed, EXAMPLES, left)
    ended = time.perf_counter()
    opinion = replace(opinion, seconds=ended - decided)
    return shown_functions(replace(found, crosscheck=opinion, seconds=ended - started))


def shown_functions(found: report.FunctionReport) -> FunctionReport:
    """The same report, with all that it takes to look at it."""
    return FunctionReport(**{field.name: getattr(found, field.name) for field in fields(found)})

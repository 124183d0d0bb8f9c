"""The report as the user meets it: printed, in a notebook, and asked for a yes or no."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from textwrap import shorten
from typing import TYPE_CHECKING, NoReturn, TypeVar

from symlin.decision import report
from symlin.decision.certificate import Status
from symlin.decision.opinion import CrossCheck

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from symlin.language.operator import Operator


R = TypeVar("R", bound="Shown")


class Shown:
    """What reports of every kind are to a user, beside what they say."""

    def __bool__(self) -> NoReturn:
        """Raises TypeError: an operator may be linear for some parameters, or not decided."""
        raise TypeError(UNDECIDABLE)


def in_short(name: str, word: str) -> str:
    """The operator and the verdict in one line."""
    return f"<Report on {shorten(name, LONGEST, placeholder=' ...')}: {word}>"


@dataclass(frozen=True, repr=False)
class Report(Shown, report.Report):
    """Everything symlin says about one operator; `print` it, or ask for `report.linear.status`."""

    def __str__(self) -> str:
        """What `symlin check` prints."""
        from symlin.report.words.text import to_text

        return to_text(self)

    def __repr__(self) -> str:
        """The operator and the verdict in one line."""
        from symlin.report.words.headline import verdict, verdict_of

        word, _ = verdict(self.linear, "linear", "not linear")
        if self.linear_over_reals is not None:
            word = verdict_of(self)[0].lower().replace(" r", " R").replace(" c", " C")
        return in_short(self.operator.name, word)

    def _repr_html_(self) -> str:
        """What a notebook shows: the verdict, the picture and the argument."""
        from symlin.report.notebook import notebook_html

        return notebook_html(self)

    def _repr_latex_(self) -> str:
        """What shows where only formulas can be shown."""
        from symlin.report.notebook import notebook_latex

        return notebook_latex(self)


UNDECIDABLE = (
    "a report is neither true nor false: compare report.linear.status with "
    "symlin.Status.PROVED, or call symlin.require_linear"
)
LONGEST = 60
"""Characters of the operator's name in one line."""


def decided_numbers(operator: Operator, seconds: float) -> Report:
    """Every law, by theorems alone."""
    from symlin.decision.decide import decide

    return shown(decide(operator, seconds), Report)


def doubted_numbers(found: Report, seed: int, examples: int, seconds: float) -> CrossCheck:
    """What numbers say of it, now or when this very question was asked before."""
    from symlin.decision.remembered import asked_before, remember

    before = asked_before(found, seed, examples)
    if before is not None:
        return before
    opinion = _doubted(found, seed, examples, seconds)
    remember(found, opinion, examples)
    return opinion


def _doubted(found: Report, seed: int, examples: int, seconds: float) -> CrossCheck:
    from symlin.crosscheck import cross_check

    opinion = cross_check(found.operator, found.over_reals(), seed, examples, seconds)
    if found.real_claims is not None and found.linear.status is Status.PROVED:
        from symlin.crosscheck.complex_factors import contradiction

        problem = contradiction(found.operator, seed)
        if problem is not None:
            opinion = replace(opinion, status="disagrees", detail=problem)
    return opinion


def shown(found: DataclassInstance, kind: type[R]) -> R:
    """The same report as one of that kind, with all that it takes to look at it."""
    return kind(**{field.name: getattr(found, field.name) for field in fields(found)})

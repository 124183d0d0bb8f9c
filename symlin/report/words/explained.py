"""The argument behind a report of any kind, as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symlin.decision.functions.report import FunctionReport
from symlin.decision.report import Report
from symlin.decision.sized.report import SizedReport
from symlin.report.words.explain import explanation, introduction_of

if TYPE_CHECKING:
    from symlin.report.answers import AnyReport
    from symlin.report.formats.document import Document


def explained(report: AnyReport, command: str) -> Document:
    """The whole argument; `command` reproduces it."""
    if isinstance(report, Report):
        return explanation(report, command, introduction_of(report))
    if isinstance(report, FunctionReport):
        from symlin.report.words.functions_why import explanation as of_functions

        return of_functions(report, command, introduction_of(report))
    if isinstance(report, SizedReport):
        from symlin.report.words.sized_why import explanation as for_all_sizes

        return for_all_sizes(report, command)
    from symlin.report.words.networks_why import explanation as of_network

    return of_network(report, command)

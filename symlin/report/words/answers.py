"""Which words are for which kind of report."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from symlin.decision.report import Report
from symlin.report.formats.segments import Line
from symlin.report.words import text
from symlin.report.words.reading import assumption_lines, read_as_lines

if TYPE_CHECKING:
    from symlin.report.answers import AnyReport

Lines = Callable[[Any, int], list[Line]]


class Words(NamedTuple):
    """The parts of a report as a person sees it, each for so many columns."""

    verdict: Lines
    """The operator and the verdict in a word."""
    body: Lines
    """All that theorems say."""
    closing: Lines
    """What the numbers said, and the time."""

    @classmethod
    def of(cls, report: AnyReport) -> Words:
        """Those for this kind of report."""
        if isinstance(report, Report):
            return cls(_verdict, text.body_lines, text.closing_lines)
        from symlin.decision.network.report import NetworkReport

        if isinstance(report, NetworkReport):
            from symlin.report.words import networks

            return cls(networks.verdict_lines, networks.body_lines, networks.closing_lines)
        from symlin.decision.sized.report import SizedReport

        if isinstance(report, SizedReport):
            from symlin.report.words import sized

            return cls(sized.verdict_lines, sized.body_lines, sized.closing_lines)
        from symlin.report.words import functions

        return cls(functions.verdict_lines, functions.body_lines, functions.closing_lines)


def _verdict(report: Report, width: int) -> list[Line]:
    """What stands beside the verdict is said with it: how the operator was read, and where."""
    return [
        *text.verdict_lines(report, width),
        *read_as_lines(report.operator, width),
        *assumption_lines(report.operator, width),
    ]

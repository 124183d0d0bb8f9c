"""What `symlin equiv` says of two operators on functions."""

from __future__ import annotations

from symlin.decision.functions.claims import FunctionClaim
from symlin.decision.verdict import Status
from symlin.language.function_operator import FunctionOperator
from symlin.language.spoken import tree_human
from symlin.report.formats.segments import BLANK, Line, wrapped
from symlin.report.words.functions import reading_lines
from symlin.report.words.functions_sides import difference
from symlin.report.words.functions_verdict import condition_text
from symlin.report.words.headline import STYLES, headline
from symlin.report.words.text import footer_lines


def equal_lines(
    both: FunctionOperator, claim: FunctionClaim, seconds: float | None, width: int
) -> list[Line]:
    """Both operators, the verdict, and functions at which they differ; without the time, the
    verdict alone."""
    first, second = map(tree_human, both.written)
    lines = [
        *headline(f"F = {first}", "", "", width),
        *headline(f"G = {second}", _word(claim), STYLES[claim.status], width),
        *reading_lines(both, width),
    ]
    if seconds is None:
        return lines
    lines.append(BLANK)
    if claim.breach is not None:
        for text in difference(both, claim.breach):
            lines += wrapped("  ", text, width, "", 2)
        lines.append(BLANK)
    if claim.reason:
        lines += [*wrapped("  ", claim.reason, width, "", 2), BLANK]
    checked = "certificate checked by the kernel" if claim.certified else ""
    return [*lines, *footer_lines([checked, f"{seconds:.1f} s"], width)]


def _word(claim: FunctionClaim) -> str:
    return {
        Status.PROVED: "EQUAL WHERE BOTH HAVE A VALUE",
        Status.REFUTED: "DIFFERENT",
        Status.CONDITIONAL: f"EQUAL IFF {condition_text(claim)}",
        Status.UNKNOWN: "UNKNOWN",
    }[claim.status]

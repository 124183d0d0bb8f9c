"""What `symlin equiv` says to a person: two definitions, and a point where they differ."""

from __future__ import annotations

from symlin.operator import Operator
from symlin.report.counterexample import Arithmetic, default_arithmetic, difference
from symlin.report.headline import definition_text, headline, verdict
from symlin.report.layout import broken, inline, stacked
from symlin.report.segments import BLANK, Line, line, wrapped
from symlin.report.text import WIDTH, assumption_lines, certified_text, footer_lines
from symlin.verdict import Claim

INDENT = 2


def equivalence_lines(
    f: Operator,
    g: Operator,
    claim: Claim,
    *,
    seconds: float,
    width: int = WIDTH,
    arithmetic: Arithmetic | None = None,
) -> list[Line]:
    """Both operators, the verdict, and the point where they differ."""
    word, style = verdict(claim, "THE SAME FUNCTION", "DIFFERENT")
    return [
        *wrapped("f: ", definition_text(f), width, "bold", 3),
        *(line("g: ", *one) for one in headline(definition_text(g, "g"), word, style, width - 3)),
        *assumption_lines(f, width),
        BLANK,
        *_point(f, g, claim, width, arithmetic),
        *_remark(claim, width),
        *footer_lines([certified_text([claim]), f"{seconds:.1f} s"], width),
    ]


def _point(
    f: Operator, g: Operator, claim: Claim, width: int, arithmetic: Arithmetic | None
) -> list[Line]:
    if claim.counterexample is None:
        return []
    example = difference(f, g, claim.counterexample, arithmetic or default_arithmetic())
    room = width - INDENT
    one = inline(example, room)
    texts = [one] if one is not None else stacked(example, room) or broken(example, room)
    return [*(line(" " * INDENT, text) for text in texts), BLANK]


def _remark(claim: Claim, width: int) -> list[Line]:
    return [*wrapped("  ", claim.reason, width, "", 2), BLANK] if claim.reason else []

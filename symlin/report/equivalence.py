"""What `symlin equiv` says to a person: two definitions, and a point where they differ."""

from __future__ import annotations

from dataclasses import replace

from symlin.operator import Operator
from symlin.report.counterexample import Arithmetic, default_arithmetic, difference
from symlin.report.headline import definition_text, headline, verdict
from symlin.report.layout import broken, inline, stacked
from symlin.report.segments import BLANK, Line, line, plain, wrapped
from symlin.report.text import WIDTH, assumption_lines, certified_text, footer_lines
from symlin.verdict import Claim

INDENT = 2


def equivalence_text(f: Operator, g: Operator, claim: Claim) -> str:
    """The same as plain text, without the time it took."""
    return plain(equivalence_lines(f, g, claim))


def equivalence_lines(
    f: Operator,
    g: Operator,
    claim: Claim,
    *,
    seconds: float | None = None,
    width: int = WIDTH,
    arithmetic: Arithmetic | None = None,
) -> list[Line]:
    """Both operators, the verdict, and the point where they differ."""
    word, style = verdict(claim, "THE SAME FUNCTION", "DIFFERENT")
    return [
        *headline(definition_text(f, "f"), "", "", width),
        *headline(definition_text(g, "g"), word, style, width),
        *_assumptions(f, g, width),
        BLANK,
        *_point(f, g, claim, width, arithmetic),
        *_remark(claim, width),
        *footer_lines([certified_text([claim]), *_time(seconds)], width),
    ]


def _time(seconds: float | None) -> list[str]:
    return [] if seconds is None else [f"{seconds:.1f} s"]


def _assumptions(f: Operator, g: Operator, width: int) -> list[Line]:
    """What either of the two assumes; a text that both give is said once."""
    texts = tuple(dict.fromkeys((*f.assumption_texts, *g.assumption_texts)))
    return assumption_lines(replace(f, assumption_texts=texts), width)


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

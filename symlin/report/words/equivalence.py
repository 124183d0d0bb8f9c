"""What `symlin equiv` says to a person: two definitions, and a point where they differ."""

from __future__ import annotations

from dataclasses import replace
from textwrap import shorten

from symlin.decision.verdict import Claim
from symlin.kernel.claim import conjuncts
from symlin.kernel.term import Relation
from symlin.language.operator import Operator
from symlin.language.printing import guard_to_human, term_to_human
from symlin.report.formats.segments import BLANK, Line, line, plain, wrapped
from symlin.report.words.counterexample import difference
from symlin.report.words.headline import definition_text, headline, verdict
from symlin.report.words.layout import broken, inline, stacked
from symlin.report.words.reading import assumption_lines, read_as_lines
from symlin.report.words.text import WIDTH, certified_text, footer_lines

INDENT = 2
"""Where the point of difference begins."""
LONGEST = 400
"""Characters of a condition."""


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
) -> list[Line]:
    """Both operators, the verdict, and the point where they differ."""
    return [
        *verdict_lines(f, g, claim, width),
        *_compared(claim, width),
        BLANK,
        *_point(f, g, claim, width),
        *_remark(claim, width),
        *footer_lines([certified_text([claim]), *_time(seconds)], width),
    ]


def verdict_lines(f: Operator, g: Operator, claim: Claim, width: int = WIDTH) -> list[Line]:
    """Both definitions, the verdict in a word, and what it assumes."""
    word, style = verdict(claim, _same(claim), "DIFFERENT")
    return [
        *headline(definition_text(f, "f"), "", "", width),
        *read_as_lines(f, width),
        *headline(definition_text(g, "g"), word, style, width),
        *read_as_lines(g, width),
        *_assumptions(f, g, width),
    ]


def _same(claim: Claim) -> str:
    """Functions with different domains are not the same, however equal their values are."""
    if claim.compared is not None and claim.compared.same_domain:
        return "THE SAME FUNCTION"
    return "EQUAL WHERE BOTH HAVE A VALUE"


def _compared(claim: Claim, width: int) -> list[Line]:
    """On what set, where that is not all of it; and points that only one of them has."""
    if claim.compared is None or claim.compared.guard is None:
        return []
    guard = claim.compared.guard
    equations = (isinstance(p, Relation) and p.op == "=" for p in conjuncts((guard,)))
    only = "only " if any(equations) else ""
    text = shorten(guard_to_human(guard), LONGEST, placeholder=" ...")
    lines = wrapped("  compared ", f"{only}where {text}", width, "", 11)
    alone = {"f": claim.compared.first_alone, "g": claim.compared.second_alone}
    for (one, point), other in zip(alone.items(), ("g", "f"), strict=True):
        if point is not None:
            values = ", ".join(f"{name} = {term_to_human(v)}" for name, v in point.items())
            text = f"{one} has a value where {other} has none, for example at {values}"
            lines += wrapped("  ", text, width, "", 2)
    return lines


def _time(seconds: float | None) -> list[str]:
    return [] if seconds is None else [f"{seconds:.1f} s"]


def _assumptions(f: Operator, g: Operator, width: int) -> list[Line]:
    """What either of the two assumes; a text that both give is said once."""
    texts = tuple(dict.fromkeys((*f.assumption_texts, *g.assumption_texts)))
    return assumption_lines(replace(f, assumption_texts=texts), width)


def _point(f: Operator, g: Operator, claim: Claim, width: int) -> list[Line]:
    if claim.counterexample is None:
        return []
    example = difference(f, g, claim.counterexample)
    room = width - INDENT
    one = inline(example, room)
    texts = [one] if one is not None else stacked(example, room) or broken(example, room)
    return [*(line(" " * INDENT, text) for text in texts), BLANK]


def _remark(claim: Claim, width: int) -> list[Line]:
    return [*wrapped("  ", claim.reason, width, "", 2), BLANK] if claim.reason else []

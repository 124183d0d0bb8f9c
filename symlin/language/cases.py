"""Cases in curly brackets: rows of a value and its condition, the first that holds counts."""

from __future__ import annotations

from symlin.language.cursor import OR, Cursor, Step
from symlin.language.forms import condition, number
from symlin.language.tree import Piecewise, Tree, Truth

_ROWS = ("row", ";")
_JOINTS = ("column", ",")


def rows(parser: Cursor) -> Step:
    """{x if x > 0; 0 otherwise}, or LaTeX's rows and columns."""
    opening = parser.advance()
    closing = "end cases" if opening.kind == "cases" else "}"
    parser.deeper()
    bars, parser.bars = parser.bars, 0
    if closing == "}" and parser.following().kind == "|":
        parser.refuse("sets are not part of the language: write the formula alone", opening.at)
    branches: list[tuple[Tree, Tree]] = []
    while parser.token.kind not in (closing, "end"):
        value = number((yield parser.expression(OR)), parser.refuse)
        if not branches and parser.token.kind in ("}", ",") and closing == "}":
            _refuse_braces(parser, opening.at)
        branches.append((value, (yield _guard(parser))))
        while parser.token.kind in _ROWS or parser.token.kind == ",":
            parser.advance()
    parser.expect(closing, "behind the cases")
    if not branches:
        parser.refuse("cases need a row: a value and its condition", opening.at)
    parser.bars = bars
    parser.depth -= 1
    return Piecewise(_up_to_otherwise(branches), opening.at)


def _guard(parser: Cursor) -> Step:
    """The condition of a row, with or without a word before it."""
    at = parser.token.at
    while parser.token.kind in _JOINTS or parser.token.kind == "if":
        parser.advance()
    if parser.token.kind == "else":
        parser.advance()
        return Truth(True, at)
    return condition((yield parser.expression(OR)), parser.refuse)


def _up_to_otherwise(branches: list[tuple[Tree, Tree]]) -> tuple[tuple[Tree, Tree], ...]:
    for k, (_, guard) in enumerate(branches):
        if isinstance(guard, Truth) and guard.value:
            return tuple(branches[: k + 1])
    return tuple(branches)


def _refuse_braces(parser: Cursor, at: int) -> None:
    """{x}: a bracket, or the fractional part."""
    from symlin.language.tokens import Change

    inside = parser.text[at + 1 : parser.token.at].strip()
    end = parser.token.end
    if parser.token.kind == "}":
        parser.refuse(
            f"{{{inside}}}: write ({inside}) for a bracket, frac({inside}) for the fractional part",
            at,
            Change(at, end, f"({inside})"),
            Change(at, end, f"frac({inside})"),
        )
    parser.refuse("curly brackets are not part of the language; use ( )", at)

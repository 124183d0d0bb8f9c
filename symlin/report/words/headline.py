"""The first lines of a report: what the operator is, and the verdict in a word."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from symlin.decision.report import Report
from symlin.decision.verdict import Claim, Status
from symlin.language.operator import Operator, Placed
from symlin.language.printing import guard_to_human, is_small, term_to_human
from symlin.language.spoken import tree_human
from symlin.report.formats.segments import Line, Segment, Style, line
from symlin.report.words.spaced import where_text

LONGEST_DEFINITION = 400
"""Characters of a definition: five lines of a terminal; the rest is counted."""
VACUOUS = "no points of the domain can put it to the test"

STYLES: dict[Status, Style] = {
    Status.PROVED: "good",
    Status.REFUTED: "bad",
    Status.CONDITIONAL: "maybe",
    Status.UNKNOWN: "maybe",
}


def headline(definition: str, word: str, style: Style, width: int) -> list[Line]:
    """The definition at the left, the verdict at the right; below it when there is no room."""
    pieces = textwrap.wrap(definition, width, subsequent_indent="    ", break_on_hyphens=False) or [
        ""
    ]
    lines = [line(Segment(piece, "bold")) for piece in pieces]
    gap = width - len(pieces[-1]) - len(word)
    if gap >= 2:
        lines[-1] = line(*lines[-1], " " * gap, Segment(word, style))
        return lines
    words = textwrap.wrap(word, width - 4, subsequent_indent="  ", break_on_hyphens=False)
    return [*lines, *(line("    ", Segment(piece, style)) for piece in words)]


def verdict(claim: Claim, positive: str, negative: str) -> tuple[str, Style]:
    """The verdict on one claim in words, and its colour."""
    style = STYLES[claim.status]
    match claim.status:
        case Status.PROVED:
            return (f"{positive} (VACUOUSLY)", "maybe") if claim.vacuous else (positive, style)
        case Status.REFUTED:
            return negative, style
        case Status.CONDITIONAL:
            return f"{positive} IFF {condition_text(claim)}", style
        case Status.UNKNOWN:
            return "UNKNOWN", style


def verdict_of(report: Report) -> tuple[str, Style]:
    """The verdict on linearity; of complex inputs also over the real numbers, if it is another."""
    over_reals = report.linear_over_reals
    if over_reals is None:
        return verdict(report.linear, "LINEAR", "NOT LINEAR")
    word, style = verdict(report.linear, "LINEAR OVER C", "NOT LINEAR")
    if over_reals.status in (report.linear.status, Status.REFUTED, Status.UNKNOWN):
        return word, style
    real, _ = verdict(over_reals, "LINEAR OVER R", "")
    behind = {
        Status.REFUTED: "NOT OVER C",
        Status.UNKNOWN: "UNKNOWN OVER C",
        Status.CONDITIONAL: word.removeprefix("LINEAR "),
    }
    return f"{real}, {behind[report.linear.status]}", style


def condition_text(claim: Claim) -> str:
    """The condition on the parameters, as a person would write it."""
    return "" if claim.guard is None else guard_to_human(claim.guard)


def definition_text(operator: Operator, function: str | None = None) -> str:
    """relu(x) = max(x, 0), or f(x) with `function` "f"; a pipeline by its layers."""
    if operator.shape_in is not None:
        shapes = f"{shape_text(operator.shape_in)} -> {shape_text(operator.shape_out or ())}"
        front = f"{function} = " if function else ""
        return f"{front}{_clipped(operator.name)}: {shapes}"
    if operator.space is not None:
        return _over_spaces(operator, operator.space, function)
    name = function or _function_name(operator)
    arguments = ", ".join(_listed(operator.inputs))
    if operator.parameters:
        arguments += "; " + ", ".join(_listed(operator.parameters))
    return f"{name}({arguments}) = {outputs_text(operator)}"


def _over_spaces(operator: Operator, placed: Placed, function: str | None) -> str:
    """T(A) = A*B - B*A, and where A and B lie."""
    names = [name for name, _ in placed.inputs]
    arguments = ", ".join(names)
    if placed.parameters:
        arguments += "; " + ", ".join(_listed(placed.parameters))
    own = function or (operator.typed.function if operator.typed else None) or "f"
    name = own if own not in (*names, *placed.parameters) else "T"
    behind = f"({placed.variable})" if placed.variable else ""
    where = where_text(placed)
    return f"{name}({arguments}){behind} = {_clipped(tree_human(placed.written))}" + (
        f"    {where}" if where else "")  # fmt: skip


def _function_name(operator: Operator) -> str:
    """Its own name where that can stand before the arguments; the text "x" cannot."""
    typed = operator.typed
    name = operator.name if typed is None else typed.function or ""
    taken = (*operator.inputs, *operator.parameters)
    return name if name.isidentifier() and name not in taken else "f"


def outputs_text(operator: Operator) -> str:
    """The outputs; the end of a long text is counted."""
    return _clipped(_outputs(operator))


def _outputs(operator: Operator) -> str:
    if not is_small(operator.outputs):
        text = ", ".join(operator.texts) or operator.name
    else:
        text = ", ".join(map(term_to_human, operator.outputs))
    return f"({text})" if len(operator.outputs) > 1 else text


def _clipped(text: str) -> str:
    if len(text) <= LONGEST_DEFINITION:
        return text
    return f"{text[:LONGEST_DEFINITION].rstrip()} ... ({len(text):,} characters)"


def _listed(names: Sequence[str], most: int = 8) -> list[str]:
    return list(names) if len(names) <= most else [*names[:3], "...", names[-1]]


def shape_text(shape: Sequence[int]) -> str:
    """3x32x32; 1 of a number alone."""
    return "x".join(map(str, shape)) or "1"

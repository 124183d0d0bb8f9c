"""A report on an operator on functions, as a person sees it."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.decision.functions.claims import INVARIANCE, Breach, FunctionClaim
from symlin.decision.functions.report import FunctionReport
from symlin.decision.verdict import Status
from symlin.kernel.claim import Law
from symlin.language.formula import equation
from symlin.language.function_operator import FunctionOperator
from symlin.language.spoken import tree_human
from symlin.language.tree import Name, Pair, Value
from symlin.report.formats.parts import Formula, Text
from symlin.report.formats.segments import BLANK, Line, Segment, line, plain, wrapped
from symlin.report.words.functions_sides import sides
from symlin.report.words.functions_verdict import condition_text, verdict
from symlin.report.words.headline import STYLES, headline
from symlin.report.words.letters import combination
from symlin.report.words.text import COLUMN, IFF, WIDTH, alarm, crosscheck_text, footer_lines

LABEL = 16
"""Columns of a law's name: the longest is "time-invariant"."""
SHOWN = (Law.ADDITIVITY, Law.HOMOGENEITY, Law.AFFINE)


def to_text(report: FunctionReport, width: int = WIDTH) -> str:
    """The report as plain text."""
    return plain(function_lines(report, width))


def function_lines(report: FunctionReport, width: int = WIDTH) -> list[Line]:
    """The whole report."""
    return [*body_lines(report, width), *closing_lines(report, width)]


def body_lines(report: FunctionReport, width: int = WIDTH) -> list[Line]:
    """All that theorems say."""
    return [
        *verdict_lines(report, width),
        *reading_lines(report.operator, width),
        BLANK,
        *(text for law in SHOWN for text in _law(report, report.claims[law.value], width)),
        *_linear_line(report, width),
        *_invariance(report, width),
        *_each(report, width),
        *_kept(report, width),
        *_combination(report, width),
        BLANK,
    ]


def verdict_lines(report: FunctionReport, width: int = WIDTH) -> list[Line]:
    """The operator and the verdict in a word."""
    word, style = verdict(report)
    return [
        *headline(definition(report.operator), word, style, width),
        *alarm(report.crosscheck, width),
    ]


def definition(operator: FunctionOperator) -> str:
    """T(x)(t) = t*x(t), or the equation as it was written."""
    texts = [tree_human(tree) for tree in operator.sides or operator.written]
    if operator.sides is not None:
        return " = ".join(texts)
    return f"{operator.head} = {texts[0] if len(texts) == 1 else '(' + ', '.join(texts) + ')'}"


def definition_text(operator: FunctionOperator) -> Text:
    """The same, for a page."""
    if operator.sides is not None:
        return (Formula(equation(*operator.sides)),)
    front, _, index = operator.head.partition(")")
    name, _, unknown = front.partition("(")
    head = Value(name, tuple(map(Name, unknown.split(", "))))
    outputs = operator.written
    whole = outputs[0] if len(outputs) == 1 else Pair(tuple(outputs))
    return (Formula(head), f"{index} = ", Formula(whole))


# ---- what was read ----


def reading_text(operator: FunctionOperator) -> str:
    """unknown function x; for all real t; h given; parameter a."""
    subject = operator.subject
    sequences = set(subject.sequences)
    kinds = {"sequence" if name in sequences else "function" for name in subject.unknowns}
    what = kinds.pop() if len(kinds) == 1 else "function"
    many = "s" if len(subject.unknowns) > 1 else ""
    parts = [f"unknown {what}{many} {', '.join(subject.unknowns)}"]
    for whole, word in ((False, "real"), (True, "whole")):
        names = [i.name for i in subject.index if i.whole is whole]
        if names:
            parts.append(f"for all {word} {', '.join(names)}")
    if subject.givens:
        parts.append(f"{', '.join(subject.givens)} given")
    if subject.parameters:
        many = "s" if len(subject.parameters) > 1 else ""
        parts.append(f"parameter{many} {', '.join(subject.parameters)}")
    return "; ".join(parts)


def reading_lines(operator: FunctionOperator, width: int) -> list[Line]:
    """What is unknown, given and assumed, and what was read as something else."""
    lines = wrapped("  ", reading_text(operator), width, "", 2)
    notes = operator.typed.notes if operator.typed is not None else ()
    if notes:
        told = "; ".join(f"{note.text} is {note.meaning}" for note in notes)
        lines += wrapped("  read as: ", told, width, "", 11)
    if operator.assumption_texts:
        lines += wrapped("  assuming ", ", ".join(operator.assumption_texts), width, "", 11)
    return lines


# ---- law by law ----


def _law(
    report: FunctionReport, claim: FunctionClaim, width: int, name: str | None = None
) -> list[Line]:
    label = "  " + (name or claim.law.value.replace("_", " ")).ljust(LABEL)
    style = STYLES[claim.status]
    if claim.status is Status.CONDITIONAL:
        lines = wrapped(label, f"{IFF} {condition_text(claim)}", width, style, len(label))
    else:
        note = f"by {claim.method}" if claim.status is Status.PROVED else claim.reason or ""
        beside = Segment(claim.status.value.ljust(COLUMN - len(label)), style)
        if claim.breach is not None:
            return _broken(report, claim.breach, label, beside, width)
        first, *rest = wrapped("", note, width, "", COLUMN) or [line()]
        return [line(label, beside, "".join(s.text for s in first).strip()), *rest]
    if claim.breach is not None:
        lines += _indented(sides(report.operator, claim.breach), width)
    return lines


def _broken(
    report: FunctionReport, breach: Breach, label: str, beside: Segment, width: int
) -> list[Line]:
    head, both = sides(report.operator, breach)
    first, *rest = wrapped("", head, width, "", COLUMN)
    lines = [line(label, beside, "".join(s.text for s in first).strip()), *rest]
    return [*lines, *wrapped(" " * COLUMN, both, width, "", COLUMN)]


def _indented(texts: Sequence[str], width: int) -> list[Line]:
    return [found for text in texts for found in wrapped(" " * 6, text, width, "", 6)]


def _linear_line(report: FunctionReport, width: int) -> list[Line]:
    """Where the laws above leave open why the operator is linear or not."""
    linear = report.linear
    above = {report.additivity.status, report.homogeneity.status}
    if linear.status in above and linear.status is not Status.UNKNOWN:
        return []
    return _law(report, linear, width, "homogeneous" if report.operator.equation else None)


def _invariance(report: FunctionReport, width: int) -> list[Line]:
    lines: list[Line] = []
    for name, claim in report.claims.items():
        if claim.variable is None:
            continue
        word = "autonomous" if report.operator.equation else "invariant"
        label = "time-invariant" if name == INVARIANCE else f"{word} in {claim.variable}"
        if name == INVARIANCE and report.operator.equation:
            label = "autonomous"
        lines += _law(report, claim, width, label)
    return lines


def _each(report: FunctionReport, width: int) -> list[Line]:
    """Linearity in each of several unknown functions."""
    lines: list[Line] = []
    for name, claim in report.linear_in.items():
        lines += _law(report, claim, width, f"linear in {name}")
    return lines


def _kept(report: FunctionReport, width: int) -> list[Line]:
    """What an operator that is not linear keeps."""
    if report.linear.status is Status.PROVED:
        return []
    words = {"positive_homogeneity": "positively homogeneous", "odd": "odd"}
    told = []
    for name, word in words.items():
        claim = report.claims[name]
        told.append(
            {
                Status.PROVED: f"{word} (proved)",
                Status.REFUTED: f"not {word}",
                Status.CONDITIONAL: f"{word} iff {condition_text(claim)}",
                Status.UNKNOWN: f"{word}: unknown",
            }[claim.status]
        )
    some = any(report.claims[name].status is Status.PROVED for name in words)
    return wrapped("  what holds" if some else "  besides", ", ".join(told), width, "", 16)


def _combination(report: FunctionReport, width: int) -> list[Line]:
    """The functional that a linear operator is at each value of its index."""
    tree = combination(report.linear) or combination(report.affine)
    if tree is None:
        return []
    return wrapped("  comes to", tree_human(tree), width, "", 16)


def closing_lines(report: FunctionReport, width: int = WIDTH) -> list[Line]:
    """What the numbers said, and the time."""
    claims = [*report.claims.values(), *report.linear_in.values()]
    decided = sum(claim.certified for claim in claims)
    text = f"certificate{'s' if decided > 1 else ''} checked by the kernel" if decided else ""
    return footer_lines(
        [text, crosscheck_text(report.crosscheck), f"{report.seconds:.1f} s"], width
    )

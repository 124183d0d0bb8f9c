"""`symlin explain` of an operator on functions: why a law holds, or functions at which it fails."""

from __future__ import annotations

from typing import cast

from symlin.decision.functions.claims import FunctionClaim
from symlin.decision.functions.report import FunctionReport
from symlin.decision.verdict import Status
from symlin.kernel.functions.laws import NO_LETTER
from symlin.kernel.functions.letters import Letters
from symlin.kernel.walk import variables
from symlin.language.printing import guard_to_human
from symlin.language.tree import Name
from symlin.report.formats.document import (
    Block,
    Code,
    Colour,
    Document,
    Formulas,
    Heading,
    Paragraph,
)
from symlin.report.formats.document import Verdict as VerdictBlock
from symlin.report.formats.parts import Formula, Text, Typed, listed
from symlin.report.formats.sentence import say
from symlin.report.words.explain import introduced
from symlin.report.words.functions import definition_text, reading_text
from symlin.report.words.functions_sides import sides
from symlin.report.words.functions_verdict import condition_text, verdict
from symlin.report.words.letters import combination, letter_texts
from symlin.report.words.text import alarm_text

LONGEST_NAME = 60
"""Characters of an operator's name in the title."""


def explanation(report: FunctionReport, command: str, introduction: str = "") -> Document:
    """The whole argument; `command` reproduces it, `introduction` says what the operator is."""
    name = report.operator.name
    subject = Typed(name) if len(name) <= LONGEST_NAME else "this operator"
    blocks = [verdict_block(report), *argument(report, introduction), Code(f"$ {command}")]
    return Document(("Is ", subject, " linear?"), tuple(blocks))


def verdict_block(report: FunctionReport) -> VerdictBlock:
    """The answer in a few words."""
    word, style = verdict(report)
    return VerdictBlock(f"{word.capitalize()}.", cast(Colour, style))


def argument(report: FunctionReport, introduction: str) -> list[Block]:
    """What the operator is, why it is linear or not, and whether it is time-invariant."""
    wrong = alarm_text(report.crosscheck)
    return [
        *([] if wrong is None else [Paragraph(wrong)]),
        Heading("What it is"),
        *introduced(introduction),
        Formulas((definition_text(report.operator),)),
        Paragraph(f"Here: {reading_text(report.operator)}."),
        *_why(report),
        *_when(report),
    ]


def _why(report: FunctionReport) -> list[Block]:
    linear = report.linear
    match linear.status:
        case Status.PROVED:
            return [Heading("Why it is linear"), *proof(linear)]
        case Status.REFUTED:
            return [Heading("Why it is not linear"), *_breach(report, linear), *_affine(report)]
        case Status.CONDITIONAL:
            where = "" if linear.guard is None else guard_to_human(linear.guard)
            first = say("Where {where} the law holds at every place for all functions; elsewhere "
                        "it fails.", where=(Typed(where),))  # fmt: skip
            return [Heading("Why the condition"), Paragraph(first), *_breach(report, linear)]
        case _:
            reason = linear.reason or "nothing was found"
            return [Heading("Why it is not decided"), Paragraph(f"{reason.capitalize()}.")]


def proof(claim: FunctionClaim) -> list[Block]:
    """The operator as a combination of functionals that are linear."""
    theorem = claim.theorem
    assert theorem is not None, "what is proved has a theorem"
    letters = Letters(theorem.subject)
    used = [n for n in variables(*letters.read()) if n in letters.table]
    texts = letter_texts(letters.table, theorem.subject)
    linear = [texts[n] for n in used if letters.kinds[n] == "linear" and n != NO_LETTER]
    if not linear:
        return [Paragraph("It is the same for all functions, and it is 0.")]
    named: Text = listed(((Formula(Name(text)),) for text in linear), ", ")
    many = len(linear) > 1
    first = say(
        "The unknown functions enter through {letters} alone, and "
        + ("each of these is" if many else "this is")
        + " linear in them: of $a*x + b*y$ it is $a$ times its value of $x$ plus $b$ times that "
        "of $y$.",
        letters=named,
    )
    whole = combination(claim)
    if whole is None:
        return [Paragraph(first), Paragraph("As a function of these numbers it is linear.")]
    second = say("At every place the operator is a combination of them:")
    return [Paragraph(first), Paragraph(second), Formulas(((Formula(whole),),))]


def _breach(report: FunctionReport, claim: FunctionClaim) -> list[Block]:
    if claim.breach is None:
        return []
    head, both = sides(report.operator, claim.breach)
    return [Paragraph(("Take ", Typed(head.rstrip(":")), ".")), Formulas(((Typed(both),),))]


def _affine(report: FunctionReport) -> list[Block]:
    whole = combination(report.affine)
    if report.affine.status is not Status.PROVED or whole is None:
        return []
    return [Paragraph(say("It is affine: a linear operator and a fixed function, {whole}.",
                          whole=whole))]  # fmt: skip


def _when(report: FunctionReport) -> list[Block]:
    """Invariance in time."""
    claim = report.time_invariance
    if claim is None or claim.status is Status.UNKNOWN:
        return []
    if claim.status is Status.PROVED:
        text = (
            "A delay of the functions delays the output by as much: both are the same combination "
            "of the same values, for every delay."
        )
        return [Heading("Why it is time-invariant"), Paragraph(text)]
    if claim.status is Status.CONDITIONAL:
        where = say("If and only if {where}.", where=(Typed(condition_text(claim)),))
        blocks: list[Block] = [Heading("When it is time-invariant"), Paragraph(where)]
        return [*blocks, *_breach(report, claim)]
    return [Heading("Why it is not time-invariant"), *_breach(report, claim)]

"""`symlin explain` of a formula for all sizes: why a law holds, or at which size it fails."""

from __future__ import annotations

from typing import cast

from symlin.decision.sized.claims import sizes_text
from symlin.decision.sized.report import SizedReport
from symlin.decision.verdict import Status
from symlin.language.spoken import tree_human
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
from symlin.report.formats.parts import Typed
from symlin.report.formats.sentence import say
from symlin.report.words.functions_why import LONGEST_NAME, proof
from symlin.report.words.sized import condition_text, example_texts, reading_text, verdict
from symlin.report.words.text import WIDTH, alarm_text


def explanation(report: SizedReport, command: str) -> Document:
    """The whole argument; `command` reproduces it."""
    name, (word, style) = report.operator.name, verdict(report)
    subject = Typed(name) if len(name) <= LONGEST_NAME else "this formula"
    wrong = alarm_text(report.crosscheck)
    whole = f"{report.operator.head} = {tree_human(report.operator.written)}"
    return Document(
        ("Is ", subject, " linear?"),
        (
            VerdictBlock(f"{word.capitalize()}.", cast(Colour, style)),
            *([] if wrong is None else [Paragraph(wrong)]),
            Heading("What it is"),
            Formulas(((Typed(whole),),)),
            Paragraph(f"Here: {reading_text(report.operator)}."),
            *_why(report),
            Code(f"$ {command}"),
        ),
    )


def _why(report: SizedReport) -> list[Block]:
    linear = report.linear
    if linear.everywhere is not None and linear.status is Status.PROVED:
        first = (
            "An entry of the value is a sum over the entries of the inputs, which are functions of "
            "their places: what is shown of it holds for all sizes."
        )
        return [Heading("Why it is linear"), Paragraph(first), *proof(linear.everywhere)]
    if linear.status is Status.UNKNOWN:
        reason = linear.reason or "nothing was found"
        return [Heading("Why it is not decided"), Paragraph(f"{reason.capitalize()}.")]
    blocks: list[Block] = [Heading("Why it is not linear")]
    if linear.status is Status.CONDITIONAL:
        where = (Typed(condition_text(linear)),)
        blocks = [Heading("Why the condition")]
        blocks.append(
            Paragraph(say("Where {where} the law holds for all sizes; elsewhere it fails.",
                          where=where))
        )  # fmt: skip
    if linear.at_size is not None:
        size = (Typed(sizes_text(linear.at_size.sizes)),)
        blocks.append(
            Paragraph(say("A law for all sizes holds for {size}, too. There:", size=size))
        )
    texts = example_texts(report, linear, WIDTH)
    return [*blocks, *([Formulas(tuple((Typed(text),) for text in texts))] if texts else [])]

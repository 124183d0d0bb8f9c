"""`symlin explain` of a network: what its layers keep, or the points at which a law fails."""

from __future__ import annotations

from typing import cast

from symlin.decision.network.claims import NetworkClaim
from symlin.decision.network.report import NetworkReport
from symlin.decision.verdict import Status
from symlin.kernel.network.pattern import Pattern
from symlin.kernel.network.theorem import NoInstances, Structure
from symlin.report.formats.document import (
    Block,
    Code,
    Colour,
    Document,
    Formulas,
    Heading,
    Paragraph,
    Verdict,
)
from symlin.report.formats.parts import Typed
from symlin.report.words.networks import definition, size_text, verdict
from symlin.report.words.networks_sides import sides
from symlin.report.words.text import alarm_text

KEPT = (
    "Matrix products, convolutions, averages and rearrangements of entries are linear in what "
    "comes in; adding a constant leaves them affine. A formula that is applied to each entry keeps "
    "what the formula itself is: of each formula the kernel has checked a proof of its own. So the "
    "law passes from layer to layer, and no matrix had to be worked out."
)
PIECES = (
    "On the whole domain every unit stays in one of its pieces, as bounds show that the kernel has "
    "worked out exactly. There each unit is a straight line, and with straight lines in the place "
    "of its units the network has no kinks left: its other layers keep the law."
)
WRITTEN_OUT = (
    "The layers alone do not show it. The network is small enough to be written out, entry by "
    "entry, as a formula in its inputs, and of that formula it is proved by {}."
)


def explanation(report: NetworkReport, command: str) -> Document:
    """The whole argument; `command` reproduces it."""
    word, style = verdict(report)
    wrong = alarm_text(report.crosscheck)
    blocks: list[Block] = [
        Verdict(f"{word.capitalize()}.", cast(Colour, style)),
        *([] if wrong is None else [Paragraph(wrong)]),
        Heading("What it is"),
        Formulas(((Typed(definition(report.network)),),)),
        Paragraph(f"It has {size_text(report.network)}."),
        *[Paragraph(f"{note[:1].upper()}{note[1:]}.") for note in report.network.notes],
        Heading("Why"),
        *_why(report, report.linear),
    ]
    if report.linear.status is not report.affine.status:
        blocks += [Heading("Affine"), *_why(report, report.affine)]
    return Document(
        ("Is ", Typed(report.network.name), " linear?"), (*blocks, Code(f"$ {command}"))
    )


def _why(report: NetworkReport, claim: NetworkClaim) -> list[Block]:
    word = claim.law.value
    match claim.status:
        case Status.UNKNOWN:
            return [Paragraph(f"Whether it is {word} is not known: {claim.reason}.")]
        case Status.PROVED:
            return [Paragraph(_grounds(claim))]
        case _:
            return _broken(report, claim)


def _grounds(claim: NetworkClaim) -> str:
    """Why a law holds, by the kind of argument that the theorem has."""
    assert claim.theorem is not None
    match claim.theorem.argument:
        case Structure():
            return KEPT
        case Pattern():
            return PIECES
        case NoInstances():
            return f"{claim.method[:1].upper()}{claim.method[1:]}."
        case _:
            return WRITTEN_OUT.format(claim.method)


def _broken(report: NetworkReport, claim: NetworkClaim) -> list[Block]:
    theorem = claim.counterexample
    if theorem is None:
        return [Paragraph(WRITTEN_OUT.format(claim.method).replace("proved", "refuted"))]
    where, left, right = sides(report.network, theorem)
    blame = ""
    if report.blamed is not None and report.affine.status is not Status.PROVED:
        blame = f" {report.blamed} is the first layer that need not be affine."
    return [
        Paragraph(
            f"The law fails at points that can be checked, {where}" if where else "It fails:"
        ),
        Formulas(((Typed(left),), ("but ", Typed(right)))),
        Paragraph(
            "An entry e_i is 1 at entry i, counted from 0, and 0 elsewhere. The values are worked "
            f"out exactly, or enclosed so closely that the two sides differ for certain.{blame}"
        ),
    ]

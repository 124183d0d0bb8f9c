"""Two operators compared, as the page shows it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from symlin.decision.json import certificate_text
from symlin.decision.verdict import Claim, Status
from symlin.playground.shown import CERTIFICATE
from symlin.report.formats.document import Block, Code, Colour, Items, Verdict
from symlin.report.formats.html import html_blocks
from symlin.report.formats.parts import Link
from symlin.report.formats.segments import plain
from symlin.report.words.text import WIDTH

if TYPE_CHECKING:
    from symlin.playground.question import Question
    from symlin.report.answers import AnyClaim

COLOURS: Mapping[Status, Colour] = {
    Status.PROVED: "good",
    Status.REFUTED: "bad",
    Status.CONDITIONAL: "maybe",
    Status.UNKNOWN: "maybe",
}
WORDS = {
    Status.PROVED: "The same, wherever both have a value.",
    Status.REFUTED: "Different.",
    Status.CONDITIONAL: "The same under a condition only.",
    Status.UNKNOWN: "Not known.",
}


def compared(question: Question) -> dict[str, Any]:
    """The verdict, what `symlin equiv` prints, and the certificate."""
    text, claim = _decided(question)
    said = _said(claim)
    blocks: list[Block] = [Verdict(said, COLOURS[claim.status]), Code(text)]
    documents = {}
    if claim.certificate is not None:
        documents["equivalence"] = certificate_text(claim.certificate)
        blocks.append(Items(((Link("The certificate (JSON)", f"{CERTIFICATE}equivalence"),),)))
    return {
        "html": html_blocks(blocks, 0),
        "verdict": said,
        "style": COLOURS[claim.status],
        "text": text,
        "certificates": documents,
    }


def _said(claim: AnyClaim) -> str:
    where = claim.compared if isinstance(claim, Claim) else None
    if claim.status is Status.PROVED and where is not None and where.same_domain:
        return "The same function."
    return WORDS[claim.status]


def _decided(question: Question) -> tuple[str, AnyClaim]:
    from symlin.api import compare, compare_functions, compare_networks

    started = time.perf_counter()
    first, second = question.text, question.other
    options = question.options | {"timeout": question.seconds}
    given = {"given": options.pop("given", ())}
    networks = compare_networks(first, second, **options)
    if networks is not None:
        from symlin.report.words.networks_equal import networks_equal_lines

        took = time.perf_counter() - started
        return plain(networks_equal_lines(networks, took, WIDTH)), networks.claim
    found = compare_functions(first, second, **options, **given)
    if found is not None:
        from symlin.report.words.functions_equal import equal_lines

        took = time.perf_counter() - started
        return plain(equal_lines(*found, took, WIDTH)), found[-1]
    from symlin.report.words.equivalence import equivalence_lines

    f, g, claim = compare(first, second, **options)
    took = time.perf_counter() - started
    return plain(equivalence_lines(f, g, claim, seconds=took, width=WIDTH)), claim

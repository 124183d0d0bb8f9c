"""A report as the page shows it: the site's own blocks, as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symlin.decision.functions.report import FunctionReport
from symlin.decision.json import certificate_text
from symlin.decision.report import Report
from symlin.report.formats.document import Block, Code, Heading, Items, Verdict
from symlin.report.formats.html import html_blocks
from symlin.report.formats.parts import Link
from symlin.report.formats.prose import said
from symlin.report.formats.segments import plain
from symlin.report.words.answers import Words
from symlin.report.words.text import WIDTH, alarm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symlin.report.answers import AnyReport

CERTIFICATE = "#certificate-"
"""How the address of a certificate begins, which the page makes a download of."""


def body(report: AnyReport) -> tuple[str, str, str]:
    """The blocks as HTML; the verdict in plain words, and its colour."""
    blocks = _blocks(report)
    verdict = next(block for block in blocks if isinstance(block, Verdict))
    return html_blocks(blocks, 0), said(verdict.text), verdict.style


def _blocks(report: AnyReport) -> Sequence[Block]:
    if not isinstance(report, Report | FunctionReport):
        from symlin.report.words.explained import explained

        blocks = [b for b in explained(report, "").blocks if not isinstance(b, Code)]
        links = [Link(f"The certificate: {law}", CERTIFICATE + law) for law in certificates(report)]
        return [*blocks, Heading("Certificates"), Items(tuple((link,) for link in links))]
    from symlin.report.site.pages import answered, laws_table
    from symlin.report.words.explain import introduction_of, sureness

    heads, reasons = answered(report, introduction_of(report))
    table = laws_table(report, {law: CERTIFICATE + law for law in certificates(report)})
    return [*heads, *reasons, Heading("Law by law"), table, *sureness(report)]


def certificates(report: AnyReport) -> dict[str, str]:
    """For each law with a certificate the document that `symlin verify` reads."""
    found: dict[str, Any]
    if isinstance(report, Report | FunctionReport):
        from symlin.report.site.facts import claims_of

        found = {law: claim.certificate for law, claim in claims_of(report).items()}
    else:
        found = {law.value: claim.certificate for law, claim in report.claims.items()}
    return {law: certificate_text(c) for law, c in found.items() if c is not None}


def text_of(report: AnyReport, *, doubted: bool) -> str:
    """What `symlin check` prints; the closing lines, too, once numbers have been tried."""
    words = Words.of(report)
    lines = words.body(report, WIDTH)
    if doubted:
        lines = [*lines, *alarm(report.crosscheck, WIDTH), *words.closing(report, WIDTH)]
    return plain(lines)


def drawn(report: AnyReport) -> dict[str, str] | None:
    """The picture as SVG and in words; nothing where there is nothing to see.

    Raises `InputError` where its numbers are none for a picture.
    """
    from symlin.report.plot.picture import light_picture

    if isinstance(report, FunctionReport):
        from symlin.report.plot.signal_facts import has_curves, signals_alt

        return (
            {"svg": light_picture(report), "alt": signals_alt(report)}
            if has_curves(report)
            else None
        )
    from symlin.report.plot import facts

    if not isinstance(report, Report) or not facts.has_picture(report.over_reals()):
        return None
    return {"svg": light_picture(report.over_reals()), "alt": facts.alt_text(report)}

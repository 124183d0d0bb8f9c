"""The pages as documents: one per operator, the comparison, the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from symlin.decision.functions.claims import FunctionClaim
from symlin.decision.report import Report
from symlin.decision.verdict import Status
from symlin.language.wording import tree_of
from symlin.report.formats.document import (
    Block,
    Cell,
    Code,
    Document,
    Heading,
    Items,
    Paragraph,
    Picture,
    Table,
)
from symlin.report.formats.parts import Link, Text, Typed, parts
from symlin.report.formats.sentence import say
from symlin.report.site.entries import Entry
from symlin.report.site.facts import (
    BESIDE,
    LAWS,
    AnyClaim,
    AnyReport,
    Facts,
    LawAnswer,
    claims_of,
    is_vacuous,
)
from symlin.report.site.sources import cited, names_table
from symlin.report.words import functions_why
from symlin.report.words.command import typed
from symlin.report.words.explain import argument, in_place_of_linear, sureness, verdict_block
from symlin.report.words.functions_verdict import condition_text

Address = Callable[[str], str]
"""The address of an operator's page, by its label."""

_WORDS = {
    Status.PROVED: "holds",
    Status.REFUTED: "fails",
    Status.CONDITIONAL: "depends",
    Status.UNKNOWN: "not decided",
}


Paths = Mapping[str, str]
"""The certificates that are there to be downloaded, by what they claim."""


def operator_page(
    entry: Entry, report: AnyReport, picture: str | None, alt: str, certificates: Paths
) -> Document:
    """The whole page of one operator."""
    heads, reasons = answered(report, entry.introduction)
    blocks: list[Block] = [*heads]
    if entry.summary:
        blocks.append(Paragraph(entry.says))
    if picture:
        blocks.append(Picture(picture, alt))
    blocks += [
        *reasons,
        Heading("Law by law"),
        laws_table(report, certificates),
        *sureness(report),
        *_commands(entry, report, bool(certificates)),
    ]
    if entry.elsewhere:
        blocks += [Heading("Other names"), names_table(entry.elsewhere)]
    if entry.references:
        blocks += [Heading("References"), Items(tuple(map(cited, entry.references)))]
    return Document(entry.label, tuple(blocks))


def answered(report: AnyReport, introduction: str) -> tuple[list[Block], list[Block]]:
    """The answer in a line or two, and the argument for it."""
    if isinstance(report, Report):
        verdict = verdict_block(report.linear, report.linear_over_reals)
        return [verdict, *in_place_of_linear(report)], argument(report, introduction)
    reasons = functions_why.argument(report, introduction)
    return [functions_why.verdict_block(report)], reasons


def laws_table(report: AnyReport, certificates: Paths) -> Table:
    """Every law with its answer, the method, and whether a certificate was checked."""
    rows = []
    claims = claims_of(report)
    names = {**LAWS, **BESIDE}
    for law, claim in ((law, claims[law]) for law in names if law in claims):
        sure: Text = _sure(claim)
        if law in certificates:
            sure = (f"{sure}: ", Link("JSON", certificates[law]))
        row = (names[law], _status(claim), claim.method or "-", sure)
        rows.append(tuple(map(Cell, row)))
    return Table(("Law", "Answer", "By", "Certificate"), tuple(rows))


def _status(claim: AnyClaim) -> Text:
    if is_vacuous(claim):
        return "holds, for want of points to test it"
    if isinstance(claim, FunctionClaim) and claim.values:
        return ("if and only if ", Typed(condition_text(claim)))
    if claim.guard is not None and claim.status is Status.CONDITIONAL:
        return say("if and only if {where}", where=tree_of(claim.guard))
    return _WORDS[claim.status]


def _sure(claim: AnyClaim) -> str:
    return "-" if claim.status is Status.UNKNOWN else "checked"


def _commands(entry: Entry, report: AnyReport, linked: bool) -> list[Block]:
    lines = [_command(word, entry) for word in ("check", "explain")]
    lines.append(f"{_command('plot', entry)} -o picture.svg")
    blocks: list[Block] = []
    if report.linear.certificate is not None:
        lines.append(f"{_command('export', entry)} --to json -o certificate.json")
        lines.append("symlin verify certificate.json")
        if linked:
            text = (
                "The certificates are linked in the table above. Download one, and "
                "`symlin verify FILE` checks it again, with the kernel alone."
            )
            blocks.append(Paragraph(say(text)))
    text = "\n".join(f"$ {line}" for line in lines)
    return [Code(text), *blocks, Paragraph(f"This page was written by symlin {report.version}.")]


def _command(word: str, entry: Entry) -> str:
    words = [word, entry.text]
    if entry.inputs:
        words += ["--inputs", ",".join(entry.inputs)]
    for condition in entry.assume:
        words += ["--assume", condition]
    if entry.shape:
        words += ["--shape", ",".join(map(str, entry.shape))]
    return typed(words)


def comparison_page(found: Sequence[Facts], address: Address) -> Document:
    """Which laws hold for what."""
    head = ("Operator", *(name.capitalize() for name in LAWS.values()), "Kind")
    rows = tuple(_row(f, address) for f in found)
    text = (
        "*Yes* and *no* are proofs, for all values of the parameters; *iff* gives the exact "
        "condition. Linear means additive and homogeneous. An operator can be homogeneous and "
        "not additive; on all real numbers it cannot be additive and not linear."
    )
    table = Table(head, rows, "Which laws hold for which operator")
    return Document("Comparison", (Paragraph(say(text)), table))


def _row(one: Facts, address: Address) -> tuple[Cell, ...]:
    name = Cell((Link(one.entry.label, address(one.entry.label)),))
    answers = (one.answers[law] for law in LAWS.values())
    return (name, *(Cell(answer.text, answer.colour) for answer in answers), Cell(one.kind))


def list_page(found: Sequence[Facts], address: Address) -> Document:
    """The operators with what each of them does, for Markdown."""
    items = tuple(
        say(
            "{name} ({answer}): {summary}",
            name=(Link(f.entry.label, address(f.entry.label)),),
            answer=_linear(f.linear),
            summary=f.entry.says,
        )
        for f in found
    )
    comparison = (Link("the comparison", address("comparison")),)
    text = say("Which laws hold for which of them: {comparison}.", comparison=comparison)
    return Document("Operators", (Paragraph(text), Items(items)))


def _linear(answer: LawAnswer) -> Text:
    return answer.linear if answer.condition is None else ("linear ", *parts(answer.text))

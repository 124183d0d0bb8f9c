"""What each operator and each question contributes to the site, and the pages in Markdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from symlin.decision.json import certificate_text
from symlin.decision.report import Report
from symlin.errors import NotInstalled
from symlin.report.formats.document import Document
from symlin.report.formats.markdown import to_markdown
from symlin.report.plot.facts import alt_text, has_picture
from symlin.report.plot.picture import picture
from symlin.report.plot.signal_facts import has_curves, signals_alt
from symlin.report.site.body import Body, body_of
from symlin.report.site.entries import Entry
from symlin.report.site.facts import AnyReport, Facts, claims_of, facts
from symlin.report.site.pages import comparison_page, list_page, operator_page
from symlin.report.site.questions import Question, Run, answered, question_page

Format = Literal["html", "md"]
Decide = Callable[[Entry], AnyReport]
PICTURES = {"html": ".svg", "md": ".png"}
Files = dict[str, bytes]


@dataclass(frozen=True)
class Contribution:
    """What one operator or one question contributes to the site."""

    label: str
    files: Files = field(default_factory=dict)
    body: Body | None = None
    """The page itself, for HTML."""
    facts: Facts | None = None
    """Of an operator."""
    outputs: tuple[str, ...] = ()
    """Of a question: what its commands printed."""


def operator_part(entry: Entry, decide: Decide, form: Format, *, draw: bool = True) -> Contribution:
    """The operator's page, picture and certificates; without `draw` the picture is a stand-in.

    Markdown has no certificates beside it: there, they would only be copies of what `symlin export`
    writes.
    """
    report = decide(entry)
    certificates = _certificates(entry, report) if form == "html" else {}
    links = {law: path for law, (path, _) in certificates.items()}
    files = {f"operators/{path}": data for path, data in certificates.values()}
    picture = f"pictures/{entry.label}{PICTURES[form]}"
    drawn = _picture(report, PICTURES[form], draw)
    alt = alt_text(report) if isinstance(report, Report) else signals_alt(report)
    if drawn:
        files[f"operators/{picture}"] = drawn
    page = operator_page(entry, report, picture if drawn else None, alt, links)
    found = facts(entry, report)
    if form == "html":
        return Contribution(entry.label, files, body_of(page), found)
    files[f"operators/{entry.label}.md"] = to_markdown(page).encode()
    return Contribution(entry.label, files, None, found)


def _certificates(entry: Entry, report: AnyReport) -> dict[str, tuple[str, bytes]]:
    """For each law with a certificate its file, as the operator's page links to it."""
    return {
        law: (
            f"certificates/{entry.label}-{law}.json",
            certificate_text(claim.certificate).encode(),
        )
        for law, claim in claims_of(report).items()
        if claim.certificate is not None
    }


def _picture(report: AnyReport, ending: str, draw: bool) -> bytes:
    """The picture's bytes; nothing where there is nothing to see, or nothing to draw it with."""
    if isinstance(report, Report):
        report = report.over_reals()
    if not (has_picture(report) if isinstance(report, Report) else has_curves(report)):
        return b""
    if not draw:
        return b"-"
    try:
        return picture(report, ending, page=ending == ".svg")
    except NotInstalled:  # of which whoever asked for the site was told beforehand
        return b""


def question_part(question: Question, run: Run) -> Contribution:
    """The question's page; for Markdown its answer goes on the one page of all questions."""
    outputs = {arguments: run(arguments) for arguments in question.commands}
    page = Document(
        question.heading, tuple(answered(question, lambda a: outputs[tuple(a)], level=1))
    )
    return Contribution(question.label, body=body_of(page), outputs=tuple(outputs.values()))


def markdown_site(
    operators: Sequence[Contribution],
    questions: Sequence[Contribution],
    asked: Sequence[Question],
) -> Files:
    """All files of Markdown; the parts stand in the order in which they are to be listed."""
    found = [part.facts for part in operators if part.facts is not None]
    pages = {
        "operators/index.md": list_page(found, lambda label: f"{label}.md"),
        "operators/comparison.md": comparison_page(found, lambda label: f"{label}.md"),
    }
    if asked:
        outputs = {
            arguments: text
            for part, question in zip(questions, asked, strict=True)
            for arguments, text in zip(question.commands, part.outputs, strict=True)
        }
        pages["questions.md"] = question_page(asked, lambda a: outputs[tuple(a)])
    files = {path: data for part in operators for path, data in part.files.items()}
    return files | {path: to_markdown(page).encode() for path, page in pages.items()}


def stale(files: Mapping[str, bytes], folder: Path) -> list[str]:
    """Paths that are missing, differ, or are left over. Of pictures it is asked that they exist,
    for their bytes depend on the version of the drawing library."""
    found = []
    for path, data in files.items():
        target = folder / path
        same = target.is_file() and (_is_picture(path) or target.read_bytes() == data)
        if not same:
            found.append(path)
    for sub in ("operators", "questions"):
        endings = {Path(path).suffix for path in files if path.startswith(f"{sub}/")}
        for target in sorted((folder / sub).rglob("*")):
            path = target.relative_to(folder).as_posix()
            if target.is_file() and target.suffix in endings and path not in files:
                found.append(path)
    return found


def _is_picture(path: str) -> bool:
    return path.endswith((".png", ".svg"))

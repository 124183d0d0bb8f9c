"""The files of the site: each operator's and each question's, made in several processes."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from importlib import import_module
from io import BytesIO
from typing import IO

from symlin import api
from symlin.commands.intake import LARGEST_DOCUMENT, lines, whole
from symlin.commands.output import is_terminal, remark
from symlin.commands.progress import progress
from symlin.commands.rows import read_rows
from symlin.commands.workers import ordered_map
from symlin.decision.memory import forgetting
from symlin.errors import InputError, NotInstalled
from symlin.exact.platform import processors
from symlin.playground.files import asking
from symlin.playground.runtime import Runtime
from symlin.report.formats.document import Document
from symlin.report.formats.markdown import to_markdown
from symlin.report.plot.style import check_installed
from symlin.report.site.asked import QUESTIONS
from symlin.report.site.build import (
    Contribution,
    Files,
    Format,
    markdown_site,
    operator_part,
    question_part,
)
from symlin.report.site.entries import Entry, catalog_entries, read_entries
from symlin.report.site.facts import AnyReport
from symlin.report.site.guides import guides
from symlin.report.site.questions import Question, Run
from symlin.report.site.reference import reference
from symlin.report.site.whole import Parts, catalog_site, own_site

PUBLIC = {
    "In Python": "symlin",
    "Layers in Python": "symlin.models",
    "In tests": "symlin.testing",
}
"""The modules that the reference describes, under its headings."""


MOST_OPERATORS = 10_000
"""In one site, which is held in memory until it is whole."""


@dataclass(frozen=True)
class Plan:
    """How the pages are to be made."""

    form: Format
    timeout: float
    draw: bool
    asked: bool
    """Whether the questions are among the pages, so that others may link to them."""
    run: Run
    """What symlin prints for a command: the answers to the questions."""
    watched: bool = True
    """Whether somebody wants to know how far it is."""
    runtime: Runtime | None = None
    """With which the page answers that one asks in."""


@dataclass(frozen=True)
class Job:
    """One operator or question, to be made by whichever process is free."""

    item: Entry | Question
    plan: Plan


def site_files(
    source: IO[bytes] | None, plan: Plan, jobs: int | None, commands: Iterable[str]
) -> Files:
    """All files of the site, about the catalog or the operators in `source`.

    `commands` are those that the reference describes, on a site about the catalog.

    Raises `InputError` with the lines of `source` that cannot be understood.
    """
    entries = catalog_entries() if source is None else _own(source)
    asked = QUESTIONS if plan.asked else ()
    if plan.draw:
        _say_what_is_missing()
    # the questions first: some take long, and nobody is to wait for one of them in the end
    items: list[Question | Entry] = [*asked, *entries]
    work = [Job(item, replace(plan, runtime=None)) for item in items]
    if plan.watched and not is_terminal(sys.stderr):
        remark(f"{len(work)} page{'' if len(work) == 1 else 's'} to make")
    processes = min(jobs or processors(), len(work))
    with progress(len(work), "pages", wanted=plan.watched) as meter:

        def done(job: Job) -> None:
            meter.describe(job.item.label)
            meter.advance()

        parts = list(ordered_map(_part, work, processes, _lost, ahead=len(work), done=done))
    return _put_together(parts, plan, reference_page(plan.run, commands) if asked else None)


def _put_together(parts: Sequence[Contribution], plan: Plan, described: Document | None) -> Files:
    """The site of its parts, the questions first."""
    asked = QUESTIONS if plan.asked else ()
    questions, operators = parts[: len(asked)], parts[len(asked) :]
    if plan.form == "md":
        files = markdown_site(operators, questions, asked)
        more = {} if described is None else {"reference.md": to_markdown(described).encode()}
        return files | more
    if not plan.asked:
        return own_site(operators)
    ask = None
    if plan.runtime is not None:
        ask = asking(plan.runtime, [part.label for part in operators])
    return catalog_site(Parts(operators, questions, asked, described, tuple(guides()), ask))


def reference_page(run: Run, commands: Iterable[str]) -> Document:
    """The page of the public names and of every command's help."""
    helps = {f"symlin {name}": run((name, "--help")) for name in sorted(commands)}
    modules = {title: import_module(name) for title, name in PUBLIC.items()}
    return reference(modules, {"symlin": run(("--help",)), **helps})


def _say_what_is_missing() -> None:
    """Before the work: whoever wants pictures has not waited for pages without them."""
    try:
        check_installed()
    except NotInstalled as missing:
        remark(f"pages without pictures: {missing}")


def _own(source: IO[bytes]) -> tuple[Entry, ...]:
    """The operators of a batch file; raises InputError with the lines at fault."""
    given = BytesIO(whole(source, LARGEST_DOCUMENT))
    rows = read_rows(lines(given), MOST_OPERATORS)
    entries = read_entries([asdict(row) for _, row in rows])
    faults = []
    for (number, _), entry in zip(rows, entries, strict=True):
        try:
            entry.operator()
        except InputError as error:
            faults.append(f"line {number}: {error}")
    if faults:
        raise InputError("\n".join(faults))
    return entries


def _part(job: Job) -> Contribution:
    """The pages of one operator or question."""
    plan = job.plan
    if not isinstance(job.item, Entry):
        return question_part(job.item, plan.run)

    def decide(entry: Entry) -> AnyReport:
        with forgetting():  # pages do not depend on what was asked before
            return api.check_read(entry.operator(), timeout=plan.timeout)

    return operator_part(job.item, decide, plan.form, draw=plan.draw)


def _lost(job: Job, short: bool) -> Contribution:
    kind = MemoryError if short else RuntimeError
    raise kind(f"the process that worked on {job.item.label} ended")

"""The whole site as files: every path with its bytes, the same every time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from symlin.decision.version import __version__
from symlin.report.formats.document import Document
from symlin.report.formats.prose import said
from symlin.report.site.assets import assets
from symlin.report.site.body import Body, body_of
from symlin.report.site.build import Contribution, Files
from symlin.report.site.facts import Facts
from symlin.report.site.frame import framed
from symlin.report.site.front import ASK, front_page
from symlin.report.site.guides import LEARN, LOOK_UP, Guide, files_beside, resolved
from symlin.report.site.listing import FILTERS, operators_list, questions_list
from symlin.report.site.navigation import Chart, Place
from symlin.report.site.pages import comparison_page
from symlin.report.site.questions import Question
from symlin.report.site.related import (
    asked_about,
    related_to_operator,
    related_to_question,
    with_related,
)
from symlin.report.site.search import (
    FILE,
    Record,
    operator_record,
    question_record,
    search_file,
    section_records,
)

ANSWERS = "Answers"
OPERATORS, QUESTIONS = "operators/index.html", "questions/index.html"
COMPARISON, REFERENCE = "comparison.html", "reference.html"


class Asking(NamedTuple):
    """The page that answers in the browser, with what it runs and may do beside what all may."""

    body: Body
    scripts: tuple[str, ...]
    policy: str
    files: Files
    """What it loads."""


@dataclass(frozen=True)
class Parts:
    """What a site is put together from, in the order in which it is to be listed."""

    operators: Sequence[Contribution]
    questions: Sequence[Contribution] = ()
    asked: Sequence[Question] = ()
    reference: Document | None = None
    guides: Sequence[Guide] = field(default_factory=tuple)
    ask: Asking | None = None

    @property
    def found(self) -> list[Facts]:
        """The facts of each operator."""
        return [part.facts for part in self.operators if part.facts is not None]


def own_site(operators: Sequence[Contribution]) -> Files:
    """A site about somebody's own operators: the list comes first, and there are no guides."""
    parts = Parts(operators)
    home = [Place("index.html", "Operators", ""), Place(COMPARISON, "Comparison", "")]
    chart = Chart([*home, *_operator_places(parts, "index.html")], __version__)
    files = _files(parts, chart)
    files["index.html"] = _page(
        operators_list(parts.found, "operators/", "Is it linear?"), "index.html", chart, FILTERS
    )
    files[FILE] = search_file(list(_operator_records(parts)))
    return files


def catalog_site(parts: Parts) -> Files:
    """The site of symlin itself: the catalog, the questions, the guides and the reference."""
    chart = _chart(parts)
    files = _files(parts, chart)
    read = _read(parts, chart, files)
    files["index.html"] = _page(
        front_page(chart, parts.found, len(parts.asked)), "index.html", chart
    )
    files[OPERATORS] = _page(operators_list(parts.found, ""), OPERATORS, chart, FILTERS)
    files[QUESTIONS] = _page(questions_list(parts.asked), QUESTIONS, chart)
    files |= {path: _page(body, path, chart) for path, body in read.items()}
    if parts.ask is not None:
        body, scripts, policy, beside = parts.ask
        files |= {**beside, ASK: framed(body, ASK, chart, scripts, policy=policy).encode()}
        read[ASK] = body
    records = [*_operator_records(parts), *_question_records(parts)]
    records += [r for path, body in read.items() for r in section_records(body, path)]
    files[FILE] = search_file(records)
    return files


def _chart(parts: Parts) -> Chart:
    """The navigation of the whole site."""
    places = [Place("index.html", "Is it linear?", "")]
    if parts.ask is not None:
        places.append(Place(ASK, "Ask", ""))
    by_group: dict[str, list[Place]] = {LEARN: [], ANSWERS: []}
    for guide in parts.guides:
        by_group.setdefault(guide.place.group, []).append(guide.place)
    by_group[ANSWERS] += [
        Place(QUESTIONS, "Questions", ANSWERS),
        *_question_places(parts),
        Place(OPERATORS, "Operators", ANSWERS),
        *_operator_places(parts, OPERATORS),
        Place(COMPARISON, "Comparison", ANSWERS),
    ]
    if parts.reference is not None:
        by_group.setdefault(LOOK_UP, []).insert(0, Place(REFERENCE, "Reference", LOOK_UP))
    return Chart([*places, *(p for group in by_group.values() for p in group)], __version__)


def _operator_places(parts: Parts, home: str) -> Iterator[Place]:
    for one in parts.found:
        label = one.entry.label
        yield Place(f"operators/{label}.html", label, ANSWERS, one.entry.family, home)


def _question_places(parts: Parts) -> Iterator[Place]:
    for question in parts.asked:
        title = said(question.heading)
        path = f"questions/{question.label}.html"
        yield Place(path, title, ANSWERS, question.group, QUESTIONS)


def _files(parts: Parts, chart: Chart) -> Files:
    """What every site has: operators and questions, the comparison, pictures and scripts."""
    files = {path: data for part in parts.operators for path, data in part.files.items()}
    asked = asked_about(parts.asked, [one.entry.label for one in parts.found])
    for part, one in zip(parts.operators, parts.found, strict=True):
        path, label = f"operators/{part.label}.html", one.entry.label
        family = [f.entry.label for f in parts.found if f.entry.family == one.entry.family]
        listed = related_to_operator(one, asked[label], family, chart)
        assert part.body is not None
        files[path] = _page(with_related(part.body, listed), path, chart)
    for part, question in zip(parts.questions, parts.asked, strict=True):
        path = f"questions/{part.label}.html"
        assert part.body is not None
        files[path] = _page(
            with_related(part.body, related_to_question(question, asked)), path, chart
        )
    comparison = comparison_page(parts.found, lambda label: f"operators/{label}.html")
    files[COMPARISON] = framed(body_of(comparison), COMPARISON, chart, wide=True).encode()
    return files | assets()


def _page(body: Body, path: str, chart: Chart, *scripts: str) -> bytes:
    return framed(body, path, chart, scripts).encode()


def _read(parts: Parts, chart: Chart, files: Files) -> dict[str, Body]:
    """The guides and the reference; files that they lead to are put among the others."""
    beside = files_beside() if parts.guides else {}
    files |= beside

    def elsewhere(address: str) -> str | None:
        return resolved(address, lambda path: chart.has(path) or path in beside)

    found = {guide.place.path: guide.body(elsewhere) for guide in parts.guides}
    if parts.reference is not None:
        found[REFERENCE] = body_of(parts.reference)
    return found


def _operator_records(parts: Parts) -> Iterator[Record]:
    for part, one in zip(parts.operators, parts.found, strict=True):
        assert part.body is not None
        yield operator_record(one, part.body, f"operators/{part.label}.html")


def _question_records(parts: Parts) -> Iterator[Record]:
    for question in parts.asked:
        yield question_record(question, f"questions/{question.label}.html")

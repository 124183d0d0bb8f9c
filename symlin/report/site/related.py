"""What belongs together: an operator, the questions that ask about it, and the laws."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from symlin.language.foreign import escape
from symlin.report.formats.html import html_text
from symlin.report.site.body import Body, Section
from symlin.report.site.facts import Facts
from symlin.report.site.navigation import Chart
from symlin.report.site.questions import Question

_WORD = re.compile(r"[A-Za-z_]\w*")
_TRAITS = ("not-linear", "linear", "positively-homogeneous", "affine", "odd")
"""The tags whose list is worth a link on an operator's page."""
MOST_FAMILY = 8
"""Of its family so many are named: the navigation has them all."""


def asked_about(questions: Sequence[Question], labels: Iterable[str]) -> dict[str, list[Question]]:
    """For each operator the questions in whose commands its name stands."""
    found: dict[str, list[Question]] = {label: [] for label in labels}
    for question in questions:
        words = {w for command in question.commands for a in command for w in _WORD.findall(a)}
        for label in sorted(words & found.keys()):
            found[label].append(question)
    return found


def related_to_operator(
    one: Facts, questions: Sequence[Question], family: Sequence[str], chart: Chart
) -> str:
    """The end of an operator's page: its questions, its family, and others with the same laws."""
    rows = [f'<a href="../questions/{q.label}.html">{html_text(q.heading)}</a>' for q in questions]
    others = [label for label in family if label != one.entry.label][:MOST_FAMILY]
    if others:
        links = ", ".join(f'<a href="{escape(o)}.html">{escape(o)}</a>' for o in others)
        rows.append(f"Of the same family, {escape(one.entry.family)}: {links}")
    held = [tag for tag in _TRAITS if tag in one.tags]
    if held:
        query = "+".join(held)
        words = " and ".join(tag.replace("-", " ") for tag in held)
        home = "index.html" if chart.has("operators/index.html") else "../index.html"
        rows.append(f'<a href="{home}#q={query}">All operators that are {words}</a>')
    if chart.has("mathematics.html"):
        rows.append('<a href="../mathematics.html#the-laws">What each law says</a>')
    return _list(rows)


def related_to_question(question: Question, asked: Mapping[str, Sequence[Question]]) -> str:
    """The end of a question's page: the operators in its commands, and what else is asked of
    them."""
    labels = [label for label, found in asked.items() if question in found]
    rows = [f'<a href="../operators/{escape(o)}.html">{escape(o)}</a>' for o in labels]
    seen = {question.label}
    for label in labels:
        for other in asked[label]:
            if other.label not in seen:
                seen.add(other.label)
                title = html_text(other.heading)
                rows.append(f'<a href="{other.label}.html">{title}</a>')
    return _list(rows[:MOST_FAMILY])


def with_related(body: Body, html: str) -> Body:
    """The page with this at its end."""
    if not html:
        return body
    section = Section(2, "related", "Related", "Related")
    return Body(body.title, body.html + html, (*body.sections, section))


def _list(rows: Sequence[str]) -> str:
    if not rows:
        return ""
    items = "\n".join(f"<li>{row}</li>" for row in rows)
    return f'<h2 id="related">Related</h2>\n<ul>\n{items}\n</ul>\n'

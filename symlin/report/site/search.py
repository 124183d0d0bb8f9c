"""What the search of the site reads: one record for each page, or section of a guide.

The file is a script and not JSON, since a page that was opened from disk may not fetch a file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from symlin.report.formats.prose import said
from symlin.report.formats.sentence import say
from symlin.report.site.body import Body
from symlin.report.site.facts import Facts
from symlin.report.site.questions import Question

FILE = "assets/pages.js"
NEGATED = "nonlinear non-linear"
"""What one types for an operator that is not linear, beside "not linear"."""


@dataclass(frozen=True)
class Record:
    """A page or section, as the search knows it."""

    path: str
    title: str
    kind: str
    says: str = ""
    """A line below the title."""
    names: str = ""
    """What else it is called."""
    words: str = ""
    """Whatever else is to be found."""


def operator_record(one: Facts, body: Body, path: str) -> Record:
    """An operator, with its names in other libraries and its properties."""
    entry = one.entry
    tags = " ".join(tag.replace("-", " ") for tag in one.tags)
    more = NEGATED if one.linear.word == "no" else ""
    words = f"{entry.family} {tags} {more} {body.sections[0].words} {entry.introduction}"
    whole = entry.label.replace("_", "")  # "leakyrelu": one may type it in one word
    names = " ".join((whole, *(text.partition("(")[0] for text in entry.elsewhere)))
    says = f"{said(one.linear.linear)}. {said(entry.says)}"
    return Record(path, entry.label, "Operator", says, names, words)


def question_record(question: Question, path: str) -> Record:
    """A question, with its answer."""
    words = " ".join(said(say(text)) for text in question.answer)
    return Record(path, said(question.heading), "Question", question.group, "", words)


def section_records(body: Body, path: str) -> Iterator[Record]:
    """A guide, section by section; the history of changes is another kind, which comes last."""
    kind = "Change" if path == "changelog.html" else "Guide"
    for section in body.sections:
        if section.level == 1:
            yield Record(path, body.title, kind, "", "", section.words)
        else:
            at = f"{path}#{section.anchor}"
            yield Record(at, section.title, kind, body.title, "", section.words)


def search_file(records: Sequence[Record]) -> bytes:
    """The script with all records."""
    rows = [
        {"id": k, "path": r.path, "title": r.title, "kind": r.kind, "says": r.says,
         "names": r.names, "words": " ".join(r.words.split())}
        for k, r in enumerate(records)
    ]  # fmt: skip
    text = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"globalThis.symlinPages = [\n{text}\n];\n".encode()

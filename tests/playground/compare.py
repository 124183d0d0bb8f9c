"""All catalog entries and documented questions, asked of the page and of the command line."""

from __future__ import annotations

import json
import re
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from symlin.commands.cli import printed
from symlin.playground.question import Question
from symlin.report.site.asked import QUESTIONS
from symlin.report.site.entries import catalog_entries
from symlin.report.site.questions import timeless

from .visit import Visit, fields_of, runtime_here, used, visit, write_site

AMPLE = "300"
"""Seconds for each question: what is compared is what they say, and not how fast a machine is."""


@dataclass(frozen=True)
class Pair:
    """A question, and how both answered it."""

    name: str
    command: str
    line: str
    page: str
    seconds: float
    """Of processor time."""
    page_seconds: float
    """The browser's."""

    @property
    def same(self) -> bool:
        """Whether they say the same."""
        return same(self.line, self.page)


def same(one: str, other: str) -> bool:
    """Whether both texts say the same, but for times and for how many examples there was time."""
    left, right = (
        re.sub(r"\d+ numeric examples agree", "numeric examples agree", timeless(text)).strip()
        for text in (one, other)
    )
    return left == right


def questions() -> Iterator[tuple[str, Mapping[str, str]]]:
    """Names of the questions, and what stands in the fields of the page."""
    for entry in catalog_entries():
        fields = {"q": entry.text, "inputs": ",".join(entry.inputs or ())}
        fields["assume"] = "\n".join(entry.assume)
        fields["shape"] = ",".join(map(str, entry.shape or ()))
        yield entry.label, {name: text for name, text in fields.items() if text}
    for question in QUESTIONS:
        for arguments in question.commands:
            fields_asked = fields_of(arguments)
            if fields_asked is not None:
                yield question.label, fields_asked


def compared(limit: int | None = None) -> Iterator[Pair]:
    """Each question with both answers, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        write_site(Path(folder), runtime_here())
        with visit(Path(folder)) as browser:
            browser.go()
            browser.answer(q="2*x")
            for name, fields in list(questions())[:limit]:
                yield _pair(browser, name, fields)


def _pair(browser: Visit, name: str, fields: Mapping[str, str]) -> Pair:
    fields = {"seconds": AMPLE, **fields}
    question = Question.read(json.dumps(fields))
    word, more = ("equiv", [question.other]) if question.other else ("check", [])
    arguments = [word, question.text, *more]
    for option in ("inputs", "given", "shape"):
        if fields.get(option):
            arguments += [f"--{option}", fields[option]]
    for option in ("assume", "space"):
        for line in fields.get(option, "").splitlines():
            arguments += [f"--{option}", line]
    if fields.get("seconds"):
        arguments += ["--timeout", fields["seconds"]]
    started = time.process_time()
    line = printed([*arguments, "--no-cache"] if word == "check" else arguments)
    took, before = time.process_time() - started, used(browser)
    seen = browser.answer(**fields)
    page = seen["wrong"] or seen["printed"]
    return Pair(name, question.command, line, page, took, used(browser) - before)

"""Questions that people ask, each with an answer in words and the command that shows it.

The words are written here; what the command answers is always its real output.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from symlin.report.formats.document import Block, Code, Document, Heading, Paragraph
from symlin.report.formats.noticed import prose
from symlin.report.formats.parts import Text
from symlin.report.formats.sentence import say
from symlin.report.words.command import typed

Run = Callable[[Sequence[str]], str]
"""Runs symlin with these arguments, and returns what it prints."""


@dataclass(frozen=True)
class Question:
    """One question: a permanent label, the words, the answer and the commands; and its group."""

    label: str
    title: str
    answer: tuple[str, ...]
    commands: tuple[tuple[str, ...], ...]
    group: str = ""

    @property
    def heading(self) -> Text:
        """The title, with its formulas."""
        return prose(self.title)


INTRODUCTION = (
    "Each answer is one command. What stands below a command is what symlin printed; the tests "
    "run every one of them again and compare, the seconds apart. *Linear* means that sums and "
    "multiples pass through: $f(x + y) = f(x) + f(y)$ and $f(a*x) = a*f(x)$. *Affine* means "
    "linear up to a constant that is added. *Time-invariant* means that a delayed signal gives "
    "the same output, delayed."
)


def grouped(title: str, questions: Sequence[Question]) -> tuple[Question, ...]:
    """The questions, as a group with this title."""
    return tuple(replace(question, group=title) for question in questions)


def groups(questions: Sequence[Question]) -> list[tuple[str, list[Question]]]:
    """The groups with their titles, in the order of the questions."""
    return [(title, list(found)) for title, found in groupby(questions, lambda q: q.group)]


def timeless(output: str) -> str:
    """The output without its seconds, which differ from run to run."""
    return re.sub(r";\s+\d+\.\d s(?=\n|$)", "", output).rstrip("\n")


def answered(question: Question, run: Run, level: int = 3) -> list[Block]:
    """The question with its answer and the real output of its commands."""
    blocks: list[Block] = [Heading(question.heading, level)] if level > 1 else []
    blocks += [Paragraph(prose(text)) for text in question.answer]
    for arguments in question.commands:
        blocks.append(Code(f"$ {typed(arguments)}\n{timeless(run(arguments))}"))
    return blocks


def question_page(questions: Sequence[Question], run: Run) -> Document:
    """All questions on one page, group by group."""
    blocks: list[Block] = [Paragraph(say(INTRODUCTION))]
    for title, group in groups(questions):
        blocks.append(Heading(say(title)))
        for question in group:
            blocks += answered(question, run)
    return Document("Questions", tuple(blocks))

"""docs/questions.md: every answer on it is what the command prints today."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from symlin.commands.cli import cli
from symlin.report.formats.document import Document
from symlin.report.formats.markdown import to_markdown
from symlin.report.site.asked import QUESTIONS
from symlin.report.site.listing import questions_list
from symlin.report.site.questions import answered, groups, question_page, timeless, typed

PAGE = Path(__file__).parents[2] / "docs" / "questions.md"
HINT = "out of date; run: symlin docs docs --format md --force"


@cache
def printed(arguments: tuple[str, ...]) -> str:
    result = CliRunner().invoke(cli, list(arguments))
    assert result.exit_code in (0, 1), result.output
    return result.stdout


def without_output(page: str) -> str:
    """The page without the commands and what they print, which is compared by itself."""
    return re.sub(r"^```.*?^```$", "```", page, flags=re.DOTALL | re.MULTILINE)


def run(arguments: Sequence[str]) -> str:
    return printed(tuple(arguments))


LONG = {"median-filter", "two-units-two-inputs", "logistic-regression", "convolution"}
"""Answers that take seconds: slow, and .ci/run compares the whole page as well."""
ASKED = [
    pytest.param(q, marks=pytest.mark.slow if q.label in LONG else (), id=q.label)
    for q in QUESTIONS
]


@pytest.mark.parametrize("question", ASKED)
def test_the_answer_on_the_page_is_what_the_command_prints(question):
    """Nothing is pasted by hand: an answer that changed fails here."""
    section = to_markdown(Document("x", tuple(answered(question, run)))).partition("\n\n")[2]
    assert section in PAGE.read_text(encoding="utf-8"), HINT


def test_the_page_has_the_questions_in_order_and_nothing_else():
    """A question that was taken out must leave the page as well."""
    words = to_markdown(question_page(QUESTIONS, lambda _: ""))
    assert without_output(words) == without_output(PAGE.read_text(encoding="utf-8")), HINT


def test_labels_are_permanent_names_and_used_once():
    """They are the pages' addresses."""
    labels = [question.label for question in QUESTIONS]
    assert len(set(labels)) == len(labels)
    assert all(label.replace("-", "").isalnum() and label.islower() for label in labels)


def test_every_question_stands_in_a_group_and_no_group_twice():
    """The page and the site's list have a heading for each group: it must not come again."""
    titles = [title for title, _ in groups(QUESTIONS)]
    assert all(titles) and len(set(titles)) == len(titles) == 4
    index = questions_list(QUESTIONS).html
    assert re.findall("<h2[^>]*>(.*?)</h2>", index) == titles
    assert re.findall('href="([a-z0-9-]+)[.]html"', index) == [q.label for q in QUESTIONS]


def test_commands_are_shown_as_one_types_them():
    """Copied from the page, a command must work in a shell."""
    assert typed(["check", "relu(w*x)", "--assume", "x >= 0"]) == (
        'symlin check "relu(w*x)" --assume "x >= 0"'
    )


def test_only_the_seconds_are_left_out():
    """They differ from run to run; everything else is compared."""
    assert (
        timeless("  a; 200 examples agree (seed 0); 1.4 s\n") == "  a; 200 examples agree (seed 0)"
    )
    assert timeless("  certificate;\n  0.1 s\n") == "  certificate"

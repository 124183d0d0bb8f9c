"""Sentences with formulas in them: what is put in is never read, and nothing false is rounded."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from flint import fmpq

import symlin
from symlin.decision.verdict import Claim
from symlin.kernel.claim import Law
from symlin.kernel.term import add, const, neg
from symlin.language.syntax import parse
from symlin.reading.parse import parse_operator
from symlin.report.formats.html import to_page
from symlin.report.formats.latex import to_latex
from symlin.report.formats.markdown import to_markdown
from symlin.report.formats.parts import Formula, Link, Stressed, Typed, plainly
from symlin.report.formats.prose import document_lines
from symlin.report.formats.segments import plain
from symlin.report.formats.sentence import marked, say
from symlin.report.words.decimals import misleads
from symlin.report.words.explain import explanation
from symlin.report.words.text import to_text

from ..decided import decided

HOSTILE = "*x* $y$ `z` [w](v) {u} <b>"
REPORT = Path(symlin.__file__).parent / "report"


@pytest.mark.quick
def test_what_is_put_into_a_sentence_is_never_read():
    """A reason or a name may hold any character; it is no mark there."""
    assert say("So: {reason}.", reason=HOSTILE) == ("So: ", HOSTILE, ".")


@pytest.mark.quick
def test_an_author_marks_code_formulas_emphasis_and_links():
    """The questions and the introductions are written so."""
    found = say("A `b` *c* [d](e) $f(x) = x$ {g}", g=parse("2*x"))
    kinds = [type(part) for part in found]
    assert kinds == [str, Typed, str, Stressed, str, Link, str, Formula, str, Formula]
    assert plainly(found) == "A b c d f(x) = x 2*x"


@pytest.mark.quick
def test_a_product_is_no_emphasis():
    """g*(x + y) = g*x was once set with its middle in italics."""
    assert list(marked("g*(x + y) = g*x + g*y")) == ["g*(x + y) = g*x + g*y"]


def test_marks_in_a_reason_show_as_they_are_in_every_format():
    """A reason is made of names that people type."""
    report = decided("relu")
    open_claim = Claim(Law.LINEAR, reason=HOSTILE)
    open_report = replace(report, claims={**report.claims, Law.LINEAR: open_claim})
    page = explanation(open_report, "symlin check")
    assert HOSTILE in " ".join(plain(document_lines(page, 80)).split())
    assert r"\*x\* $y$ `z` [w](v) {u} \<b>" in " ".join(to_markdown(page).split())
    assert "*x* $y$ `z` [w](v) {u} &lt;b&gt;" in to_page(page)
    assert r"*x* \$y\$ `z` [w](v) \{u\} $<$b$>$" in to_latex(page)


def test_a_sum_of_rounded_values_is_never_called_equal():
    """-1 * 1.0507009873554805 is not -1.051."""
    said = plain(document_lines(explanation(decided("selu"), ""), 80))
    assert "a·f(u) ≈ -1 · 1.051 ≈ -1.051" in said
    assert "= -1 · 1.051" not in said


CANCELLING = "123456789123/1000*x + Max(x, 0)/987654321987"


def test_rounded_values_that_cancel_are_left_out():
    """-123456789.123 + 1.235e8 is 43210.877, and no reader takes that for 1/987654321987."""
    report = decided(CANCELLING)
    said = plain(document_lines(explanation(report, ""), 80)) + to_text(report)
    assert "f(u) + f(v) = 1/987654321987" in said
    assert "+ 1.235e8" not in said


def test_misleading_sums_are_told_from_rounded_ones():
    """0.76 + 0.96 = 1.73 is as good as rounding goes."""
    parts = [parse_operator(f"tanh({n})", inputs=["x"]).outputs[0] for n in (1, 2)]
    assert not misleads(parts, [True, True], add(*parts), 4)
    assert not misleads([parts[0], neg(parts[0])], [True, True], const(0), 4)
    close = add(parts[0], const(fmpq(1, 10**9)))
    assert misleads([close, neg(parts[0])], [True, True], const(fmpq(1, 10**9)), 4)


READERS = {
    "formats/html.py": "a heading's name on its page",
    "formats/markdown.py": "addresses of links in an author's words",
    "formats/noticed.py": "formulas in an author's prose",
    "formats/sentence.py": "the marks of an author",
    "formats/setting.py": "the numbers at the end of a name",
    "formats/typeset.py": "whether a name is one letter",
    "plot/narrow.py": "the colours of a finished picture",
    "site/entries.py": "a file's name made of a label",
    "site/guides.py": "a heading's name on its page",
    "site/questions.py": "the seconds of a real output are taken out",
    "site/reference.py": "docstrings",
    "site/related.py": "names in the commands of questions",
    "site/sources.py": "numbers of papers in an author's references",
    "words/command.py": "whether a word needs other quotes",
    "words/layout.py": "where the words of a line end",
}


@pytest.mark.quick
def test_only_these_files_of_the_report_look_into_text():
    """Text is made from trees, and never read back: a new pattern has to say what it reads."""
    found = set()
    for path in REPORT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import) and any(name.name == "re" for name in node.names):
                found.add(path.relative_to(REPORT).as_posix())
    assert found == READERS.keys()


def test_a_link_that_may_run_a_script_stays_text():
    """The words of an operator file may be anyone's."""
    words = "see [this](javascript:alert(1))"
    assert "".join(map(str, marked(words))) == words

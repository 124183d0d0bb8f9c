"""Laws that are proved by cases of the parameters, each with a matrix of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import symlin
from symlin.decision.decide import decide
from symlin.decision.report import Report, subject_of
from symlin.decision.verdict import Claim
from symlin.export.latex import to_latex
from symlin.export.smtlib import to_smtlib
from symlin.kernel.certificate import CaseProof, Contradiction, MatrixProof
from symlin.kernel.checker import check
from symlin.kernel.term import gt, var
from symlin.language.printing import term_to_human
from symlin.reading.parse import parse_operator
from symlin.report.formats.markdown import to_markdown
from symlin.report.plot.picture import draw
from symlin.report.words.explain import explanation
from symlin.report.words.statement import statement

TEXT = "Piecewise((a*x, a > 0), (b*x, True))"


@pytest.fixture(scope="module")
def report() -> Report:
    """Linearity by two cases, as a search may well find it."""
    operator = parse_operator(TEXT)
    found = decide(operator)
    cases = CaseProof(gt(var("a")), _proof("a"), _proof("b"))
    subject = subject_of(operator)
    claims = {law: Claim(law, check(subject, law, "proved", cases)) for law in found.claims}
    return replace(found, claims=claims)


def _proof(entry: str) -> MatrixProof:
    return MatrixProof(((var(entry),),), None, (Contradiction(),))


def test_the_kernel_accepts_it(report):
    """What follows is about true certificates."""
    for claim in report.claims.values():
        assert symlin.verify(claim.certificate.to_json()) == claim.certificate


def test_the_matrix_holds_every_case(report):
    """A reader of the report has one matrix to use, whatever the parameters are."""
    assert term_to_human(report.matrix[0][0]) == "a if a > 0, b otherwise"
    assert report.to_dict()["matrix"] == [["Piecewise((a, a > 0), (b, True))"]]


def test_verify_says_the_matrix(report):
    lines = statement(report.linear.theorem)
    assert "f(x) = [a if a > 0, b otherwise] x" in lines


def test_the_explanation_shows_a_matrix(report):
    """It is no trivial truth, and nothing is missing."""
    text = to_markdown(explanation(report, "symlin explain"))
    assert "trivial" not in text
    assert "a if a > 0, b otherwise" in text.replace("\\", "")


def test_latex_and_smtlib_and_the_picture_have_it(report, tmp_path: Path):
    assert r"\begin{cases}" in to_latex(report).split("Proof", 1)[-1]
    assert "(ite " in to_smtlib(report)["matrix.smt2"]
    assert draw(report)


def test_a_condition_by_cases_states_a_matrix():
    """x/(a + b*x) is affine where a = 0 or b = 0, for two different reasons."""
    report = decide(parse_operator("x/(a + b*x)"))
    theorem = report.affine.theorem
    assert "1/a" in term_to_human(theorem.matrix[0][0])
    lines = statement(theorem)
    assert any(line.startswith("f(x) = [") for line in lines)
    assert to_latex(report)
    assert draw(report)

"""LaTeX: what is printed is exact, and reads as a statement and its proof."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from symlin.decide import decide
from symlin.export.latex import to_latex
from symlin.export.typesetting import name_latex, node_latex
from symlin.kernel.term import const
from symlin.parse import parse_operator

TEXTS = ["relu", "leaky_relu", "tanh", "relu(w*x + b)", "[x1 + 2*x2, x1 - x2/3]", "3*x + 2"]


def latex(text: str) -> str:
    return to_latex(decide(parse_operator(text), 20))


def test_relu_breaks_with_exact_values():
    text = latex("relu")
    assert r"f(-1 \cdot 1) = 0" in text
    assert r"(-1) \cdot f(1) = -1" in text
    assert "not linear, additive, homogeneous nor affine" in text


def test_condition_is_stated_as_an_equivalence():
    assert r"if and only if $\alpha = 1$" in latex("leaky_relu")


def test_matrix_is_written_out():
    assert r"\begin{pmatrix} 1 & 2 \\ 1 & -\frac{1}{3} \end{pmatrix}" in latex(TEXTS[4])


def test_names_and_numbers():
    assert [name_latex(n) for n in ("x1", "alpha", "lam", "x1_2", "w0")] == [
        "x_{1}", r"\alpha", r"\lambda", "x_{1,2}", "w_{0}",
    ]  # fmt: skip
    assert node_latex(const(-3)) == "-3"


@pytest.mark.parametrize("text", TEXTS)
def test_braces_and_environments_match(text):
    """An unbalanced fragment would break the paper around it."""
    shown = latex(text)
    assert shown.count("{") == shown.count("}")
    assert shown.count(r"\begin{") == shown.count(r"\end{")
    assert shown.count(r"\left") == shown.count(r"\right")


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
@pytest.mark.parametrize("text", TEXTS)
def test_fragment_compiles(text, tmp_path):
    head = "\\documentclass{article}\\usepackage{amsmath,amsfonts}\\begin{document}\n"
    (tmp_path / "a.tex").write_text(head + latex(text) + "\\end{document}\n")
    subprocess.run(["pdflatex", "-interaction=batchmode", "a.tex"], cwd=tmp_path, check=True)

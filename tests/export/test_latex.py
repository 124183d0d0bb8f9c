"""LaTeX: what is printed is exact, and reads as a statement and its proof."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace

import pytest

import symlin
from symlin.export.latex import _domain_sentence, to_latex
from symlin.language.tree import Name, Number
from symlin.reading.parse import parse_operator
from symlin.report.formats.latex import latex as formula

from ..decided import decided

TEXTS = ["relu", "leaky_relu", "tanh", "relu(w*x + b)", "[x1 + 2*x2, x1 - x2/3]", "3*x + 2"]


PAPER: dict[str, dict] = {
    **{text: {} for text in TEXTS},
    "avg_pool2d(2)": {"shape": (4, 4)},
    "max_pool1d(2)": {"shape": (4,)},
    "gelu": {},
    "softmax": {},
    "median3": {},
    "Piecewise((x1**2/x2, Ne(x2, 0)), (0, True))": {},
    "a*floor(x)": {},
    "log(1 + exp(x)) - log(1 + exp(-x))": {},
    "conv1d([1, 2]) >> relu >> max_pool1d(2)": {"shape": (6,)},
    "Max(w*x, 0)": {"assume": ("x >= 0", "w >= 0")},
    "sqrt(x1**2 + x2**2)": {},
    "log(x1) + log(x2) + log(x3) + log(x4) + log(x5) + log(x6) + log(x7)": {},
    "dense([[w11, w12], [w21, w22]], [b1, b2])": {"shape": (2,)},
    "logistic_regression": {},
    "rate_2*x + 1/x": {},
    "Abs(x)**3/(x**2 + 1)": {},
    "erf(x) + atan(x)*asin(x)": {},
    "[x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11, x12, x13, x14 + x1]": {},
}


def latex(text: str, **options) -> str:
    return to_latex(decided(text, **options))


def test_relu_breaks_with_exact_values():
    text = latex("relu")
    assert r"f(-1\cdot 1) = 0" in text
    assert r"-1\cdot f(1) = -1" in text
    assert "not linear, additive, homogeneous nor affine" in text


@pytest.mark.parametrize(
    ("text", "assume", "map_", "said"),
    [
        ("1/x", (), r"D \to \mathbb{R}", r"Here $D = \{x \in \mathbb{R} : x\ne 0\}$."),
        ("log(x - y)", (), r"D \to \mathbb{R}", r"\{(x, y) \in \mathbb{R}^{2} : x > y\}$."),
        ("[log(x), x]", (), r"D \to \mathbb{R}^{2}", r"\{x \in \mathbb{R} : x > 0\}$."),
        ("x/b", (), r"\mathbb{R} \to \mathbb{R}", r"Assume $b\ne 0$."),
        ("x**2", ("x >= 0",), r"D \to \mathbb{R}", r"\{x \in \mathbb{R} : x\ge 0\}$."),
        ("relu", (), r"\mathbb{R} \to \mathbb{R}", r"f(x) = \max(x, 0)"),
        ("a*log(x)", ("a > 0",), r"D \to \mathbb{R}", r"Assume $a > 0$."),
    ],
)
def test_a_partial_function_is_one_on_its_domain(text, assume, map_, said):
    """1/x is no function from R to R; what is assumed of parameters is no part of its domain."""
    shown = latex(text, assume=assume)
    assert rf"Let $f\colon {map_}$ be given by" in shown
    assert said in shown
    assert ("Here $D" in shown) is map_.startswith("D")


def test_a_domain_that_is_long_to_say_is_a_list_that_can_be_broken():
    """A formula in the text has no place where a line may end."""
    shown = latex(" + ".join(f"0*log(x{k})" for k in range(1, 13)))
    assert r"$D$ is the set of all $(x_{1}" in shown
    assert "with $x_{1} > 0$, $x_{2} > 0$" in shown


def test_assumptions_that_are_too_long_to_be_written_are_not_left_out(monkeypatch):
    """|x| is linear only because of them: on all points at which it is defined it is not."""
    monkeypatch.setattr("symlin.export.latex.LIMIT", 40)
    shown = latex("Abs(x)", assume=("x >= 0", "x**3 + 7*x >= x**2 - 5"))
    assert "It is linear" in shown
    assert "at which $f$ is defined and the assumptions, too long to be written here, " in shown
    monkeypatch.setattr("symlin.export.latex.LIMIT", 20)
    partial = parse_operator("x", assume=("x**3 + 7*x >= x**2 - 5",)).assumptions
    assert _domain_sentence(parse_operator("x"), "S", partial).endswith("at which $f$ is defined.")


def test_condition_is_stated_as_an_equivalence():
    assert r"if and only if $\alpha = 1$" in latex("leaky_relu")


def test_matrix_is_written_out():
    assert r"\begin{pmatrix} 1 & 2 \\ 1 & -\frac{1}{3} \end{pmatrix}" in latex(TEXTS[4])


def test_names_and_numbers():
    assert [formula(Name(n)) for n in ("x1", "alpha", "lam", "x1_2", "w0", "rate_2")] == [
        "x_{1}", r"\alpha", r"\lambda", "x_{1,2}", "w_{0}", r"\mathit{rate}_{2}",
    ]  # fmt: skip
    assert formula(Number(-3)) == "-3"


@pytest.mark.quick
@pytest.mark.parametrize("text", TEXTS)
def test_braces_and_environments_match(text):
    """An unbalanced fragment would break the paper around it."""
    shown = latex(text)
    assert shown.count("{") == shown.count("}")
    assert shown.count(r"\begin{") == shown.count(r"\end{")
    assert shown.count(r"\left") == shown.count(r"\right")


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("pdflatex") is None,
    reason="pdflatex is not installed (Debian: texlive-latex-base)",
)
def test_a_paper_with_many_fragments_compiles(tmp_path):
    """And no line of theirs is wider than the page, but for those with numbers of 60 digits."""
    texts = [latex(text, **options) for text, options in PAPER.items()]
    head = "\\documentclass{article}\\usepackage{amsmath,amsfonts}\\begin{document}\n"
    (tmp_path / "a.tex").write_text(head + "\n\n".join(texts) + "\\end{document}\n")
    command = ["pdflatex", "-no-shell-escape", "-interaction=nonstopmode", "a.tex"]
    done = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert "Overfull" not in done.stdout


def test_long_displays_are_broken_into_lines():
    assert r"\begin{gather*}" in latex("tanh")
    assert r"\begin{gather*}" not in latex("relu")


def test_points_of_many_characters_are_named():
    shown = latex("relu(w*x + b)")
    assert r"p_{1} = \left(\frac{1 - b}{w}\right)" in shown
    breach = [rf"f(p_{{{k}}})" for k in range(3)]
    assert rf"{' - '.join(breach)}\ne 0" in shown


def test_one_number_is_no_matrix():
    assert r"f(x) = 3x + 2." in latex("3*x + 2")


def test_words_are_no_commands():
    report = decided("relu")
    open_claim = symlin.Claim(symlin.Law.LINEAR, reason="50% & a_b: --timeout")
    shown = to_latex(replace(report, claims={**report.claims, symlin.Law.LINEAR: open_claim}))
    assert r"is open: 50\% \& a\_b: -{}-timeout." in shown

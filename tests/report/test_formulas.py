"""Formulas in print: one tree, and a visitor of it for each format."""

import pytest

from symlin.language.formula import equation, half, plus, scaled, weighted
from symlin.language.syntax import parse
from symlin.language.tree import (
    Decimals,
    Ellipsis,
    Grouped,
    Matrix,
    Name,
    Negative,
    Noted,
    Number,
    Pair,
    Piecewise,
    Sum,
    Times,
    Value,
)
from symlin.reading.operators import read_operator
from symlin.report.formats.latex import latex
from symlin.report.formats.mathml import mathml
from symlin.report.formats.sentence import written_formula
from symlin.report.formats.typeset import pretty

ONE, TWO, X = Number(1), Number(2), Name("x")


pytestmark = pytest.mark.quick


def f(*arguments, output=()):
    return Value("f", arguments, output)


SHOWN = [
    (equation(f(plus(Number(-1), ONE)), f(Number(0)), Number(0)),
     r"f(-1 + 1) = f(0) = 0"),
    (parse("2*x1/3"), r"\frac{2x_{1}}{3}"),
    (equation(Times((Number(-1), f(ONE))), Times((Number(-1), Number(-2)))),
     r"-1\cdot f(1) = -1\cdot (-2)"),
    (parse("alpha*x"), r"\alpha x"),
    (parse("Abs(x) >= sqrt(2)"), r"\left|x\right|\ge \sqrt{2}"),
    (parse("Eq(w, 0) & (b <= 0)"), r"w = 0\text{ and }b\le 0"),
    (parse("x if x > 0 else 0"),
     r"\begin{cases}x & \text{if }x > 0 \\ 0 & \text{otherwise}\end{cases}"),
    (parse("exp(x)**2"), r"{({e}^{x})}^{2}"),
    (parse("floor(x/3)"), r"\left\lfloor \frac{x}{3}\right\rfloor"),
    (parse("rate_2*x"), r"\mathit{rate}_{2}\cdot x"),
    (scaled(Name("a"), f(X, output=(1, 2))), r"a\cdot f_{1,2}(x)"),
    (Times((TWO, Grouped(parse("1/2")))), r"2\cdot \left(\frac{1}{2}\right)"),
    (Negative(Decimals("5.592", -21)), r"-5.592\cdot {10}^{-21}"),
    (Matrix(((ONE, TWO), (X, ONE))), r"\begin{pmatrix} 1 & 2 \\ x & 1 \end{pmatrix}"),
    (weighted([(Number(3), Pair((ONE, ONE))), (Number(-1), Pair((Number(-1), ONE)))]),
     r"3\cdot (1, 1) - (-1, 1)"),
    (Value("f", (Name("x1"), Ellipsis(), Name("x9"))), r"f(x_{1}, \ldots, x_{9})"),
    (Noted(Decimals("1.0507"), "rounded"), r"1.0507\text{ (rounded) }"),
]  # fmt: skip


@pytest.mark.parametrize(("tree", "expected"), SHOWN)
def test_formulas_become_latex(tree, expected):
    """As one would write them by hand."""
    assert latex(tree) == expected


def test_a_quotient_of_several_letters_keeps_its_sign_before_the_bar():
    """-x/2 is no quotient of -x."""
    assert latex(parse("-x/2")) == r"-\frac{x}{2}"
    assert mathml(parse("-x/2")).startswith('<math><mo form="prefix">−</mo><mfrac>')


def test_a_case_of_its_own_is_no_brace():
    """f(x) = x if x > 0: a line of a list of pieces."""
    tree = equation(f(X), Piecewise(((X, parse("x > 0")),)))
    assert latex(tree) == r"f(x) = x\text{ if }x > 0"
    assert pretty(tree) == "f(x) = x if x > 0"


def test_mathml_sets_fractions_and_escapes():
    """Browsers need no script for it."""
    assert mathml(parse("1/2 < x")) == (
        "<math><mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac>"
        "<mo>&lt;</mo><mi>x</mi></math>"
    )


@pytest.mark.parametrize(("tree", "_"), SHOWN)
def test_mathml_closes_what_it_opens(tree, _):
    """Whatever the node, the page around the formula stays whole."""
    text = mathml(tree)
    for tag in ("math", "mrow", "mfrac", "msup", "msub", "msqrt", "mtable", "mtr", "mtd", "mo"):
        assert text.count(f"<{tag}>") + text.count(f"<{tag} ") == text.count(f"</{tag}>"), tag


def test_the_terminal_gets_printers_signs():
    """x**2 >= 2*y reads x² ≥ 2·y."""
    assert pretty(parse("x**2 >= 2*y")) == "x² ≥ 2·y"
    assert pretty(parse("sqrt(2) != sqrt(x + 1)")) == "√2 ≠ √(x + 1)"
    assert pretty(Times((Number(-1), Number(-2)))) == "-1 · (-2)"


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (plus(ONE, Number(-2)), "1 + (-2)"),
        (plus(ONE, parse("1 + x")), "1 + (1 + x)"),
        (half(Sum((f(X), f(X)))), "(f(x) + f(x))/2"),
        (Negative(Number(-2)), "-(-2)"),
        (Negative(Number(0)), "0"),
        (Times((parse("1 + x"), parse("1/2"))), "(1 + x) · 1/2"),
        (weighted([(Number(1), Number(-2)), (Number(-1), Number(-3))]), "-2 - (-3)"),
    ],
)
def test_numbers_that_are_put_in_are_kept_apart(tree, expected):
    """1 + -2 would be misread."""
    assert pretty(tree) == expected


def test_a_shared_part_that_grows_too_long_is_left_out():
    """Twenty squarings of a sum have a million terms, and one tree of twenty nodes."""
    tree = parse("x + 1")
    for _ in range(20):
        tree = Sum((tree, tree))
    assert "…" in mathml(tree)
    assert "..." in pretty(tree)


def test_an_author_may_write_an_equation():
    """The questions do: f(x) = w*x + b."""
    assert pretty(written_formula("f(x) = w*x + b")) == "f(x) = w·x + b"


def test_sums_and_integrals_have_their_signs_and_brackets_that_are_needed():
    """As functions with limits in brackets they were code, and not mathematics."""
    convolution, integral = (
        mathml(read_operator(text).written[0])
        for text in ("convolution", "y(t) = Integral(x(s) + 1, (s, 0, t))**2")
    )
    assert '<mo largeop="true">∑</mo><mrow><mi>k</mi><mo>=</mo>' in convolution
    assert "<mi>∞</mi>" in convolution
    assert integral.startswith("<math><msup><mrow><mrow><mo>(</mo>")  # the square is of the whole
    assert '<mo stretchy="false">(</mo><mi>x</mi>' in integral
    assert "<mi>d</mi><mi>s</mi>" in integral


def test_brackets_grow_only_around_what_is_tall():
    """Around a letter a browser would make them a little too large."""
    low, tall = (mathml(parse(text)) for text in ("f(x)", "f(1/x)"))
    assert low.count('stretchy="false"') == 2
    assert 'stretchy="false"' not in tall

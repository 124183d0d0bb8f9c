"""Formulas typeset from the terminal's text: nothing computed, nothing lost."""

import pytest

from symlin.report.formats.latex import latex
from symlin.report.formats.mathml import mathml
from symlin.report.formats.typeset import pretty

pytestmark = pytest.mark.quick


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("f(-1 + 1) = f(0) = 0", r"f\left(-1 + 1\right) = f\left(0\right) = 0"),
        ("2*x1/3", r"\frac{2x_{1}}{3}"),
        ("-1 * f(1) = -1 * (-2)", r"-1\cdot f\left(1\right) = -1\cdot \left(-2\right)"),
        ("alpha*x", r"\alpha x"),
        ("abs(x) >= sqrt(2)", r"\left|x\right|\ge \sqrt{2}"),
        ("w = 0 and b <= 0", r"w = 0\text{ and }b\le 0"),
        ("x if x > 0, 0 otherwise",
         r"\begin{cases}x & \text{if }x > 0 \\ 0 & \text{otherwise}\end{cases}"),
    ],
)  # fmt: skip
def test_formulas_become_latex(formula, expected):
    """As one would write them by hand."""
    assert latex(formula) == expected


def test_what_is_not_understood_is_set_as_words():
    """A page is never lost for one odd formula."""
    assert latex("conv >> relu )(") == r"\text{ conv $>$$>$ relu )( }"


def test_mathml_sets_fractions_and_escapes():
    """Browsers need no script for it."""
    assert mathml("1/2 < x") == (
        "<math><mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac>"
        "<mo>&lt;</mo><mi>x</mi></math>"
    )


def test_the_terminal_gets_printers_signs():
    """x**2 >= 2*y reads x² ≥ 2·y."""
    assert pretty("x**2 >= 2*y != sqrt(2)") == "x² ≥ 2·y ≠ √2"

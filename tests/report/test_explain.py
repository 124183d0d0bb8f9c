"""The explanations: read aloud, within 80 columns, and every number in them true."""

import re

import pytest

from symlin.catalog.index import names
from symlin.decision.functions.decide import decide_functions
from symlin.language.function_operator import FunctionOperator
from symlin.reading.operators import read_operator
from symlin.report.formats.html import to_page
from symlin.report.formats.latex import to_latex
from symlin.report.formats.markdown import to_markdown
from symlin.report.formats.prose import document_lines
from symlin.report.formats.segments import plain
from symlin.report.words import functions_why
from symlin.report.words.explain import explanation, introduction_of

from ..conftest import first, one_in
from ..decided import LONG, decided

ASKED = {
    "relu": None,
    "leaky_relu": None,
    "max_pool1d(2)": (4,),
    "gelu": None,
    "Max(x,0) - Max(-x,0)": None,
    "a*x + b": None,
    "median3": None,
    "sign": None,
    "square": None,
}
INTERNAL = ("counterexample", "claim", "_law", "Term", "fmpq", "None", "Law.", "witness", "guard")


def document(text, shape=None, assume=()):
    report = decided(text, shape, assume)
    return explanation(report, f'symlin check "{text}"', introduction_of(report))


def text_of(text, shape=None, assume=()):
    return plain(document_lines(document(text, shape, assume), 80))


@pytest.mark.parametrize(("text", "shape"), ASKED.items())
def test_fits_80_columns_and_has_no_internal_names(text, shape):
    """It is read on a terminal, by someone who has never seen symlin's code."""
    said = text_of(text, shape)
    assert max(map(len, said.split("\n"))) <= 80
    assert not [word for word in INTERNAL if word in said]


def test_relu_shows_every_intermediate_value():
    """The reader can check the arithmetic without a pencil."""
    said = text_of("relu")
    assert "f(u) = f(-1) = max(-1, 0) = 0" in said
    assert "f(u + v) = f(0) = max(0, 0) = 0" in said
    assert "f(u) + f(v) = 0 + 1 = 1" in said


def test_relu_shows_the_kink_and_the_pieces():
    """Why it fails, not only that it fails."""
    said = text_of("relu")
    assert "At x = 0 the graph has a kink: its slope is 0 on the left and 1 on the right." in said
    assert "u = -1 lies where x ≤ 0; there f(x) = 0." in said


def test_relu_keeps_what_was_proved():
    """Each with what it says; odd is not claimed."""
    said = text_of("relu")
    kept = said[said.index("What does hold") :]
    assert "Positively homogeneous" in kept
    assert "Convex" in kept
    assert "Never decreasing" in kept
    assert "Odd" not in kept


def test_a_jump_is_not_called_convex():
    """The slopes alone would say so."""
    said = text_of("Piecewise((0, x < 0), (x - 1, True))")
    assert "Convex" not in said
    assert "Never decreasing" not in said


def test_a_jump_between_the_points_is_named():
    """The step from 0 to 1."""
    said = text_of("Piecewise((0, x <= 0), (x + 1, True))")
    assert "At x = 0 the graph jumps: from 0 to 1." in said


def test_a_hidden_linear_operator_is_shown_in_simpler_words():
    """max(x, 0) - max(-x, 0) is x."""
    assert "f(x) = x\n" in text_of("Max(x,0) - Max(-x,0)")


def test_a_condition_has_a_witness_on_each_side():
    """An example where it holds, and the arithmetic where it fails."""
    said = text_of("leaky_relu")
    assert "Linear if and only if alpha = 1." in said
    assert "For example, for alpha = 1 and all inputs:" in said
    assert "Take u = -1 and v = 1, for alpha = 0:" in said


def test_a_linear_operator_shows_its_matrix():
    """And where the matrix's columns come from."""
    said = text_of("[x1 + 2*x2, x1 - x2]")
    assert "[1   2]" in said
    assert "f(1, 0) = (1, 1)" in said


def test_an_affine_operator_says_what_is_missing():
    """The constant."""
    assert "It is affine, though: a matrix, plus the constant f(0) = b" in text_of("a*x + b")


def test_inputs_called_u_and_v_do_not_clash_with_the_points():
    """Points then have other names."""
    said = text_of("Max(u, v)")
    assert "p = (" in said


@pytest.mark.parametrize(
    "name", [*one_in(3, [n for n in names() if n not in LONG]), *first(0, sorted(LONG))]
)
def test_every_catalog_entry_can_be_explained_in_every_form(name):
    """One source, four ways to show it; none of them may fall over."""
    operator = read_operator(name)
    if isinstance(operator, FunctionOperator):
        report = decide_functions(operator)
        page = functions_why.explanation(report, f"symlin check {name}", introduction_of(report))
    else:
        report = decided(name)
        page = explanation(report, f"symlin check {name}", introduction_of(report))
    said = plain(document_lines(page, 80))
    assert not re.search(r"\$(?! symlin)|`", said), "marks of the source must not show"
    assert to_markdown(page).startswith("# ")
    assert to_latex(page).endswith("\\end{document}\n")
    html = to_page(page)
    for tag in ("p", "math", "mrow", "li", "div", "h2", "mfrac", "msup"):
        assert len(re.findall(rf"<{tag}[ >]", html)) == html.count(f"</{tag}>"), tag


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("floor(x)", "One formula holds, which rounds down, and is not that of a matrix."),
        ("asin(sin(x))", "One formula holds wherever there is a value"),
        ("asin(x/(1 + x**2))", "There is no kink and no jump to blame"),
        ("sqrt(x**2)", "One formula holds wherever there is a value"),
        ("atan(x) + atan(1/x)", "One formula holds wherever there is a value"),
        ("sin(x)", "There is no kink and no jump to blame"),
        ("x**3", "There is no kink and no jump to blame"),
    ],
)
def test_only_a_smooth_graph_is_called_curved(text, said):
    """The root of a square has a kink, and so has the arcsine of a sine, though each is one
    formula."""
    assert said in text_of(text)


def test_no_formula_is_said_to_jump_because_it_rounds_down():
    """floor(x + 1) - floor(x) is 1 everywhere."""
    assert "jump" not in text_of("x**3 + x*floor(x + 1) - x*floor(x)")


def test_curved_pieces_are_not_said_to_bend_where_they_meet():
    """(x + y - 3)^3 begins where x + y is 3, and without a kink."""
    said = text_of("Piecewise((x + y, x + y < 3), (x + y + (x + y - 3)**3, True))")
    assert "no single matrix fits at all of these points" in " ".join(said.split())
    assert "bends or breaks" not in said
    assert "bends or breaks" in text_of("Max(x, y)")


def test_pieces_with_one_formula_are_not_said_to_bend_where_they_meet():
    """Where x = 0 and y > 0 the graph runs on."""
    said = text_of("Piecewise((x, And(x > 0, y > 0)), (x, And(x <= 0, y > 0)), (2*x, True))")
    assert "no single matrix fits at all of these points" in " ".join(said.split())
    assert "bends or breaks" not in said


def test_a_parameter_called_a_keeps_its_name_to_itself():
    """The factor is then another letter."""
    said = text_of("a*x + b")
    assert "f(c·u) = c·f(u)" in said
    assert "a·f(u)" not in said


def test_the_example_of_a_linear_case_is_not_the_zero_map():
    """For a = 1, b = 0 one sees what is left."""
    assert "For example, for a = 1, b = 0 and all inputs:" in text_of("a*x + b")


def test_it_is_said_where_there_is_a_value():
    """And no formula is given for where there is none."""
    said = text_of("x**x")
    assert "only where x > 0 or x = 0 or (x < 0 and x = floor(x))." in said
    assert "x ≠ floor(x)" not in said


def test_an_introduction_does_not_contradict_the_verdict():
    """ReLU is linear where nothing is cut off; its entry speaks of all inputs."""
    said = text_of("relu", assume=("x >= 0",))
    assert "The rectified linear unit keeps positive inputs" in said
    assert "not linear" not in said


def test_the_unit_vectors_are_not_used_outside_the_domain():
    """On [2, 3] there is no f(1)."""
    assert "f(1)" not in text_of("x", assume=("x >= 2", "x <= 3"))


def test_short_formulas_stay_on_one_line():
    """So that b = 0 is read in one breath."""
    for line in text_of("a*relu(w*x) + b*relu(q*x)").split("\n"):
        assert not re.search(r"\b[a-z] =$", line), line


@pytest.mark.parametrize(("power", "shown"), [(6, None), (20, None), (60, "too little for")])
def test_both_sides_are_told_apart_or_the_gap_is_named(power, shown):
    """However small the gap is."""
    said = text_of(f"x + tanh(x)/10**{power}")
    sums = re.search(r"f\(u\) \+ f\(v\) .*?≈ (\S+)\n      f\(u \+ v\) = f\(2\)", said, re.DOTALL)
    whole = re.search(r"f\(u \+ v\) = f\(2\).*?≈ (\S+)", said)
    assert (sums[1] == whole[1]) == (shown is not None)
    assert (shown or "The two sides differ by about") in said

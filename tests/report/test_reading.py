"""What is said of how a text was read: between which spaces a map goes, and which inputs it has."""

from __future__ import annotations

import pytest

from symlin.decision.alone import is_linear_in, linear_alone
from symlin.reading.parse import parse_operator
from symlin.report.formats.segments import plain
from symlin.report.words.reading import hinge_lines, overlap_lines, read_as_lines, spaces_lines

from ..decided import decided


def said(text: str, **options) -> list[str]:
    """The three kinds of lines under the verdict."""
    report = decided(text, **options)
    found = [spaces_lines(report, 80), read_as_lines(report.operator, 80), hinge_lines(report, 80)]
    return [plain(lines).strip() for lines in found if lines]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("T(x, y, z) = (y, z)", "R^3 -> R^2, 2x3 matrix"),
        ("T(x, y) = (Max(x, 0), y)", "R^2 -> R^2"),
        ("T(x, y) = (1/x, y)", "R^2 -> R^2, a partial map"),
        ("T(x, y; a) = (sqrt(a)*x, y)", "R^2 -> R^2, 2x2 matrix"),
    ],
)
def test_a_map_with_a_header_says_between_which_spaces_it_goes(text: str, line: str) -> None:
    """1/x is no map from R to R: it has no value at 0."""
    assert said(text) == [line]


def test_an_assumption_on_the_inputs_makes_it_a_partial_map() -> None:
    """It says nothing of the points beside it."""
    assert said("T(x, y) = (Abs(x), y)", assume=("x >= 0",)) == [
        "R^2 -> R^2, a partial map, 2x2 matrix"
    ]


@pytest.mark.parametrize("text", ["[y, x]", "f(x, y) = x + y", "relu"])
def test_without_a_header_or_with_one_output_no_spaces_are_named(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("t*x", "t and x are both inputs here; with x alone it is LINEAR: f(x; t) = t*x"),
        ("x*y", "x and y are both inputs here; with x alone it is LINEAR: f(x; y) = x*y"),
        ("t**2*u", "t and u are both inputs here; with u alone it is LINEAR: f(u; t) = t**2*u"),
        ("x**2*t", "t and x are both inputs here; with t alone it is LINEAR: f(t; x) = x**2*t"),
        (
            "[a*t*x1, x2*t**2]",
            "t, x1 and x2 are all inputs here; with x1 and x2 alone it is LINEAR: f(x1, x2;\n"
            "  t, a) = (a*t*x1, x2*t**2)",
        ),
    ],
)
def test_other_inputs_with_which_it_is_linear_are_named(text: str, line: str) -> None:
    """Who means t for a parameter is told; the first choice is what people mean by t."""
    assert said(text) == [line]


@pytest.mark.parametrize(
    "text",
    ["f(x, t) = t*x", "x + t", "t*x + 1", "sin(x)*sin(t)", "Max(t*x, 0)", "x**t", "x*x", "relu"],
)
def test_nothing_is_said_of_inputs_that_were_named_or_with_which_nothing_is_linear(
    text: str,
) -> None:
    """A line that is no help is one too many."""
    assert said(text) == []


@pytest.mark.parametrize("options", [{"inputs": ("x", "t")}, {"assume": ("x >= t",)}])
def test_nothing_is_said_of_inputs_that_somebody_chose(options) -> None:
    """Of assumptions it would not be clear of what they speak then."""
    assert linear_alone(parse_operator("t*x", **options)) is None


@pytest.mark.parametrize(
    "text",
    ["Piecewise((x, t > 0), (t*x, True))", "Piecewise((x, t > 0), (0, True))", "x/t + 2*t**2*x"],
)
def test_pieces_told_apart_by_the_others_are_linear_as_well(text: str) -> None:
    assert linear_alone(parse_operator(text)) == ("x",)


@pytest.mark.parametrize(
    "text", ["Piecewise((t*x, x > 0), (0, True))", "Piecewise((x, t > 0), (1, True))", "Abs(x)*t"]
)
def test_what_is_not_plainly_linear_is_not_asked_of_the_kernel(text: str) -> None:
    """The line is worth no search of half a second."""
    assert not is_linear_in(parse_operator(text).outputs, ("x",))


def overlaps(text: str, **options) -> str:
    """The line about conditions that overlap."""
    return plain(overlap_lines(decided(text, **options), 100)).strip()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{x if x >= 0; -x if x <= 1}", "x = 1/2"),
        ("{1 if x >= 0; 0 if x <= 0}", "x = 0"),
        (r"\begin{cases} 1/x & x > -1 \\ 2 & x < 1 \end{cases}", "x = -1/2"),
        ("f(x; a) = {x if x > a; 0 if x <= 1}", "x = -3/2, a = -2"),
        ("{x if x > 0; 0 if x*x < 2; 1 otherwise}", "x = 1"),
    ],
)
def test_conditions_that_overlap_are_told_with_a_point(text: str, place: str) -> None:
    """In a book the order of the rows means nothing: there the text would be a mistake."""
    line = f"the conditions of the cases overlap, as at {place}: the first that holds counts"
    assert overlaps(text) == line


@pytest.mark.parametrize(
    "text",
    [
        "{x if x >= 0; -x if x <= 0}",
        "{x if x > 0; 0 otherwise}",
        "{x if x > -1; x if x < 1}",
        "{log(x) if x < 1; 2 if x < 0}",
        "{x if 1/x >= 0; 1 if x <= 0}",
        "Piecewise((x, x > 0), (1, x > -1), (0, True))",
        "x if x > 0 else (1 if x > -1 else 0)",
        "relu",
    ],
)
def test_nothing_is_said_where_the_values_agree_or_the_order_is_known(text: str) -> None:
    """log(x) has no value where x < 0, so no two values differ there; 1/0 >= 0 does not hold."""
    assert overlaps(text) == ""


def test_a_point_outside_of_the_domain_is_none() -> None:
    assert overlaps("{x if x >= 0; -x if x <= 1}", assume=("x > 1",)) == ""

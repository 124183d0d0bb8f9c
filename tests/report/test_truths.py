"""What is said beside a verdict is true, also of functions that are made to mislead."""

from __future__ import annotations

import pytest

import symlin
from symlin.report.formats.prose import document_lines
from symlin.report.formats.segments import plain
from symlin.report.words.explain import explanation


def explained(text: str, **options: object) -> str:
    report = symlin.check(text, crosscheck=False, **options)  # type: ignore[arg-type]
    return " ".join(plain(document_lines(explanation(report, "symlin"), 80)).split())


@pytest.mark.parametrize(
    "text", ["hard_swish", "Piecewise((0, x < 0), (x**2 - x, x < 1), (x, True))"]
)
def test_a_curved_piece_settles_no_convexity(text: str) -> None:
    """hard_swish falls before it rises, and what the kernel has not shown is not said."""
    said = explained(text)
    assert "Convex" not in said
    assert "decreasing" not in said


def test_straight_pieces_do() -> None:
    assert "Convex: f((u + v)/2) ≤ (f(u) + f(v))/2." in explained("leaky_relu(x, 1/10)")
    assert "Never decreasing" in explained("hardtanh")


def test_a_pole_is_no_value_from_which_a_graph_jumps() -> None:
    """In the kernel's total reading 1/0 is 0; on the page there is nothing at 0."""
    said = explained("Piecewise((1/x, x > 0), (1, True))")
    assert "jumps" not in said
    assert "At x = 0 one formula takes over" in said


def test_the_value_of_a_step_is_not_its_limit() -> None:
    """floor(x) is 1 at 1, and 0 just before: x - floor(x) + 1 goes up to 2, not to 1."""
    assert "jumps" not in explained("Piecewise((floor(x), x < 1), (0, True))")


def test_a_jump_and_a_kink_are_told() -> None:
    assert "the graph jumps: from 0 to 1" in explained("Piecewise((0, x < 0), (1 + x, True))")
    assert "its slope is 0 on the left and 1 on the right" in explained("relu")


def test_an_affine_function_without_a_value_at_the_origin_is_not_asked_for_it() -> None:
    said = explained("(x**2 + x)/x")
    assert "plus the constant 1 that" in said
    assert "f(0) = 1" not in said


def test_an_affine_function_with_a_value_at_the_origin_is() -> None:
    assert "plus the constant f(0) = 2 that" in explained("3*x + 2")


def test_many_pieces_are_not_one_formula() -> None:
    """Where pieces are too many to be listed, nothing is said of how many there are."""
    said = explained(" + ".join(f"{-1 if k % 2 else 1}*relu(x - {k})" for k in range(12)))
    assert "One formula holds" not in said


def test_an_example_of_a_condition_has_all_its_terms() -> None:
    """sqrt(2) is a number as well as 2 is; it was left out of the formula."""
    said = explained("Piecewise((sqrt(2)*x, x > 0), (sqrt(2)*x*a, True))")
    assert "for a = 1 and all inputs: f(x) = √2·x" in said


def test_an_example_of_a_condition_is_for_inputs_that_are_asked_about() -> None:
    said = explained("Piecewise((x, x > 0), (a*x, True))", assume=["x <= 5"])
    assert "all inputs at which it is asked and has a value" in said


def test_a_rounded_value_is_not_said_to_be_equal() -> None:
    """-1 * 1.051 is not what -1 * f(1) equals."""
    assert "a·f(u) ≈ -1 · 1.051" in explained("selu")


def test_points_of_unknown_pieces_are_in_none() -> None:
    """That points lie in different pieces is said where two are located, and not for want of it."""
    said = explained("Max(x1, x2)")
    assert "The points do not all lie in the same piece" in said


@pytest.mark.parametrize("text", ["Piecewise((x, x > 0), (x + exp(-1000), True))"])
def test_a_gap_too_small_to_see_is_named(text: str) -> None:
    assert "5.076e-435" in explained(text)

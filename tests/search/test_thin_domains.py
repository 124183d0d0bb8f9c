"""Domains without neighbours: finite ones, curves, and intervals that few points lie in."""

from __future__ import annotations

import pytest

from symlin import check
from symlin.decision.decide import decide
from symlin.decision.json import counterexample_dict
from symlin.decision.verdict import Status
from symlin.kernel.claim import Law
from symlin.kernel.term import eq, ne, var
from symlin.language.printing import term_to_text
from symlin.reading.parse import parse_operator
from symlin.report.words.counterexample import sentence, written


@pytest.mark.quick
@pytest.mark.parametrize(
    ("text", "assume", "linear", "affine"),
    [
        ("x**2", ["Or(Eq(x, 0), Eq(x, 3))"], "proved", "proved"),
        ("2**x", ["Or(Eq(x, 1), Eq(x, 2))"], "proved", "proved"),
        ("1/x", ["Or(Eq(x, 1), Eq(x, -1))"], "proved", "proved"),
        ("exp(x)*x", ["Eq(x, 1)"], "proved", "proved"),
        ("sqrt(x1**2 + x2**2)", ["x1 >= 0", "Eq(x1, x2)"], "proved", "proved"),
        ("x**2", ["Or(Eq(x, 1), Eq(x, 3))"], "refuted", "proved"),
        ("2**x", ["Or(Eq(x, 0), Eq(x, 1))"], "refuted", "proved"),
        ("exp(x)", ["Or(Eq(x, 0), Eq(x, 1))"], "refuted", "proved"),
        ("cos(pi*x)", ["Or(Eq(x, 0), Eq(x, 1))"], "refuted", "proved"),
        ("x**2", ["Or(Eq(x, 1), Eq(x, 3), Eq(x, 2))"], "refuted", "refuted"),
    ],
)
def test_points_fix_the_map_on_a_finite_domain(
    text: str, assume: list[str], linear: str, affine: str
) -> None:
    """Two points are always affine, and entries of the matrix need not be rational."""
    report = decide(parse_operator(text, assume=assume), 20)
    assert (report.linear.status.value, report.affine.status.value) == (linear, affine)


def test_a_step_is_constant_between_its_jumps() -> None:
    report = decide(parse_operator("floor(x)", assume=["x >= 3", "x < 4"]), 20)
    assert report.affine.status is Status.PROVED
    assert report.linear.status is Status.REFUTED


@pytest.mark.parametrize("curve", ["Eq(x1 + x2, 1)", "Eq(x1**2 + x2**2, 1)"])
def test_what_breaks_another_law_breaks_linearity(curve: str) -> None:
    """Where additivity has no instances, midpoints or opposite points refute every matrix."""
    report = decide(parse_operator("x1*x2", assume=[curve]), 20)
    assert report.linear.status is Status.REFUTED
    certificate = report.linear.certificate
    assert certificate is not None and certificate.law is Law.LINEAR


@pytest.mark.parametrize(
    ("text", "assume"),
    [
        ("x1*x2", "Eq(x1**2, x2)"),
        ("x1**3", "Eq(x1**2, x2)"),
        ("sin(x1)", "Eq(x1**2, x2)"),
        ("x1*x2", "Eq(x1**2 + x2**2, 1)"),
        ("relu(x1)", "Eq(x1**2 + x2**2, 1)"),
        ("x1**2", "Eq(x1*x2, 1)"),
        ("relu(x1)", "And(x1**2 + x2**2 <= 1, x1**2 + x2**2 >= 9/10)"),
    ],
)
def test_any_points_that_depend_on_each_other_break_a_law(text: str, assume: str) -> None:
    """No two points of the curve have their middle on it, so three or four have to do."""
    report = check(text, assume=[assume], inputs=["x1", "x2"], timeout=20)
    assert report.linear.status is report.affine.status is Status.REFUTED
    assert report.crosscheck.status == "agrees"
    example = report.affine.counterexample
    assert example is not None and example.law is Law.AFFINE
    assert len(example.coefficients) == len(example.points) >= 3


def test_a_combination_of_points_reads_like_one() -> None:
    report = check("x1*x2", assume=["Eq(x1**2, x2)"], timeout=20)
    example = report.linear.counterexample
    assert example is not None
    assert sentence(written(report.operator, example)) == (
        "f(3 * (1, 1) + (-1, 1)) = f(2, 4) = 8 but 3 * f(1, 1) + f(-1, 1) = 3 * 1 + (-1) = 2"
    )
    assert counterexample_dict(example)["coefficients"] == ["3", "1"]
    assert report.additivity.status is report.homogeneity.status is Status.PROVED


def test_a_sum_of_two_points_of_a_circle_may_lie_on_it() -> None:
    report = check("relu(x1)", assume=["Eq(x1**2 + x2**2, 1)"], inputs=["x1", "x2"], timeout=20)
    assert report.additivity.status is Status.REFUTED
    assert report.additivity.counterexample is not None
    assert not report.additivity.counterexample.coefficients


@pytest.mark.quick
@pytest.mark.parametrize(
    ("text", "inputs", "assume", "matrix"),
    [
        ("x*y + 0*a", ["x", "y"], ["Eq(y, a)"], ["a", "0"]),
        ("sqrt(x - 1) + sqrt(1 - x) + 1", ["x"], [], ["1"]),
        ("log(x)*sqrt(x - 2) + x", ["x"], ["x <= 2"], ["1"]),
        ("sqrt(x - y) + sqrt(y - x) + x*y - y**2 + x", ["x", "y"], [], ["0", "1"]),
        ("x*y*z + 0*a", ["x", "y", "z"], ["Eq(y, a)", "Eq(z, 2)"], ["2*a", "0", "0"]),
    ],
)
def test_equations_of_the_domain_are_solved_for_inputs(
    text: str, inputs: list[str], assume: list[str], matrix: list[str]
) -> None:
    """No point has neighbours along all axes there; x >= 1 and x <= 1 are an equation as well."""
    report = decide(parse_operator(text, inputs=inputs, assume=assume), 20)
    theorem = report.linear.theorem
    assert theorem is not None and theorem.matrix is not None
    assert [term_to_text(entry) for entry in theorem.matrix[0]] == matrix


@pytest.mark.quick
def test_a_constant_is_a_multiple_of_an_equation_unless_that_is_through_the_origin() -> None:
    """On y = a the function x + 1 is x + y/a, but on y = 0 no matrix gives 1."""
    report = decide(parse_operator("x + 1 + 0*a", inputs=["x", "y"], assume=["Eq(y, a)"]), 20)
    assert report.linear.theorem is not None and report.linear.theorem.condition == ne(var("a"))


@pytest.mark.quick
def test_ends_of_the_domain_are_places_that_move() -> None:
    """Two points far enough inside have a sum in x >= a, whatever a is."""
    report = decide(parse_operator("x + a", assume=["x >= a"]), 20)
    theorem = report.claims[Law.ADDITIVITY].theorem
    assert theorem is not None and theorem.condition == eq(var("a"))

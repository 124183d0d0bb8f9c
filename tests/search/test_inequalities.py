"""Pieces whose condition never holds, or hardly ever: inequalities that someone has to see."""

from __future__ import annotations

import pytest

from symlin.decision.decide import decide
from symlin.kernel.claim import Law
from symlin.reading.parse import parse_operator

SECONDS = 20.0


def status(text: str, *assume: str, law: Law = Law.LINEAR, inputs: list[str] | None = None) -> str:
    """What is decided of the law; the kernel has checked what is not unknown."""
    operator = parse_operator(text, assume=assume, inputs=inputs)
    return decide(operator, SECONDS).claims[law].status.value


@pytest.mark.quick
@pytest.mark.parametrize(
    "condition",
    [
        "x**4 + 1 < x",
        "x**4 + x + 1 <= 0",
        "x**4 < 2*x - 2",
        "x**6 - x + 1 < 0",
        "x**8 + 1 < x**2",
        "x**4 + 1 < 1.7547*x",
        "(x - 20)**4 - (x - 20) + 1 < 0",
        "(x - 1)**2*(x**2 + 1) < 0",
        "x**4 + y**4 < x**3*y - 1",
        "x**4 + y**4 + z**4 + 1 < 4*x*y*z",
        "Eq(x**4 + y**4 + 1, x*y)",
        "exp(4*x) + 1 < exp(x)",
        "sqrt(x)*x**2 + 1 < sqrt(x)",
        "sin(x) + cos(x) > 3/2",
        "x**2 + 2*x*sin(x) + 1 < 0",
    ],
)
def test_a_sum_of_squares_is_not_negative(condition: str) -> None:
    """Polynomials have no normal form that shows their sign; a sum of squares does."""
    assert status(f"Piecewise((7, {condition}), (x, True))") == "proved"


def test_motzkins_polynomial_is_not_negative() -> None:
    """It is no sum of squares; multiplied by 1 + x^2 + y^2 it is one."""
    assert status("Piecewise((7, x**4*y**2 + x**2*y**4 + 1 < 3*x**2*y**2), (x, True))") == "proved"


@pytest.mark.parametrize(
    ("condition", "assume"),
    [
        ("x**3 + 1 < x", ["x >= 0"]),
        ("x**3 - 3*x + 3 < 0", ["x >= -2"]),
        ("x**4 - x**3 + x - 1 > 0", ["x >= 0", "x <= 1"]),
        ("x**4 + 1 < y", ["y**2 < x"]),
    ],
)
def test_squares_times_facts_are_not_negative(condition: str, assume: list[str]) -> None:
    assert status(f"Piecewise((7, {condition}), (x, True))", *assume) == "proved"


def test_a_polynomial_with_roots_is_negative_between_them() -> None:
    """Not every quartic is positive: x^4 + 1 < 17/9 x holds near 1."""
    assert status("Piecewise((7, x**4 + 1 < 17/9*x), (x, True))") == "refuted"


@pytest.mark.parametrize(
    "text",
    [
        "Piecewise((7*x1, Eq(x1**2 + x2**2, 0)), (x1 - x2, True))",
        "Piecewise((9*x3, Eq(x1**2 + x2**2 + x3**2, 0)), (x1, True))",
        "Piecewise((5*x1, x1**4 + x2**2 <= 0), (x1, True))",
    ],
)
def test_squares_that_add_up_to_nothing_are_nothing(text: str) -> None:
    for law in Law:
        if law is not Law.EQUIVALENT:
            assert status(text, law=law) == "proved", law


@pytest.mark.parametrize(
    "condition",
    ["sin(x)*cos(x) > 1/2", "sin(x)*cos(y) > 1", "erf(x)**2 > 1", "atan(x)**2 > 3"],
)
def test_bounded_functions_have_bounded_products(condition: str) -> None:
    assert status(f"Piecewise((7, {condition}), (x, True))") == "proved"


@pytest.mark.parametrize("text", ["x + Max(0, sin(x) - 99999/100000)", "x + sin(5040*pi*x)"])
def test_a_wave_is_tried_where_it_peaks(text: str) -> None:
    """No rational point is near enough, or all that are tried are zeros."""
    assert status(text) == "refuted"


@pytest.mark.parametrize(
    ("text", "assume"),
    [
        ("Max(3*x1 + 4*x2, -5)", "x1**2 + x2**2 <= 1"),
        ("Max(4*x1 + 3*x2, -10)", "x1**2 + x2**2 <= 4"),
        ("Max(x1 + x2, -2)", "(x1 - 1)**2 + (x2 - 1)**2 <= 8"),
        ("Max(x1 + 2*x2, -sqrt(5))", "x1**2 + x2**2 <= 1"),
        ("Max(x1 + 2*x2, -sqrt(15))", "x1**2 + x2**2 <= 3"),
    ],
)
def test_a_bend_that_touches_the_domain_does_not_cut_it(text: str, assume: str) -> None:
    assert status(text, assume, inputs=["x1", "x2"]) == "proved"


def test_a_bend_that_cuts_off_a_sliver_is_found() -> None:
    text = "Max(3*x1 + 4*x2, -4.999)"
    assert status(text, "x1**2 + x2**2 <= 1", inputs=["x1", "x2"]) == "refuted"


@pytest.mark.parametrize(
    ("text", "assume"),
    [
        ("asin(sin(x))", ["x >= -pi/2", "x <= pi/2"]),
        ("acos(cos(x))", ["x >= 0", "x <= pi"]),
        ("atan(tan(x))", ["x > -1", "x < 1"]),
        ("Abs(sin(x)) - sin(x) + x", ["x >= 0", "x <= 3"]),
    ],
)
def test_an_inverse_undoes_a_wave_on_its_own_interval(text: str, assume: list[str]) -> None:
    assert status(text, *assume) == "proved"


@pytest.mark.parametrize(
    ("text", "assume"),
    [
        ("asin(sin(x))", ["x >= -2", "x <= 2"]),
        ("acos(cos(x))", ["x >= -1", "x <= pi"]),
        ("Abs(sin(x)) - sin(x) + x", ["x >= 0", "x <= 3.2"]),
    ],
)
def test_and_not_beyond_it(text: str, assume: list[str]) -> None:
    assert status(text, *assume) == "refuted"


@pytest.mark.parametrize(
    ("condition", "assume"),
    [
        ("log(x) > x - 1", []),
        ("cos(x) < 1 - x**2/2", []),
        ("Abs(sin(x)) > Abs(x)", []),
        ("sin(x)**2 > x**2", []),
        ("cosh(x) < 1 + x**2/2", []),
        ("tanh(x) > x", ["x > 0"]),
        ("sin(x) > x", ["x > 0"]),
        ("exp(x) < 1 + x + x**2/2", ["x >= 0"]),
        ("exp(x) < 2.7*x", []),
        ("x*exp(-x) > 1/2", []),
        ("log(x) > 2*(x - 1)/(x + 1)", ["x > 0", "x < 1"]),
    ],
)
def test_what_a_derivative_denies_never_holds(condition: str, assume: list[str]) -> None:
    """Taylor polynomials bound what they approximate, from the side that the next term says."""
    assert status(f"Piecewise((7, {condition}), (x, True))", *assume) == "proved"


@pytest.mark.parametrize(
    ("condition", "assume"),
    [
        ("sin(x) > 0.999*x", ["x > 0"]),
        ("cos(x) < 1 - 0.4999*x**2", []),
        ("exp(x) < 1 + x + 0.5001*x**2", ["x >= 0"]),
    ],
)
def test_and_what_it_does_not_deny_is_found(condition: str, assume: list[str]) -> None:
    assert status(f"Piecewise((7, {condition}), (x, True))", *assume) == "refuted"

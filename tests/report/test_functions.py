"""What is said of operators on functions: the verdict, the laws, and signals that break them."""

from __future__ import annotations

import pytest

import symlin
from symlin.report.functions import FunctionReport

from ..decided import decided_functions


def told(text: str, **options: str) -> str:
    return str(decided_functions(text, **options))


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("y(t) = t*x(t)", "LINEAR, NOT TIME-INVARIANT"),
        ("x[n-1] + 2", "NOT LINEAR (affine, time-invariant)"),
        ("a*x[n] + b", "LINEAR IFF b = 0, TIME-INVARIANT"),
        ("max(x[n-1], x[n], x[n+1])", "NOT LINEAR (time-invariant)"),
        ("x(t)*cos(w*t + p)", "LINEAR, TIME-INVARIANT IFF w = 0"),
        ("y' - sin(y) = 0", "NONLINEAR, AUTONOMOUS"),
        ("y'' + y = sin(t)", "LINEAR, INHOMOGENEOUS, NOT AUTONOMOUS"),
        ("u_t = u_xx", "HOMOGENEOUS LINEAR"),
        ("x[n]*x[n-k]", "NOT LINEAR (time-invariant)"),
        ("x''(2*t)", "LINEAR, NOT TIME-INVARIANT"),
        ("x'' + k*x = F*cos(t)", "LINEAR, HOMOGENEOUS IFF F = 0, AUTONOMOUS IFF F = 0"),
        ("x' = r*x*(1 - x)", "HOMOGENEOUS LINEAR IFF r = 0, AUTONOMOUS"),
        ("Integral(f(s)*g(s), (s, 0, 1))", "NOT LINEAR jointly, BILINEAR"),
    ],
)
def test_the_verdict_stands_in_the_first_line(text: str, headline: str) -> None:
    first = told(text).splitlines()[:2]
    assert any(line.endswith(headline) for line in first), first


@pytest.mark.parametrize(
    ("text", "headline", "given"),
    [
        ("y' + p(x)*y = q(x)", "LINEAR, HOMOGENEOUS IFF q(x) = 0 everywhere", "p, q"),
        ("m*x'' + c*x' + k*x = F(t)", "LINEAR, HOMOGENEOUS IFF F(t) = 0 everywhere", "F"),
        ("u_tt - c(x)**2*u_xx = 0", "HOMOGENEOUS LINEAR", "c"),
        ("u_t + u*u_x = f(x, t)", "NONLINEAR", "f"),
        ("y' = f(y)", "UNKNOWN, AUTONOMOUS", "f"),
    ],
)
def test_an_equation_is_about_what_is_differentiated(text: str, headline: str, given: str) -> None:
    """Jointly in (y, p, q) the linear equation of first order would be nonlinear."""
    head = " ".join(" ".join(told(text).splitlines()[:5]).split())
    assert f" {headline}" in head
    assert f"; {given} given" in head


def test_what_is_linear_in_all_functions_together_is_not_asked_about_one_by_one() -> None:
    """x + u is linear jointly; in x alone it is only where u = 0."""
    assert "linear in" not in told("y[n] = x[n] + u[n]")


def test_an_impulse_before_time_zero_is_written_with_a_plus() -> None:
    assert "delta[n + 1]" in told("y[n] = Sum(x[k]*x[n-k], (k, -oo, oo))")


def test_the_second_line_says_what_is_unknown_and_what_is_given() -> None:
    """Which letters are unknown, index and given is the likeliest thing to be read wrongly."""
    text = told("Integral(k(t, s)*x(s), (s, 0, t))", inputs="x")
    assert "unknown function x; for all real t; k given" in text
    assert "parameters a, b" in told("a*x(t) + b")


def test_a_counterexample_names_signals_a_place_and_both_sides() -> None:
    text = told("t*x(t)")
    assert "x(t) = 1, delayed by 1, at t = 0:" in text
    assert "T(x delayed) = 0   but  T(x) delayed = -1" in text


def test_what_a_linear_operator_comes_to_is_said() -> None:
    assert "comes to      t*x(t)" in told("t*x(t) + x(t)**2 - x(t)*x(t)")
    assert "u_t(x, t) - u_xx(x, t)" in told("u_t = u_xx")


@pytest.mark.parametrize("width", [40, 80])
def test_lines_keep_to_the_width(width: int) -> None:
    from symlin.report.formats.segments import plain
    from symlin.report.words.functions import function_lines

    for text in ("x(t)**2 + b*sin(w*t)", "u_t + b*u*u_x", "f'(t)*g(t)"):
        report = decided_functions(text)
        lines = plain(function_lines(report, width)).splitlines()
        assert max(map(len, lines)) <= width, max(lines, key=len)


def test_an_explanation_names_the_linear_parts() -> None:
    from symlin.report.formats.prose import document_lines
    from symlin.report.formats.segments import plain
    from symlin.report.words.functions_why import explanation

    report = symlin.check("t*x(t) + Integral(x(s), (s, 0, t))", crosscheck=False)
    assert isinstance(report, FunctionReport)
    text = plain(document_lines(explanation(report, "symlin check"), 80))
    assert "x(t), Integral(x(s), (s, 0, t))" in " ".join(text.split())
    assert "Why it is linear" in text
    assert "Why it is not time-invariant" in text


def test_a_report_is_neither_true_nor_false() -> None:
    report = symlin.check("t*x(t)", crosscheck=False)
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(report)
    assert repr(report) == "<Report on t*x(t): LINEAR, NOT TIME-INVARIANT>"


def test_json_names_the_space_and_exact_signals() -> None:
    report = symlin.check("x[n]**2", crosscheck=False).to_dict()
    assert report["operator"]["space"]["index"] == {"n": "whole"}  # type: ignore[typeddict-item]
    found = report["claims"]["linear"]
    assert found["status"] == "refuted"
    assert found["counterexample"]["signals"][0]["x"]  # type: ignore[index, typeddict-item]

"""`require_linear` of operators on functions: the combination that the theorem states, in SymPy."""

from __future__ import annotations

from typing import Any

import pytest
import sympy

import symlin
from symlin.errors import SymlinError

t, s, a, b = sympy.symbols("t s a b", real=True)
n = sympy.Symbol("n", integer=True)
x, h, u = map(sympy.Function, "xhu")
seq = sympy.IndexedBase("x")
place = sympy.Symbol("x", real=True)
COMBINATIONS: dict[str, Any] = {
    "y(t) = t*x(t)": t * x(t),
    "Derivative(t*x(t), t)": x(t) + t * x(t).diff(t),
    "x[n] - 2*x[n-1]": seq[n] - 2 * seq[n - 1],
    "n*x[-n]": n * seq[-n],
    "b*x(t-a)": b * x(t - a),
    "Integral(exp(t-s)*x(s), (s, 0, t))": sympy.Integral(x(s) * sympy.exp(t - s), (s, 0, t)),
    "u_xx - u_t": u(place, t).diff(place, 2) - u(place, t).diff(t),
    "h(t)*x(t)": h(t) * x(t),
    "(x(t) + 1)**2 - x(t)**2 - 1": 2 * x(t),
    "moving_average": (seq[n - 1] + seq[n] + seq[n + 1]) / 3,
    "0*x(t)": sympy.Integer(0),
}


@pytest.mark.parametrize("text", COMBINATIONS)
def test_the_combination_is_that_of_the_theorem(text: str) -> None:
    """A functional that differs from the operator would be used in somebody's next proof."""
    given = {"given": ["h"]} if "h(" in text else {}
    found = symlin.require_linear(text, **given)  # type: ignore[arg-type]
    assert found.shape == (1, 1)
    assert sympy.expand(found[0] - COMBINATIONS[text]) == 0


@pytest.mark.parametrize(
    "text", ["x'(2*t)", "x''(1 - t)", "Sum(x[k], (k, -oo, n))", "x[2*n] - x[n]"]
)
def test_the_combination_is_read_back_as_the_same(text: str) -> None:
    """Also of derivatives at other places, and of sums without end."""
    found = symlin.require_linear(text)
    again = symlin.require_linear(found[0])
    assert again == found or sympy.simplify((again - found)[0].doit()) == 0


def test_several_outputs_are_several_rows_and_an_offset_is_a_column_of_its_own() -> None:
    assert symlin.require_linear("[x(t), x'(t)]") == sympy.Matrix([x(t), x(t).diff(t)])
    linear, offset = symlin.require_affine("y(t) = t*x(t) + cos(t)")
    assert (linear, offset) == (sympy.Matrix([t * x(t)]), sympy.Matrix([sympy.cos(t)]))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x(t)**2", r"is not linear: x\(t\) = 1, at t = 0: T\(-x\) = 1   but  -T\(x\) = -1"),
        ("x(t) + b", r"is linear only if b = 0: for b = 1: x = 0"),
        ("h(t) + x(t)", r"is linear only if h\(t\) = 0 everywhere"),
    ],
)
def test_what_is_not_linear_is_refused_with_functions_that_show_it(text: str, message: str) -> None:
    given = {"given": ["h"]} if "h(" in text else {}
    with pytest.raises(symlin.NotLinear, match=message) as error:
        symlin.require_linear(text, **given)  # type: ignore[arg-type]
    assert error.value.report.linear.status.value in ("refuted", "conditional")


def test_no_combination_is_handed_over_that_is_not_certified() -> None:
    """Time that has run out is no proof."""
    with pytest.raises(symlin.Undecided):
        symlin.require_linear("x(t) + x(t)**3*(sin(t)**2 + cos(t)**2 - 1)", timeout=1e-9)


def test_a_contradicted_proof_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """As of operators on numbers."""
    from symlin.crosscheck import functions
    from symlin.decision.opinion import CrossCheck

    disagreed = CrossCheck("disagrees", 1, 0, "planted")
    monkeypatch.setattr(functions, "cross_check_functions", lambda *_: disagreed)
    with pytest.raises(SymlinError, match="the cross-check contradicts the proof"):
        symlin.require_linear("x(t)")

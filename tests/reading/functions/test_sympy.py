"""SymPy's objects about functions are read as their texts are."""

from __future__ import annotations

from typing import Any

import pytest
import sympy
from sympy import Derivative, DiracDelta, Eq, Function, IndexedBase, Integral, Sum, oo, sin

from symlin.errors import InputError
from symlin.language.function_operator import FunctionOperator
from symlin.language.operator import Operator
from symlin.reading.operators import read_source

from .readings import on_functions

t, s, r, n, k, a, X = sympy.symbols("t s r n k a X")
m = sympy.Symbol("m", integer=True)
p = sympy.Symbol("p", positive=True)
x, y, f = Function("x"), Function("y"), Function("f")
q = IndexedBase("q")

SAME: list[tuple[Any, str]] = [
    (t * x(t), "t*x(t)"),
    (q[n] - 2 * q[n - 1], "q[n] - 2*q[n - 1]"),
    (Derivative(x(t), t), "x'(t)"),
    (x(2 * t).diff(t), "2*x'(2*t)"),
    (Derivative(x(t) ** 2, t), "Derivative(x(t)**2, t)"),
    (Integral(x(s), (s, 0, t)), "Integral(x(s), (s, 0, t))"),
    (
        Integral(Integral(x(r), (r, 0, s)), (s, 0, t)),
        "Integral(Integral(x(r), (r, 0, s)), (s, 0, t))",
    ),
    (Sum(q[k], (k, -oo, oo)), "Sum(q[k], (k, -oo, oo))"),
    (Sum(q[n - k], (k, 0, 3)), "q[n] + q[n - 1] + q[n - 2] + q[n - 3]"),
    (f(X, t).diff(X, t), "Derivative(f(X, t), X, t)"),
    (q[n] * (-1) ** n, "(-1)**n*q[n]"),
    (x(t) * DiracDelta(t - 1), "DiracDelta(t - 1)*x(t)"),
    (x(x(t)), "x(x(t))"),
    (x(a * t) - x(t), "x(a*t) - x(t)"),
]


def _on_functions(source: Any, **options: Any) -> FunctionOperator:
    operator = read_source(source, **options)
    assert isinstance(operator, FunctionOperator)
    return operator


@pytest.mark.parametrize(("expression", "text"), SAME, ids=str)
def test_an_expression_means_what_its_text_means(expression: Any, text: str) -> None:
    """Letters, index and parameters are the same, whichever way they came."""
    ours, theirs = _on_functions(expression).subject, on_functions(text).subject
    assert set(ours.table.values()) == set(theirs.table.values())
    assert ours.index == theirs.index
    assert ours.unknowns == theirs.unknowns
    assert set(ours.parameters) == set(theirs.parameters)


def test_an_equation_of_sympy_is_an_equation() -> None:
    """Eq(x'' + x, sin(t)) has two sides, of which the residual is asked about."""
    operator = _on_functions(Eq(x(t).diff(t, 2) + x(t), sin(t)))
    assert operator.equation
    assert operator.head == "T(x)(t)"


@pytest.mark.parametrize("inputs", [x, x(t), [x], "x"])
def test_the_unknown_functions_may_be_named_by_sympy(inputs: Any) -> None:
    """inputs=x is what one writes who has x = Function("x")."""
    subject = _on_functions(x(t) * y(t), inputs=inputs).subject
    assert (subject.unknowns, subject.givens) == (("x",), ("y",))


def test_sequences_may_be_named_by_sympy() -> None:
    """IndexedBase is SymPy's sequence."""
    assert _on_functions(q[n] * y(n), inputs=q).subject.unknowns == ("q",)


def test_what_symbols_assume_is_assumed() -> None:
    """An integer symbol is whole, and a positive one positive."""
    operator = _on_functions(q[m] * m)
    assert operator.subject.index[0].whole
    assert operator.assumption_texts == ()
    assert _on_functions(p * x(p)).assumption_texts == ("p > 0",)
    assert _on_functions(x(t) * m).assumption_texts == ("Eq(m, floor(m))",)


def test_several_outputs_of_sympy() -> None:
    """A list and a column are outputs."""
    for source in ([x(t), y(t)], sympy.Matrix([x(t), y(t)])):
        assert len(_on_functions(source).subject.outputs) == 2


def test_the_derivative_by_a_place_is_known_by_its_number() -> None:
    """SymPy hides it in Subs; f_1 is the derivative by the first argument."""
    operator = _on_functions(f(2 * X, t).diff(X))
    assert operator.texts == ("2*f_1(2*X, t)",)
    assert operator.subject.table["#1"].orders == (1, 0)  # type: ignore[union-attr]


def test_expressions_without_functions_are_about_numbers() -> None:
    """x + 1 of symbols stays what it was."""
    assert isinstance(read_source(sympy.Symbol("x") + 1), Operator)
    assert isinstance(read_source("x + 1", inputs=sympy.Symbol("x")), Operator)


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        (Integral(x(s), s), "without limits"),
        (x(t) > 0, "not a condition"),
        (x(x(t)).diff(t), "derivative by a function"),
        (Function("relu")(t), "rename it"),
        (Derivative(x(t), (t, n)), "order"),
    ],
    ids=str,
)
def test_what_is_not_read_is_refused_by_name(expression: Any, words: str) -> None:
    """No part of an expression is skipped."""
    with pytest.raises(InputError, match=words):
        read_source(expression)

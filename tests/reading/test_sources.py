"""The options of the library: what Python hands over is taken, or refused in words."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import pytest
import sympy

import symlin
from symlin import models
from symlin.kernel.term import mul, var
from symlin.reading.sources import as_operator

pytestmark = pytest.mark.quick

x = sympy.Symbol("x", real=True)


def test_one_condition_needs_no_list() -> None:
    for assume in (x > 0, "x > 0", [x > 0], ("x > 0",), {"x > 0"}):
        assert as_operator(x, assume=assume).assumption_texts == ("x > 0",)
    assert as_operator(x, assume=sympy.And(x > 0, x < 1)).assumption_texts != ()


def test_no_condition_may_be_none_or_true() -> None:
    assert as_operator("x", assume=None).assumptions == ()
    assert as_operator(x, assume=sympy.true).assumptions == ()


def test_a_condition_that_sympy_has_answered_is_not_forgotten() -> None:
    """x >= 0 of a non-negative x is True: of Max(x, 0), where no x assumes a thing, it would not
    be heard of again."""
    positive = sympy.Symbol("x", positive=True)
    for ask in (symlin.check, lambda text, assume: symlin.equiv(text, "x", assume=assume)):
        with pytest.raises(symlin.InputError, match="SymPy has answered this condition already"):
            ask("Max(x, 0)", assume=positive >= 0)
    assert as_operator(positive + 1, assume=positive >= 0).assumption_texts == ("x > 0",)


@pytest.mark.parametrize(
    "assume", [5, [5], True, [x], x + 1, [None], [sympy.Q.positive(x)]], ids=str
)
def test_what_is_no_condition_is_refused(assume: Any) -> None:
    with pytest.raises(symlin.InputError):
        symlin.check(x, assume=assume)


def test_a_comparison_that_python_answered_is_explained() -> None:
    """x == 3 is False before symlin sees it, and an empty domain to whoever believes that."""
    with pytest.raises(symlin.InputError, match=r"sympy\.Eq\(x, 1\)"):
        symlin.check(x, assume=[x == 3])


def test_inputs_are_names_or_symbols_in_order() -> None:
    for inputs in ("y, x", ["y", "x"], sympy.symbols("y x"), [sympy.Symbol("y"), "x"]):
        assert as_operator("x + y", inputs=inputs).inputs == ("y", "x")
    assert as_operator("x + y", inputs=x).inputs == ("x",)


@pytest.mark.parametrize("texts", [["Max(x", "0)"], ["x, y"], ["x", ""], ["x]", "[y"], ["[x]"]])
def test_every_text_of_a_list_is_one_output(texts: list[str]) -> None:
    """Put together with commas they would be another operator."""
    with pytest.raises(symlin.InputError):
        symlin.check(texts)


@pytest.mark.parametrize("inputs", [5, [5], {"x", "y"}, [None], [sympy.pi], [], ""])
def test_what_names_no_inputs_is_refused(inputs: Any) -> None:
    with pytest.raises(symlin.InputError):
        symlin.check("x + y", inputs=inputs)


def test_one_size_is_a_vectors() -> None:
    assert as_operator("relu", shape=3).shape_in == (3,)
    assert as_operator(models.Elementwise("relu"), shape=3).shape_in == (3,)


@pytest.mark.parametrize(
    "shape", [(3.0,), "3", 3.0, True, (True,), [[3]], {3}, 0, (-1,), 10**30], ids=str
)
def test_what_is_no_shape_is_refused(shape: Any) -> None:
    for source in ("relu", models.Elementwise("relu")):
        with pytest.raises(symlin.InputError):
            symlin.check(source, shape=shape)
    with pytest.raises(symlin.InputError):
        models.Elementwise("relu").operator(shape)


@pytest.mark.parametrize("timeout", [math.inf, math.nan, None, -1, 0, 1e30, "3", True, 10**400])
def test_what_is_no_time_limit_is_refused(timeout: Any) -> None:
    for ask in (
        lambda: symlin.check("x", timeout=timeout),
        lambda: symlin.equiv("x", "x", timeout=timeout),
        lambda: symlin.require_linear("x", timeout=timeout),
        lambda: symlin.require_equivalent("x", "x", timeout=timeout),
    ):
        with pytest.raises(symlin.InputError, match="timeout: expected seconds above 0"):
            ask()


def test_a_time_limit_is_any_real_number() -> None:
    assert symlin.check("x", timeout=Fraction(7, 2), crosscheck=False).linear.certified  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", [-1, "a", None, 1.5, True, math.nan])
def test_what_is_no_seed_is_refused(seed: Any) -> None:
    with pytest.raises(symlin.InputError, match="seed: expected a whole number"):
        symlin.check("x", seed=seed)


def test_layers_take_one_condition_as_text() -> None:
    layer = models.Dense([["w"]])
    assert layer.operator(assume="w > 0").assumption_texts == ("w > 0",)
    with pytest.raises(symlin.InputError, match="is a text"):
        layer.operator(assume=[x > 0])


def test_terms_may_not_be_called_as_constants() -> None:
    """In the report, E*x would be e times x."""
    with pytest.raises(symlin.InputError, match="E is called as a constant"):
        models.from_terms(["x"], [mul(var("E"), var("x"))])


@pytest.mark.parametrize("inputs", ["x,,y", ",x", "x,", " , ", "", "x" + " " * 100_000 + ",,"])
def test_a_name_that_is_missing_between_commas_is_refused(inputs: str) -> None:
    """It would make a parameter of an input, and quickly another answer of it."""
    with pytest.raises(symlin.InputError, match="names such as x,y"):
        as_operator("x + y", inputs=inputs)


@pytest.mark.parametrize("inputs", ["x,y", "x y", " x , y ", "x, y"])
def test_names_may_stand_between_commas_or_blanks(inputs: str) -> None:
    assert as_operator("x + y", inputs=inputs).inputs == ("x", "y")

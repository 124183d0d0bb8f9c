"""Equations: solved for a variable, or told apart by factors."""

from __future__ import annotations

import pytest

from symlin.kernel.certificate import ProductSign, Split, Substitute
from symlin.kernel.term import ONE, const
from symlin.kernel.walk import variables
from symlin.search.proofs.branching import Level, StaysOpen, is_accepted
from symlin.search.proofs.contradict import Prover
from symlin.search.proofs.equations import (
    by_factors,
    by_substitution,
    reduced,
    solved_equation,
    whole_variable,
)

from ..texts import context, facts, same, soon, subject, term


def test_an_equation_is_solved_for_a_variable_that_stands_alone() -> None:
    """2 x = 4 says x = 2; x**2 = 4 says nothing of the kind."""
    assert solved_equation(context("Eq(2*x, 4)")) == ("x", const(2), ONE)
    assert solved_equation(context("Eq(x**2, 4)")) is None
    assert solved_equation(context("Eq(exp(x), 2 - x)")) is None


def test_a_slope_that_may_be_0_solves_nothing() -> None:
    """a x = 1 with a > 0 does, a x = b without it does not."""
    solved = solved_equation(context("Eq(a*x, 1)", "a > 0"))
    assert solved is not None and solved[0] == "x"
    assert solved_equation(context("Eq(a*x*y, b**2)")) is None


def test_signs_that_leave_only_0_are_an_equation_too() -> None:
    """x >= 0 and x <= 0, which no fact puts as an equation."""
    solved = solved_equation(context("x >= 0", "x <= 0", "y > x"))
    assert solved is not None and solved[:2] == ("x", const(0))


def test_a_whole_variable_is_its_floor() -> None:
    """v = floor(v): what is said of the floor holds of the variable."""
    step = whole_variable(context("Eq(x, floor(x))"))
    assert step is not None and step[:2] == ("x", term("floor(x)"))
    assert whole_variable(context("Eq(x, floor(y))")) is None


def test_what_the_guards_determine_leaves_the_subject() -> None:
    """With a = 1 the function a x + b has one parameter less, and the rest stays said."""
    fixed, left = reduced(subject("a*x + b"), facts("Eq(a, 1)", "b > 2"))
    assert fixed.parameters == ("b",)
    assert same(fixed.outputs[0], term("x + b"))
    assert facts("b > 2")[0] in left and "a" not in variables(*left)


def test_substitution_comes_back_as_a_step_and_an_open_case_with_its_trail() -> None:
    """Both are needed: one for the certificate, one for points of what stays open."""
    prover = Prover(soon())
    given = facts("Eq(x, y)", "x**2 > y**2")
    step = by_substitution(prover, context("Eq(x, y)", "x**2 > y**2"), Level())
    assert isinstance(step, Substitute) and is_accepted(given, step)
    with pytest.raises(StaysOpen) as stopped:
        by_substitution(prover, context("Eq(x, y)", "x > 1"), Level())
    assert [name for name, _ in stopped.value.case.substituted] in (["x"], ["y"])


def test_a_product_that_is_0_has_a_factor_that_is() -> None:
    """Where none of them can be, that is a contradiction."""
    conditions = ["Eq(x**2, y**2)", "x + y > 0", "x > y"]
    step = by_factors(Prover(soon()), context(*conditions), Level())
    assert isinstance(step, ProductSign) and is_accepted(facts(*conditions), step)


def test_factors_that_may_be_0_are_cases() -> None:
    """x**2 = y**2 is x = y or x = -y; each is refuted by itself."""
    step = by_factors(Prover(soon()), context("Eq(x**2, y**2)", "Ne(Abs(x), Abs(y))"), Level())
    assert isinstance(step, Split)
    assert is_accepted(facts("Eq(x**2, y**2)", "Ne(Abs(x), Abs(y))"), step)
    with pytest.raises(StaysOpen):
        by_factors(Prover(soon()), context("Eq(x**2, y**2)", "x > y"), Level())


def test_only_equations_have_factors_of_that_kind() -> None:
    """x y > 0 leaves both as they are."""
    assert by_factors(Prover(soon()), context("x*y > 0"), Level()) is None

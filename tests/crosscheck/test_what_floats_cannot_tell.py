"""Floats that have grown too large, and machines that lack something, are no second opinion."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

import symlin
from symlin.crosscheck import cross_check, huge
from symlin.crosscheck.approximations import nearest_float
from symlin.crosscheck.subject import all_close, close
from symlin.decision.decide import decide
from symlin.kernel.claim import Law
from symlin.kernel.term import const, scale, var
from symlin.language.operator import NO_VALUE, Operator
from symlin.reading.parse import parse_operator

from .crosscheck_samples import proved, report

X = var("x")
LARGE = [
    *("Max(10**1500*x, 0)", "floor(10**2500*x)", "floor(10**2500*x)/10**2500", "10**3000*x"),
    *("x + 10**1400*relu(x)", "sin(10**13*x)", "tan(10**20*x)*x", "x**9999", "exp(10**400*x)"),
    *("Max(x, -10**900)", "1/(10**400*x)", "exp(exp(10*x)) - 1", "Mod(x, 10**-400)"),
    *("Piecewise((x, x < 10**500), (10**700*x, True))", "log(1 + exp(10**5*x))", "x/10**1000"),
    "Piecewise((x, exp(exp(100*x)) < 5), (2*x, True))",
]


def reading(value: Callable[[float], float]) -> Operator:
    """x, with another reference."""
    return Operator(
        name="f",
        inputs=("x",),
        parameters=(),
        outputs=(X,),
        reference=lambda at: [value(at["x"])],
    )


@pytest.mark.parametrize("text", LARGE)
def test_a_true_report_is_never_contradicted(text: str) -> None:
    """The first two ended with exit 4, "a bug in symlin", because floats overflow there."""
    found = symlin.check(text, timeout=10.0)
    assert found.crosscheck.status != "disagrees", found.crosscheck.detail


@pytest.mark.parametrize("said", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("text", ["Max(10**1500*x, 0)", "x", "sqrt(x)"])
def test_a_reference_that_has_overflowed_neither_contradicts_nor_agrees(
    text: str, said: float
) -> None:
    operator = parse_operator(text)
    silent = Operator(
        name="f",
        inputs=operator.inputs,
        parameters=(),
        outputs=operator.outputs,
        reference=lambda at: [said],
    )
    opinion = cross_check(silent, report(silent))
    assert (opinion.status, opinion.examples) == ("skipped", 0)
    assert "no point was found at which to ask the reference" in opinion.detail


def test_what_overflows_in_a_law_is_looked_at_exactly() -> None:
    """Two infinities are no agreement: 10**400*|x| is not linear."""
    absolute = parse_operator("10**400*Abs(x)")
    opinion = cross_check(absolute, report(absolute, *proved(Law.LINEAR)))
    assert opinion.status == "disagrees"


def test_a_reference_may_say_for_certain_that_there_is_no_value() -> None:
    opinion = cross_check(reading(lambda x: NO_VALUE if x == 3 else x), report(reading(abs)))
    assert opinion.status == "disagrees"
    assert "but the reference gives no value" in opinion.detail


def test_sympy_s_reference_says_for_certain_that_there_is_no_value() -> None:
    """A root that is defined too widely is still found."""
    operator = parse_operator("sqrt(x)")
    wide = Operator(
        name="f",
        inputs=("x",),
        parameters=(),
        outputs=(const(0),),
        reference=operator.reference,
    )
    assert cross_check(wide, report(wide)).status == "disagrees"


def test_a_value_where_there_is_none_is_found() -> None:
    """The reference gives a number, and the term has no value: one of them is wrong."""
    operator = parse_operator("sqrt(x)")
    total = Operator(
        name="f",
        inputs=("x",),
        parameters=(),
        outputs=operator.outputs,
        reference=lambda at: [math.sqrt(abs(at["x"]))],
    )
    assert cross_check(total, report(total)).status == "disagrees"


def test_close_is_not_known_of_what_has_overflowed() -> None:
    for odd in (math.nan, math.inf, -math.inf):
        assert close(odd, 1.0) is close(1.0, odd) is close(odd, odd) is None
    assert close(1.0, 1.0) and close(1.0, 2.0) is False
    assert all_close([(1.0, 1.0), (math.inf, math.inf)]) is None
    assert all_close([(1.0, 2.0), (math.inf, math.inf)]) is False
    assert all_close([(1.0, 1.0)]) is True


def test_a_large_negative_number_is_no_large_positive_one() -> None:
    assert nearest_float(-(10**400)) == -math.inf
    assert nearest_float(10**400) == math.inf


def test_an_overflow_in_a_huge_network_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """inf != inf - inf is no confirmation of a counterexample."""
    monkeypatch.setattr(huge, "HUGE", 0)
    operator = parse_operator("10**400*Abs(x)")
    assert cross_check(operator, decide(operator)).status == "skipped"


@pytest.mark.parametrize("error", [ImportError, ModuleNotFoundError, MemoryError, RecursionError])
def test_what_the_machine_lacks_is_no_disagreement(error: type[Exception]) -> None:
    """A reference that needs SymPy, where SymPy is missing, says nothing about the term."""

    def lacking(x: float) -> float:
        raise error("No module named 'sympy'")

    opinion = cross_check(reading(lacking), report(reading(lacking), *proved(Law.LINEAR)))
    assert opinion.status == "skipped"
    assert error.__name__ in opinion.detail


def test_a_missing_hypothesis_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """The verdict stands on its certificate; only the second opinion is missing."""
    monkeypatch.setitem(__import__("sys").modules, "hypothesis", None)
    found = symlin.check("relu")
    assert found.crosscheck.status == "skipped" and "hypothesis" in found.crosscheck.detail
    assert found.linear.status == "refuted"


def test_the_second_opinion_ends_in_its_time() -> None:
    """However slow the reference is, and whatever is left to try."""
    operator = parse_operator("exp(exp(exp(x))) - exp(exp(exp(x)))")
    opinion = cross_check(operator, decide(operator), seconds=0.0)
    assert opinion.status == "skipped" and "out of time" in opinion.detail


def test_numbers_of_any_length_are_shown() -> None:
    """Python refuses to write more than 4,300 digits, and hosts may set that limit lower."""
    from symlin.crosscheck.wording import show

    assert show(10**5000) == show(scale(10**5000, X).coefficients[0]) == "inf"

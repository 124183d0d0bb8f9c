"""A disagreement is announced only where more digits confirm it, and then always."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symlin.crosscheck import cross_check, huge
from symlin.decision.decide import decide
from symlin.kernel.claim import Law
from symlin.kernel.term import Term, add, const, function, neg, scale, var
from symlin.kernel.walk import substitute
from symlin.language.operator import Operator
from symlin.language.sympy.numeric import reference
from symlin.reading.parse import parse_operator

from ..conftest import first
from .crosscheck_samples import Answer, proved, refuted, report
from .crosscheck_samples import counterexample as example

FINE = [
    "tanh(a*x) - tanh(b*x)",
    "tanh(x + b) - tanh(b)",
    "tanh(10*x) - tanh(11*x)",
    "Piecewise((7, tanh(x) >= 1), (x, True))",
    "Piecewise((7, 1 + exp(-x**2) > 1), (x, True))",
    "Piecewise((7, erf(x) >= 1), (x, True))",
    "floor(1 - exp(-x**2))",
    "log(1 + exp(-x**2))",
    "sin(pi*x)*x",
    "sqrt(x)*sqrt(x) - x",
]


def unclaimed(operator: Operator) -> Answer:
    return report(operator)


@pytest.mark.parametrize("seed", first(1, range(3)))
@pytest.mark.parametrize("text", FINE)
def test_too_few_digits_are_no_disagreement(text: str, seed: int) -> None:
    """tanh(100) is 1 in a double and at 50 digits; who calls that a bug in symlin is wrong."""
    operator = parse_operator(text)
    opinion = cross_check(operator, unclaimed(operator), seed)
    assert opinion.status == "agrees", opinion


@pytest.mark.parametrize("layers", ["tanh >> dense([[1, -1]])", "sigmoid >> dense([[3, -3]])"])
def test_a_layer_s_rounding_is_no_disagreement(layers: str) -> None:
    """References of layers are written in doubles, and can do no better."""
    operator = parse_operator(layers, shape=(2,))
    names, at = operator.inputs, operator.reference
    assert at is not None
    far = substitute(operator.outputs, {n: scale(20, var(n)) for n in names})
    scaled = replace(operator, outputs=far, reference=lambda p: at({n: 20 * p[n] for n in names}))
    assert cross_check(scaled, unclaimed(scaled)).status == "agrees"


@pytest.mark.parametrize("text", FINE)
def test_a_wrong_term_is_still_found(text: str) -> None:
    """Digits must not become an excuse: a planted error of 5e-5 shows."""
    operator = parse_operator(text)
    (output,) = operator.outputs
    wrong = replace(operator, outputs=(add(output, function("exp", const(-10))),))
    opinion = cross_check(wrong, unclaimed(wrong))
    assert opinion.status == "disagrees"
    assert "but the reference gives" in opinion.detail


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("tanh(a*x) - tanh(b*x)", "tanh(a*x) - tanh(2*b*x)"),
        ("Piecewise((7, tanh(x) >= 1), (x, True))", "Piecewise((7, tanh(x) >= 99/100), (x, True))"),
        ("Piecewise((7, exp(x) > 1), (x, True))", "Piecewise((7, exp(x) >= 1), (x, True))"),
        ("Piecewise((x, 2*exp(x)*exp(-x) >= 1), (0, True))", "x + 1"),
        ("log(1 + exp(-x**2))", "2*log(1 + exp(-x**2))"),
    ],
)
def test_a_wrong_reference_is_still_found(text: str, other: str) -> None:
    """Also where every value of the reference needed more digits than it had at first."""
    operator = replace(parse_operator(text), reference=parse_operator(other).reference)
    assert cross_check(operator, unclaimed(operator)).status == "disagrees"


def test_a_gap_below_every_float_shows_in_many_digits() -> None:
    """exp(-exp(10)) is 1e-9566: the law is broken, and the prover is right to say so."""
    operator = parse_operator("x + exp(-exp(10))*Abs(x)")
    opinion = cross_check(operator, decide(operator))
    assert opinion.status == "agrees"
    assert "show in many digits" in opinion.detail


@pytest.mark.parametrize("text", ["sin(x/10**150)", "sin(x/10**300)"])
def test_a_gap_far_below_small_values_shows_in_more_digits(text: str) -> None:
    """sin(t) is t - t**3/6: where t is 1e-150, it takes 300 digits to see that it is not t."""
    operator = parse_operator(text)
    opinion = cross_check(operator, decide(operator))
    assert opinion.status == "agrees"
    assert "show in many digits" in opinion.detail


def test_a_gap_below_every_number_of_digits_is_admitted() -> None:
    """exp(-exp(20)) has 210 million zeros: nobody can look, and the report says so."""
    text = "x + exp(-exp(20))*Abs(x)"
    operator = parse_operator(text)
    claim = refuted(Law.ADDITIVITY, example(Law.ADDITIVITY, (0, _gap(20)), x=1, y=-1))
    opinion = cross_check(operator, report(operator, claim))
    assert opinion.status == "agrees"
    assert "counterexamples to additivity show in no number of digits" in opinion.detail


def _gap(k: int) -> Term:
    return scale(2, function("exp", neg(function("exp", const(k)))))


def test_a_false_counterexample_among_tiny_numbers_is_found() -> None:
    """The same operator is positively homogeneous: 2 and f(2) = 2 f(1) break nothing."""
    operator = parse_operator("x + exp(-exp(10))*Abs(x)")
    twice = add(const(2), _gap(10))
    claim = refuted(Law.HOMOGENEITY, example(Law.HOMOGENEITY, (twice, twice), x=1, scalar=2))
    opinion = cross_check(operator, report(operator, claim))
    assert opinion.status == "disagrees"
    assert "breaks nothing" in opinion.detail


def test_a_doubtful_branch_breaks_no_proof() -> None:
    """1 + exp(-exp(30)) > 1 is true, whatever digits say: f is the identity."""
    operator = parse_operator("Piecewise((x, 1 + exp(-exp(30)) > 1), (x**2, True))")
    opinion = cross_check(operator, report(operator, *proved(Law.ADDITIVITY)))
    assert opinion.status != "disagrees"


def test_a_huge_network_s_gap_below_floats_is_no_disagreement(monkeypatch) -> None:
    """f(x) = x + 1e-30 |x| in doubles is x: the reference cannot show what is proved."""
    monkeypatch.setattr(huge, "HUGE", 0)
    operator = parse_operator("x + Abs(x)/10**30")
    assert cross_check(operator, decide(operator)).status == "skipped"


def test_the_reference_declines_what_no_digits_tell() -> None:
    """Instead of the wrong branch of a condition it raises, and is passed over."""
    import sympy

    x = sympy.Symbol("x", real=True)
    below = sympy.Piecewise((7, sympy.tanh(x) >= 1), (x, True))
    at = reference([below], ["x"])
    assert list(at({"x": 100.0})) == [100.0]
    with pytest.raises(OverflowError):
        at({"x": 1e6})

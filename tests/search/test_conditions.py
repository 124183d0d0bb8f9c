"""The exact conditions on parameters, as they are put; all are certified by the kernel."""

from __future__ import annotations

import pytest

from symlin.exact.deadline import Deadline
from symlin.kernel.checker import check
from symlin.kernel.claim import Law, Subject
from symlin.language.printing import guard_to_text
from symlin.reading.parse import parse_operator
from symlin.search.strategy import Strategy

CONDITIONS = {
    "leaky_relu": "Eq(alpha, 1)",
    "batch_norm": "Eq(b*sqrt(e + s), g*mu)",
    "relu(w*x + b)": "And(Eq(w, 0), b <= 0)",
    "relu(relu(x)*a + b)": "And(b <= 0, a <= 0)",
    "Max(a1*x + b1, a2*x + b2)": "And(Eq(a1, a2), Eq(Max(b1, b2), 0))",
    "Max(a*x, b*x, c*x, d*x)": "And(Eq(a, d), Eq(b, d), Eq(c, d))",
    "Max(a*x1 + b*x2, c*x1, -c*x1)": "And(Eq(a, 0), Eq(c, 0), Eq(b, 0))",
    "Abs(a*x) - a*Abs(x)": "a >= 0",
    "Abs(a*x) - Abs(b*x)": "Eq(Abs(a), Abs(b))",
    "a*relu(w*x + b) + c*relu(w*x - b)": (
        "And(Eq(a*Max(b, 0) + c*Max(-b, 0), 0), Or(Eq(a + c, 0), Eq(w, 0)))"
    ),
    "x/(a + b*x)": "Eq(b, 0)",
    "(a*x**2 + b*x)/(c*x + d)": "Eq(a*d, b*c)",
    "(x**2 - a**2)/(x - a)": "Eq(a, 0)",
    "sqrt(a*x**2)": "a <= 0",
    "floor(a*x)": "Eq(a, 0)",
    "Piecewise((7, x**2 < a), (x, True))": "a <= 0",
    "Piecewise((7, Eq(x**2, a)), (x, True))": "a < 0",
    "Piecewise((x, a > 0), (2*x, a < 0), (x + 1, True))": "Ne(a, 0)",
    "Piecewise((x**2, a**2 + b**2 < 1), (-x, True))": "a**2 + b**2 >= 1",
    "Piecewise((x**2, Eq(a, b)), (-x, True))": "Ne(a, b)",
    "Piecewise((-x, And(a > 0, b > 0)), (x**2, True))": "And(b > 0, a > 0)",
    "Piecewise((-x, Or(And(a > 0, b > 0), And(a < 0, b < 0))), (x**2, True))": (
        "Or(And(b > 0, a > 0), And(b < 0, a < 0))"
    ),
    "relu(w*x1 + b)*x2": "Eq(w, 0)",
    "exp(a*x) - exp(b*x)": "Eq(a, b)",
    "softplus(a*x) - softplus(-b*x)": "Eq(Abs(a), Abs(b))",
    "log(exp(a*x) + exp(b*x)) - log(2)": "Eq(a, b)",
    "sin(a)*x + cos(a)": "Eq(cos(a), 0)",
}
"""Under which the operator is linear, as text in SymPy's notation."""

ASSUMING = {
    ("x**p", "x > 0"): "Eq(p, 1)",
    ("x/sqrt(1 + a*x**2)", "a >= 0"): "Eq(a, 0)",
    ("clip(x, c)", "Abs(x) <= 1"): "Or(Eq(c, 0), c >= 1)",
    ("relu(x - a)", "And(x >= 0, x <= 1)"): "Or(Eq(a, 0), a >= 1)",
    ("Max(x, a)", "x >= 1"): "a <= 1",
    ("a*x + b", "Or(Eq(b, 0), Eq(a, 1))"): "Eq(b, 0)",
    ("x + b*c", "Or(b >= 0, c > 0)"): "Or(Eq(b, 0), Eq(c, 0))",
    ("relu(a*x)", "Or(And(x > 0, a > 0), a > 1)"): "a <= 1",
    ("Piecewise((x, x > a), (2*x, True))", "x >= 0"): "a <= 0",
}

NEVER = ("sqrt(x**2 + a)", "log(1 + exp(b*x))/b", "elu(x, alpha)", "x + (r - r**2 - 1)*x**2")
ALWAYS = ("sign(a)*x", "Piecewise((b*x, a > 0), (-b*x, True))")


INTERVALS = {
    "Piecewise((0, Abs(x) < a), (x, True))": "a <= 0",
    "Piecewise((x, Abs(x) < a), (0, True))": "a <= 0",
    "Piecewise((0, Abs(x) < a - 1), (x, True))": "a <= 1",
    "Piecewise((2*x, And(x > -a, x < a)), (x, True))": "a <= 0",
}
"""One piece between two ends that move with a parameter, and nowhere once they have met."""
BREAKING = (Law.LINEAR, Law.ADDITIVITY, Law.HOMOGENEITY, Law.AFFINE, Law.POSITIVE_HOMOGENEITY)


def linear(text: str, *assume: str) -> tuple[str, str | None]:
    """What the search says of linearity."""
    return decided(text, Law.LINEAR, *assume)


def decided(text: str, law: Law, *assume: str) -> tuple[str, str | None]:
    """What the search says of the law, once the kernel has accepted it."""
    operator = parse_operator(text, assume=assume)
    subject = Subject(operator.inputs, operator.parameters, operator.outputs, operator.assumptions)
    outcome = Strategy(subject).decide(law, Deadline(120))
    decision = outcome.finding
    assert decision.certificate is not None, decision.reason
    check(subject, law, decision.status, decision.certificate, outcome.rewrites)  # type: ignore[arg-type]
    condition = decision.condition
    return decision.status, None if condition is None else guard_to_text(condition)


@pytest.mark.parametrize("text", CONDITIONS)
def test_the_condition_is_exact_and_put_as_a_person_would(text: str) -> None:
    assert linear(text) == ("conditional", CONDITIONS[text])


@pytest.mark.parametrize(("text", "assumed"), ASSUMING)
def test_conditions_on_a_restricted_domain(text: str, assumed: str) -> None:
    assert linear(text, assumed) == ("conditional", ASSUMING[text, assumed])


@pytest.mark.parametrize("law", BREAKING)
@pytest.mark.parametrize("text", INTERVALS)
def test_an_interval_that_moves_is_seen_by_every_law(text: str, law: Law) -> None:
    """No point that stands still lies inside for all parameters for which there is an inside."""
    assert decided(text, law) == ("conditional", INTERVALS[text])


@pytest.mark.quick
@pytest.mark.parametrize("text", NEVER)
def test_no_parameters_make_it_linear(text: str) -> None:
    assert linear(text) == ("refuted", None)


@pytest.mark.quick
@pytest.mark.parametrize("text", ALWAYS)
def test_all_parameters_make_it_linear(text: str) -> None:
    assert linear(text) == ("proved", None)

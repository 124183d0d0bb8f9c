"""The cross-check agrees with what is right, and finds what has been planted."""

from __future__ import annotations

import math
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from flint import fmpq

from symlin.crosscheck import cross_check
from symlin.decision.certificate import Status
from symlin.kernel.claim import Law
from symlin.kernel.term import (
    ONE,
    TRUE,
    ZERO,
    Guard,
    Term,
    add,
    const,
    div,
    eq,
    function,
    ge,
    gt,
    maximum,
    mul,
    ne,
    neg,
    piecewise,
    power,
    scale,
    sqrt,
    sub,
    var,
)
from symlin.language.operator import NO_VALUE, Operator, Reference

from .crosscheck_samples import (
    ALPHA,
    LAWS,
    LEAKY,
    RELU,
    THIRD,
    Answer,
    Example,
    Stated,
    X,
    counterexample,
    operator,
    proved,
    refuted,
    report,
)

ADDITIVITY = counterexample(Law.ADDITIVITY, (0, 1), x=-1, y=1)
HOMOGENEITY = counterexample(Law.HOMOGENEITY, (0, -1), x=1, scalar=-1)
RELU_REPORT = report(
    RELU,
    refuted(Law.ADDITIVITY, ADDITIVITY),
    refuted(Law.HOMOGENEITY, HOMOGENEITY),
    refuted(Law.LINEAR, ADDITIVITY),
    *proved(Law.POSITIVE_HOMOGENEITY),
)
IDENTITY = operator(X, reference=lambda at: [at["x"]])


def linear(subject: Operator) -> Answer:
    return report(subject, *proved(*LAWS))


def detail(subject: Operator, supposed: Answer) -> str:
    opinion = cross_check(subject, supposed)
    assert opinion.status == "disagrees", opinion
    return opinion.detail


def test_a_right_report_on_relu_agrees() -> None:
    opinion = cross_check(RELU, RELU_REPORT, seed=7)
    assert (opinion.status, opinion.examples, opinion.seed) == ("agrees", 200, 7)
    assert "term and reference agree" in opinion.detail
    assert "positive_homogeneity holds" in opinion.detail
    assert "additivity, homogeneity and linear show in floats" in opinion.detail


def test_equal_seeds_give_equal_answers() -> None:
    wrong = report(RELU, *proved(Law.ADDITIVITY))
    for supposed in (RELU_REPORT, wrong):
        assert cross_check(RELU, supposed, 3) == cross_check(RELU, supposed, 3)


def test_fewer_examples_can_be_asked_for() -> None:
    assert cross_check(RELU, RELU_REPORT, examples=20).examples == 20


# What is wrong with a reference, or with a term, is found.

STEP = piecewise((ONE, gt(X, const(5))), (ZERO, TRUE))


@pytest.mark.parametrize(
    ("term", "reference"),
    [
        (maximum(X, ZERO), lambda x: max(x, 0.0) + (x == 3)),
        (maximum(X, ZERO), abs),
        (STEP, lambda x: float(x >= 5)),
        (STEP, lambda x: float(x > 5.0001)),
        (STEP, lambda x: float(x > 4.9999)),
        (piecewise((X, ne(X, const(fmpq(1, 8)))), (ZERO, TRUE)), lambda x: x),
        (function("floor", X), lambda x: float(round(x))),
        (function("floor", X), math.trunc),
        (div(ONE, X), lambda x: 1 / x if x else 0.0),
        (div(power(X, 3), power(X, 2)), lambda x: x),
        (X, lambda x: NO_VALUE if x == 0 else x),
        (sqrt(X), lambda x: math.sqrt(abs(x))),
        (function("exp", X), lambda x: math.exp(x) * (1 + 1e-6)),
        (function("exp", X), lambda x: math.exp(x) + 1e-3),
        (scale(fmpq(1, 10**20), X), lambda x: 2e-20 * x),
    ],
)
def test_a_reference_that_differs_is_found(term: Term, reference: Callable[[float], float]) -> None:
    subject = operator(term, reference=lambda at: [reference(at["x"])])
    assert "the reference gives" in detail(subject, report(subject))


def test_the_disagreement_is_shrunk_and_told_in_words() -> None:
    subject = operator(STEP, reference=lambda at: [float(at["x"] >= 5)])
    assert detail(subject, report(subject)) == "the term is 0 at x = 5, but the reference gives 1.0"


def test_the_output_that_differs_is_named() -> None:
    subject = operator(X, ONE, reference=lambda at: [at["x"], 2.0])
    assert "output 2 of the term is 1" in detail(subject, report(subject))


def test_a_wrong_threshold_in_a_parameter_is_found() -> None:
    subject = operator(
        piecewise((X, gt(X, ALPHA)), (ZERO, TRUE)),
        parameters=("alpha",),
        reference=lambda at: [at["x"] if at["x"] >= at["alpha"] else 0.0],
    )
    assert "the reference gives" in detail(subject, report(subject))


@pytest.mark.parametrize("values", [[1.0, 2.0], []])
def test_a_reference_with_another_number_of_outputs_is_found(values: Sequence[float]) -> None:
    subject = operator(X, reference=lambda at: values)
    assert "outputs, not 1" in detail(subject, report(subject))


def test_a_reference_that_crashes_is_found() -> None:
    subject = operator(X, reference=lambda at: [at["y"]])
    assert "KeyError" in detail(subject, report(subject))


class Alarm:
    """A handler that is an object."""

    def __call__(self, *_: object) -> None:
        raise LookupError("the host's alarm")


@pytest.mark.skipif(not hasattr(signal, "raise_signal"), reason="no signals here")
@pytest.mark.parametrize("handler", [Alarm(), Alarm().__call__, partial(Alarm.__call__, Alarm())])
def test_an_alarm_that_rings_in_a_reference_is_no_disagreement(handler: Any) -> None:
    """It is the host's, and says nothing of the operator: exit code 4 would call it a bug."""

    def reference(at: Mapping[str, float]) -> list[float]:
        signal.raise_signal(signal.SIGINT)
        return [at["x"]]

    subject = operator(X, reference=reference)
    before = signal.signal(signal.SIGINT, handler)
    try:
        with pytest.raises(LookupError, match="the host's alarm"):
            detail(subject, report(subject))
    finally:
        signal.signal(signal.SIGINT, before)


# Rounding and overflow are not mistaken for a difference.

TENTHS = piecewise((ONE, ge(const(fmpq(3, 10)), scale(fmpq(1, 10), X))), (ZERO, TRUE))


@pytest.mark.parametrize(
    ("term", "reference"),
    [
        (TENTHS, lambda x: float(0.1 * x <= 0.3)),  # False at 3, for 0.1 * 3 > 0.3 in doubles
        (function("log", add(ONE, function("exp", X))), lambda x: math.log1p(math.exp(x))),
        (sub(function("exp", X), ONE), math.expm1),
        (scale(fmpq(1, 3), X), lambda x: x * 0.3333333333333333),
        (function("exp", power(X, 2)), lambda x: math.exp(x * x)),
        (div(ONE, X), lambda x: 1 / x),
        (function("log", X), math.log),
        (sub(sqrt(add(power(X, 2), ONE)), X), lambda x: 1 / (math.hypot(x, 1) + x)),
        (function("sin", mul(const(1000), X)), lambda x: math.sin(1000 * x)),
        (piecewise((X, ne(X, THIRD)), (ZERO, TRUE)), lambda x: x if x != 1 / 3 else 0.0),
    ],
)
def test_rounding_is_no_disagreement(term: Term, reference: Callable[[float], float]) -> None:
    subject = operator(term, reference=lambda at: [reference(at["x"])])
    for seed in range(3):
        assert cross_check(subject, report(subject), seed).status == "agrees"


# Proved laws must survive.


@pytest.mark.parametrize(
    ("term", "law"),
    [
        (maximum(X, ZERO), Law.ADDITIVITY),
        (maximum(X, ZERO), Law.HOMOGENEITY),
        (maximum(X, ZERO), Law.LINEAR),
        (maximum(X, ZERO), Law.AFFINE),
        (maximum(X, ZERO), Law.ODD),
        (add(X, ONE), Law.POSITIVE_HOMOGENEITY),
        (piecewise((ZERO, eq(X, const(5))), (X, TRUE)), Law.LINEAR),
        (piecewise((ZERO, eq(X, THIRD)), (X, TRUE)), Law.ADDITIVITY),
        (piecewise((ZERO, eq(X, const(10**12))), (X, TRUE)), Law.AFFINE),
        (add(X, maximum(sub(X, const(10**12)), ZERO)), Law.AFFINE),
        (add(X, scale(fmpq(1, 10**30), power(X, 2))), Law.ADDITIVITY),
        (add(X, scale(fmpq(1, 10**12), function("sin", X))), Law.HOMOGENEITY),
        (piecewise((ONE, gt(X, THIRD)), (ZERO, TRUE)), Law.AFFINE),
        (add(X, scale(fmpq(1, 10**9), maximum(sub(X, const(1000)), ZERO))), Law.LINEAR),
    ],
)
def test_a_false_proof_is_found(term: Term, law: Law) -> None:
    subject = operator(term)
    assert f"{law} is proved, but f(" in detail(subject, report(subject, *proved(law)))


def test_the_violation_is_shrunk_and_told_in_words() -> None:
    found = detail(RELU, report(RELU, *proved(Law.ADDITIVITY)))
    assert found == (
        "additivity is proved, but f(x + y) = 0 and f(x) + f(y) = 1 for x = 1 and y = -1"
    )


def test_a_tiny_gap_is_shown_with_enough_digits() -> None:
    subject = operator(add(X, scale(fmpq(1, 10**30), power(X, 2))))
    found = detail(subject, report(subject, *proved(Law.HOMOGENEITY)))
    assert "f(a*x) = -999999999999999999999999999999/10" in found


@pytest.mark.parametrize(
    "subject",
    [
        IDENTITY,
        operator(sub(maximum(X, ZERO), maximum(neg(X), ZERO)), reference=lambda at: [at["x"]]),
        operator(
            sub(
                function("log", add(ONE, function("exp", X))),
                function("log", add(ONE, function("exp", neg(X)))),
            ),
            reference=lambda at: [at["x"]],
        ),
        operator(div(power(X, 3), power(X, 2))),
        operator(maximum(X, ZERO), assume=[ge(X)]),
        operator(function("exp", function("log", X))),
        operator(add(var("x1"), mul(ALPHA, var("x2"))), inputs=("x1", "x2"), parameters=("alpha",)),
    ],
)
def test_a_right_proof_agrees(subject: Operator) -> None:
    for seed in range(3):
        opinion = cross_check(subject, linear(subject), seed)
        assert opinion.status == "agrees", opinion
        assert "additivity, homogeneity, linear, affine" in opinion.detail


def test_laws_are_tested_in_the_domain_only() -> None:
    """|x| is linear on x >= 0; without the assumption the same claim is wrong."""
    term = function("abs", X)
    inside = operator(term, assume=[ge(X)])
    assert cross_check(inside, linear(inside)).status == "agrees"
    everywhere = operator(term)
    assert cross_check(everywhere, linear(everywhere)).status == "disagrees"


@pytest.mark.parametrize(
    ("matrix", "offset", "status"),
    [
        ([[const(2)]], [const(3)], "agrees"),
        ([[const(2)]], [const(4)], "disagrees"),
        ([[const(2)]], [const(3 + fmpq(1, 10**25))], "disagrees"),
        ([[const(fmpq(21, 10))]], [const(3)], "disagrees"),
    ],
)
def test_the_matrix_is_compared_with_the_operator(
    matrix: list[list[Term]], offset: list[Term], status: str
) -> None:
    subject = operator(add(scale(2, X), const(3)))
    supposed = report(subject, *proved(Law.AFFINE), matrix=matrix, offset=offset)
    assert cross_check(subject, supposed).status == status


def test_unknown_and_vacuous_claims_are_passed_over() -> None:
    unknown = Stated(Law.ADDITIVITY, Status.UNKNOWN)
    vacuous = Stated(Law.ODD, Status.PROVED, vacuous=True)
    opinion = cross_check(RELU, report(RELU, unknown, vacuous))
    assert opinion.status == "agrees"
    assert "additivity" not in opinion.detail
    assert "odd" not in opinion.detail


def test_nothing_to_check_is_skipped() -> None:
    subject = operator(maximum(X, ZERO))
    opinion = cross_check(subject, report(subject))
    assert (opinion.status, opinion.examples) == ("skipped", 0)


def test_an_empty_domain_is_said_to_be_empty() -> None:
    subject = operator(X, assume=[gt(X), gt(neg(X))], reference=lambda at: [at["x"]])
    opinion = cross_check(subject, linear(subject))
    assert opinion.status == "skipped"
    assert "no example lies in the domain" in opinion.detail


# Conditional claims: under the condition the law holds, at the counterexample it fails.


def conditional(guard: Guard, example: Example | None = None) -> Stated:
    return Stated(Law.ADDITIVITY, Status.CONDITIONAL, guard=guard, counterexample=example)


def leaky_example(alpha: int) -> Example:
    return counterexample(Law.ADDITIVITY, (0, 1 - alpha), x=-1, y=1, parameters={"alpha": alpha})


def test_a_right_condition_agrees() -> None:
    opinion = cross_check(LEAKY, report(LEAKY, conditional(eq(ALPHA, ONE), leaky_example(0))))
    assert opinion.status == "agrees"
    assert "additivity holds" in opinion.detail


def test_a_wrong_condition_is_found() -> None:
    found = detail(LEAKY, report(LEAKY, conditional(eq(ALPHA, const(2)))))
    assert found.startswith("additivity is conditional, but f(x + y) = ")
    assert "alpha = 2" in found


def test_a_counterexample_where_the_condition_holds_is_found() -> None:
    claim = conditional(ge(ONE, ALPHA), leaky_example(0))
    assert "where the condition holds" in detail(LEAKY, report(LEAKY, claim))


def test_a_condition_that_no_fraction_meets_is_admitted() -> None:
    subject = operator(
        add(X, maximum(sub(power(ALPHA, 2), const(2)), sub(const(2), power(ALPHA, 2)))),
        parameters=("alpha",),
    )
    claim = conditional(eq(power(ALPHA, 2), const(2)))
    opinion = cross_check(subject, report(subject, claim))
    assert "no parameters were found under the condition of additivity" in opinion.detail


def test_two_conditions_are_tested_apart() -> None:
    """w x + b is always affine, and linear iff b = 0."""
    w, b = var("w"), var("b")
    subject = operator(
        add(mul(w, X), b),
        parameters=("w", "b"),
        reference=lambda at: [at["w"] * at["x"] + at["b"]],
    )
    claims = [conditional(eq(b)), *proved(Law.AFFINE)]
    supposed = report(subject, *claims, matrix=[[w]], offset=[b])
    assert cross_check(subject, supposed).status == "agrees"
    always = report(subject, *proved(Law.ADDITIVITY))
    assert "b = 1" in detail(subject, always)


# Counterexamples must show.


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (
            refuted(Law.ADDITIVITY, counterexample(Law.ADDITIVITY, (3, 3), x=1, y=2)),
            "breaks nothing: both sides are 3",
        ),
        (
            refuted(Law.ADDITIVITY, counterexample(Law.ADDITIVITY, (0, 2), x=-1, y=1)),
            "says f(x) + f(y) = 2 at x = -1, but it is 1",
        ),
        (
            refuted(Law.ADDITIVITY, counterexample(Law.HOMOGENEITY, (0, -1), x=1, scalar=-1)),
            "is one to homogeneity",
        ),
        (
            refuted(Law.ADDITIVITY, counterexample(Law.ADDITIVITY, (0, 1), x=-1)),
            "gives no value to x",
        ),
        (
            refuted(Law.HOMOGENEITY, counterexample(Law.HOMOGENEITY, (0, -1), x=1)),
            "gives no value to a",
        ),
        (
            refuted(Law.ADDITIVITY, counterexample(Law.ADDITIVITY, (0, 1), x=var("t"), y=1)),
            "speaks of t",
        ),
        (
            refuted(
                Law.POSITIVE_HOMOGENEITY,
                counterexample(Law.POSITIVE_HOMOGENEITY, (0, -1), x=1, scalar=-1),
            ),
            "has a negative factor, -1",
        ),
    ],
)
def test_a_false_counterexample_is_found(claim: Stated, words: str) -> None:
    assert words in detail(RELU, report(RELU, claim))


def combined(law: Law, sides: tuple[int, int], *coefficients: int) -> Example:
    """Of relu at 1 and -1."""
    example = counterexample(law, sides, x=1, y=-1)
    return replace(example, coefficients=tuple(map(const, coefficients)))


def test_a_combination_of_points_shows() -> None:
    claims = [
        refuted(Law.LINEAR, combined(Law.LINEAR, (0, 1), 1, 2)),
        refuted(Law.AFFINE, combined(Law.AFFINE, (3, 2), 2, -1)),
        refuted(Law.LINEAR, combined(Law.AFFINE, (3, 2), 2, -1)),
    ]
    for claim in claims:
        assert cross_check(RELU, report(RELU, claim)).status == "agrees"


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (
            refuted(Law.AFFINE, combined(Law.AFFINE, (0, 1), 1, 2)),
            "has coefficients that do not add up to 1",
        ),
        (refuted(Law.AFFINE, combined(Law.LINEAR, (3, 2), 2, -1)), "is one to linear"),
        (
            refuted(Law.ADDITIVITY, combined(Law.LINEAR, (0, 1), 1, 2)),
            "is one to linear",
        ),
        (
            refuted(Law.LINEAR, combined(Law.LINEAR, (0, 1), 1)),
            "does not give each of its points a coefficient",
        ),
        (
            refuted(Law.LINEAR, combined(Law.LINEAR, (0, 2), 1, 2)),
            "says sum c_k f(x_k) = 2",
        ),
        (
            refuted(Law.LINEAR, combined(Law.LINEAR, (2, 2), 2, 0)),
            "breaks nothing: both sides are 2",
        ),
    ],
)
def test_a_false_combination_of_points_is_found(claim: Stated, words: str) -> None:
    assert words in detail(RELU, report(RELU, claim))


def test_a_counterexample_outside_the_domain_is_found() -> None:
    subject = operator(maximum(X, ZERO), assume=[ge(X)])
    claim = refuted(Law.ADDITIVITY, ADDITIVITY)
    assert "leaves the domain at x = -1" in detail(subject, report(subject, claim))


def test_a_counterexample_where_f_has_no_value_is_found() -> None:
    subject = operator(div(ONE, X))
    claim = refuted(Law.ADDITIVITY, counterexample(Law.ADDITIVITY, (0, 0), x=-1, y=1))
    assert "there is none" in detail(subject, report(subject, claim))


def test_a_counterexample_that_the_reference_denies_is_found() -> None:
    subject = operator(maximum(X, ZERO), reference=lambda at: [at["x"]])
    claim = refuted(Law.ADDITIVITY, ADDITIVITY)
    assert "the reference gives" in detail(subject, report(subject, claim))


def example_at(
    term: Term, law: Law, x: Term, y: Term | None = None, scalar: int | None = None
) -> Example:
    """With both sides as closed terms, whatever they are worth."""
    from symlin.kernel.walk import substitute

    def f(at: Term) -> Term:
        return substitute((term,), {"x": at})[0]

    if y is not None:
        return counterexample(law, (f(add(x, y)), add(f(x), f(y))), x=x, y=y)
    assert scalar is not None
    sides = (f(scale(scalar, x)), scale(scalar, f(x)))
    return counterexample(law, sides, x=x, scalar=scalar)


SQRT2 = sqrt(const(2))


@pytest.mark.parametrize(
    ("term", "x", "y", "how"),
    [
        (function("exp", X), ONE, ONE, "in floats"),
        (maximum(X, ZERO), neg(SQRT2), SQRT2, "in floats"),
        (piecewise((ZERO, eq(power(X, 2), const(2))), (X, TRUE)), SQRT2, ONE, "in many digits"),
        (piecewise((ZERO, eq(X, THIRD)), (X, TRUE)), THIRD, ONE, "in floats"),
        (add(X, scale(fmpq(1, 10**30), power(X, 2))), ONE, ONE, "in many digits"),
        (add(X, scale(fmpq(1, 10**40), function("sin", X))), ONE, ONE, "in many digits"),
    ],
)
def test_a_right_counterexample_shows(term: Term, x: Term, y: Term, how: str) -> None:
    subject = operator(term)
    claim = refuted(Law.ADDITIVITY, example_at(term, Law.ADDITIVITY, x, y))
    opinion = cross_check(subject, report(subject, claim))
    assert opinion.status == "agrees"
    assert how in opinion.detail


def test_a_reference_in_doubles_may_miss_a_flaw_at_one_third() -> None:
    """No double is 1/3, so the reference is right where it can be asked."""
    term = piecewise((ONE, eq(X, THIRD)), (ZERO, TRUE))
    subject = operator(term, reference=lambda at: [0.0])
    claim = refuted(Law.ADDITIVITY, example_at(term, Law.ADDITIVITY, THIRD, ZERO))
    assert cross_check(subject, report(subject, claim)).status == "disagrees"
    claim = refuted(Law.HOMOGENEITY, example_at(term, Law.HOMOGENEITY, THIRD, scalar=2))
    assert cross_check(subject, report(subject, claim)).status == "agrees"


# Size and time.


def wide(n: int, reference: Reference | None = None) -> Operator:
    names = [f"x{k}" for k in range(n)]
    units = [sub(maximum(var(x), ZERO), maximum(neg(var(x)), ZERO)) for x in names]
    return operator(add(*units), inputs=names, reference=reference)


def test_wide_operators_get_fewer_examples() -> None:
    subject = wide(1000, lambda at: [sum(at.values())])
    supposed = report(subject, *proved(*LAWS), matrix=[[ONE] * 1000])
    opinion = cross_check(subject, supposed)
    assert opinion.status == "agrees"
    assert 5 <= opinion.examples < 50


def test_a_flaw_in_a_wide_operator_is_found() -> None:
    subject = wide(200)
    broken = operator(add(subject.outputs[0], maximum(var("x7"), ZERO)), inputs=subject.inputs)
    found = detail(broken, report(broken, *proved(Law.ODD)))
    assert "odd is proved, but" in found


def test_a_slow_reference_is_asked_less_often() -> None:
    calls = 0

    def slow(at: Mapping[str, float]) -> list[float]:
        nonlocal calls
        calls += 1
        end = time.thread_time() + 0.02
        while time.thread_time() < end:
            pass
        return [at["x"]]

    subject = operator(X, reference=slow)
    opinion = cross_check(subject, linear(subject))
    assert (opinion.status, opinion.examples) == ("agrees", 200)
    assert calls < 150


def test_importing_it_loads_neither_hypothesis_nor_sympy() -> None:
    script = (
        "import sys, symlin.crosscheck; "
        "print([m for m in ('hypothesis', 'sympy', 'mpmath', 'z3') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"

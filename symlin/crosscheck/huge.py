"""Networks too large for the whole cross-check: one counterexample, by the reference alone."""

from __future__ import annotations

import math
from collections.abc import Mapping

from symlin.crosscheck.approximations import nearest_float
from symlin.crosscheck.laws import sides
from symlin.crosscheck.stated import Answer, Example
from symlin.crosscheck.subject import CLOSE, weight
from symlin.decision.opinion import CrossCheck
from symlin.kernel.term import Const, Term
from symlin.language.operator import Operator

HUGE = 300_000
"""Edges above which evaluating the operator again and again would cost more than deciding it."""


def is_huge(operator: Operator) -> bool:
    """Whether the whole cross-check would dominate the run."""
    return operator.reference is not None and weight(operator.outputs) > HUGE


def check_huge(operator: Operator, report: Answer, seed: int) -> CrossCheck:
    """Whether the reference, in floats, breaks the first refuted law where the report says so."""
    for law, claim in report.claims.items():
        example = claim.counterexample
        if example is None or not _is_rational(example):
            continue
        left, rights = _both_sides(operator, example)
        told = f"{law}'s counterexample"
        if not all(map(math.isfinite, (left, *rights))):
            continue
        if left != sum(rights):
            detail = f"a large operator: only {told} was worked out again"
            return CrossCheck("agrees", 1, seed, detail)
        if _gap(example) > CLOSE * max(map(abs, (left, *rights))):
            return CrossCheck("disagrees", 1, seed, f"{told} does not show in the reference")
    return CrossCheck("skipped", 0, seed, "the operator is too large for more than its proof")


def _is_rational(example: Example) -> bool:
    values = [
        *example.parameters.values(),
        *(v for p in example.points.values() for v in p.values()),
    ]
    usual = not example.coefficients and isinstance(example.scalar, Const | None)
    return usual and all(isinstance(v, Const) for v in values)


def _gap(example: Example) -> float:
    """Between the sides as stated; 0 where that is not known."""
    left, right = (terms[example.output] for terms in (example.lhs, example.rhs))
    if not (isinstance(left, Const) and isinstance(right, Const)):
        return 0.0
    return abs(nearest_float(left.value - right.value))


def _both_sides(operator: Operator, example: Example) -> tuple[float, list[float]]:
    """The left side of the law and the summands of the right, for the output that differs."""
    scalar = _number(example.scalar) if example.scalar is not None else 0.0
    parts = sides(example.law, scalar)
    x, y = (example.points.get(key, {}) for key in "xy")

    def at(c: float, d: float) -> float:
        point = {n: c * _number(x[n]) + (d * _number(y[n]) if y else 0.0) for n in operator.inputs}
        assert operator.reference is not None
        return operator.reference({**point, **_numbers(example.parameters)})[example.output]

    left = at(float(parts.left.c), float(parts.left.d))
    return left, [float(w) * at(float(p.c), float(p.d)) for w, p in parts.right]


def _numbers(values: Mapping[str, Term]) -> dict[str, float]:
    return {name: _number(value) for name, value in values.items()}


def _number(term: Term) -> float:
    return nearest_float(term.value) if isinstance(term, Const) else math.nan

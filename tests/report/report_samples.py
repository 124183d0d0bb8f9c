"""Reports made by hand, as the prover would answer, so that presentation is tested alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flint import fmpq

from symlin.decision.report import CrossCheck, Report
from symlin.decision.verdict import Claim, Counterexample, Status
from symlin.exact.values import simplify_closed
from symlin.kernel.claim import Law
from symlin.kernel.term import Guard, Term, add, const, mul, neg, scale
from symlin.language.operator import Operator
from symlin.reading.parse import parse_operator
from symlin.report.shape.floats import values_at

LAWS = [law for law in Law if law is not Law.EQUIVALENT]
AGREES = CrossCheck("agrees", 200, 0)


def proved(law: Law, method: str = "", **rest: Any) -> Claim:
    return Claim(law, Status.PROVED, method=method, certified=True, **rest)


def refuted(law: Law, example: Counterexample | None = None, **rest: Any) -> Claim:
    return Claim(law, Status.REFUTED, counterexample=example, certified=True, **rest)


def conditional(law: Law, guard: Guard, example: Counterexample | None = None) -> Claim:
    return Claim(law, Status.CONDITIONAL, guard, example, certified=True)


def unknown(law: Law, reason: str) -> Claim:
    return Claim(law, Status.UNKNOWN, reason=reason)


def example(
    operator: Operator,
    law: Law,
    *points: Mapping[str, Term | int],
    scalar: int | None = None,
    **parameters: int,
) -> Counterexample:
    """The counterexample at these points, both sides evaluated exactly."""
    values = {name: const(value) for name, value in parameters.items()}
    x, y = ({n: _term(v) for n, v in p.items()} for p in (points[0], points[-1]))

    def f(point: Mapping[str, Term]) -> tuple[Term, ...]:
        found = values_at(operator, point, values)
        assert found is not None
        return found

    lhs, rhs = _sides(law, x, y, const(scalar or 0), f)
    different = [k for k, (a, b) in enumerate(zip(lhs, rhs, strict=True)) if a is not b]
    return Counterexample(
        {"x": x, "y": y} if len(points) > 1 else {"x": x},
        None if scalar is None else const(scalar),
        values,
        lhs,
        rhs,
        law,
        different[0],
    )


def _term(value: Term | int) -> Term:
    return const(value) if isinstance(value, int | fmpq) else value


def _sides(law: Law, x: Any, y: Any, a: Term, f: Any) -> tuple[Any, Any]:
    half = fmpq(1, 2)
    match law:
        case Law.ADDITIVITY:
            left = f({n: simplify_closed(add(x[n], y[n])) for n in x})
            right = (add(p, q) for p, q in zip(f(x), f(y), strict=True))
        case Law.AFFINE:
            left = f({n: scale(half, add(x[n], y[n])) for n in x})
            right = (scale(half, add(p, q)) for p, q in zip(f(x), f(y), strict=True))
        case Law.ODD:
            left, right = f({n: neg(x[n]) for n in x}), map(neg, f(x))
        case _:
            left = f({n: mul(a, x[n]) for n in x})
            right = (mul(a, value) for value in f(x))
    return left, tuple(map(simplify_closed, right))


def report(operator: Operator, *claims: Claim, **rest: Any) -> Report:
    """The claims given; every other law is proved."""
    known = {claim.law: claim for claim in claims}
    filled = {law: known.get(law, proved(law)) for law in LAWS}
    return Report(
        **{
            "operator": operator,
            "claims": filled,
            "matrix": None,
            "offset": None,
            "undefined": None,
            "crosscheck": AGREES,
            "seconds": 0.62,
            "version": "0.1.0",
            **rest,
        }
    )


def relu() -> Report:
    f = parse_operator("relu")
    additivity = example(f, Law.ADDITIVITY, {"x": -1}, {"x": 1})
    return report(
        f,
        refuted(Law.ADDITIVITY, additivity),
        refuted(Law.HOMOGENEITY, example(f, Law.HOMOGENEITY, {"x": 1}, scalar=-1)),
        refuted(Law.LINEAR, additivity),
        refuted(Law.AFFINE, example(f, Law.AFFINE, {"x": -1}, {"x": 1})),
        refuted(Law.ODD, example(f, Law.ODD, {"x": 1})),
    )


def leaky_relu() -> Report:
    f = parse_operator("leaky_relu")
    guard = parse_operator("x", assume=["Eq(alpha, 1)"], inputs=["x", "alpha"]).assumptions[0]
    return report(
        f,
        *(
            conditional(law, guard, example(f, law, {"x": -1}, {"x": 1}, alpha=0))
            for law in (Law.ADDITIVITY, Law.AFFINE)
        ),
        conditional(
            Law.HOMOGENEITY, guard, example(f, Law.HOMOGENEITY, {"x": 1}, scalar=-1, alpha=0)
        ),
        conditional(Law.LINEAR, guard, example(f, Law.ADDITIVITY, {"x": -1}, {"x": 1}, alpha=0)),
        conditional(Law.ODD, guard, example(f, Law.ODD, {"x": 1}, alpha=0)),
        matrix=((const(1),),),
    )


def refuted_everywhere(text: str, *points: Mapping[str, int], **options: Any) -> Report:
    f = parse_operator(text, **options)
    x = points[0]
    additivity = example(f, Law.ADDITIVITY, *points)
    return report(
        f,
        refuted(Law.ADDITIVITY, additivity),
        refuted(Law.HOMOGENEITY, example(f, Law.HOMOGENEITY, x, scalar=-1)),
        refuted(Law.LINEAR, additivity),
        refuted(Law.AFFINE, example(f, Law.AFFINE, *points)),
        refuted(Law.POSITIVE_HOMOGENEITY),
        refuted(Law.ODD),
    )


def linear(text: str, **options: Any) -> Report:
    """A linear operator with its true matrix, read off at the unit vectors."""
    f = parse_operator(text, **options)
    columns = [
        values_at(f, {n: const(int(n == name)) for n in f.inputs}, {}) or () for name in f.inputs
    ]
    matrix = tuple(zip(*columns, strict=True))
    return report(f, *(proved(law, "matrix") for law in LAWS), matrix=matrix)

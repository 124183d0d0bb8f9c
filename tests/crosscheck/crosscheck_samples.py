"""Operators and reports built by hand, so that nothing under test depends on the parser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flint import fmpq

from symlin.decision.report import CrossCheck, Report
from symlin.decision.verdict import Claim, Counterexample, Status
from symlin.kernel.claim import Law
from symlin.kernel.numbers import Number
from symlin.kernel.term import TRUE, ZERO, Guard, Term, const, gt, maximum, mul, piecewise, var
from symlin.language.operator import Operator, Reference

X = var("x")
ALPHA = var("alpha")
THIRD = const(fmpq(1, 3))
LAWS = tuple(law for law in Law if law is not Law.EQUIVALENT)


def operator(
    *outputs: Term,
    inputs: Sequence[str] = ("x",),
    parameters: Sequence[str] = (),
    assume: Sequence[Guard] = (),
    reference: Reference | None = None,
) -> Operator:
    return Operator(
        name="f",
        inputs=tuple(inputs),
        parameters=tuple(parameters),
        outputs=outputs,
        assumptions=tuple(assume),
        reference=reference,
    )


RELU = operator(maximum(X, ZERO), reference=lambda at: [max(at["x"], 0.0)])
LEAKY = operator(
    piecewise((X, gt(X)), (mul(ALPHA, X), TRUE)),
    parameters=("alpha",),
    reference=lambda at: [at["x"] if at["x"] > 0 else at["alpha"] * at["x"]],
)


def report(
    subject: Operator,
    *claims: Claim,
    matrix: Sequence[Sequence[Term]] | None = None,
    offset: Sequence[Term] | None = None,
) -> Report:
    return Report(
        operator=subject,
        claims={claim.law: claim for claim in claims},
        matrix=None if matrix is None else tuple(map(tuple, matrix)),
        offset=None if offset is None else tuple(offset),
        undefined=None,
        crosscheck=CrossCheck("skipped"),
        seconds=0.0,
        version="",
    )


def proved(*laws: Law) -> list[Claim]:
    return [Claim(law, Status.PROVED) for law in laws]


def refuted(law: Law, example: Counterexample) -> Claim:
    return Claim(law, Status.REFUTED, counterexample=example)


def numbers(point: Mapping[str, Number | Term]) -> dict[str, Term]:
    return {k: const(v) if isinstance(v, int | fmpq) else v for k, v in point.items()}


def counterexample(
    law: Law,
    sides: tuple[Number | Term, Number | Term],
    *,
    x: Number | Term,
    y: Number | Term | None = None,
    scalar: int | None = None,
    parameters: Mapping[str, Number] | None = None,
) -> Counterexample:
    """Of an operator with the one input x and one output."""
    points = {"x": numbers({"x": x})} | ({} if y is None else {"y": numbers({"x": y})})
    left, right = (numbers({"": side})[""] for side in sides)
    factor = None if scalar is None else const(scalar)
    return Counterexample(points, factor, numbers(parameters or {}), (left,), (right,), law)

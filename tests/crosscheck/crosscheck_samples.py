"""Operators and statements built by hand, so that nothing under test depends on the parser.

What is said here of an operator may be false, as no claim of the library can be: the cross-check is
there to notice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flint import fmpq

from symlin.decision.certificate import Status
from symlin.kernel.claim import Law
from symlin.kernel.numbers import Number
from symlin.kernel.term import TRUE, ZERO, Guard, Term, const, gt, maximum, mul, piecewise, var
from symlin.language.operator import Operator, Reference


@dataclass(frozen=True)
class Example:
    """Points that are said to break a law."""

    points: Mapping[str, Mapping[str, Term]]
    scalar: Term | None
    parameters: Mapping[str, Term]
    lhs: tuple[Term, ...]
    rhs: tuple[Term, ...]
    law: Law
    output: int = 0
    coefficients: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Stated:
    """What is said of one law."""

    law: Law
    status: Status
    guard: Guard | None = None
    counterexample: Example | None = None
    vacuous: bool = False


@dataclass(frozen=True)
class Answer:
    """What is said of one operator."""

    operator: Operator
    claims: Mapping[Law, Stated]
    matrix: Sequence[Sequence[Term]] | None = None
    offset: Sequence[Term] | None = None


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
    *claims: Stated,
    matrix: Sequence[Sequence[Term]] | None = None,
    offset: Sequence[Term] | None = None,
) -> Answer:
    return Answer(subject, {claim.law: claim for claim in claims}, matrix, offset)


def proved(*laws: Law) -> list[Stated]:
    return [Stated(law, Status.PROVED) for law in laws]


def refuted(law: Law, example: Example) -> Stated:
    return Stated(law, Status.REFUTED, counterexample=example)


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
) -> Example:
    """Of an operator with the one input x and one output."""
    points = {"x": numbers({"x": x})} | ({} if y is None else {"y": numbers({"x": y})})
    left, right = (numbers({"": side})[""] for side in sides)
    factor = None if scalar is None else const(scalar)
    return Example(points, factor, numbers(parameters or {}), (left,), (right,), law)

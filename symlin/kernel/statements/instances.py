"""Instances of a law with all that is said of them: points, values, both sides, and the gap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from symlin.kernel.certificate import Point, Rejected, within_limits
from symlin.kernel.claim import Equation, Law, Subject, instance_of, law_rows
from symlin.kernel.facts import Context, are_numbers
from symlin.kernel.term import (
    ONE,
    Const,
    Node,
    Term,
    add,
    conjunction,
    eq,
    ge,
    mul,
    ne,
    neg,
    sub,
)
from symlin.kernel.theorem import SEAL, LawTheorem, Theorem, is_theorem, settled
from symlin.kernel.theories import table
from symlin.kernel.walk import substitute

Rows = Sequence[Sequence[Term]]


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Evaluation(Theorem):
    """For these parameters the point lies in the subject's domain, and its outputs there are the
    `values`; all terms are closed, and have values."""

    subject: Subject
    parameters: Point
    point: Point
    values: tuple[Term, ...]


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Instance(Theorem):
    """An instance of `law` that fails: sum of weights[k] * f(places[k]) is not 0 in `output`.

    The weights are those of the law itself, the first is 1: relu breaks additivity with weights
    (1, -1, -1) at (-1 + 1, -1, 1). `left` is f at the first place, `right` what the law demands
    it to be, and `gap` is left - right in the output in which they differ.
    """

    law: Law
    places: tuple[Evaluation, ...]
    weights: tuple[Term, ...]
    output: int
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    gap: Term

    @property
    def subject(self) -> Subject:
        """The function whose law fails."""
        return self.places[0].subject

    @property
    def parameters(self) -> Point:
        """The parameter values for which it does."""
        return self.places[0].parameters


def evaluate(
    function: Subject | LawTheorem, parameters: Point, points: Sequence[Point], values: Rows
) -> tuple[Evaluation, ...]:
    """At each of the points, the outputs have the values given for it; raises `Rejected`.

    A theorem stands for its subject, of which its rewrites leave what is easier to evaluate.
    """
    if is_theorem(function) and isinstance(function, LawTheorem):
        subject, argued = function.subject, function.argued
    else:  # what only looks like a theorem is no subject either
        subject = argued = cast(Subject, settled(function))
    parameters, points, values = settled((parameters, tuple(points), tuple(values)))
    if set(subject.inputs) & set(subject.parameters) or len(points) != len(values):
        raise Rejected("an instance must name its variables apart, and give values for each point")
    with within_limits():
        return tuple(_evaluations(subject, argued, parameters, points, values))


def _evaluations(
    subject: Subject, argued: Subject, parameters: Point, points: Sequence[Point], values: Rows
) -> Iterator[Evaluation]:
    if tuple(parameters) != subject.parameters:
        raise Rejected("an instance must give every parameter a value, in order")
    context = Context(())
    _require_values(tuple(parameters.values()))
    fixed = at_parameters(argued, parameters)
    if fixed.variables - set(fixed.inputs):
        raise Rejected("a variable is neither an input nor a parameter")
    for point, outputs in zip(points, values, strict=True):
        if tuple(point) != subject.inputs or len(outputs) != len(subject.outputs):
            raise Rejected("a point must give every input, in order, and have every output")
        _require_values((*point.values(), *outputs))
        if not _by_numbers(fixed, point, outputs):
            _by_normal_forms(fixed, point, outputs, context)
        yield Evaluation(
            seal=SEAL, subject=subject, parameters=parameters, point=point, values=tuple(outputs)
        )


def at_parameters(subject: Subject, parameters: Mapping[str, Term]) -> Subject:
    """The subject for these parameter values."""
    if not parameters:
        return subject
    assumptions = substitute(subject.assumptions, parameters)
    outputs = substitute(subject.outputs, parameters)
    return replace(subject, parameters=(), outputs=outputs, assumptions=assumptions)


def _by_numbers(fixed: Subject, point: Point, outputs: Sequence[Term]) -> bool:
    """Whether rational arithmetic shows the values; False says nothing."""
    n, terms = len(point), (*point.values(), *outputs)
    numbers = [term.value for term in terms if isinstance(term, Const)]
    if len(numbers) < len(terms):  # normal forms know more numbers
        return False
    found = table.THEORIES.outputs(fixed, tuple(numbers[:n]))
    return found is not None and list(found) == numbers[n:]


def _by_normal_forms(
    fixed: Subject, point: Point, outputs: Sequence[Term], context: Context
) -> None:
    if context.decide(conjunction(*fixed.domain_at(point))) is not True:
        raise Rejected("a point of an instance is not shown to lie in the domain")
    for said, computed in zip(outputs, substitute(fixed.outputs, point), strict=True):
        if not _equal(said, computed, context):
            raise Rejected("a value of an instance is not shown to be the one that is said")


def _require_values(terms: Sequence[Node]) -> None:
    """All of the terms are closed, and have values."""
    if not are_numbers(terms):
        raise Rejected("what an instance states is not shown to have a value")


@dataclass(frozen=True)
class Sides:
    """What is said of an instance: the law demands `right`, and in one output f misses it by
    `gap`, left side less right side."""

    right: tuple[Term, ...]
    output: int
    gap: Term


def instance(
    law: Law, places: Sequence[Evaluation], weights: Sequence[Term], sides: Sides
) -> Instance:
    """The law fails at these places: its two sides have the values that are given, and differ by
    the gap; raises `Rejected`."""
    law = Law(law)  # laws are compared by `is`
    places, factors = tuple(places), settled(tuple(weights))
    sides = Sides(*settled((tuple(sides.right), sides.output, sides.gap)))
    with within_limits():
        _check(law, places, factors, sides)
    return Instance(
        seal=SEAL,
        law=law,
        places=places,
        weights=factors,
        output=sides.output,
        left=places[0].values[: len(sides.right)],
        right=sides.right,
        gap=sides.gap,
    )


def _check(law: Law, places: Sequence[Evaluation], weights: Sequence[Term], sides: Sides) -> None:
    if not places or len(places) != len(weights):
        raise Rejected("an instance needs one weight for each place")
    first, context = places[0], Context(())
    if any(
        not is_theorem(p)
        or not isinstance(p, Evaluation)
        or p.subject is not first.subject
        or p.parameters != first.parameters
        for p in places
    ):
        raise Rejected("the places of an instance are not those of one function")
    rows = law_rows(first.subject, law)
    if law is Law.EQUIVALENT and 2 * len(rows) != len(first.values):
        raise Rejected("two functions to compare must have as many outputs each")
    if sides.output not in rows or len(sides.right) != len(rows):
        raise Rejected("an instance must give every output, and name one that exists")
    points = tuple(p.point for p in places)
    _require_values((*weights, *sides.right, sides.gap))
    if not _has_shape(law, Equation(points, tuple(weights)), context):
        raise Rejected(f"the places and weights are no instance of {law}")
    demanded = _demanded(law, places, weights, rows)
    if not all(_equal(a, b, context) for a, b in zip(sides.right, demanded, strict=True)):
        raise Rejected("the right side of an instance is not shown to be the one that is said")
    difference = sub(first.values[sides.output], sides.right[sides.output])
    if not _equal(sides.gap, difference, context) or context.decide(ne(sides.gap)) is not True:
        raise Rejected("the sides of an instance are not shown to differ by the gap")


def _equal(a: Term, b: Term, context: Context) -> bool:
    return a is b or context.decide(eq(a, b)) is True  # most values are said as they were computed


def _demanded(
    law: Law, places: Sequence[Evaluation], weights: Sequence[Term], rows: range
) -> list[Term]:
    """What the law demands the left side to be, output by output."""
    if law is Law.EQUIVALENT:
        return list(places[0].values[len(rows) :])
    others = list(zip(weights[1:], places[1:], strict=True))
    return [neg(add(*(mul(w, p.values[k]) for w, p in others))) for k in rows]


def _has_shape(law: Law, instance: Equation, context: Context) -> bool:
    """Whether the law itself, and no other that is implied by it, speaks of just these points."""
    weights = instance.weights
    # what the law says of f at the first point, in terms of the others
    guard = conjunction(instance_of(law, instance), eq(weights[0], ONE))
    if law is Law.POSITIVE_HOMOGENEITY:
        guard = conjunction(guard, ge(neg(weights[-1])))
    return context.decide(guard) is True

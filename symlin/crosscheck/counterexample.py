"""Whether a reported counterexample shows: the term in many digits, the reference in floats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from symlin.crosscheck.approximations import Approx, OutOfReach, Value, fits_a_double, nearest_float
from symlin.crosscheck.evaluate import Program
from symlin.crosscheck.laws import BREAKS, sides
from symlin.crosscheck.precise import MORE_DIGITS, Precise, settle
from symlin.crosscheck.stated import Example, Stated
from symlin.crosscheck.subject import Disagreement, Subject, close, tells
from symlin.crosscheck.wording import list_texts, show, show_point
from symlin.kernel.claim import Law
from symlin.kernel.term import Guard, Term
from symlin.kernel.walk import variables

Coordinates = dict[str, Value]
COMBINED = {Law.LINEAR: (Law.LINEAR, Law.AFFINE), Law.AFFINE: (Law.AFFINE,)}
"""Whose sums of any points may break a claim."""


class Shown(NamedTuple):
    """The arguments of the law, left side first, and f's values there."""

    text: tuple[str, str]
    """Both sides as a person writes them."""
    weights: Sequence[Value]
    arguments: Sequence[Coordinates]
    values: Sequence[Sequence[Value]]


class Sight(StrEnum):
    """What it takes to see that a counterexample breaks its law, in words for a person."""

    FLOATS = "in floats"
    DIGITS = "in many digits"
    NOTHING = "in no number of digits that was tried"


def sight(subject: Subject, claim: Stated, example: Example) -> Sight:
    """Where the counterexample shows; raises Disagreement where it does not break the law."""
    problem = _malformed(subject, claim, example)
    if problem is None:
        try:
            result = settle(
                subject.precise,
                lambda: _work_out(subject, claim, example),
                tried=MORE_DIGITS,
                expected=lambda found: isinstance(found, Shown),
            )
        except OutOfReach:
            return Sight.NOTHING
        if isinstance(result, Shown):
            seen = _shows_in_floats(subject, result, example.output)
            return Sight.FLOATS if seen else Sight.DIGITS
        problem = result
    raise Disagreement(f"the counterexample to {claim.law} {problem}")


def _malformed(subject: Subject, claim: Stated, example: Example) -> str | None:
    """What keeps the counterexample from being one, before anything is computed."""
    general = bool(example.coefficients)
    if example.law not in (COMBINED if general else BREAKS).get(claim.law, ()):
        return f"is one to {example.law}"
    if general and len(example.coefficients) != len(example.points):
        return "does not give each of its points a coefficient"
    operator = subject.operator
    uses = example.points if general else sides(example.law, 0).uses
    missing = [name for name in operator.parameters if name not in example.parameters]
    for key in uses:
        if key == "a":
            missing += ["a"] if example.scalar is None else []
        else:
            missing += [n for n in operator.inputs if n not in example.points.get(key, {})]
    if missing:
        return f"gives no value to {list_texts(missing)}"
    coordinates = [t for point in example.points.values() for t in point.values()]
    if free := variables(*coordinates, *example.parameters.values(), *example.lhs, *example.rhs):
        return f"speaks of {list_texts(free)} in place of values"
    if not len(example.lhs) == len(example.rhs) == len(operator.outputs):
        return "does not give both sides of every output"
    return None


def _work_out(subject: Subject, claim: Stated, example: Example) -> Shown | str:
    """The example with the precision that is set, or what is wrong with it."""
    precise, inputs = subject.precise, subject.operator.inputs
    parameters = _evaluate(example, "", subject)
    if claim.guard is not None and _all_hold([claim.guard], parameters, precise):
        return f"is for {show_point(parameters)}, where the condition holds"
    instance = (_general if example.coefficients else _usual)(subject, example)
    if isinstance(instance, str):
        return instance
    text, weights, places = instance
    arguments = [{n: place[n] for n in inputs} | parameters for place in places]
    for argument in arguments:
        if not _all_hold(subject.operator.assumptions, argument, precise):
            return f"leaves the domain at {show_point(argument)}"
    values = [subject.outputs(argument) for argument in arguments]
    for argument, outputs in zip(arguments, values, strict=True):
        if None in outputs:
            return f"needs a value of f at {show_point(argument)}, and there is none"
    shown = Shown(text, weights, arguments, values)
    return _wrong_sides(shown, example, precise) or shown


Instance = tuple[tuple[str, str], Sequence[Value], Sequence[Coordinates]]
"""Both sides in words, the weights on the right, and the points: that of the left side first."""


def _usual(subject: Subject, example: Example) -> Instance | str:
    """An instance of an elementary law, or what is wrong with it."""
    precise = subject.precise
    (scalar,) = _closed([example.scalar] if example.scalar is not None else [], precise) or [0]
    if example.law is Law.POSITIVE_HOMOGENEITY and precise.sign(scalar) == -1:
        return f"has a negative factor, {show(scalar)}"
    x, y = (_evaluate(example, key, subject) for key in "xy")
    parts = sides(example.law, scalar)
    places = [
        {n: precise.combine((at.c, at.d), (x[n], y.get(n, 0)), 0) for n in x}
        for at in parts.combinations
    ]
    return parts.text, [weight for weight, _ in parts.right], places


def _general(subject: Subject, example: Example) -> Instance | str:
    """A sum of any points with coefficients, which for the affine law add up to 1."""
    precise = subject.precise
    weights = _closed(example.coefficients, precise)
    if example.law is Law.AFFINE:
        total = precise.combine([1] * len(weights), weights, -1)
        if total is None or precise.differ(total, 0):
            return "has coefficients that do not add up to 1"
    points = [_evaluate(example, key, subject) for key in example.points]
    left = {n: precise.combine(weights, [p[n] for p in points], 0) for n in points[0]}
    return ("f(sum c_k x_k)", "sum c_k f(x_k)"), weights, [left, *points]


def _wrong_sides(shown: Shown, example: Example, precise: Precise) -> str | None:
    left = shown.values[0]
    right = [precise.combine(shown.weights, row, 0) for row in zip(*shown.values[1:], strict=True)]
    computed = zip(shown.text, (left, right), (example.lhs, example.rhs), strict=True)
    for text, values, terms in computed:
        for value, stated in zip(values, _closed(terms, precise), strict=True):
            if stated is None or precise.differ(value, stated):
                return f"says {text} = {show(stated)} at {_where(shown)}, but it is {show(value)}"
    k = example.output
    if not precise.differ(left[k], right[k]):
        return f"breaks nothing: both sides are {show(left[k])} at {_where(shown)}"
    return None


def _where(shown: Shown) -> str:
    return show_point(shown.arguments[1])


def _shows_in_floats(subject: Subject, shown: Shown, output: int) -> bool:
    """Whether the reference, or else the term in floats, sees the gap.

    Raises `Disagreement` where the reference contradicts the term at a point that floats hold.
    """
    sides_in_floats: list[float] = []
    for argument, values in zip(shown.arguments, shown.values, strict=True):
        at = {name: nearest_float(value) for name, value in argument.items()}
        seen: list[float] = subject.floats.run(at)
        if subject.operator.reference is not None:
            said = subject.reference(at)
            _compare(subject, argument, values, said)
            seen = said if all(map(tells, said)) else seen
        sides_in_floats.append(seen[output])
    weights = [nearest_float(weight) for weight in shown.weights]
    left, *rights = sides_in_floats
    return close(left, sum(w * v for w, v in zip(weights, rights, strict=True))) is False


def _compare(
    subject: Subject, point: Coordinates, values: Sequence[Value], said: Sequence[float]
) -> None:
    """Raises `Disagreement` where the reference contradicts the term's values at the point."""
    if _exactly_held(point):
        for k, (value, other) in enumerate(zip(values, said, strict=True)):
            if tells(other) and not close(nearest_float(value), other):
                subject.explain(k, point, other)


def _exactly_held(point: Coordinates) -> bool:
    values = point.values()
    return not any(v is None or isinstance(v, Approx) or not fits_a_double(v) for v in values)


def _evaluate(example: Example, key: str, subject: Subject) -> Coordinates:
    """The coordinates of a point by name; the parameters for the key ""."""
    point = example.points.get(key, {}) if key else example.parameters
    return dict(zip(point, _closed(point.values(), subject.precise), strict=True))


def _closed(terms: Iterable[Term], precise: Precise) -> list[Value]:
    return Program(list(terms), precise).run({})


def _all_hold(guards: Sequence[Guard], point: Coordinates, precise: Precise) -> bool:
    return all(truth is True for truth in Program(guards, precise).run(point))

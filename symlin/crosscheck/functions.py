"""The numeric second opinion on a report about an operator on functions."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from symlin.crosscheck.drawn import Bumps, Steps, combined, delayed
from symlin.crosscheck.explore import alone, explore
from symlin.crosscheck.signals import CannotTell, Numbers, Signal, value_of
from symlin.crosscheck.stated_functions import Answer, Breach, Stated
from symlin.decision.certificate import Status
from symlin.decision.opinion import CrossCheck
from symlin.kernel.claim import Law
from symlin.kernel.clock import OutOfTime, check_time, stop_after
from symlin.kernel.functions.bases import Basis, Bump, Monomial
from symlin.kernel.term import Term, const
from symlin.language.function_operator import FunctionOperator
from symlin.language.tree import Number, Piecewise, Tree, Truth
from symlin.language.wording import tree_of

SECONDS = 8.0
"""When a run is cut short, whatever the operator."""
WIDTH = 48
"""Bytes of one example."""
TOLERANCE = 1e-5
"""Of the two sides of a law, against what they are made of: quotients and sums are no better."""
MOST = 1e6
"""The largest value that says something."""
EXAMPLES = 60
"""One of them takes as long as a hundred of numbers: it may hold an integral of an integral."""


class _Disagreement(Exception):
    """Numbers contradict what is said."""


def cross_check_functions(
    operator: FunctionOperator, report: Answer, seed: int, examples: int, seconds: float
) -> CrossCheck:
    """Whether floats see what the report says: on functions that are drawn, by quadrature and
    difference quotients, of the formula as it was written.

    Counterexamples are worked out anew. Nothing here proves anything, but "disagrees" means that
    symlin is wrong somewhere.
    """
    own = min(seconds, SECONDS)
    try:
        with stop_after(int(seconds * 1e9)), alone(), stop_after(int(own * 1e9)):
            return _opinion(operator, report, seed, min(examples, EXAMPLES), own)
    except OutOfTime:
        return CrossCheck("skipped", 0, seed, "out of time")
    except (ImportError, MemoryError, RecursionError) as error:
        return CrossCheck("skipped", 0, seed, f"it could not be done here ({error})")


def _opinion(
    operator: FunctionOperator, report: Answer, seed: int, examples: int, seconds: float
) -> CrossCheck:
    shown = 0
    for claim in report.claims.values():
        if claim.breach is not None:
            try:
                shown += _seen(operator, claim, claim.breach)
            except _Disagreement as wrong:
                return CrossCheck("disagrees", 0, seed, str(wrong))
    survey = _Survey(operator, report)
    problem, given = explore(survey.examine, WIDTH, examples, seed, seconds)
    if problem is not None:
        return CrossCheck("disagrees", given, seed, problem)
    status = "agrees" if survey.tried or shown else "skipped"
    return CrossCheck(status, survey.tried, seed, f"{shown} counterexamples seen")


# ---- counterexamples ----


def _seen(operator: FunctionOperator, claim: Stated, breach: Breach) -> bool:
    """Whether the counterexample shows in floats; raises where it shows something else."""
    values = {n: _number(v) for n, v in (*breach.parameters.items(), *breach.at.items())
              if "#" not in n}  # fmt: skip
    if any("#" in name for name in breach.parameters):
        return False  # it is for any value of a function that is given
    signals = [_signals(operator, breach.basis, each) for each in breach.signals]
    factors = [_number(f) for f in breach.factors]
    try:
        if breach.delay is not None:
            place = _place(operator, claim.variable)
            sides = _invariance(operator, signals[0], values, place, _number(breach.delay))
        else:
            sides = _law(operator, factors, signals, values)
    except (CannotTell, OverflowError):
        return False
    said = [tuple(map(_number, side)) for side in breach.sides]
    for computed, stated in zip(sides, said, strict=True):
        for a, b in zip(computed, stated, strict=False):
            if abs(a - b) > TOLERANCE * (1 + abs(a) + abs(b)):
                name = claim.law.value.replace("_", " ")
                raise _Disagreement(f"a counterexample to {name} is said to give {b:g}, not {a:g}")
    return True


def _number(term: Term) -> float:
    return _value(tree_of(term), {}, {})


def _value(tree: Tree, signals: Mapping[str, Signal], numbers: Numbers) -> float:
    found = value_of(tree, signals, numbers)
    if not math.isfinite(found):
        raise CannotTell("no value")
    return found


def _signals(
    operator: FunctionOperator, basis: Basis, signal: Mapping[str, tuple[Term, ...]]
) -> dict[str, Signal]:
    found: dict[str, Signal] = {}
    for name, coefficients in signal.items():
        parts = [(_number(c), _element(e)) for c, e in zip(coefficients, basis[name], strict=True)]
        found[name] = combined([(c, e) for c, e in parts if c])
    return found


def _element(element: object) -> Signal:
    def monomial(orders: tuple[int, ...], places: tuple[float, ...]) -> float:
        assert isinstance(element, Monomial)
        total = 1.0
        for exponent, order, place in zip(element.exponents, orders, places, strict=True):
            if order > exponent:
                return 0.0
            total *= math.perm(exponent, order) * place ** (exponent - order)
        return total

    if isinstance(element, Monomial):
        return monomial
    place = getattr(element, "place", None)
    if place is None:
        return _bump(element)
    return lambda _, places: float(round(places[0]) == place)


def _bump(element: object) -> Signal:
    if not isinstance(element, Bump):
        raise CannotTell("a kind of function that floats do not know")
    first, last = (_number(const(end)) for end in (element.lower, element.upper))

    def at(orders: tuple[int, ...], places: tuple[float, ...]) -> float:
        (t,), (order,) = places, orders
        if order:
            raise CannotTell("a derivative of a bump")
        inside = max(0.0, (t - first) * (last - t))
        return float(inside**element.order * t**element.exponent)

    return at


# ---- laws on what is drawn ----


def _law(
    operator: FunctionOperator,
    factors: Sequence[float],
    signals: Sequence[Mapping[str, Signal]],
    values: Numbers,
) -> tuple[list[float], list[float]]:
    """T(a x + b y) and a T(x) + b T(y); functions that are given are the same on both sides."""
    total = dict(signals[0])
    for name in operator.subject.unknowns:
        total[name] = combined([(f, s[name]) for f, s in zip(factors, signals, strict=True)])
    left = _outputs(operator, total, values)
    each = [_outputs(operator, one, values) for one in signals]
    right = [sum(f * row[k] for f, row in zip(factors, each, strict=True))
             for k in range(len(left))]  # fmt: skip
    return left, right


def _outputs(
    operator: FunctionOperator, signals: Mapping[str, Signal], values: Numbers
) -> list[float]:
    check_time()
    return [_value(tree, signals, values) for tree in operator.written]


def _invariance(
    operator: FunctionOperator,
    signals: Mapping[str, Signal],
    values: Numbers,
    place: tuple[str, int],
    shift: float,
) -> tuple[list[float], list[float]]:
    name, position = place
    unknowns = operator.subject.unknowns
    later = {n: delayed(s, position, shift) if n in unknowns else s for n, s in signals.items()}
    before = {**values, name: values[name] - shift}
    return _outputs(operator, later, values), _outputs(operator, signals, before)


def _place(operator: FunctionOperator, variable: str | None) -> tuple[str, int]:
    names = [i.name for i in operator.subject.index]
    name = variable or names[0]
    return name, names.index(name)


class _Draw(NamedTuple):
    """What the bytes of an example say."""

    numbers: list[float]

    def take(self, count: int) -> list[float]:
        found, self.numbers[:] = self.numbers[:count], self.numbers[count:]
        return found + [0.5] * (count - len(found))


class _Survey:
    """The laws that are said to hold, tried on what is drawn."""

    def __init__(self, operator: FunctionOperator, report: Answer) -> None:
        self.operator = operator
        self.tried = 0
        self.held = [
            claim
            for claim in report.claims.values()
            if claim.status is Status.PROVED
            or (claim.status is Status.CONDITIONAL and claim.holds_at is not None)
        ]

    def examine(self, data: bytes) -> str | None:
        """Where numbers contradict a law, in words."""
        draw = _Draw([(byte - 128) / 50 for byte in data])
        subject = self.operator.subject
        values: dict[str, float] = {}
        for index in subject.index:
            (number,) = draw.take(1)
            values[index.name] = float(round(2 * number)) if index.whole else number
        values |= dict(zip(subject.parameters, draw.take(len(subject.parameters)), strict=True))
        given = {name: self._drawn(name, draw) for name in subject.givens}
        x, y = ({n: self._drawn(n, draw) for n in subject.unknowns} for _ in "xy")
        a, b, shift = draw.take(3)
        found = [self._broken(c, values, (x | given, y | given), (a, b, shift)) for c in self.held]
        self.tried += any(one is not None for one in found)
        return next((one for one in found if one), None)

    def _drawn(self, name: str, draw: _Draw) -> Signal:
        if name in self.operator.subject.sequences:
            return Steps(tuple(draw.take(9))).at
        heights, middles = draw.take(2), draw.take(2)
        return Bumps(tuple(heights), tuple(middles)).at

    def _broken(
        self,
        claim: Stated,
        values: Numbers,
        signals: tuple[Mapping[str, Signal], Mapping[str, Signal]],
        numbers: tuple[float, float, float],
    ) -> str | None:
        """ "" where the law holds, None where it cannot be tried, and words where it fails."""
        if claim.status is Status.CONDITIONAL:
            at = {n: _number(v) for n, v in (claim.holds_at or {}).items()}
            values = {**values, **at}
        try:
            sides = self._sides(claim, values, signals, numbers)
        except (CannotTell, OverflowError):
            return None
        for left, right in zip(*sides, strict=True):
            size = 1 + abs(left) + abs(right)
            if not math.isfinite(size) or size > MOST:
                return None
            if abs(left - right) > TOLERANCE * size:
                word = "invariance" if claim.variable else claim.law.value.replace("_", " ")
                return f"{word} fails on functions that were drawn: {left:.9g} is not {right:.9g}"
        return ""

    def _sides(
        self,
        claim: Stated,
        values: Numbers,
        signals: tuple[Mapping[str, Signal], Mapping[str, Signal]],
        numbers: tuple[float, float, float],
    ) -> tuple[list[float], list[float]]:
        """Both sides of the law; raises `CannotTell` outside of the assumptions."""
        a, b, shift = numbers
        self._require(values)
        if claim.variable is None:
            factors, used = _instance(claim.law, a, b, signals)
            return _law(self.operator, factors, used, values)
        place = _place(self.operator, claim.variable)
        whole = any(i.whole and i.name == place[0] for i in self.operator.subject.index)
        step = float(round(2 * shift)) if whole else shift
        self._require({**values, place[0]: values[place[0]] - step})
        return _invariance(self.operator, signals[0], values, place, step)

    def _require(self, values: Numbers) -> None:
        """Raises `CannotTell` where the assumptions do not hold."""
        one, guards = Number(1), map(tree_of, self.operator.subject.assumptions)
        for guard in guards:
            inside = Piecewise(((one, guard), (Number(0), Truth(True))))
            if _value(inside, {}, values) != 1:
                raise CannotTell("outside of the assumptions")


def _instance(
    law: Law, a: float, b: float, both: tuple[Mapping[str, Signal], Mapping[str, Signal]]
) -> tuple[list[float], list[Mapping[str, Signal]]]:
    """The factors and the functions of one instance of the law."""
    x, y = both
    match law:
        case Law.ADDITIVITY:
            return [1.0, 1.0], [x, y]
        case Law.HOMOGENEITY:
            return [a], [x]
        case Law.POSITIVE_HOMOGENEITY:
            return [abs(a)], [x]
        case Law.ODD:
            return [-1.0], [x]
        case Law.AFFINE:
            return [a, 1 - a], [x, y]
        case _:
            return [a, b], [x, y]

"""The numeric second opinion on a report about an operator on functions."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from symlin.crosscheck.drawn import Bumps, Steps
from symlin.crosscheck.explore import alone, explore
from symlin.crosscheck.function_breaches import Disagreement, is_seen
from symlin.crosscheck.function_laws import (
    TOLERANCE,
    invariance_sides,
    law_sides,
    number_of,
    place_of,
    value_at,
)
from symlin.crosscheck.signals import CannotTell, Numbers, Signal
from symlin.crosscheck.stated_functions import Answer, Stated
from symlin.decision.certificate import Status
from symlin.decision.opinion import CrossCheck
from symlin.exact.deadline import stop_after
from symlin.kernel.claim import Law
from symlin.kernel.clock import OutOfTime
from symlin.language.function_operator import FunctionOperator
from symlin.language.tree import Number, Piecewise, Truth
from symlin.language.wording import tree_of

SECONDS = 8.0
"""When a run is cut short, whatever the operator."""
WIDTH = 48
"""Bytes of one example."""
MOST = 1e6
"""The largest value that says something."""
EXAMPLES = 60
"""One of them takes as long as a hundred of numbers: it may hold an integral of an integral."""


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
        with stop_after(seconds), alone(), stop_after(own):
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
                shown += is_seen(operator, claim, claim.breach)
            except Disagreement as wrong:
                return CrossCheck("disagrees", 0, seed, str(wrong))
    survey = _Survey(operator, report)
    problem, given = explore(survey.examine, WIDTH, examples, seed, seconds)
    if problem is not None:
        return CrossCheck("disagrees", given, seed, problem)
    status = "agrees" if survey.tried or shown else "skipped"
    return CrossCheck(status, survey.tried, seed, f"{shown} counterexamples seen")


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
            if not claim.weighed  # floats have no impulses
            and (
                claim.status is Status.PROVED
                or (claim.status is Status.CONDITIONAL and claim.holds_at is not None)
            )
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
            at = {n: number_of(v) for n, v in (claim.holds_at or {}).items()}
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
            return law_sides(self.operator, factors, used, values)
        place = place_of(self.operator, claim.variable)
        whole = any(i.whole and i.name == place[0] for i in self.operator.subject.index)
        step = float(round(2 * shift)) if whole else shift
        self._require({**values, place[0]: values[place[0]] - step})
        return invariance_sides(self.operator, signals[0], values, place, step)

    def _require(self, values: Numbers) -> None:
        """Raises `CannotTell` where the assumptions do not hold."""
        one, guards = Number(1), map(tree_of, self.operator.subject.assumptions)
        for guard in guards:
            inside = Piecewise(((one, guard), (Number(0), Truth(True))))
            if value_at(inside, {}, values) != 1:
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

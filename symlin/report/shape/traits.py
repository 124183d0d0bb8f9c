"""What a function is in place of linear: proposed by numbers, stated where the kernel agrees.

Only what some hundred values do not contradict is tried at all, so that little time is spent on
proofs of what is not true.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import pairwise, product
from typing import NamedTuple

from flint import fmpq

from symlin.decision.traits import shown
from symlin.exact.deadline import within
from symlin.exact.giving_up import GIVEN_UP
from symlin.kernel.claim import Subject
from symlin.kernel.statements.traits import OF_ALL_POINTS, OF_ONE_INPUT, Trait, TraitTheorem
from symlin.kernel.term import PI, Term, const, scale
from symlin.kernel.walk import topological
from symlin.language.operator import Operator
from symlin.report.plot.curves import function

MOST_INPUTS = 4
"""Of more, points that cover a cube are too many."""
MOST_NODES = 50
"""Of the function's term: of a larger one the statements have more cases than are looked at."""
SECONDS = 1.0
"""For all that is tried of one function: what is left then is not said."""
PLACES = tuple(k / 4 for k in range(-24, 25))
"""Where a function of one input is looked at: up to 6 on either side, in steps that find kinks."""
FEW = (-3.25, -1.0, 0.0, 0.75, 2.5)
"""Where each input of several is looked at."""
FAR = (-1e3, -40.0, 40.0, 1e3)
"""Where bounds show."""
NEAR = 1e-9
"""What two floats may differ by and still be taken for the same."""
NEARLY = 1e-3
"""How close to a half a value is that a function only approaches, as seen from far out."""
_PERIODS: tuple[tuple[float, Term], ...] = (
    (0.5, const(fmpq(1, 2))),
    (1.0, const(1)),
    (2.0, const(2)),
    (math.pi, PI),
    (2 * math.pi, scale(2, PI)),
)
_Point = Sequence[float]
_F = Callable[[_Point], float]


class Sampled(NamedTuple):
    """A function and its values at some points."""

    f: _F
    values: dict[tuple[float, ...], float]


@lru_cache(maxsize=16)
def traits(operator: Operator) -> tuple[TraitTheorem, ...]:
    """What was proved; nothing of an operator with parameters or several outputs."""
    if len(operator.outputs) != 1 or operator.parameters or len(operator.inputs) > MOST_INPUTS:
        return ()
    if sum(1 for _ in topological(operator.outputs)) > MOST_NODES:
        return ()
    subject = Subject(operator.inputs, (), operator.outputs, operator.assumptions)
    found: dict[Trait, TraitTheorem] = {}
    with suppress(*GIVEN_UP), within(SECONDS):
        for trait, value in _proposed(operator):
            theorem = None if trait in found else shown(subject, trait, value)
            if theorem is not None:
                found[trait] = theorem
    return tuple(found.values())


def _proposed(operator: Operator) -> Iterator[tuple[Trait, Term | None]]:
    """What the values do not contradict; of bounds the closest first."""
    sampled = _sampled(operator)
    one = len(operator.inputs) == 1
    whole = all(map(math.isfinite, sampled.values.values()))
    if not any(map(math.isfinite, sampled.values.values())):
        return
    for trait, seems in _SEEMS.items():
        fits = (one or trait not in OF_ONE_INPUT) and (whole or trait not in OF_ALL_POINTS)
        if fits and seems(sampled):
            yield trait, None
    period = _period(sampled) if one and whole else None
    if period is not None:
        yield Trait.PERIODIC, period
    yield from _bounds(sampled)


def _sampled(operator: Operator) -> Sampled:
    f = function(operator)
    places = (*PLACES, *FAR) if len(operator.inputs) == 1 else FEW
    points = tuple(product(places, repeat=len(operator.inputs)))
    if len(operator.inputs) > 1:
        points += tuple((t,) * len(operator.inputs) for t in FAR)
    return Sampled(f, {point: _value(f, point) for point in points})


def _value(f: _F, point: _Point) -> float:
    try:
        return f(point)
    except (ArithmeticError, ValueError):
        return math.nan


def _even(sampled: Sampled) -> bool:
    return all(
        _close(_value(sampled.f, tuple(-v for v in point)), y)
        for point, y in sampled.values.items()
    )


def _period(sampled: Sampled) -> Term | None:
    near = {p: y for p, y in sampled.values.items() if abs(p[0]) <= PLACES[-1]}
    if max(near.values()) - min(near.values()) < NEAR:
        return None  # a constant has every period
    for step, exact in _PERIODS:
        if all(_close(_value(sampled.f, (p[0] + step,)), y) for p, y in near.items()):
            return exact
    return None


def _monotone(sampled: Sampled, sign: int) -> bool:
    values = [y for _, y in sorted(sampled.values.items()) if math.isfinite(y)]
    return all(sign * (b - a) >= -NEAR * (1 + abs(a)) for a, b in pairwise(values))


def _convex(sampled: Sampled, sign: int) -> bool:
    points = list(sampled.values.items())[:: max(1, len(sampled.values) // 40)]
    for p, a in points:
        for q, b in points:
            middle = _value(sampled.f, tuple((s + t) / 2 for s, t in zip(p, q, strict=True)))
            if not sign * ((a + b) / 2 - middle) >= -NEAR * (1 + abs(a) + abs(b)):
                return False
    return True


def _bounds(sampled: Sampled) -> Iterator[tuple[Trait, Term]]:
    """Numbers below and above all values, where these do not run away."""
    values = [y for y in sampled.values.values() if math.isfinite(y)]
    for trait, side, end in ((Trait.ABOVE, -1, min(values)), (Trait.BELOW, 1, max(values))):
        if side * end < FAR[-1] / 10:
            yield from ((trait, const(bound)) for bound in _beside(end, side))


def _beside(value: float, side: int) -> tuple[fmpq, ...]:
    """The half that it nearly is, the next tenth on that side, and the next whole number."""
    half = round(2 * value)
    near = (fmpq(half, 2),) if abs(value - half / 2) < NEARLY else ()
    rounded = math.floor if side < 0 else math.ceil
    further = (fmpq(rounded(value * 10), 10), fmpq(rounded(value)))
    return tuple(dict.fromkeys((*near, *further)))


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= NEAR * (1 + abs(a) + abs(b))


_SEEMS: dict[Trait, Callable[[Sampled], bool]] = {
    Trait.EVEN: _even,
    Trait.CONVEX: lambda sampled: _convex(sampled, 1),
    Trait.CONCAVE: lambda sampled: _convex(sampled, -1),
    Trait.RISING: lambda sampled: _monotone(sampled, 1),
    Trait.FALLING: lambda sampled: _monotone(sampled, -1),
}

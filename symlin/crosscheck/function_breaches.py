"""Whether a counterexample to a law of an operator on functions shows in floats."""

from __future__ import annotations

import math
from collections.abc import Mapping

from symlin.crosscheck.drawn import combined
from symlin.crosscheck.function_laws import (
    TOLERANCE,
    invariance_sides,
    law_sides,
    number_of,
    place_of,
)
from symlin.crosscheck.signals import CannotTell, Signal
from symlin.crosscheck.stated_functions import Breach, Stated
from symlin.kernel.functions.bases import Basis, Bump, Monomial
from symlin.kernel.term import Term, const
from symlin.language.function_operator import FunctionOperator


class Disagreement(Exception):
    """Numbers contradict what is said."""


def is_seen(operator: FunctionOperator, claim: Stated, breach: Breach) -> bool:
    """Whether the counterexample shows in floats; raises `Disagreement` where it shows
    something else."""
    values = {n: number_of(v) for n, v in (*breach.parameters.items(), *breach.at.items())
              if "#" not in n}  # fmt: skip
    if any("#" in name for name in breach.parameters):
        return False  # it is for any value of a function that is given
    if claim.weighed:
        return False  # floats have no impulses
    signals = signals_of(breach)
    factors = [number_of(f) for f in breach.factors]
    try:
        if breach.delay is not None:
            place = place_of(operator, claim.variable)
            sides = invariance_sides(operator, signals[0], values, place, number_of(breach.delay))
        else:
            sides = law_sides(operator, factors, signals, values)
    except (CannotTell, OverflowError):
        return False
    said = [tuple(map(number_of, side)) for side in breach.sides]
    for computed, stated in zip(sides, said, strict=True):
        for a, b in zip(computed, stated, strict=False):
            if abs(a - b) > TOLERANCE * (1 + abs(a) + abs(b)):
                name = claim.law.value.replace("_", " ")
                raise Disagreement(f"a counterexample to {name} is said to give {b:g}, not {a:g}")
    return True


def signals_of(breach: Breach) -> list[dict[str, Signal]]:
    """The functions of a counterexample, in floats."""
    return [_signals(breach.basis, each) for each in breach.signals]


def _signals(basis: Basis, signal: Mapping[str, tuple[Term, ...]]) -> dict[str, Signal]:
    found: dict[str, Signal] = {}
    for name, coefficients in signal.items():
        parts = [
            (number_of(c), _element(e)) for c, e in zip(coefficients, basis[name], strict=True)
        ]
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
    first, last = (number_of(const(end)) for end in (element.lower, element.upper))

    def at(orders: tuple[int, ...], places: tuple[float, ...]) -> float:
        (t,), (order,) = places, orders
        if order:
            raise CannotTell("a derivative of a bump")
        inside = max(0.0, (t - first) * (last - t))
        return float(inside**element.order * t**element.exponent)

    return at

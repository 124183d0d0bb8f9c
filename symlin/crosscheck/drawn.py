"""Functions and sequences that are drawn, with all derivatives, and what is made of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from symlin.crosscheck.signals import Signal


class Bumps(NamedTuple):
    """A sum of bell curves, in each of the variables, with all derivatives."""

    heights: tuple[float, ...]
    middles: tuple[float, ...]

    def at(self, orders: tuple[int, ...], places: tuple[float, ...]) -> float:
        """The derivative of these orders."""
        total = 0.0
        for height, middle in zip(self.heights, self.middles, strict=True):
            value = height
            for j, (order, place) in enumerate(zip(orders, places, strict=True)):
                value *= _bell(order, place - middle + 0.3 * j)
            total += value
        return total


def _bell(order: int, u: float) -> float:
    """The derivative of exp(-u^2/2), by Hermite's recurrence."""
    if abs(u) > 35:
        return 0.0
    before, value = 0.0, 1.0
    for n in range(order):
        before, value = value, u * value - n * before
    return float((-1) ** order * value * math.exp(-u * u / 2))


class Steps(NamedTuple):
    """A sequence that is 0 far away."""

    values: tuple[float, ...]

    def at(self, orders: tuple[int, ...], places: tuple[float, ...]) -> float:
        """The value at a whole number; NaN elsewhere."""
        (place,) = places
        if any(orders) or abs(place - round(place)) > 1e-9:
            return math.nan
        k = round(place) + len(self.values) // 2
        return self.values[k] if 0 <= k < len(self.values) else 0.0


def combined(parts: Sequence[tuple[float, Signal]]) -> Signal:
    """a x + b y."""
    return lambda orders, places: sum(c * signal(orders, places) for c, signal in parts)


def delayed(signal: Signal, place: int, shift: float) -> Signal:
    """x delayed, in one of its variables."""

    def moved(orders: tuple[int, ...], places: tuple[float, ...]) -> float:
        return signal(orders, (*places[:place], places[place] - shift, *places[place + 1 :]))

    return moved

"""Points at which a law of a network is said to break."""

from __future__ import annotations

from dataclasses import dataclass

from flint import arb

from symlin.kernel.network.evaluate import Point
from symlin.kernel.numbers import Number

Value = Number | arb
"""A rational number, or a ball that holds the value."""


@dataclass(frozen=True, slots=True, eq=False)
class Breach:
    """Points p and weights w of which a law says that the sum of w f(p) is 0; and an entry of the
    output where it is not.

    For example, f(p0) = f(p1) + f(p2) where p0 = p1 + p2: the weights are 1, -1, -1.
    """

    points: tuple[Point, ...]
    weights: tuple[Number, ...]
    output: int

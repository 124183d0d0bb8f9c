"""The laws as sums: f at one point on the left, weighted values of f on the right.

Every argument is c*x + d*y with numbers c and d, so that a law is checked by evaluating f at
a few combinations of two points, whatever the arithmetic.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flint import fmpq

from symlin.kernel.claim import Law
from symlin.kernel.numbers import Number

A = TypeVar("A")
"""What a law's factor is: an exact number, or an approximation as well."""


@dataclass(frozen=True, eq=False, slots=True)
class Combination(Generic[A]):
    """The point c*x + d*y. Compared by identity: fractions are slow to hash."""

    c: A | Number
    d: A | Number


HALF = fmpq(1, 2)
X: Combination[Any] = Combination(1, 0)
Y: Combination[Any] = Combination(0, 1)
SUM: Combination[Any] = Combination(1, 1)
MIDDLE: Combination[Any] = Combination(HALF, HALF)
MIRROR: Combination[Any] = Combination(-1, 0)


@dataclass(frozen=True)
class Sides(Generic[A]):
    """f(left) on the one side, the sum of weight * f(combination) on the other."""

    left: Combination[A]
    right: tuple[tuple[A | Number, Combination[A]], ...]
    text: tuple[str, str]
    """Both sides as a person writes them."""
    uses: str
    """Which of x, y and a the law speaks of."""

    @property
    def combinations(self) -> tuple[Combination[A], ...]:
        """Every argument of f: that of the left side first."""
        return (self.left, *(point for _, point in self.right))


def sides(law: Law, a: A) -> Sides[A]:
    """Both sides of an elementary law, with the factor `a` where it has one.

    Raises `ValueError` for a law that is not elementary.
    """
    match law:
        case Law.ADDITIVITY:
            return Sides(SUM, ((1, X), (1, Y)), ("f(x + y)", "f(x) + f(y)"), "xy")
        case Law.HOMOGENEITY | Law.POSITIVE_HOMOGENEITY:
            return Sides(Combination(a, 0), ((a, X),), ("f(a*x)", "a*f(x)"), "xa")
        case Law.AFFINE:
            halves = ((HALF, X), (HALF, Y))
            return Sides(MIDDLE, halves, ("f((x + y)/2)", "(f(x) + f(y))/2"), "xy")
        case Law.ODD:
            return Sides(MIRROR, ((-1, X),), ("f(-x)", "-f(x)"), "x")
        case _:
            raise ValueError(f"{law} is not an elementary law")


ELEMENTARY = (
    Law.ADDITIVITY,
    Law.HOMOGENEITY,
    Law.AFFINE,
    Law.POSITIVE_HOMOGENEITY,
    Law.ODD,
)

IMPLIED: Mapping[Law, tuple[Law, ...]] = {
    **{law: (law,) for law in ELEMENTARY},
    Law.LINEAR: (Law.ADDITIVITY, Law.HOMOGENEITY),
}
"""The elementary laws by which a claim is tested."""

BREAKS: Mapping[Law, tuple[Law, ...]] = {
    Law.ADDITIVITY: (Law.ADDITIVITY, Law.ODD),
    Law.HOMOGENEITY: (Law.HOMOGENEITY, Law.POSITIVE_HOMOGENEITY, Law.ODD),
    Law.LINEAR: ELEMENTARY,
    Law.AFFINE: (Law.AFFINE,),
    Law.POSITIVE_HOMOGENEITY: (Law.POSITIVE_HOMOGENEITY,),
    Law.ODD: (Law.ODD,),
}
"""Which elementary law may fail in a counterexample to a claim."""

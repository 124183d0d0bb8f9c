"""The laws as sums: f at one point on the left, weighted values of f on the right.

Every argument is c*x + d*y with numbers c and d, so that a law is checked by evaluating f at
a few combinations of two points, whatever the arithmetic.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from flint import fmpq

from symlin.kernel.claim import Law
from symlin.kernel.term import Number

A = TypeVar("A")
"""What a law's factor is: an exact number, or an approximation as well."""

HALF = fmpq(1, 2)
X = (1, 0)
Y = (0, 1)


@dataclass(frozen=True)
class Sides(Generic[A]):
    """f(left) on the one side, the sum of weight * f(combination) on the other.

    A combination (c, d) stands for the point c*x + d*y.
    """

    left: tuple[A | Number, A | Number]
    right: tuple[tuple[A | Number, tuple[A | Number, A | Number]], ...]
    text: tuple[str, str]
    """Both sides as a person writes them."""
    uses: str
    """Which of x, y and a the law speaks of."""

    @property
    def combinations(self) -> tuple[tuple[A | Number, A | Number], ...]:
        return (self.left, *(point for _, point in self.right))


def sides(law: Law, a: A) -> Sides[A]:
    """Both sides of an elementary law, with the factor `a` where it has one."""
    match law:
        case Law.ADDITIVITY:
            return Sides((1, 1), ((1, X), (1, Y)), ("f(x + y)", "f(x) + f(y)"), "xy")
        case Law.HOMOGENEITY | Law.POSITIVE_HOMOGENEITY:
            return Sides((a, 0), ((a, X),), ("f(a*x)", "a*f(x)"), "xa")
        case Law.AFFINE:
            halves = ((HALF, X), (HALF, Y))
            return Sides((HALF, HALF), halves, ("f((x + y)/2)", "(f(x) + f(y))/2"), "xy")
        case Law.ODD:
            return Sides((-1, 0), ((-1, X),), ("f(-x)", "-f(x)"), "x")
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

"""One example: two points, a factor, parameters; and whether a law holds there."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from symlin.crosscheck.approximations import OutOfReach, Value, nearest_float
from symlin.crosscheck.laws import Combination, Sides, sides
from symlin.crosscheck.points import Point
from symlin.crosscheck.precise import settle
from symlin.crosscheck.region import Region
from symlin.crosscheck.subject import Subject, all_close
from symlin.crosscheck.wording import list_texts, show, show_apart, show_coordinates, show_point
from symlin.kernel.claim import Law
from symlin.kernel.numbers import Number


class Example(NamedTuple):
    """Points x and y (of inputs only), a factor a, and values of the parameters."""

    x: Point
    y: Point
    a: Number
    parameters: Point


class Violation(NamedTuple):
    """Where a law fails: exact points, and both sides' values as text."""

    law: Law
    points: Mapping[str, Point]
    """x, and y where the law speaks of it."""
    scalar: Number | None
    parameters: Point
    output: int
    lhs: str
    rhs: str

    def __str__(self) -> str:
        left, right = sides(self.law, 0).text
        places = [f"{key} = {show_coordinates(point)}" for key, point in self.points.items()]
        if self.scalar is not None:
            places.append(f"a = {show(self.scalar)}")
        if self.parameters:
            places.append(show_point(self.parameters))
        return f"{left} = {self.lhs} and {right} = {self.rhs} for {list_texts(places)}"


class Trial:
    """An example under examination: arguments and values, each computed once."""

    def __init__(self, subject: Subject, domain: Region, example: Example) -> None:
        self._subject = subject
        self._domain = domain
        self.example = example
        self.tells = False
        """Whether a law was tested on it, with numbers that floats can hold or exactly."""
        self._parts: dict[Law, Sides[Number]] = {}
        self._points: dict[Combination[Number], Point | None] = {}
        self._floats: dict[Combination[Number], list[float] | None] = {}

    def applies(self, law: Law) -> bool:
        """Whether every argument lies in the domain, and has a value."""
        return all(self.floats(c) is not None for c in self._sides(law).combinations)

    def violation(self, law: Law, carefully: bool) -> Violation | None:
        """Where a law that applies here fails.

        Floats come first; where they differ, or if `carefully`, many digits decide.
        """
        parts = self._sides(law)
        agree = self._close(parts)
        self.tells = self.tells or agree is not None
        if carefully or agree is False:
            return self._exact_violation(law, parts, hurried=agree is True)
        return None

    def point(self, combination: Combination[Number]) -> Point | None:
        """The argument c*x + d*y with the parameters; None outside the domain."""
        if combination not in self._points:
            example = self.example
            moved = _combined(combination.c, example.x, combination.d, example.y)
            point = moved | example.parameters
            self._points[combination] = point if self._domain.holds(point) else None
        return self._points[combination]

    def floats(self, combination: Combination[Number]) -> list[float] | None:
        """The outputs there; None outside the domain or where one of them is undefined."""
        if combination not in self._floats:
            point = self.point(combination)
            values = None if point is None else self._subject.values(point)
            undefined = values is None or any(map(math.isnan, values))
            self._floats[combination] = None if undefined else values
        return self._floats[combination]

    def _sides(self, law: Law) -> Sides[Number]:
        if law not in self._parts:
            a = self.example.a
            self._parts[law] = sides(law, max(a, -a) if law is Law.POSITIVE_HOMOGENEITY else a)
        return self._parts[law]

    def _close(self, parts: Sides[Number]) -> bool | None:
        """Whether both sides agree in floats; None where floats cannot hold them."""

        def values(combination: Combination[Number]) -> list[float]:
            return self.floats(combination) or []

        rights = [[nearest_float(w) * v for v in values(point)] for w, point in parts.right]
        right = map(sum, zip(*rights, strict=True))
        return all_close(zip(values(parts.left), right, strict=True))

    def _exact_violation(self, law: Law, parts: Sides[Number], hurried: bool) -> Violation | None:
        precise = self._subject.precise

        def first_gap() -> tuple[int, Value, Value] | None:
            pairs = self._both_sides(parts)
            if any(None in pair for pair in pairs):
                return None
            self.tells = True
            gaps = ((k, *pair) for k, pair in enumerate(pairs) if precise.differ(*pair))
            return next(gaps, None)

        try:
            gap = settle(precise, first_gap, hurried)
        except OutOfReach:
            return None
        return None if gap is None else self._violation(law, parts, *gap)

    def _both_sides(self, parts: Sides[Number]) -> list[tuple[Value, Value]]:
        precise = self._subject.precise
        values = {}
        for combination in parts.combinations:
            point = self.point(combination)
            assert point is not None
            values[combination] = self._subject.outputs(point)
        weights = [weight for weight, _ in parts.right]
        rows = zip(*(values[combination] for _, combination in parts.right), strict=True)
        rights = [precise.combine(weights, row, 0) for row in rows]
        return list(zip(values[parts.left], rights, strict=True))

    def _violation(
        self, law: Law, parts: Sides[Number], output: int, lhs: Value, rhs: Value
    ) -> Violation:
        example = self.example
        left, right = show_apart(lhs, rhs)
        points = {"x": example.x, "y": example.y} if "y" in parts.uses else {"x": example.x}
        scalar = parts.right[0][0] if "a" in parts.uses else None
        return Violation(law, points, scalar, example.parameters, output, left, right)


def _combined(c: Number, x: Point, d: Number, y: Point) -> Point:
    if d == 0:
        return x if c == 1 else {name: c * value for name, value in x.items()}
    if c == 0:
        return {name: d * value for name, value in y.items()}
    return {name: c * value + d * y[name] for name, value in x.items()}

"""Laws of one input on the whole line, threshold by threshold: where each breaks, as a formula in
the parameters, and around which points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flint import fmpq

from symlin.kernel.certificate import Witness
from symlin.kernel.claim import Law
from symlin.kernel.facts import Context
from symlin.kernel.term import (
    ONE,
    ZERO,
    Const,
    Piecewise,
    Term,
    add,
    const,
    eq,
    minimum,
    neg,
    scale,
)
from symlin.kernel.walk import topological
from symlin.search.cover.candidates import TRIPLES
from symlin.search.cover.charts import HALF, Chart, distance, resultant
from symlin.search.cover.cubes import Cubes
from symlin.search.cover.jumps import Local, Side
from symlin.search.cover.lines import Line, Ratio, is_zero
from symlin.search.cover.question import Case

LOCAL = (Law.LINEAR, Law.AFFINE, Law.ODD, Law.EQUIVALENT)
"""Laws that hold if they hold around each threshold, and at 0."""


@dataclass(frozen=True, eq=False)
class Spot:
    """A threshold that moves with the parameters; without a hinge it is 0."""

    slope: Ratio
    offset: Ratio
    row: int
    origin: bool = False
    """It is the one point 0 that is asked about, and nothing beside it."""

    def root(self, chart_ring: Any) -> Term:
        """Where it is."""
        num, den = self.offset.num * self.slope.den, self.offset.den * self.slope.num
        return ZERO if is_zero(num) else neg(Ratio(num, den).reduced().term(chart_ring))


class Spots:
    """All of them, for one law."""

    def __init__(self, case: Case, cubes: Cubes, hinges: Mapping[Any, Line]) -> None:
        self.case = case
        self.cubes = cubes
        self.ring = cubes.ring
        one, zero = self.ring.ratio(1), self.ring.ratio(0)
        # Thresholds that are always in the same place, such as those of h and -2 h, are one.
        moving = [line for line in hinges.values() if not line.slopes[0].vanishes]
        distinct: list[Line] = []
        for line in moving:
            if all(not is_zero(resultant(line, other)) for other in distinct):
                distinct.append(line)
        self.lines = distinct or [Line((one,), zero)]
        self.all: list[Spot] = []
        for row in case.rows:
            if case.law in (Law.LINEAR, Law.ODD):
                self.all.append(Spot(one, zero, row, origin=True))
            self.all += [Spot(line.slopes[0], line.offset, row) for line in self.lines]
        self._formulas: dict[Spot, Any] = {}
        # Without jumps the middle of r - d and r + d is enough: no value at r stands by itself.
        self.is_continuous = not any(isinstance(n, Piecewise) for n in topological(case.outputs))

    # ---- formulas ----

    def formula(self, spot: Spot) -> Any:
        """That the law breaks around the spot, for z3; raises `NotLines`, `Unsupported`."""
        if spot not in self._formulas:
            self._formulas[spot] = self._formula(spot)
        return self._formulas[spot]

    def _formula(self, spot: Spot) -> Any:
        import z3

        # One line on both sides, and the value at the root on it: then nothing happens there.
        translation, context = self.cubes.translation, self.cubes.context
        output = self.case.outputs[spot.row]
        s, t = (self.ring.term(r.num) for r in _cleared(spot))
        slope, offset = translation.expression(s), translation.expression(t)
        sides = {
            k: Side(self.cubes, self.case.name, slope, offset, k)
            for k in ((0,) if spot.origin else (-1, 0, 1))
        }
        lines = {k: side.local(output) for k, side in sides.items()}
        values = {k: sides[k].at_root(lines[k]) for k in sides}
        if spot.origin:
            return values[0] != 0
        # A line is its slope and its value at the root: both are polynomials, with no quotient.
        slopes = {k: _slope(lines[k], context) for k in (-1, 1)}
        if self.case.law in (Law.ODD, Law.EQUIVALENT):
            # A difference that has to be 0 is so at the root, and as a line on either side.
            broken = [v != 0 for v in (*values.values(), *slopes.values())]
        else:
            broken = [slopes[-1] != slopes[1], values[-1] != values[1], values[0] != values[1]]
        return z3.And(slope != 0, z3.Or(broken))

    # ---- at one point ----

    def broken(self, chart: Chart) -> Iterator[Spot]:
        """The spots around which the law breaks for the chart's parameters."""
        for spot in self.all:
            if self._is_broken(spot, chart):
                yield spot

    def _is_broken(self, spot: Spot, chart: Chart) -> bool:
        if spot.origin:
            return _value(chart, fmpq(0), spot.row) != 0
        slope = chart.evaluated(spot.slope)
        if slope == 0:
            return False
        r = -chart.evaluated(spot.offset) / slope
        # The same width as the term has, so that numbers and terms tell the same.
        gaps = [abs(t.number - r) for t in chart.thresholds if t.number != r]
        d = min(gaps) * HALF if gaps else fmpq(1)
        at = {m: _value(chart, r + m * d, spot.row) for m in (0, -1, 1, -HALF, HALF)}
        if self.case.law in (Law.ODD, Law.EQUIVALENT):
            return any(v != 0 for v in at.values())
        return any(2 * at[m] != at[a] + at[b] for m, a, b in TRIPLES)

    # ---- witnesses ----

    def undecided(self, spot: Spot, facts: Context) -> Term | None:
        """A polynomial that says whether another threshold is there, or the same as this one; None
        where the facts say so of all."""
        here = Line((spot.slope,), spot.offset)
        # The width is a distance to places that are there, and elsewhere: both are signs.
        for line in () if spot.origin else self.lines:
            if is_zero(resultant(line, here)):
                continue
            for p in (line.slopes[0].num, resultant(line, here)):
                if p.is_constant():
                    continue
                term = self.ring.term(p)
                known = facts.decide(eq(term))
                if known is None:
                    return term
                if known:  # it is not there, or it is this one
                    break
        return None

    def witnesses(self, spot: Spot, facts: Context) -> Iterator[Witness]:
        """Instances around the spot, no farther away than half of the way to any other."""
        law, name = self.case.law, self.case.name
        if spot.origin:
            count = 1 if law is Law.LINEAR else 2
            yield Witness(({name: ZERO},) * count, (ONE,) * count, spot.row)
            return
        r, d = spot.root(self.ring), self._width(spot, facts)

        def at(m: fmpq) -> Term:
            return add(r, scale(m, d)) if m else r

        if law in (Law.ODD, Law.EQUIVALENT):
            for m in (fmpq(0), fmpq(1), fmpq(-1), HALF, -HALF):
                here = {name: at(m)}
                opposite = {name: neg(at(m))}
                points = (opposite, here) if law is Law.ODD else (here,)
                yield Witness(points, (ONE,) * len(points), spot.row)
            return
        for middle, left, right in TRIPLES[: 1 if self.is_continuous else 3]:
            three = tuple({name: at(m)} for m in (middle, left, right))
            yield Witness(three, (ONE, const(-HALF), const(-HALF)), spot.row)

    def _width(self, spot: Spot, facts: Context) -> Term:
        # What is not there, or in the same place, gives no distance; the facts say which is which.
        here, r = Line((spot.slope,), spot.offset), spot.root(self.ring)
        found: dict[Term, None] = {}
        for line in self.lines:
            apart = resultant(line, here)
            ps = (apart, line.slopes[0].num)
            if is_zero(apart) or any(facts.decide(eq(self.ring.term(p))) is True for p in ps):
                continue
            other = Spot(line.slopes[0], line.offset, spot.row)
            found[distance(other.root(self.ring), r)] = None
        if not found:
            return ONE
        # Numbers are compared here: the kernel would have to split on each of them.
        numbers = [term.value for term in found if isinstance(term, Const)]
        terms = [term for term in found if not isinstance(term, Const)]
        least = [const(min(map(fmpq, numbers)))] if numbers else []
        return scale(HALF, minimum(*least, *terms))


def _value(chart: Chart, x: fmpq, row: int) -> fmpq:
    found = chart.at(x)
    assert found is not None
    return found[1][row]


def _slope(line: Local, context: Any) -> Any:
    import z3

    return z3.RealVal(0, context) if isinstance(line.a, int) else line.a


def _cleared(spot: Spot) -> tuple[Ratio, Ratio]:
    """Slope and offset without denominators: the same root."""
    (s, t), ring_one = (spot.slope, spot.offset), spot.slope.den
    den = t.den
    return Ratio(s.num * den, ring_one), Ratio(t.num * s.den, ring_one)

"""A function of one input for one choice of parameters: the places where it may change, points that
tell all of its lines apart, and the polynomials on whose signs that depends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from math import gcd, lcm
from typing import NamedTuple, Protocol

from flint import fmpq, fmpq_mpoly

from symlin.kernel.term import (
    Const,
    Guard,
    Term,
    add,
    const,
    function,
    minimum,
    neg,
    scale,
    sub,
)
from symlin.search.cover.lines import HIGHEST, Line, NotLines, Place, Ratio, Ring, is_zero

MOST_PLACES = 24
"""Places where one function changes, above which it is left alone."""
MOST_POLYNOMIALS = 90
"""Polynomials on whose signs the cases depend."""
HALF = fmpq(1, 2)


class Threshold(NamedTuple):
    """Where slope * x + offset is 0."""

    number: fmpq
    slope: Ratio
    offset: Ratio


class Rep(NamedTuple):
    """A point beside a threshold: the number that it is, and the term that moves with it."""

    number: fmpq
    term: Term


class Vocabulary:
    """Polynomials in the parameters, irreducible and each once."""

    def __init__(self, ring: Ring) -> None:
        self.ring = ring
        self.polynomials: dict[str, fmpq_mpoly] = {}
        self._seen: set[str] = set()

    def add(self, p: fmpq_mpoly) -> None:
        """Take up the factors of p."""
        if p.is_constant() or p.total_degree() > HIGHEST or str(p) in self._seen:
            return
        self._seen.add(str(p))
        # A product has the sign that its factors give it: signs of factors say all there is to say.
        for factor in map(whole, (f for f, _ in p.factor()[1])):
            key = str(factor)
            if key not in self.polynomials and len(self.polynomials) < MOST_POLYNOMIALS:
                self.polynomials[key] = factor


class Chartable(Protocol):
    """Functions of one input, and where they are looked at."""

    @property
    def name(self) -> str:
        """The input."""

    @property
    def outputs(self) -> Sequence[Term]:
        """The functions."""

    @property
    def domain(self) -> Sequence[Guard]:
        """What holds where they are looked at."""


class Chart:
    """The function for one choice of parameters; raises `NotLines`."""

    def __init__(self, case: Chartable, ring: Ring, parameters: Mapping[str, fmpq]) -> None:
        self.ring = ring
        self.name = case.name
        self.outputs = tuple(case.outputs)
        self.domain = tuple(case.domain)
        self.parameters = parameters
        self.hinges: dict[tuple[str, str, str, str], Line] = {}
        self.lines: dict[str, tuple[tuple[fmpq, ...], tuple[Line, ...]]] = {}
        # Values at places, with their lines: every question about the chart is asked of these.
        self.values: dict[fmpq, tuple[tuple[Line, ...], tuple[fmpq, ...]] | None] = {}
        self.thresholds: list[Threshold] = []
        self._find()

    def at(self, x: fmpq) -> tuple[tuple[Line, ...], tuple[fmpq, ...]] | None:
        """Lines and values of the outputs there; None outside the domain."""
        if x not in self.values:
            place = Place(self.ring, (self.name,), self.parameters, (x,))
            inside = all(place.holds(g) for g in self.domain)
            found = [place.value(t) for t in self.outputs] if inside else None
            for line in place.met:
                self._meet(line)
            self.values[x] = (
                None if found is None
                else (tuple(v.line for v in found), tuple(v.number for v in found))
            )  # fmt: skip
        return self.values[x]

    def _meet(self, line: Line) -> None:
        slope, offset = line.slopes[0], line.offset
        # Polynomials of flint have no hash; their text is the same for the same polynomial.
        key = str(slope.num), str(slope.den), str(offset.num), str(offset.den)
        if key in self.hinges:
            return
        self.hinges[key] = line
        if (a := self.evaluated(slope)) != 0:
            found = Threshold(-self.evaluated(offset) / a, slope, offset)
            if not any(_same(found, t) for t in self.thresholds):
                self.thresholds.append(found)
        if len(self.hinges) > 3 * MOST_PLACES or len(self.thresholds) > MOST_PLACES:
            raise NotLines

    def evaluated(self, r: Ratio) -> fmpq:
        """The number that a coefficient is."""
        values = [self.parameters[n] for n in self.ring.names]
        return fmpq(r.num(*values)) / fmpq(r.den(*values))

    def _find(self) -> None:
        """Look at places until no more are met."""
        # A comparison that changes its sign between two places has its root there, and the root is
        # a place as well: once no root is new, no line is missed.
        tried: set[fmpq] = set()
        todo = {fmpq(0)}
        while todo:
            for x in sorted(todo):
                self.at(x)
            tried |= todo
            todo = set(self.samples()) - tried

    def samples(self) -> list[fmpq]:
        """All thresholds, a point between neighbours, and points beyond the last."""
        ends = sorted({t.number for t in self.thresholds})
        if not ends:
            return [fmpq(0), fmpq(1), fmpq(-1)]
        # Two points inside each interval: a line is told by two.
        inner = [x for a, b in pairwise(ends) for x in (a * HALF + b * HALF, (2 * a + b) / 3)]
        outer = [ends[0] - 1, ends[0] - 2, ends[-1] + 1, ends[-1] + 2]
        return sorted({*ends, *inner, *outer})

    # ---- what moves with the parameters ----

    def root(self, t: Threshold) -> Term:
        """The threshold as a term."""
        num, den = t.offset.num * t.slope.den, t.offset.den * t.slope.num
        if is_zero(num):
            return const(0)
        # -t/s may be shorter than t and s are: 2 a/a is 2.
        reduced = Ratio(num, den).reduced()
        return neg(reduced.term(self.ring))

    def width(self, t: Threshold) -> Rep:
        """Half of the distance to the nearest other threshold, in whatever order they are."""
        # Those at the same place may be another place for other parameters; a cube says which.
        others = [o for o in self.thresholds if o.number != t.number]
        if not others:
            return Rep(fmpq(1), const(1))
        here = self.root(t)
        distances = dict.fromkeys(distance(self.root(o), here) for o in others)
        number = min(abs(o.number - t.number) for o in others)
        return Rep(number * HALF, scale(HALF, minimum(*distances)))

    def around(self, t: Threshold) -> dict[fmpq, Rep]:
        """r, r - d, r + d, r - d/2, r + d/2 by their multiple of d."""
        r, d = self.root(t), self.width(t)
        multiples = (fmpq(0), fmpq(-1), fmpq(1), -HALF, HALF)
        return {m: Rep(t.number + m * d.number, add(r, scale(m, d.term))) if m else Rep(t.number, r)
                for m in multiples}  # fmt: skip

    def spread(self) -> list[Rep]:
        """All sample points, as terms that keep their order."""
        ends = sorted({t.number: t for t in self.thresholds}.values(), key=lambda t: t.number)
        if not ends:
            return [Rep(fmpq(k), const(k)) for k in (0, 1, -1)]
        roots = [Rep(t.number, self.root(t)) for t in ends]
        found = list(roots)
        for a, b in pairwise(roots):
            for u in (HALF, fmpq(1, 3)):
                term = add(scale(u, a.term), scale(1 - u, b.term))
                found.append(Rep(u * a.number + (1 - u) * b.number, term))
        for k in (1, 2):
            found.append(Rep(roots[0].number - k, add(roots[0].term, const(-k))))
            found.append(Rep(roots[-1].number + k, add(roots[-1].term, const(k))))
        return found

    # ---- on what it depends ----

    def tell(self, vocabulary: Vocabulary) -> None:
        """Take up the polynomials on whose signs the function's shape depends."""
        # Where a hinge has no slope it has a sign; where two meet, the order of places changes.
        hinges = list(self.hinges.values())
        for line in hinges:
            for r in (line.slopes[0], line.offset):
                vocabulary.add(r.num)
                vocabulary.add(r.den)
        for one, other in combinations(hinges, 2):
            vocabulary.add(resultant(one, other))
        # Pieces that are the same line, meet at a threshold, or are 0.
        pieces = {str(v): v[0] for v in self.values.values() if v is not None}
        for row in range(len(self.outputs)):
            lines = {str(v[row]): v[row] for v in pieces.values()}
            for line in lines.values():
                vocabulary.add(line.slopes[0].num)
                vocabulary.add(line.offset.num)
            for one, other in combinations(lines.values(), 2):
                minus = self.ring.ratio(-1)
                difference = one.plus(other.times(minus))
                vocabulary.add(difference.slopes[0].num)
                vocabulary.add(difference.offset.num)
                for hinge in hinges:
                    vocabulary.add(resultant(difference, hinge))


def whole(p: fmpq_mpoly) -> fmpq_mpoly:
    """The polynomial with coprime whole coefficients."""
    coefficients = p.to_dict().values()
    return p * fmpq(lcm(*(int(c.q) for c in coefficients)), gcd(*(int(c.p) for c in coefficients)))


def resultant(one: Line, other: Line) -> fmpq_mpoly:
    """What vanishes where both are 0 at the same input."""
    a, b = one.slopes[0].times(other.offset), other.slopes[0].times(one.offset)
    return a.plus(Ratio(-b.num, b.den)).num


def _same(one: Threshold, other: Threshold) -> bool:
    if one.number != other.number:
        return False
    return is_zero(resultant(Line((one.slope,), one.offset), Line((other.slope,), other.offset)))


def distance(one: Term, other: Term) -> Term:
    """|one - other|."""
    difference = sub(one, other)
    if isinstance(difference, Const):
        return const(abs(fmpq(difference.value)))
    return function("abs", difference)

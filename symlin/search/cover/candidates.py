"""Witnesses that break a law of a function of one input for one choice of parameters, with points
that move with the parameters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from flint import fmpq

from symlin.kernel.certificate import Witness
from symlin.kernel.claim import Law
from symlin.kernel.term import ONE, ZERO, Const, Term, const, div, neg, sub
from symlin.search.cover.charts import HALF, Chart, Rep

MOST_PAIRS = 400
"""Pairs and triples of sample points that are looked at where the domain is not everything."""
MOST_FOUND = 6
"""Candidates from such points: the nearest come first, and others say little more."""
LAWS = (Law.LINEAR, Law.AFFINE, Law.HOMOGENEITY, Law.POSITIVE_HOMOGENEITY, Law.ODD, Law.EQUIVALENT)

TRIPLES = ((fmpq(0), fmpq(-1), fmpq(1)), (HALF, fmpq(0), fmpq(1)), (-HALF, -fmpq(1), fmpq(0)))
"""Middle and ends, in multiples of the width: if f is balanced there it has one line around r."""


Told = tuple[Rep, fmpq]
"""A point and the value there."""


@dataclass(frozen=True)
class Breach:
    """Points and weights, in numbers and as terms."""

    points: tuple[Rep, ...]
    weights: tuple[Term, ...]
    row: int

    def witness(self, name: str) -> Witness:
        """What the kernel is told."""
        points = tuple({name: p.term} for p in self.points)
        return Witness(points, self.weights, self.row)


def breaches(chart: Chart, law: Law, rows: Sequence[int], everywhere: bool) -> Iterator[Breach]:
    """Instances at which the law breaks for the chart's parameters; the plainest first."""
    zero = Rep(fmpq(0), ZERO)
    # At 0 the law speaks of one value alone; the cube is the plainest that there can be.
    for row in rows:
        if law in (Law.LINEAR, Law.HOMOGENEITY, Law.POSITIVE_HOMOGENEITY, Law.ODD):
            value = _value(chart, zero, row)
            if value is not None and value != 0:
                yield _at_origin(law, zero, row)
        # Around thresholds first: there a cube says least of where the others are.
        match law:
            case Law.ODD | Law.EQUIVALENT:
                yield from _single(chart, law, row)
            case Law.POSITIVE_HOMOGENEITY:
                yield from _pairs(chart, law, row, near=True)
            case Law.AFFINE | Law.LINEAR if everywhere:
                yield from _balanced(chart, row)
                if law is Law.LINEAR:
                    yield from _pairs(chart, law, row, near=True)
            case Law.AFFINE:
                yield from _triples(chart, row)
            case _:
                yield from _pairs(chart, law, row, near=False)


def _value(chart: Chart, rep: Rep, row: int) -> fmpq | None:
    found = chart.at(rep.number)
    return None if found is None else found[1][row]


def _at_origin(law: Law, zero: Rep, row: int) -> Breach:
    match law:
        case Law.LINEAR:
            return Breach((zero,), (ONE,), row)
        case Law.ODD:
            return Breach((zero, zero), (ONE, ONE), row)
        case _:
            return Breach((zero, zero), (ONE, ZERO), row)


# ---- around each threshold ----


def _balanced(chart: Chart, row: int) -> Iterator[Breach]:
    """Three points around a threshold of which the middle one is not between the others."""
    weights = (ONE, const(-HALF), const(-HALF))
    for t in chart.thresholds:
        around = chart.around(t)
        for triple in TRIPLES:
            reps = tuple(around[m] for m in triple)
            middle, left, right = (_value(chart, rep, row) or fmpq(0) for rep in reps)
            if 2 * middle != left + right:
                yield Breach(reps, weights, row)


def _single(chart: Chart, law: Law, row: int) -> Iterator[Breach]:
    """A point at which the difference is not 0."""
    # Points that stand still read best, and often do.
    reps = [Rep(fmpq(k), const(k)) for k in (1, -1, 2)]
    for t in chart.thresholds:
        reps += list(chart.around(t).values())
    for rep in (*reps, *chart.spread()):
        value = _value(chart, rep, row)
        if value is not None and value != 0:
            opposite = Rep(-rep.number, neg(rep.term))
            points = (opposite, rep) if law is Law.ODD else (rep,)
            yield Breach(points, (ONE,) * len(points), row)


# ---- any points ----


def _reps(chart: Chart, near: bool) -> list[Rep]:
    """Points of all lines, each place once: those that move with the thresholds first, since where
    a number lies among these is a question of its own."""
    reps: list[Rep] = []
    if near:
        for t in chart.thresholds:
            reps += list(chart.around(t).values())
    reps += chart.spread()
    reps += [Rep(fmpq(k), const(k)) for k in (1, -1)]
    return list({rep.number: rep for rep in reversed(reps)}.values())[::-1] if not near else reps


def _neighbours(
    known: list[tuple[Rep, fmpq]], count: int
) -> Iterator[tuple[tuple[Rep, fmpq], ...]]:
    """Combinations of so many, those of neighbours first."""
    in_order = sorted(known, key=lambda item: item[0].number)
    windows = (in_order[k : k + count] for k in range(len(in_order) - count + 1))
    yield from map(tuple, windows)
    yield from combinations(known, count)


def _pairs(chart: Chart, law: Law, row: int, near: bool) -> Iterator[Breach]:
    """Two points of which one value is not the multiple of the other that it should be."""
    found = 0
    told = [(rep, _value(chart, rep, row)) for rep in _reps(chart, near)]
    known = [(rep, v) for rep, v in told if v is not None]
    for count, pair in enumerate(_neighbours(known, 2)):
        if count > MOST_PAIRS or found > MOST_FOUND:
            return
        (p, u), (q, v) = pair if pair[0][0].number != 0 else pair[::-1]
        # A negative multiple is no instance of the positive law.
        same_side = p.number * q.number >= 0
        if p.number == 0 or (law is Law.POSITIVE_HOMOGENEITY and not same_side):
            continue
        if q.number * u != p.number * v:
            found += 1
            # Without a quotient where the law's shape does not ask for one.
            ratio = (p.term, neg(q.term)) if law is Law.LINEAR else None
            yield Breach((q, p), ratio or (ONE, neg(_ratio(q.term, p.term))), row)


def _ratio(a: Term, b: Term) -> Term:
    if isinstance(a, Const) and isinstance(b, Const):
        return const(fmpq(a.value) / fmpq(b.value))
    return div(a, b)


def _triples(chart: Chart, row: int) -> Iterator[Breach]:
    """Three points with values that lie on no line."""
    found = 0
    told = [(rep, _value(chart, rep, row)) for rep in _reps(chart, False)]
    known = [(rep, v) for rep, v in told if v is not None]
    for count, triple in enumerate(_neighbours(known, 3)):
        if count > MOST_PAIRS or found > MOST_FOUND:
            return
        (p, u), (q, v), (r, w) = triple
        if len({p.number, q.number, r.number}) < 3:
            continue
        # Twice the area of the triangle: 0 for three points on one line.
        defect = (q.number - r.number) * u + (r.number - p.number) * v + (p.number - q.number) * w
        if defect != 0:
            found += 1
            weights = sub(q.term, r.term), sub(r.term, p.term), sub(p.term, q.term)
            yield Breach((p, q, r), weights, row)

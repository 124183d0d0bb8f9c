"""The affine map that fits a function at exact points of a thin domain: a line, a curve, a point.

Such a domain has no neighbours along the axes, so its points are solved for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from flint import arb, arb_mat, fmpq

from symlin.exact.deadline import Deadline
from symlin.exact.forms import simplified
from symlin.exact.values import Probe, simplify_closed
from symlin.kernel.claim import Subject
from symlin.kernel.facts import Context
from symlin.kernel.numbers import Number, TooLarge, exact
from symlin.kernel.term import (
    ONE,
    And,
    Guard,
    Or,
    Relation,
    Term,
    add,
    const,
    div,
    eq,
    mul,
    scale,
    sub,
    var,
)
from symlin.kernel.theories.enclosure import NoBall, enclose, working_precision
from symlin.search.points.models import parameter_values

VALUES: tuple[Number, ...] = (0, 1, -1, 2, -2, 3, fmpq(1, 2))
MOST_SAMPLES = 12
"""At most so many points are solved for, each by a search of its own."""
BITS = 512
"""Of the balls: systems of equations lose digits, and what is 0 has to be told from what is not."""
LARGEST = 1_000
"""The largest denominator of a coefficient, as in matrices that are measured."""
MOST_SYMBOLIC = 3
"""At most so many unknowns are solved for where they are not rational: determinants of three rows
have six products each."""
SMALLEST = 1e-9
"""A pivot below this is taken for 0: rows that differ by rounding alone depend on each other."""


class ExactSample(NamedTuple):
    """A point of the domain and the outputs there, exactly and in balls."""

    point: tuple[Term, ...]
    values: tuple[Term, ...]
    point_balls: tuple[arb, ...]
    value_balls: tuple[arb, ...]


def is_thin(assumptions: Sequence[Guard]) -> bool:
    """Whether the domain is cut out by an equation, in each of its alternatives."""
    return any(map(_has_equation, assumptions))


def _has_equation(guard: Guard) -> bool:
    match guard:
        case And(parts):
            return any(map(_has_equation, parts))
        case Or(parts):
            return all(map(_has_equation, parts))
        case _:
            return isinstance(guard, Relation) and guard.op == "="


# ---- samples ----


def exact_samples(subject: Subject, deadline: Deadline) -> Iterator[ExactSample]:
    """A few points of the domain, the simplest that were found."""
    probe = Probe(subject)
    context = Context(())
    for point in _points(subject, deadline):
        coordinates = tuple(point[name] for name in subject.inputs)
        values = probe.at_terms(coordinates)
        if values is None:
            continue
        try:
            balls = tuple(enclose(context.normal(t), BITS) for t in coordinates)
            value_balls = tuple(enclose(p, BITS) for p in values)
        except (NoBall, TooLarge):
            continue
        yield ExactSample(coordinates, tuple(map(simplified, values)), balls, value_balls)


def _points(subject: Subject, deadline: Deadline) -> Iterator[dict[str, Term]]:
    """Points of the domain, different in one coordinate at least."""
    seen: set[tuple[Term, ...]] = set()
    # Any point, one of each alternative, and with one coordinate fixed: samples have to span.
    wanted: list[tuple[Guard, ...]] = [()]
    wanted += [(part,) for g in subject.assumptions if isinstance(g, Or) for part in g.parts]
    wanted += [(eq(sub(var(x), const(v))),) for v in VALUES for x in subject.inputs]
    for extra in wanted:
        deadline.check()
        point = parameter_values(subject.inputs, (*subject.domain, *extra))
        if point is not None and tuple(point.values()) not in seen:
            seen.add(tuple(point.values()))
            yield point
        if len(seen) >= MOST_SAMPLES:
            break


# ---- the map through them ----


def fitted(
    subject: Subject, samples: Sequence[ExactSample], *, offset: bool
) -> tuple[tuple[tuple[Term, ...], ...], tuple[Term, ...]] | None:
    """Matrix and offset (0 where none is wanted) that fit all points found, or None."""
    if not samples:
        return None
    with working_precision(BITS):
        rows = [_Fit(samples, k, offset).solution() for k in subject.rows]
    if any(row is None for row in rows):
        return None
    n = len(subject.inputs)
    entries = [row for row in rows if row is not None]
    return tuple(r[:n] for r in entries), tuple(r[n] if offset else const(0) for r in entries)


class _Fit:
    """The equations for one output: matrix row times point, and offset, is the value."""

    def __init__(self, samples: Sequence[ExactSample], row: int, offset: bool) -> None:
        last, last_ball = ((ONE,), (arb(1),)) if offset else ((), ())
        self.points = [(*sample.point, *last) for sample in samples]
        self.values = [sample.values[row] for sample in samples]
        self.point_balls = [(*sample.point_balls, *last_ball) for sample in samples]
        self.value_balls = [sample.value_balls[row] for sample in samples]

    def solution(self) -> tuple[Term, ...] | None:
        """One with as many entries 0 as can be; None where there is none."""
        # As many samples as there are dimensions fix the map; entries of idle inputs stay 0.
        rows, columns = independent([[float(v.mid()) for v in p] for p in self.point_balls])
        entries: list[Term] = [const(0)] * len(self.points[0])
        balls = [arb(0)] * len(entries)
        if rows:
            flat = [self.point_balls[r][c] for r in rows for c in columns]
            right = arb_mat(len(rows), 1, [self.value_balls[r] for r in rows])
            try:
                solved = arb_mat(len(rows), len(columns), flat).solve(right)
            except ZeroDivisionError:
                return None
            for k, c in enumerate(columns):
                entry = self._entry(solved[k, 0], rows, columns, k)
                if entry is None:
                    return None
                entries[c], balls[c] = entry, solved[k, 0]
        # The other samples must lie on the map as well, or there is none.
        for point, value in zip(self.point_balls, self.value_balls, strict=True):
            total = sum((a * b for a, b in zip(balls, point, strict=True)), arb(0))
            if not (total - value).contains(0):
                return None
        return tuple(entries)

    def _entry(self, near: arb, rows: Sequence[int], columns: Sequence[int], k: int) -> Term | None:
        """The k-th unknown: a fraction, or by Cramer's rule."""
        ratio = _rational(near)
        if ratio is not None:
            return const(ratio)
        if len(rows) > MOST_SYMBOLIC:
            return None
        square = [[self.points[r][c] for c in columns] for r in rows]
        replaced = [
            [self.values[r] if j == k else t for j, t in enumerate(line)]
            for r, line in zip(rows, square, strict=True)
        ]
        return simplify_closed(div(determinant(replaced), determinant(square)))


# ---- linear algebra ----


def determinant(square: Sequence[Sequence[Term]]) -> Term:
    """The determinant of a matrix of terms, by its first row."""
    first, *rest = square
    if not rest:
        return first[0]
    parts = []
    for k, t in enumerate(first):
        minor = determinant([[*line[:k], *line[k + 1 :]] for line in rest])
        parts.append(scale((-1) ** k, mul(t, minor)))
    return add(*parts)


def _rational(value: arb) -> Number | None:
    """The fraction of a small denominator that the ball contains."""
    # A double has digits enough to find the fraction; that it is the value, the ball says.
    near = Fraction(float(value.mid())).limit_denominator(LARGEST)
    ratio = fmpq(near.numerator, near.denominator)
    return exact(ratio) if (value - arb(ratio)).contains(0) else None


def independent(matrix: list[list[float]]) -> tuple[list[int], list[int]]:
    """Rows and columns of a largest regular square part, by elimination with full pivoting."""
    work = [row[:] for row in matrix]
    rows: list[int] = []
    columns: list[int] = []
    while True:
        # Full pivoting: thin domains have samples that differ little, and rounding must not add a
        # rank.
        left = [
            (abs(work[r][c]), -c, r)
            for r in range(len(work))
            for c in range(len(work[0]))
            if r not in rows and c not in columns
        ]
        size, negative, pivot = max(left, default=(0.0, 0, 0))
        if size < SMALLEST:
            return rows, columns
        column = -negative
        rows.append(pivot)
        columns.append(column)
        for r in range(len(work)):
            if r not in rows:
                factor = work[r][column] / work[pivot][column]
                work[r] = [a - factor * b for a, b in zip(work[r], work[pivot], strict=True)]

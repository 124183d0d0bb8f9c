"""The affine map that fits a function at exact points of a thin domain: a line, a curve, a point.

Such a domain has no neighbours along the axes, so its points are solved for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from flint import arb, arb_mat, fmpq

from symlin.kernel.ball import NoBall, enclose
from symlin.kernel.claim import Subject
from symlin.kernel.normal import Context
from symlin.kernel.polynomial import TooLarge
from symlin.kernel.term import And, Guard, Number, Relation, Term, const, eq, exact, sub, var
from symlin.search.balls import precision
from symlin.search.deadline import Deadline
from symlin.search.models import parameter_values
from symlin.search.values import Probe

VALUES: tuple[Number, ...] = (0, 1, -1, 2, -2, 3, fmpq(1, 2))
MOST = 12
"""Most points that are solved for."""
BITS = 512
LARGEST = 1_000
"""Largest denominator of a coefficient."""
Ball = tuple[list[arb], list[arb]]
"""The coordinates of a point and the outputs there."""


def is_thin(subject: Subject) -> bool:
    """Whether the domain is cut out by an equation."""
    parts = (p for g in subject.assumptions for p in (g.parts if isinstance(g, And) else (g,)))
    return any(isinstance(p, Relation) and p.op == "=" for p in parts)


def fitted(
    subject: Subject, deadline: Deadline, *, offset: bool
) -> tuple[tuple[tuple[Term, ...], ...], tuple[Term, ...]] | None:
    """Matrix and offset (0 where none is wanted) that fit all points found, or None."""
    rows = list(_rows(subject, deadline))
    if not rows:
        return None
    with precision(BITS):
        points = [[*point, arb(1)] if offset else point for point, _ in rows]
        found = [_solution(points, [values[k] for _, values in rows]) for k in subject.rows]
    if any(row is None for row in found):
        return None
    n = len(subject.inputs)
    entries = [tuple(const(c) for c in row) for row in found if row is not None]
    return tuple(r[:n] for r in entries), tuple(r[n] if offset else const(0) for r in entries)


def _rows(subject: Subject, deadline: Deadline) -> Iterator[Ball]:
    probe = Probe(subject)
    for point in _points(subject, deadline):
        values = probe.at_terms(tuple(point[name] for name in subject.inputs))
        if values is None:
            continue
        context = Context(())
        try:
            balls = [enclose(context.normal(t), BITS) for t in point.values()]
            yield balls, [enclose(p, BITS) for p in values]
        except (NoBall, TooLarge):
            continue


def _points(subject: Subject, deadline: Deadline) -> Iterator[dict[str, Term]]:
    """Points of the domain, different in one coordinate at least."""
    seen: set[tuple[Term, ...]] = set()
    wanted: list[tuple[Guard, ...]] = [()]
    wanted += [(eq(sub(var(x), const(v))),) for v in VALUES for x in subject.inputs]
    for extra in wanted:
        deadline.check()
        point = parameter_values(subject.inputs, (*subject.domain, *extra))
        if point is not None and tuple(point.values()) not in seen:
            seen.add(tuple(point.values()))
            yield point
        if len(seen) >= MOST:
            break


def _solution(points: Sequence[Sequence[arb]], values: Sequence[arb]) -> list[Number] | None:
    """Rational x with points x = values, as many entries 0 as can be; None where there is none."""
    rows, columns = _independent([[float(v.mid()) for v in point] for point in points])
    result: list[Number] = [0] * len(points[0])
    if rows:
        square = arb_mat(len(rows), len(columns), [points[r][c] for r in rows for c in columns])
        right = arb_mat(len(rows), 1, [values[r] for r in rows])
        try:
            solved = square.solve(right)
        except ZeroDivisionError:
            return None
        for k, c in enumerate(columns):
            near = _rational(solved[k, 0])
            if near is None:
                return None
            result[c] = near
    for point, value in zip(points, values, strict=True):
        total = arb(0)
        for coefficient, coordinate in zip(result, point, strict=True):
            total += arb(fmpq(coefficient)) * coordinate
        if not (total - value).contains(0):
            return None
    return result


def _rational(value: arb) -> Number | None:
    near = Fraction(float(value.mid())).limit_denominator(LARGEST)
    ratio = fmpq(near.numerator, near.denominator)
    return exact(ratio) if (value - arb(ratio)).contains(0) else None


def _independent(matrix: list[list[float]]) -> tuple[list[int], list[int]]:
    """Rows and columns of a largest regular square part, by elimination with full pivoting."""
    work = [row[:] for row in matrix]
    rows: list[int] = []
    columns: list[int] = []
    while True:
        left = [
            (abs(work[r][c]), -c, r)
            for r in range(len(work))
            for c in range(len(work[0]))
            if r not in rows and c not in columns
        ]
        size, negative, pivot = max(left, default=(0.0, 0, 0))
        if size < 1e-9:
            return rows, columns
        column = -negative
        rows.append(pivot)
        columns.append(column)
        for r in range(len(work)):
            if r not in rows:
                factor = work[r][column] / work[pivot][column]
                work[r] = [a - factor * b for a, b in zip(work[r], work[pivot], strict=True)]

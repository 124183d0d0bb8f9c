"""Points that depend on each other, and values that do not: the domain may hold no sum of two of
its points, no multiple and no middle, and the function is still not linear there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from flint import arb, fmpq

from symlin.exact.deadline import Deadline
from symlin.exact.values import simplify_closed
from symlin.kernel.certificate import Witness
from symlin.kernel.claim import Law, Subject, law_rows
from symlin.kernel.facts import Context
from symlin.kernel.numbers import TooLarge
from symlin.kernel.term import ONE, Const, Term, const, div, neg, scale
from symlin.kernel.theories.enclosure import NoBall, enclose, working_precision
from symlin.search.points.thin import BITS, ExactSample, determinant, independent

MOST_SETS = 400
"""At most so many sets of points are tried: 12 points have 220 sets of three, 495 of four."""
LARGEST_RANK = 4
"""The dimension above which nothing is tried: minors of five rows have 120 products each."""


def dependent_witness(
    subject: Subject, law: Law, samples: Sequence[ExactSample], deadline: Deadline
) -> Witness | None:
    """Weights with sum w_k x_k = 0 (and sum w_k = 0 for the affine law), and sum w_k f(x_k) != 0.

    For r + 1 points in a space of dimension r they are the minors of the matrix of the points.
    """
    # An affine map is linear in the points with one more coordinate, which is 1.
    last: tuple[Term, ...] = (ONE,) if law is Law.AFFINE else ()
    points = [(*sample.point, *last) for sample in samples]
    with working_precision(BITS):
        for chosen, columns in islice(_sets(samples, len(last)), MOST_SETS):
            deadline.check()
            weights = _minors([[points[k][c] for c in columns] for k in chosen])
            row = _broken_row(subject, law, [samples[k] for k in chosen], weights)
            if row is not None:
                return _witness(subject, [samples[k].point for k in chosen], weights, row)
    return None


def _sets(
    samples: Sequence[ExactSample], extra: int
) -> Iterator[tuple[tuple[int, ...], list[int]]]:
    """One point more than the dimension that all of them span, and coordinates that span it."""
    spread = [[*(float(b.mid()) for b in p.point_balls), *([1.0] * extra)] for p in samples]
    _, columns = independent(spread)
    if 0 < len(columns) <= LARGEST_RANK:
        for chosen in combinations(range(len(samples)), len(columns) + 1):
            yield chosen, columns


def _minors(points: Sequence[Sequence[Term]]) -> list[Term]:
    """The weights with which the points add up to 0 (Cramer's rule)."""
    rows = range(len(points))
    minors = (determinant([points[j] for j in rows if j != k]) for k in rows)
    return [simplify_closed(scale((-1) ** k, minor)) for k, minor in enumerate(minors)]


def _broken_row(
    subject: Subject, law: Law, samples: Sequence[ExactSample], weights: Sequence[Term]
) -> int | None:
    """The first output whose values do not add up to 0 with these weights."""
    # Balls decide it fast; which of the terms are exactly 0 is left to the kernel's normal forms.
    balls = [_ball(w) for w in weights]
    for row in law_rows(subject, law):
        total = sum((w * p.value_balls[row] for w, p in zip(balls, samples, strict=True)), arb(0))
        if not total.contains(0):
            return row
    return None


def _ball(weight: Term) -> arb:
    """A ball around the weight; all numbers where there is none, which decides nothing."""
    try:
        return enclose(Context(()).normal(weight), BITS)
    except (NoBall, TooLarge):
        return arb(0, float("inf"))


def _witness(
    subject: Subject, points: Sequence[Sequence[Term]], weights: Sequence[Term], row: int
) -> Witness:
    """The first point for which the others have the simplest coefficients comes first."""
    # A weight 0 belongs to a point that has no part in the dependence.
    parts = [(p, w) for p, w in zip(points, weights, strict=True) if w != const(0)]
    # The first point's weight is made 1, so that it reads f(x) = c1 f(x1) + ...: which point reads
    # best?
    ratios = [
        [simplify_closed(neg(div(w, divisor))) for k, (_, w) in enumerate(parts) if k != j]
        for j, (_, divisor) in enumerate(parts)
    ]
    first = min(range(len(parts)), key=lambda j: (_cost(ratios[j]), j))
    ordered = [parts[first], *(part for k, part in enumerate(parts) if k != first)]
    named = tuple(dict(zip(subject.inputs, p, strict=True)) for p, _ in ordered)
    return Witness(named, (ONE, *(simplify_closed(neg(r)) for r in ratios[first])), row)


def _cost(coefficients: Sequence[Term]) -> tuple[object, ...]:
    """Rational before irrational, small denominators, few minus signs, small numbers."""
    numbers = [fmpq(c.value) for c in coefficients if isinstance(c, Const)]
    return (
        len(coefficients) - len(numbers),
        max((int(n.q) for n in numbers), default=1),
        sum(1 for n in numbers if n < 0),
        sum((abs(n) for n in numbers), fmpq(0)),
    )

"""Choices of parameters, exact and small: generic ones first, then those on which something
vanishes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from flint import fmpq, fmpq_mpoly

from symlin.search.cover.charts import Vocabulary
from symlin.search.cover.lines import Ring

GENERIC, SMALL, SPECIAL = 60, 120, 160
"""Points with different numbers, in small whole numbers, and on zeros of the polynomials."""
Point = Mapping[str, fmpq]


def first_points(names: Sequence[str]) -> Iterator[dict[str, fmpq]]:
    """Generic points, and such with small whole numbers."""
    rng = Random(1)
    # The same points every time: what is found does not depend on the day.
    for _ in range(GENERIC):
        yield {
            n: fmpq(rng.choice((1, -1)) * rng.randint(1, 12), rng.choice((1, 2, 3))) for n in names
        }
    for k in range(SMALL):
        reach = 1 + k % 3
        yield {n: fmpq(rng.randint(-reach, reach)) for n in names}


def special_points(ring: Ring, vocabulary: Vocabulary) -> Iterator[dict[str, fmpq]]:
    """Points at which one or two polynomials vanish."""
    # One polynomial after the other is solved for a coordinate; the last ones certainly vanish.
    rng = Random(2)
    for k in range(SPECIAL):
        polynomials = list(vocabulary.polynomials.values())
        reach = 1 + k % 4
        point = {n: fmpq(rng.randint(-reach, reach)) for n in ring.names}
        for p in rng.sample(polynomials, min(len(polynomials), 1 + k % 3)):
            solved = _solved(ring, p, point, rng)
            point = point if solved is None else solved
        yield point


def _solved(
    ring: Ring, p: fmpq_mpoly, point: Mapping[str, fmpq], rng: Random
) -> dict[str, fmpq] | None:
    """The point with one coordinate changed so that p vanishes, where p is of degree 1 in it."""
    names = list(ring.names)
    rng.shuffle(names)
    for name in names:
        if p.degrees()[ring.names.index(name)] != 1:
            continue
        at = [fmpq(_at(p, ring, {**point, name: fmpq(v)})) for v in (0, 1)]
        slope = at[1] - at[0]
        if slope != 0:
            return {**point, name: -at[0] / slope}
    return None


def _at(p: fmpq_mpoly, ring: Ring, point: Mapping[str, fmpq]) -> fmpq:
    return fmpq(p(*(point[n] for n in ring.names)))

"""Points as the search writes them: their non-zero coordinates alone."""

from __future__ import annotations

from collections.abc import Iterable

from symlin.kernel.numbers import Number
from symlin.kernel.term import ZERO, Const, Term, const

Coordinates = tuple[tuple[int, Number], ...]
"""The non-zero coordinates of a point: (index, value), in order."""

ORIGIN: Coordinates = ()


def sparse(values: Iterable[tuple[int, Number]]) -> Coordinates:
    """The point with these coordinates, zeros left out."""
    return tuple((i, v) for i, v in values if v != 0)


def as_terms(point: Coordinates, n: int) -> tuple[Term, ...]:
    """All n coordinates, as constants."""
    values: list[Term] = [ZERO] * n
    for i, v in point:
        values[i] = const(v)
    return tuple(values)


def numbers(point: Iterable[Term]) -> Coordinates | None:
    """The point as numbers, where all of its coordinates are rational."""
    values = list(point)
    if all(isinstance(v, Const) for v in values):
        return sparse((i, v.value) for i, v in enumerate(values) if isinstance(v, Const))
    return None

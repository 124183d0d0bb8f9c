"""Determinants, adjugates and inverses by minors; equal minors are one tree."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.reading.spaces import entries as e
from symlin.reading.spaces.entries import Entry
from symlin.reading.spaces.values import Value, matrix

MAX_SIZE = 6
"""Rows: the determinant of 6 x 6 has 720 terms."""


class _Minors:
    def __init__(self, rows: Sequence[Sequence[Entry]], at: int) -> None:
        self.rows = rows
        self.at = at
        self.known: dict[tuple[tuple[int, ...], tuple[int, ...]], Entry] = {}

    def of(self, rows: tuple[int, ...], columns: tuple[int, ...]) -> Entry:
        """The determinant of these rows and columns, along the first row."""
        if not rows:
            return e.constant(1, self.at)
        if len(rows) == 1:
            return self.rows[rows[0]][columns[0]]
        key = rows, columns
        if key not in self.known:
            self.known[key] = e.total([self.term(rows, columns, k) for k in columns], self.at)
        return self.known[key]

    def term(self, rows: tuple[int, ...], columns: tuple[int, ...], column: int) -> Entry:
        """The first row's entry with its sign, times its minor."""
        rest = tuple(k for k in columns if k != column)
        found = e.product(self.rows[rows[0]][column], self.of(rows[1:], rest), self.at)
        return e.minus(found, self.at) if columns.index(column) % 2 else found


def determinant(a: Value, at: int) -> Entry:
    """Of a square matrix."""
    size = tuple(range(a.shape[0]))
    return _Minors(a.rows, at).of(size, size)


def adjugate(a: Value, at: int) -> Value:
    """The transposed matrix of the minors with their signs."""
    size, minors = range(a.shape[0]), _Minors(a.rows, at)

    def cofactor(i: int, j: int) -> Entry:
        rows, columns = (tuple(k for k in size if k != place) for place in (i, j))
        found = minors.of(rows, columns)
        return e.minus(found, at) if (i + j) % 2 else found

    return matrix([[cofactor(j, i) for j in size] for i in size])


def inverse(a: Value, at: int) -> Value:
    """It has a value where the determinant is not 0."""
    below = determinant(a, at)
    found = adjugate(a, at)
    return Value(a.shape, tuple(e.quotient(entry, below, at) for entry in found.entries))

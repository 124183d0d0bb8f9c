"""Values of formulas over spaces: numbers, vectors and matrices of entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from symlin.language.tree import Tree
from symlin.reading.spaces import entries as e
from symlin.reading.spaces.entries import Entry

Shape = tuple[int, ...]


class Value(NamedTuple):
    """Entries in row-major order, with their shape: (), (n,) or (n, m)."""

    shape: Shape
    entries: tuple[Entry, ...]

    @property
    def is_number(self) -> bool:
        """Whether it is a single number."""
        return self.shape == ()

    @property
    def number(self) -> Entry:
        """The number that it is."""
        (entry,) = self.entries
        return entry

    @property
    def is_complex(self) -> bool:
        """Whether some entry may be no real number."""
        return any(entry.im is not None for entry in self.entries)

    @property
    def rows(self) -> list[tuple[Entry, ...]]:
        """The rows of a matrix; of a vector, which is a column, rows of one entry."""
        width = self.shape[1] if len(self.shape) > 1 else 1
        return [self.entries[k : k + width] for k in range(0, len(self.entries), width)]

    @property
    def columns(self) -> list[tuple[Entry, ...]]:
        """The columns of a matrix."""
        return list(zip(*self.rows, strict=True))


def number(entry: Entry) -> Value:
    """A single number."""
    return Value((), (entry,))


def real(tree: Tree) -> Value:
    """A single real number."""
    return number(Entry(tree))


def vector(entries: Sequence[Entry]) -> Value:
    """A vector, which is a column."""
    return Value((len(entries),), tuple(entries))


def matrix(rows: Sequence[Sequence[Entry]]) -> Value:
    """A matrix by its rows."""
    return Value((len(rows), len(rows[0])), tuple(entry for row in rows for entry in row))


def named(shape: Shape) -> str:
    """A shape in words: a number, a vector of R^3, a 2x3 matrix."""
    if not shape:
        return "a number"
    size = "x".join(map(str, shape))
    return f"a vector of {size} entries" if len(shape) == 1 else f"a {size} matrix"


def dotted(a: Sequence[Entry], b: Sequence[Entry], at: int) -> Entry:
    """The sum of products, in this order."""
    return e.total([e.product(p, q, at) for p, q in zip(a, b, strict=True)], at)


def multiplied(a: Value, b: Value, at: int) -> Value:
    """The product of matrices, with vectors as columns; a row times a column is a number.

    The shapes must fit.
    """
    width = len(b.columns)
    found = [dotted(row, column, at) for row in a.rows for column in b.columns]
    if len(b.shape) == 1:
        return number(found[0]) if a.shape[0] == 1 and len(a.shape) == 2 else vector(found)
    return Value((len(a.rows), width), tuple(found))


def transposed(a: Value) -> Value:
    """Rows for columns; a vector becomes a row."""
    if len(a.shape) == 1:
        return Value((1, a.shape[0]), a.entries)
    return matrix(a.columns)


def identity(size: int, at: int) -> Value:
    """Ones on the diagonal."""
    places = range(size)
    return matrix([[e.constant(int(i == j), at) for j in places] for i in places])

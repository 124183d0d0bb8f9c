"""A call of a function of vectors and matrices: where it stands, and how it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, NoReturn

from symlin.reading.spaces.determinants import MAX_SIZE as MAX_ROWS
from symlin.reading.spaces.values import Value, named, vector

MAX_SIZE = 100
"""Rows of eye(n), zeros(n) and ones(n)."""


class Site(NamedTuple):
    """A call: where it stands, and how it is refused."""

    name: str
    at: int
    refuse: Callable[[str, int], NoReturn]
    note: Callable[[str, int, str], None]
    over_complex: bool = False
    """Whether some name is complex: then the root of -1 is I."""

    def stop(self, message: str) -> NoReturn:
        """InputError about the call."""
        self.refuse(f"{self.name}: {message}", self.at)

    def matrix(self, value: Value) -> Value:
        """The value, which must be a matrix."""
        if len(value.shape) != 2:
            hint = "" if value.shape else ": give its size, as in T(A: 2x2) = ..."
            self.stop(f"expected a matrix, not {named(value.shape)}{hint}")
        return value

    def square(self, value: Value) -> Value:
        """The value, which must be a square matrix."""
        rows, columns = self.matrix(value).shape
        if rows != columns:
            self.stop(f"expected a square matrix, not {named(value.shape)}")
        return value

    def small(self, value: Value) -> Value:
        """A square matrix whose determinant is not too long."""
        if self.square(value).shape[0] > MAX_ROWS:
            self.stop(f"a matrix may have {MAX_ROWS} rows here, for its formula is long")
        return value

    def vector(self, value: Value) -> Value:
        """The value, which must be a vector; a row or a column counts as one."""
        if len(value.shape) == 2 and 1 in value.shape:
            return vector(value.entries)
        if len(value.shape) != 1:
            hint = "" if value.shape else ": give its size, as in T(x: R^3) = ..."
            self.stop(f"expected a vector, not {named(value.shape)}{hint}")
        return value

    def vectors(self, a: Value, b: Value) -> tuple[Value, Value]:
        """Two vectors of one size."""
        a, b = self.vector(a), self.vector(b)
        if a.shape != b.shape:
            self.stop(f"one vector has {a.shape[0]} entries, and the other {b.shape[0]}")
        return a, b

    def whole(self, value: Value) -> int:
        """A positive whole number."""
        tree = value.number.re if value.is_number and value.number.im is None else None
        size = getattr(tree, "value", None)
        if not isinstance(size, int) or not 1 <= size <= MAX_SIZE:
            self.stop(f"expected a size from 1 to {MAX_SIZE}")
        return size

    def real(self, value: Value) -> Value:
        """The value, whose entries must be real."""
        if value.is_complex:
            self.stop("expected real entries, not complex ones")
        return value

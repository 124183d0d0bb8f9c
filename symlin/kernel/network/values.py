"""Tensors of values at several points at once: exact, or enclosed in balls.

Points are the rows. Exact entries are whole numbers over one denominator that all rows share; of
what does not depend on the point there is one row.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flint import arb, arb_mat, fmpq, fmpz, fmpz_mat

from symlin.kernel.numbers import Number, exact

MOST_BITS_OF_AN_ENTRY = 1 << 16
"""Layers in a row add some hundred bits each: what has more than this was multiplied by itself."""
MOST_BITS_OF_A_NODE = 1 << 31
"""A quarter of a gigabyte, at all points together."""

Row = list[Any]
"""Of whole numbers or of balls; None for an entry that nobody asked for."""


@dataclass(frozen=True, slots=True)
class Values:
    """`rows[p][i] / scale` is entry i at point p; a scale of 0 says that entries are balls."""

    rows: list[Row]
    scale: int

    @property
    def is_exact(self) -> bool:
        """Whether these are rational numbers."""
        return self.scale != 0

    def row(self, point: int) -> Row:
        """The entries at a point."""
        return self.rows[point if len(self.rows) > 1 else 0]

    def at(self, point: int) -> Values:
        """The entries at a point, alone."""
        return Values([self.row(point)], self.scale)

    def number(self, point: int, entry: int) -> Number | arb:
        """One entry, as a rational number or a ball."""
        found = self.row(point)[entry]
        return exact(fmpq(int(found), self.scale)) if self.is_exact else found


def balls(values: Values) -> Values:
    """The same as balls, at the precision that is set."""
    if not values.is_exact:
        return values
    scale = fmpz(values.scale)

    def ball(entry: Any) -> Any:
        return None if entry is None else arb(fmpq(fmpz(entry), scale))

    return Values([list(map(ball, row)) for row in values.rows], 0)


def aligned(parts: Sequence[Values]) -> tuple[list[Values], int]:
    """The parts over one denominator, or all as balls."""
    if not all(p.is_exact for p in parts):
        return [balls(p) for p in parts], 0
    scale = math.lcm(*(p.scale for p in parts))
    return [rescaled(p, scale) for p in parts], scale


def rescaled(values: Values, scale: int) -> Values:
    """The same exact numbers over a multiple of their denominator."""
    if values.scale == scale:
        return values
    factor = scale // values.scale
    # multiples of the denominator only: the factor is whole
    return Values([scaled_row(row, factor) for row in values.rows], scale)


def scaled_row(row: Row, factor: Any) -> Row:
    """Every entry times a factor."""
    return [None if e is None else e * factor for e in row]


def joined(parts: Sequence[Values], of: Callable[[list[Row]], Row]) -> list[Row]:
    """Rows made of the parts' rows, point by point; one row where no part depends on the point."""
    # weights have one row, which goes with every point
    points = max(len(p.rows) for p in parts)
    return [of([p.row(i) for p in parts]) for i in range(points)]


def product(
    left: Sequence[Row], right: fmpz_mat | Sequence[Row], inner: int, is_exact: bool
) -> Row:
    """Rows of `left` times rows of `right`, all `inner` long: entry (r, j) of left right^T."""
    # flint multiplies matrices of whole numbers by residues, much faster than entry by entry
    kind = fmpz_mat if is_exact else arb_mat
    a = kind(len(left), inner, [e for row in left for e in row])
    if isinstance(right, fmpz_mat):
        b = right if is_exact else arb_mat(right)  # which is exact, and so is its transpose
    else:
        b = kind(len(right), inner, [e for row in right for e in row])
    return list((a * b.transpose()).entries())


def entrywise(operation: Callable[[Any, Any], Any], first: Row, second: Row) -> Row:
    """Entry by entry; what nobody asked for stays out."""
    if None in first or None in second:
        return [
            None if a is None or b is None else operation(a, b)
            for a, b in zip(first, second, strict=True)
        ]
    return list(map(operation, first, second))


def is_too_large(values: Values) -> bool:
    """Whether exact entries take so much memory, or time, that balls serve better."""
    longest = max((e.bit_length() for row in values.rows for e in row if e is not None), default=0)
    count = sum(map(len, values.rows))
    return longest > MOST_BITS_OF_AN_ENTRY or longest * count > MOST_BITS_OF_A_NODE

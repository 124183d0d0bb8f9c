"""Formulas in one variable, cut into pieces: on which intervals they are a x + b."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, assert_never

from symlin.kernel import term as k
from symlin.kernel.network.nodes import VARIABLE
from symlin.kernel.numbers import Number, exact, number_power, quotient
from symlin.kernel.theories.rational import compare

MOST_CUTS = 64
"""Of one formula; those that people apply to tensors have a handful."""

Line = tuple[Number, Number]
"""a and b of a x + b."""
End = Number | None
"""None where there is no bound."""
Cell = tuple[End, End]
"""The numbers between two cuts, or one cut where both are the same."""


class Piece(NamedTuple):
    """An interval on which a formula is a line, or of which nothing is known."""

    low: End
    high: End
    has_low: bool
    has_high: bool
    line: Line | None

    def holds_on(self, low: End, high: End) -> bool:
        """Whether all numbers from low to high, which are included, lie in it."""
        above = self.low is None or (
            low is not None and (low > self.low or (self.has_low and low == self.low))
        )
        below = self.high is None or (
            high is not None and (high < self.high or (self.has_high and high == self.high))
        )
        return above and below

    def ends(self, low: End, high: End) -> tuple[End, End]:
        """Bounds of its line between low and high, ends of the piece included."""
        if self.line is None:
            return None, None
        slope, constant = self.line
        if slope == 0:
            return constant, constant
        low = self.low if low is None or (self.low is not None and self.low > low) else low
        high = self.high if high is None or (self.high is not None and self.high < high) else high
        first = None if low is None else value_at(self.line, low)
        last = None if high is None else value_at(self.line, high)
        return (first, last) if slope > 0 else (last, first)


def value_at(line: Line, x: Number) -> Number:
    """a x + b."""
    return exact(line[0] * x + line[1])


@lru_cache(maxsize=256)
def pieces_of(term: k.Term) -> tuple[Piece, ...]:
    """The pieces in order, which cover the line; neighbours share an end that fits both."""
    cuts: list[Number] = []
    while len(cuts) <= MOST_CUTS:
        # cuts, and what lies between them, in order
        ends = [None, *(c for cut in cuts for c in (cut, cut)), None]
        readers = [_Reader(cell) for cell in pairwise(ends)]
        lines = [reader.line(term) for reader in readers]
        more = {root for reader in readers for root in reader.roots}
        if not more:
            return tuple(_joined([reader.cell for reader in readers], lines))
        cuts = sorted({*cuts, *more})
    return (Piece(None, None, False, False, None),)


def image(pieces: Sequence[Piece], low: End, high: End) -> tuple[End, End]:
    """Bounds of the formula's values between low and high."""
    # pieces that touch the interval in an open end count too: bounds may be wide, never narrow
    met = [
        piece.ends(low, high)
        for piece in pieces
        if (piece.low is None or high is None or piece.low <= high)
        and (piece.high is None or low is None or piece.high >= low)
    ]
    lows, highs = [a for a, _ in met if a is not None], [b for _, b in met if b is not None]
    return (
        min(lows) if len(lows) == len(met) else None,
        max(highs) if len(highs) == len(met) else None,
    )


def _joined(cells: Sequence[Cell], lines: Sequence[Line | None]) -> list[Piece]:
    """A cut belongs to the pieces beside it whose lines have its value, or stands for itself."""
    found = [Piece(None, cells[0][1], False, False, lines[0])]
    for place in range(1, len(cells), 2):
        cut, own = cells[place][0], lines[place]
        assert cut is not None
        left = found.pop()
        right = Piece(cut, cells[place + 1][1], False, False, lines[place + 1])
        # at one number a line is a value
        left = left._replace(has_high=_meets(left.line, own, cut))
        right = right._replace(has_low=_meets(right.line, own, cut))
        # a formula may be written in two pieces, and bend nowhere
        if left.has_high and right.has_low and left.line == right.line:
            found.append(right._replace(low=left.low, has_low=left.has_low))
            continue
        alone = [] if left.has_high or right.has_low else [Piece(cut, cut, True, True, own)]
        found += [left, *alone, right]
    return found


def _meets(line: Line | None, own: Line | None, cut: Number) -> bool:
    return line is not None and own is not None and value_at(line, cut) == value_at(own, cut)


class _Reader:
    """What a formula is on one cell. Numbers inside at which a condition changes are `roots`: they
    have to become cuts, and until then what is read means nothing."""

    def __init__(self, cell: Cell) -> None:
        self.cell = cell
        self.roots: set[Number] = set()
        self._memo: dict[k.Term, Line | None] = {}

    def line(self, term: k.Term) -> Line | None:
        """a and b, where the formula is seen to have the value a x + b on the whole cell."""
        if term not in self._memo:
            self._memo[term] = self._line(term)
        return self._memo[term]

    def _line(self, term: k.Term) -> Line | None:
        match term:
            case k.Const(value):
                return 0, value
            case k.Var(name):
                return self._variable() if name == VARIABLE else None
            case k.Sum(weights, parts, constant):
                lines = self._lines(parts)
                return None if lines is None else _weighted(weights, lines, constant)
            case k.Product(parts):
                lines = self._lines(parts)
                return None if lines is None else _product(lines)
            case k.Power(base, exponent):
                return _power(self.line(base), exponent)
            case k.Max(parts):
                lines = self._lines(parts)
                return None if lines is None else self._largest(lines)
            case k.Piecewise(branches):
                return self._chosen(branches)
            case k.Function("abs", argument) if argument is not None:
                inner = self.line(argument)
                return None if inner is None else self._largest([inner, (-inner[0], -inner[1])])
            case _:
                return None

    def _variable(self) -> Line:
        low, high = self.cell
        return (0, low) if low is not None and low == high else (1, 0)

    def _lines(self, parts: Sequence[k.Term]) -> list[Line] | None:
        lines = [self.line(part) for part in parts]
        known = [line for line in lines if line is not None]
        return known if len(known) == len(lines) else None

    def _largest(self, lines: Sequence[Line]) -> Line:
        best = lines[0]
        for line in lines[1:]:
            if self._sign((line[0] - best[0], line[1] - best[1])) > 0:
                best = line
        return best

    def _chosen(self, branches: Sequence[tuple[k.Guard, k.Term]]) -> Line | None:
        for guard, value in branches:
            holds = self._holds(guard)
            if holds is not False:  # where it is not known, the value is not known either
                return self.line(value) if holds else None
        return None

    def _holds(self, guard: k.Guard) -> bool | None:
        match guard:
            case k.Truth(value):
                return value
            case k.Relation(op, term):
                line = self.line(term)
                return None if line is None else compare(self._sign(line), op)
            case k.And(parts):
                known = [self._holds(part) for part in parts]
                return False if False in known else None if None in known else True
            case k.Or(parts):
                known = [self._holds(part) for part in parts]
                return True if True in known else None if None in known else False
            case _:
                assert_never(guard)

    def _sign(self, line: Line) -> int:
        """That of a x + b on the cell, unless it has a root inside."""
        (low, high), (slope, constant) = self.cell, line
        if slope != 0:
            root = quotient(-constant, slope)
            if (low is None or low < root) and (high is None or root < high):
                self.roots.add(root)
        # without a root inside, one number of the cell speaks for all
        value = value_at(line, self._inside())
        return (value > 0) - (value < 0)

    def _inside(self) -> Number:
        low, high = self.cell
        if low is None:
            return 0 if high is None else high - 1
        return low + 1 if high is None else quotient(low + high, 2)


def _weighted(weights: Sequence[Number], lines: Sequence[Line], constant: Number) -> Line:
    slopes = (w * a for w, (a, _) in zip(weights, lines, strict=True))
    constants = (w * b for w, (_, b) in zip(weights, lines, strict=True))
    return exact(sum(slopes, 0)), exact(sum(constants, constant))


def _product(lines: Sequence[Line]) -> Line | None:
    slope: Number = 0  # of what is multiplied so far
    constant: Number = 1
    for a, b in lines:
        if a != 0 and slope != 0:
            return None
        slope, constant = exact(a * constant + slope * b), exact(constant * b)
    return slope, constant


def _power(base: Line | None, exponent: int) -> Line | None:
    if base is None or (base[0] != 0 and exponent != 0):
        return None
    if exponent == 0:
        return 0, 1
    return None if exponent < 0 and base[1] == 0 else (0, number_power(base[1], exponent))

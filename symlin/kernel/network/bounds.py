"""Bounds of every entry of a node, from bounds of the entries that it is made of.

Formulas, maxima and choices are left to `pattern`, which knows the piece that applies.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import add, mul, sub
from typing import Any

from flint import arb, fmpq

from symlin.kernel import term as k
from symlin.kernel.network import nodes as g
from symlin.kernel.network.arrays import Shape, over_one_denominator, size_of
from symlin.kernel.network.domain import Ends
from symlin.kernel.network.pieces import image, pieces_of
from symlin.kernel.network.products import Block, blocks
from symlin.kernel.network.scalars import balls_at, rational_at
from symlin.kernel.network.values import product
from symlin.kernel.numbers import Number, exact, quotient
from symlin.kernel.theories.enclosure import NoBall, working_precision
from symlin.kernel.theories.rational import NotRational, NoValue

BITS = 128
"""Of balls around values that are not rational, as 1/sqrt(variance + eps)."""
Side = list[Any]
"""Whole numbers; None where there is no bound."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Entry i lies between `lows[i] / scale` and `highs[i] / scale`, which are included."""

    lows: Side
    highs: Side
    scale: int

    def ends(self, place: int) -> Ends:
        """Those of one entry."""
        low, high = self.lows[place], self.highs[place]
        return (
            None if low is None else exact(fmpq(low, self.scale)),
            None if high is None else exact(fmpq(high, self.scale)),
        )

    def constants(self) -> Side | None:
        """The entries as whole numbers over the scale, where the bounds leave one value to each."""
        return self.lows if None not in self.lows and self.lows == self.highs else None

    def rescaled(self, scale: int) -> Bounds:
        """The same over a multiple of the scale."""
        factor = scale // self.scale
        if factor == 1:
            return self
        lows, highs = (
            [None if e is None else e * factor for e in side] for side in (self.lows, self.highs)
        )
        return Bounds(lows, highs, scale)


def of_ends(pairs: Iterable[Ends]) -> Bounds:
    """Bounds over one denominator."""
    ends = [end for pair in pairs for end in pair]
    numbers, scale = over_one_denominator([e for e in ends if e is not None])
    found = iter(numbers)
    whole = [None if e is None else next(found) for e in ends]
    return Bounds(whole[::2], whole[1::2], scale)


def aligned(parts: Sequence[Bounds]) -> tuple[list[Bounds], int]:
    """The same over one denominator."""
    scale = math.lcm(*(p.scale for p in parts))
    return [p.rescaled(scale) for p in parts], scale


# ---- one rule for each operation ----


def gathered(node: g.Gather, parts: Sequence[Bounds]) -> Bounds:
    """Entries move with their bounds."""
    same, scale = aligned([*parts, of_ends([(node.filler, node.filler)])])
    lows = [e for p in same for e in p.lows]
    highs = [e for p in same for e in p.highs]
    if node.index is None:
        return Bounds(lows[:-1], highs[:-1], scale)
    # index -1 is Python's last entry: the filler
    return Bounds([lows[i] for i in node.index], [highs[i] for i in node.index], scale)


def combined(node: g.Combine, parts: Sequence[Bounds]) -> Bounds:
    """A positive coefficient keeps lower ends lower, a negative one turns them around."""
    same, scale = aligned(parts)
    (*weights, constant), over = over_one_denominator([*node.coefficients, node.constant])
    # 0 times what has no bound is 0
    used = [(w, p) for w, p in zip(weights, same, strict=True) if w != 0]
    factors, start = [w for w, _ in used], constant * scale

    def total(sides: Sequence[Side]) -> Side:
        if not sides:
            return [start] * size_of(node.shape)
        return [
            None if None in ends else sum(map(mul, factors, ends), start)
            for ends in zip(*sides, strict=True)
        ]

    lows = total([p.lows if w > 0 else p.highs for w, p in used])
    highs = total([p.highs if w > 0 else p.lows for w, p in used])
    return Bounds(lows, highs, scale * over)


def multiplied(first: Bounds, second: Bounds) -> Bounds:
    """A product is linear in each factor: its extremes are products of ends."""
    ends = map(_product, first.lows, first.highs, second.lows, second.highs)
    pairs = list(ends)
    return Bounds([a for a, _ in pairs], [b for _, b in pairs], first.scale * second.scale)


def _product(a: Any, b: Any, c: Any, d: Any) -> tuple[Any, Any]:
    # of numbers without a bound, only multiples are bounded
    if a is not None and a == b:
        return _multiple(a, c, d)
    if c is not None and c == d:
        return _multiple(c, a, b)
    if None in (a, b, c, d):
        return None, None
    # which of the four is the smallest depends on all signs
    products = (a * c, a * d, b * c, b * d)
    return min(products), max(products)


def _multiple(factor: Any, low: Any, high: Any) -> tuple[Any, Any]:
    if factor == 0:
        return 0, 0
    low, high = (low, high) if factor > 0 else (high, low)
    return None if low is None else factor * low, None if high is None else factor * high


def summed(part: Bounds, length: int) -> Bounds:
    """Sums of entries that stand together lie between the sums of their ends."""

    def sums(side: Side) -> Side:
        windows = (side[i : i + length] for i in range(0, len(side), length))
        return [None if None in window else sum(window) for window in windows]

    return Bounds(sums(part.lows), sums(part.highs), part.scale)


# ---- layers with weights ----


def layered(
    node: g.Dense | g.Convolve | g.MatMul, parts: Sequence[Bounds], shapes: Sequence[Shape]
) -> Bounds:
    """Products with weights; of products of what is not known, nothing is said."""
    x, weights, turned = operands(node, parts)
    lows: Side = [None] * size_of(node.shape)
    highs: Side = list(lows)
    if weights is None:
        return Bounds(lows, highs, 1)
    for block in blocks(node, shapes, weights, turned):
        places = [place for out in block.outputs for place in out]
        for place, low, high in zip(places, *_products(block, x), strict=True):
            lows[place], highs[place] = low, high
    # `_products` counts in halves
    return Bounds(lows, highs, 2 * parts[0].scale * parts[1].scale)


def operands(node: g.Node, parts: Sequence[Bounds]) -> tuple[Bounds, Side | None, bool]:
    """What is multiplied, the weights if they are known, and whether these come first."""
    first, second = parts
    # weights may be computed, as those of weight normalisation, if their values are rational
    weights = second.constants()
    if weights is None and isinstance(node, g.MatMul) and first.constants() is not None:
        return second, first.constants(), True
    return first, weights, False


def _products(block: Block, x: Bounds) -> tuple[Side, Side]:
    """Twice the bounds of all products: W s - |W| d and W s + |W| d, for the sums s and the
    differences d of upper and lower ends.

    A missing end counts as the other one, and leaves no bound where a weight needs it.
    """
    lows, highs = [*x.lows, 0], [*x.highs, 0]  # -1 is Python's last entry
    ends = [
        (low, high) if low is not None and high is not None else (low or high or 0,) * 2
        for low, high in zip(lows, highs, strict=True)
    ]
    rows = block.rows
    # two products of matrices, whatever the signs of the weights are
    middle = _times(block, [a + b for a, b in ends], rows)
    spread = _times(block, [b - a for a, b in ends], [list(map(abs, row)) for row in rows])
    least, most = list(map(sub, middle, spread)), list(map(add, middle, spread))
    if None in lows or None in highs:
        # how often a weight meets an entry without the end that it needs
        above = [[int(w > 0) for w in row] for row in rows]
        below = [[int(w < 0) for w in row] for row in rows]
        no_low, no_high = ([int(e is None) for e in side] for side in (lows, highs))
        for side, a, b in ((least, no_low, no_high), (most, no_high, no_low)):
            counts = map(add, _times(block, a, above), _times(block, b, below))
            side[:] = [None if n else e for e, n in zip(side, counts, strict=True)]
    return least, most


def _times(block: Block, entries: Side, rows: list[list[int]]) -> Side:
    vectors = [[entries[i] for i in v] for v in block.vectors]
    return product(vectors, rows, len(rows[0]) if rows else 0, is_exact=True)


# ---- formulas ----


def mapped(term: k.Term, ends: Ends) -> Ends:
    """Bounds of a formula between two ends: piece by piece, or in a ball."""
    low, high = ends
    if low is not None and low == high:
        try:
            value = rational_at(term, low)
        except NotRational:
            return _in_ball(term, low, low)
        except NoValue:
            return None, None
        return value, value
    # sigmoid, exp and their kin have no pieces
    found = image(pieces_of(term), low, high)
    if None in found and low is not None and high is not None:
        return _in_ball(term, low, high)
    return found


def _in_ball(term: k.Term, low: Number, high: Number) -> Ends:
    with working_precision(BITS):
        wide = arb(0, arb(quotient(high - low, 2)).upper())
        try:
            (ball,) = balls_at(term, [arb(quotient(low + high, 2)) + wide])
        except (NoBall, NoValue):
            return None, None
        # both are dyadic numbers, and exact
        middle, radius = ball.mid().fmpq(), ball.rad().fmpq()
    return exact(middle - radius), exact(middle + radius)

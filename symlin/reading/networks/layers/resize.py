"""Resizing: each axis on its own is a matrix, or picks entries. Weights are exact rational numbers.

Coordinates and modes are those of the ONNX operator Resize; other libraries use some of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from flint import fmpq

from symlin.kernel.network.arrays import size_of
from symlin.language.network.builder import FILLER, Builder, Ref
from symlin.reading.networks.layers.arithmetic import multiply
from symlin.reading.networks.movement import gathered, need_room, places
from symlin.reading.networks.packages import np


@dataclass(frozen=True)
class Axis:
    """How an axis changes its size."""

    old: int
    new: int
    scale: Fraction
    """As it was given; new / old where the size was."""
    coordinates: str = "half_pixel"
    mode: str = "linear"
    rounding: str = "round_prefer_floor"
    """Of "nearest"."""
    cubic: Fraction = Fraction(-3, 4)
    antialias: bool = False
    exclude_outside: bool = False
    start: Fraction = Fraction(0)
    """Where the region begins and ends, of "tf_crop_and_resize"."""
    end: Fraction = Fraction(1)

    def origin(self, place: int) -> Fraction:
        """Where an entry of the result lies among the old ones.

        Raises `ValueError` for an unknown kind of coordinates.
        """
        middle = (place + Fraction(1, 2)) / self.scale - Fraction(1, 2)
        match self.coordinates:
            case "half_pixel":
                return middle
            case "half_pixel_symmetric":
                share = Fraction(self.new) / (self.scale * self.old)
                return Fraction(self.old, 2) * (1 - share) + middle
            case "pytorch_half_pixel":
                return middle if self.new > 1 else Fraction(0)
            case "align_corners":
                return Fraction(place * (self.old - 1), max(self.new - 1, 1))
            case "asymmetric":
                return place / self.scale
            case "tf_half_pixel_for_nn":
                return (place + Fraction(1, 2)) / self.scale
            case "tf_crop_and_resize":
                share = Fraction(place, self.new - 1) if self.new > 1 else Fraction(1, 2)
                return (self.start + share * (self.end - self.start)) * (self.old - 1)
            case other:
                raise ValueError(f"coordinates {other!r}")

    def picked(self, place: int) -> int:
        """The old entry that is nearest; raises `ValueError` for an unknown kind of rounding."""
        x, half = self.origin(place), Fraction(1, 2)
        match self.rounding:
            case "round_prefer_floor":
                found = ceil(x - half)
            case "round_prefer_ceil":
                found = floor(x + half)
            case "floor":
                found = floor(x)
            case "ceil":
                found = ceil(x)
            case other:
                raise ValueError(f"rounding {other!r}")
        return min(max(found, 0), self.old - 1)

    def weights(self, place: int) -> Mapping[int, Fraction]:
        """The share of old entries in one of the result; they sum up to 1."""
        x = self.origin(place)
        weight, reach = (self._cubic, 2) if self.mode == "cubic" else (_triangle, 1)
        # a smaller image takes every entry into account, and not just the next ones
        shrink = min(self.scale, Fraction(1)) if self.antialias else Fraction(1)
        near = range(floor(x - reach / shrink), ceil(x + reach / shrink) + 1)
        found: dict[int, Fraction] = {}
        for i in near:
            inside = min(max(i, 0), self.old - 1)
            if i == inside or not self.exclude_outside:
                found[inside] = found.get(inside, Fraction(0)) + weight(shrink * (i - x))
        total = sum(found.values())
        return {i: w / total for i, w in found.items() if w}

    def _cubic(self, x: Fraction) -> Fraction:
        """Keys' cubic convolution, with its free coefficient."""
        a, u = self.cubic, abs(x)
        if u <= 1:
            return ((a + 2) * u - (a + 3)) * u * u + 1
        return ((a * u - 5 * a) * u + 8 * a) * u - 4 * a if u < 2 else Fraction(0)

    def leaves(self, place: int) -> bool:
        """Whether an entry lies outside of what there is: only cropping reaches there."""
        return (
            self.coordinates == "tf_crop_and_resize" and not 0 <= self.origin(place) <= self.old - 1
        )


def _triangle(x: Fraction) -> Fraction:
    return max(1 - abs(x), Fraction(0))


def resized(builder: Builder, x: Ref, axes: Mapping[int, Axis], outside: fmpq | int = 0) -> Ref:
    """A tensor with some of its axes resized; `outside` stands where cropping leaves it."""
    for number, axis in axes.items():
        step = _picked if axis.mode == "nearest" else _weighted
        x = step(builder, x, number, axis)
    index = places(builder.shape(x))
    for number, axis in axes.items():
        left = [i for i in range(axis.new) if axis.leaves(i)]
        index[(slice(None),) * number + (left,)] = FILLER
    return gathered(builder, [x], index, outside)


def _picked(builder: Builder, x: Ref, number: int, axis: Axis) -> Ref:
    chosen = [axis.picked(i) for i in range(axis.new)]
    return gathered(builder, [x], np.take(places(builder.shape(x)), chosen, axis=number))


LONGEST = 1 << 16
"""Entries of an axis: the weights of each are rational numbers."""
DENSE = 1 << 16
"""Entries of a matrix that is written out; of larger ones, few in a row are not 0."""


def _weighted(builder: Builder, x: Ref, number: int, axis: Axis) -> Ref:
    if max(axis.old, axis.new) > LONGEST:
        raise ValueError(f"an axis of more than {LONGEST:,} entries is not resized")
    rows = [axis.weights(i) for i in range(axis.new)]
    if all(row == {i: 1} for i, row in enumerate(rows)) and axis.new == axis.old:
        return x
    rank = len(builder.shape(x))
    order = [a for a in range(rank) if a != number] + [number]
    moved = builder.permute(x, order)
    if axis.new * axis.old > DENSE:
        return _back(builder, _by_taps(builder, moved, rows), order)
    flat = [_exact(row.get(j, Fraction(0))) for row in rows for j in range(axis.old)]
    matrix = builder.numbers((axis.new, axis.old), flat)
    return _back(builder, builder.dense(moved, matrix), order)


def _by_taps(builder: Builder, x: Ref, rows: Sequence[Mapping[int, Fraction]]) -> Ref:
    """Along the last axis, the sum of the few entries that each row takes, times their weights."""
    most = max(map(len, rows))
    need_room(size_of(builder.shape(x)[:-1]) * len(rows) * most)
    # a row that takes fewer takes its first entry again, with weight 0
    taken = np.array([[*row, *[next(iter(row))] * (most - len(row))] for row in rows])
    weights = [[*map(_exact, row.values()), *[fmpq(0)] * (most - len(row))] for row in rows]
    entries = gathered(builder, [x], places(builder.shape(x))[..., taken])
    shares = builder.numbers((len(rows), most), (w for line in weights for w in line))
    return builder.sum(multiply(builder, entries, shares), (-1,))


def _back(builder: Builder, x: Ref, order: Sequence[int]) -> Ref:
    return builder.permute(x, [order.index(a) for a in range(len(order))])


def _exact(number: Fraction) -> fmpq:
    return fmpq(number.numerator, number.denominator)

"""Where the windows of convolutions and poolings lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from symlin.catalog.definition import Shape
from symlin.catalog.layers.arguments import dimensions, entry_count
from symlin.catalog.layers.axes import place
from symlin.errors import InputError
from symlin.kernel.clock import check_time
from symlin.language.network.indices import strides

Tap = tuple[int, int]
"""An offset inside the window and an offset inside the plane, both flat."""

MAX_READS = 10_000_000
"""Entries that the windows of one channel may cover, counted as often as they are covered."""
_AXES = {1: ("L",), 2: ("H", "W")}


@dataclass(frozen=True)
class Windows:
    """Windows over a plane of 1 or 2 axes: one number per axis for each property.

    The window at output position o covers input positions o * stride - padding + k * dilation
    for k < size, as in PyTorch; those outside the input are padding.
    """

    size: tuple[int, ...]
    stride: tuple[int, ...]
    padding: tuple[int, ...]
    dilation: tuple[int, ...]

    @property
    def rank(self) -> int:
        """1 or 2."""
        return len(self.size)

    @property
    def count(self) -> int:
        """The number of positions that a window covers, padding included."""
        return entry_count(self.size)

    def output(self, layer: str, plane: Shape) -> Shape:
        """The shape of the output plane.

        Raises `InputError` where not a single window fits, or they read too many entries.
        """
        result = []
        for axis, length in enumerate(plane):
            reach = self.dilation[axis] * (self.size[axis] - 1) + 1
            room = length + 2 * self.padding[axis] - reach
            if room < 0:
                name = _AXES[self.rank][axis]
                padded = f" (padded: {room + reach})" if self.padding[axis] else ""
                raise InputError(
                    f"{layer} needs at least {reach} entries along {name}, "
                    f"the input has {length}{padded}"
                )
            result.append(room // self.stride[axis] + 1)
        if entry_count(tuple(result)) * self.count > MAX_READS:
            raise InputError(
                f"{layer}: {dimensions(tuple(result))} windows of {self.count} entries "
                f"are too many: the limit is {MAX_READS} entries in all"
            )
        return tuple(result)

    def taps(self, plane: Shape) -> Iterator[tuple[Tap, ...]]:
        """For each output position in row-major order: the taps that lie inside the plane."""
        axes = [self._axis(axis, length) for axis, length in enumerate(plane)]
        for lines in product(*axes):
            yield tuple(
                (place([t[0] for t in taps], self.size), place([t[1] for t in taps], plane))
                for taps in product(*lines)
            )

    def places(self, plane: Shape) -> list[list[int]]:
        """For each output position, the places of the entries in its window, padding left out."""
        axes = [
            [[i for _, i in taps] for taps in self._axis(axis, length)]
            for axis, length in enumerate(plane)
        ]
        return grid(axes, plane)

    def _axis(self, axis: int, length: int) -> list[list[Tap]]:
        """The taps along one axis, for each output position on it."""
        size, stride, padding = self.size[axis], self.stride[axis], self.padding[axis]
        dilation = self.dilation[axis]
        positions = (length + 2 * padding - dilation * (size - 1) - 1) // stride + 1
        return [
            [
                (k, i)
                for k in range(size)
                if 0 <= (i := o * stride - padding + k * dilation) < length
            ]
            for o in range(positions)
        ]


def grid(axes: Sequence[Sequence[Sequence[int]]], plane: Shape) -> list[list[int]]:
    """Windows of a plane, from the indices that each of them has along each axis."""
    steps = strides(plane)
    apart = [
        [[i * step for i in indices] for indices in axis]
        for axis, step in zip(axes, steps, strict=True)
    ]
    found: list[list[int]] = []
    for lines in product(*apart):
        check_time()
        window = [0]
        for line in lines:
            window = [place + i for place in window for i in line]
        found.append(window)
    return found


def sliding(
    values: Sequence[float], plane: Shape, windows: Windows, filler: float
) -> list[list[float]]:
    """The contents of each window on the plane, by plain indexing of a padded copy."""
    padded = list(values)
    apart = [1] * len(plane)  # neighbours along each axis, in the copy
    for axis in reversed(range(len(plane))):
        length, around = plane[axis] * apart[axis], windows.padding[axis] * apart[axis]
        edge, rows = [filler] * around, range(0, len(padded), length)
        padded = [x for i in rows for x in (*edge, *padded[i : i + length], *edge)]
        apart[:axis] = [length + 2 * around] * axis
    starts = [
        range(0, (n + 2 * p - d * (k - 1)) * a, s * a)
        for n, k, s, p, d, a in zip(
            plane,
            windows.size,
            windows.stride,
            windows.padding,
            windows.dilation,
            apart,
            strict=True,
        )
    ]
    taps = [
        range(0, k * d * a, d * a)
        for k, d, a in zip(windows.size, windows.dilation, apart, strict=True)
    ]
    offsets = list(map(sum, product(*taps)))
    return [[padded[start + i] for i in offsets] for start in map(sum, product(*starts))]


def split(layer: str, shape: Shape, rank: int) -> tuple[int | None, Shape]:
    """The channels (None where there is no such axis) and the plane of a tensor's shape.

    Raises `InputError` where the axes are too few or too many.
    """
    if len(shape) == rank:
        return None, shape
    if len(shape) == rank + 1:
        return shape[0], shape[1:]
    plane = ", ".join(_AXES[rank])
    raise InputError(
        f"{layer} needs an input of shape ({plane}) or (C, {plane}), it is {dimensions(shape)}"
    )

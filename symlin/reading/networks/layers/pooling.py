"""Pooling over windows of an image: the maximum, the average, sums of powers.

Images are (B, C, *plane). Pads are counts before and after each axis of the plane.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flint import fmpq

from symlin.kernel.network.arrays import Shape
from symlin.language.network.builder import FILLER, Builder, Ref
from symlin.reading.networks.layers.arithmetic import multiply
from symlin.reading.networks.movement import gathered, need_room, padded, places
from symlin.reading.networks.packages import np

Pads = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Windows:
    """How windows lie on a plane."""

    size: tuple[int, ...]
    stride: tuple[int, ...]
    pads: tuple[tuple[int, int], ...]
    dilation: tuple[int, ...] = field(default=())
    ceil: bool = False
    """Whether a last window may reach beyond the padding."""

    def steps(self) -> tuple[int, ...]:
        """The distance of neighbours in a window, along each axis."""
        return self.dilation or (1,) * len(self.size)

    def counts(self, plane: Shape) -> list[int]:
        """How many windows lie along each axis.

        A window that would start in the padding at the end is left out. Raises `ValueError` where
        not one fits.
        """
        found = []
        axes = zip(plane, self.size, self.stride, self.pads, self.steps(), strict=True)
        for n, size, stride, (before, after), step in axes:
            room = n + before + after - step * (size - 1) - 1
            if room < 0:
                raise ValueError(f"a window of {size} does not fit on {n}")
            count = (-(-room // stride) if self.ceil else room // stride) + 1
            if self.ceil and (count - 1) * stride >= n + before:
                count -= 1
            found.append(count)
        return found

    def of(self, images: Any) -> Any:
        """An array of places (B, C, *plane) as windows (B, C, *counts, entries of a window)."""
        plane = images.shape[2:]
        counts, steps = self.counts(plane), self.steps()
        need_room(math.prod((*images.shape[:2], *counts, *self.size)))
        ends = [
            (c - 1) * s + d * (w - 1) + 1 - n - before
            for n, c, s, d, w, (before, _) in zip(
                plane, counts, self.stride, steps, self.size, self.pads, strict=True
            )
        ]
        around = [(before, end) for (before, _), end in zip(self.pads, ends, strict=True)]
        full = padded(images, [(0, 0), (0, 0), *around])
        reach = [d * (w - 1) + 1 for d, w in zip(steps, self.size, strict=True)]
        axes = tuple(range(2, full.ndim))
        view = np.lib.stride_tricks.sliding_window_view(full, reach, axes)
        at = tuple(slice(None, None, s) for s in self.stride)
        within = tuple(slice(None, None, d) for d in steps)
        chosen = view[(slice(None), slice(None), *at, *within)]
        return chosen.reshape(*images.shape[:2], *counts, math.prod(self.size))


def max_pool(builder: Builder, x: Ref, windows: Windows) -> Ref:
    """The largest entry of each window; raises `ValueError` where a window is all padding."""
    index = windows.of(places(builder.shape(x)))
    inside = index.max(axis=-1, keepdims=True)
    if index.size and int(inside.min()) == FILLER:
        raise ValueError("a window of the maximum lies in the padding")
    return builder.maximum(gathered(builder, [x], np.where(index == FILLER, inside, index)), (-1,))


def sum_pool(builder: Builder, x: Ref, windows: Windows) -> Ref:
    """The sum of each window; padding is 0."""
    return builder.sum(gathered(builder, [x], windows.of(places(builder.shape(x)))), (-1,))


def average_pool(
    builder: Builder, x: Ref, windows: Windows, *, count_padding: bool, divisor: int | None = None
) -> Ref:
    """The mean of each window, over its entries in the image, or in the padded image.

    What a window has beyond the padding never counts. Raises `ValueError` where a window has no
    entry to count.
    """
    total = sum_pool(builder, x, windows)
    shape = builder.shape(x)
    if divisor is not None:
        return builder.scale(total, fmpq(1, divisor))
    counted = np.zeros((1, 1, *shape[2:]), dtype=np.int32)
    if count_padding:
        around = [(0, 0), (0, 0), *windows.pads]
        counted = np.pad(counted, around)
        windows = Windows(
            windows.size, windows.stride, ((0, 0),) * len(windows.size), windows.steps(), True
        )
    # as places of a plane that is 0 inside, all else being the filler
    lying = _cut(windows.of(counted), builder.shape(total)[2:])
    counts = (lying != FILLER).sum(axis=-1)
    if not counts.size or int(counts.min()) == 0:
        raise ValueError("a window of the average has no entry")
    if int(counts.min()) == int(counts.max()):
        return builder.scale(total, fmpq(1, int(counts.min())))
    shares = builder.numbers(counts.shape, (fmpq(1, int(c)) for c in counts.reshape(-1)))
    return multiply(builder, total, shares)


def _cut(windows: Any, plane: Shape) -> Any:
    """As many windows as there are: an end of the padding may have room for another."""
    return windows[(slice(None), slice(None), *(slice(0, n) for n in plane))]

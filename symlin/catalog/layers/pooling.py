"""Poolings: the maximum, the average or the sum of each window."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, count, product
from typing import TYPE_CHECKING, Literal

from flint import fmpq

from symlin.catalog.definition import Argument, Layer, LayerBuilder, Shape
from symlin.catalog.layers.arguments import bind, entry_count, extents
from symlin.catalog.layers.windows import Windows, grid, sliding, split
from symlin.errors import InputError
from symlin.kernel.numbers import Number, exact

if TYPE_CHECKING:
    from symlin.language.network.builder import Builder, Ref

Kind = Literal["max", "avg", "sum"]


@dataclass(frozen=True)
class Pooling(Layer):
    """One value per window and channel: (L) or (C, L), respectively (H, W) or (C, H, W).

    As in PyTorch, the padding of an average counts as zeros in the average; the padding of a
    maximum never wins. A window's padding is at most half of the window.
    """

    kind: Kind
    windows: Windows

    def __post_init__(self) -> None:
        for size, padding in zip(self.windows.size, self.windows.padding, strict=True):
            if 2 * padding > size:
                raise InputError(f"{self.name}: padding must be at most half of the window")

    @property
    def name(self) -> str:
        """The catalog name."""
        return f"{self.kind}_pool{self.windows.rank}d"

    def shape(self, shape: Shape) -> Shape:
        """The channels stay, the plane shrinks; InputError when no window fits."""
        channels, plane = split(self.name, shape, self.windows.rank)
        output = self.windows.output(self.name, plane)
        return output if channels is None else (channels, *output)

    def emit(self, builder: Builder, x: Ref) -> Ref:
        """One maximum or one weighted sum per window."""
        shape = builder.shape(x)
        plane = shape[-self.windows.rank :]
        windows = _of_channels(self.windows.places(plane), shape, plane)
        weight = exact(fmpq(1, self.windows.count)) if self.kind == "avg" else 1
        return _pooled(builder, x, windows, shape=self.shape(shape), kind=self.kind, weight=weight)

    def evaluate(
        self, entries: Sequence[float], shape: Shape, parameters: Mapping[str, float]
    ) -> list[float]:
        """The same on a padded copy of each channel, window by window."""
        plane = shape[-self.windows.rank :]
        filler = -math.inf if self.kind == "max" else 0.0
        reduce: Callable[[list[float]], float] = max if self.kind == "max" else math.fsum
        divisor = self.windows.count if self.kind == "avg" else 1
        size = entry_count(plane)
        return [
            reduce(window) / divisor
            for start in range(0, len(entries), size)
            for window in sliding(entries[start : start + size], plane, self.windows, filler)
        ]


def _of_channels(windows: Sequence[Sequence[int]], shape: Shape, plane: Shape) -> list[list[int]]:
    """The windows of one plane, in each of the channels."""
    starts = range(0, entry_count(shape), entry_count(plane))
    return [[start + i for i in window] for start in starts for window in windows]


def _pooled(
    builder: Builder,
    x: Ref,
    windows: Sequence[Sequence[int]],
    *,
    shape: Shape,
    kind: Kind,
    weight: Number | None = None,
) -> Ref:
    """The maximum of each window, or the sum of its entries with a weight, which is one over their
    number where there is none."""
    lengths = list(dict.fromkeys(map(len, windows)))  # at the edges, windows have fewer entries
    alike = {length: [w for w in windows if len(w) == length] for length in lengths}
    parts = []
    for length, chosen in alike.items():
        places = (i for window in chosen for i in window)
        entries = builder.gather(x, (len(chosen), length), places)
        if kind == "max":
            parts.append(builder.maximum(entries, (-1,)))
        else:
            share = exact(fmpq(1, length)) if weight is None else weight
            row = builder.numbers((1, length), [share] * length)
            parts.append(builder.reshape(builder.dense(entries, row), (len(chosen),)))
    if len(parts) == 1:
        return builder.reshape(parts[0], shape)
    starts = dict(zip(lengths, accumulate(map(len, alike.values()), initial=0), strict=False))
    found = {length: count(start) for length, start in starts.items()}
    return builder.gather(parts, shape, [next(found[len(w)]) for w in windows])


def pooling(kind: Kind, rank: int) -> LayerBuilder:
    """The builder of `{kind}_pool{rank}d(window, stride=window, padding=0)`."""
    return partial(_build, kind, rank)


def _build(
    kind: Kind, rank: int, arguments: Sequence[Argument], keywords: Mapping[str, Argument]
) -> Pooling:
    layer = f"{kind}_pool{rank}d"
    bound = bind(layer, ("window", "stride", "padding"), arguments, keywords, required=1)
    size = extents(layer, "window", bound["window"], rank, 1)
    stride = extents(layer, "stride", bound["stride"], rank, 1) if "stride" in bound else size
    padding = extents(layer, "padding", bound["padding"], rank, 0) if "padding" in bound else None
    none, unit = (0,) * rank, (1,) * rank
    return Pooling(kind, Windows(size, stride, padding or none, unit))


@dataclass(frozen=True)
class Adaptive(Layer):
    """A pooling whose windows are chosen so that so many outputs are left, as PyTorch's.

    Of n entries, output i of m pools those from floor(i*n/m) up to ceil((i + 1)*n/m).
    """

    kind: Literal["max", "avg"]
    sizes: tuple[int, ...]

    @property
    def name(self) -> str:
        """The catalog name."""
        return f"adaptive_{self.kind}_pool{len(self.sizes)}d"

    def shape(self, shape: Shape) -> Shape:
        """The channels stay, the plane becomes `sizes`; raises `InputError` for other axes."""
        channels, _ = split(self.name, shape, len(self.sizes))
        return self.sizes if channels is None else (channels, *self.sizes)

    def emit(self, builder: Builder, x: Ref) -> Ref:
        """One maximum or one average per window."""
        shape = builder.shape(x)
        return _pooled(builder, x, self._windows(shape), shape=self.shape(shape), kind=self.kind)

    def _windows(self, shape: Shape) -> list[list[int]]:
        plane = shape[-len(self.sizes) :]
        axes = [
            [range(i * n // m, -(-(i + 1) * n // m)) for i in range(m)]
            for n, m in zip(plane, self.sizes, strict=True)
        ]
        return _of_channels(grid(axes, plane), shape, plane)

    def evaluate(
        self, entries: Sequence[float], shape: Shape, parameters: Mapping[str, float]
    ) -> list[float]:
        """The same by asking of each entry which windows it is in."""
        plane = shape[-len(self.sizes) :]
        size, outputs = entry_count(plane), list(product(*map(range, self.sizes)))
        found = []
        for start in range(0, len(entries), size):
            channel = list(
                zip(product(*map(range, plane)), entries[start : start + size], strict=True)
            )
            for output in outputs:
                inside = [value for at, value in channel if self._covers(output, at, plane)]
                average = math.fsum(inside) / len(inside)
                found.append(max(inside) if self.kind == "max" else average)
        return found

    def _covers(self, output: Sequence[int], at: Sequence[int], plane: Shape) -> bool:
        """Whether output*n/m - 1 < at < (output + 1)*n/m along every axis."""
        return all(
            (k + 1) * m > i * n and k * m < (i + 1) * n
            for i, k, n, m in zip(output, at, plane, self.sizes, strict=True)
        )


def adaptive(kind: Literal["max", "avg"], rank: int) -> LayerBuilder:
    """The builder of `adaptive_{kind}_pool{rank}d(size)`."""
    return partial(_build_adaptive, kind, rank)


def _build_adaptive(
    kind: Literal["max", "avg"],
    rank: int,
    arguments: Sequence[Argument],
    keywords: Mapping[str, Argument],
) -> Adaptive:
    layer = f"adaptive_{kind}_pool{rank}d"
    bound = bind(layer, ("size",), arguments, keywords, required=1)
    return Adaptive(kind, extents(layer, "size", bound["size"], rank, 1))

"""Convolutions, in the sense of neural networks: the kernel is not flipped."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import mul
from typing import TYPE_CHECKING

from symlin.catalog.definition import Argument, Layer, LayerBuilder, Shape
from symlin.catalog.layers.arguments import Weight, bind, entry_count, extents, tensor, whole
from symlin.catalog.layers.floats import numbers
from symlin.catalog.layers.weights import are_numbers, numbers_of, symbols, weighted_sum
from symlin.catalog.layers.windows import Windows, sliding, split
from symlin.errors import InputError
from symlin.kernel.clock import check_time
from symlin.kernel.term import Term

if TYPE_CHECKING:
    from symlin.language.network.builder import Builder, Ref

Filter = tuple[Weight, ...]


@dataclass(frozen=True)
class Convolution(Layer):
    """Cross-correlation with zero padding, as torch.nn.Conv1d and Conv2d.

    `filters` has one entry per output channel: its weights, by input channel of the group and
    position in the window, in row-major order. `plain` says that the kernel was written without
    channel axes, so that a plane goes to a plane.
    """

    filters: tuple[Filter, ...]
    windows: Windows
    bias: tuple[Weight, ...] = ()
    groups: int = 1
    plain: bool = False

    def __post_init__(self) -> None:
        if self.bias and len(self.bias) != len(self.filters):
            raise InputError(
                f"{self.name}: the bias has {len(self.bias)} entries "
                f"for {len(self.filters)} output channels"
            )
        if len(self.filters) % self.groups:
            raise InputError(
                f"{self.name}: {len(self.filters)} output channels do not split "
                f"into {self.groups} groups"
            )

    @property
    def name(self) -> str:
        """The catalog name."""
        return f"conv{self.windows.rank}d"

    @property
    def parameters(self) -> tuple[str, ...]:
        """The symbols among the weights."""
        return symbols((*self.filters, self.bias))

    @property
    def _depth(self) -> int:
        """Input channels per group."""
        return len(self.filters[0]) // self.windows.count

    def shape(self, shape: Shape) -> Shape:
        """(C, plane) to (filters, plane); a plane alone where the kernel has no channels.

        Raises `InputError` for another number of channels.
        """
        channels, plane = split(self.name, shape, self.windows.rank)
        needed = self._depth * self.groups
        if (channels or 1) != needed:
            raise InputError(
                f"{self.name}: the kernel is for {needed} channels, the input has {channels or 1}"
            )
        output = self.windows.output(self.name, plane)
        return output if self.plain and channels is None else (len(self.filters), *output)

    def emit(self, builder: Builder, x: Ref) -> Ref:
        """A convolution and the bias."""
        shape, windows = builder.shape(x), self.windows
        channels, plane = split(self.name, shape, windows.rank)
        sizes = len(self.filters), self._depth, *windows.size
        weights = numbers_of(builder, sizes, [w for row in self.filters for w in row])
        found = builder.convolve(
            builder.reshape(x, (1, channels or 1, *plane)),
            weights,
            stride=windows.stride,
            padding=[(n, n) for n in windows.padding],
            dilation=windows.dilation,
            groups=self.groups,
        )
        if self.bias:
            along = len(self.bias), *(1,) * windows.rank
            found = builder.add(found, numbers_of(builder, along, self.bias))
        return builder.reshape(found, self.shape(shape))

    def apply(self, entries: Sequence[Term], shape: Shape) -> tuple[Term, ...]:
        """One weighted sum per filter and window; zero padding leaves no trace."""
        size = entry_count(shape[-self.windows.rank :])
        taps = list(self.windows.taps(shape[-self.windows.rank :]))
        outputs: list[Term] = []
        for o, (weights, bias) in enumerate(self._filters_and_bias()):
            starts = [c * size for c in self._channels(o)]
            numeric = are_numbers(weights)
            chosen: dict[tuple[int, ...], Filter] = {}
            for window in taps:
                inside = tuple(k for k, _ in window)
                if inside not in chosen:
                    chosen[inside] = self._inside(weights, inside)
                parts = tuple([entries[start + i] for start in starts for _, i in window])
                outputs.append(weighted_sum(chosen[inside], parts, bias, numeric))
        return tuple(outputs)

    def _filters_and_bias(self) -> list[tuple[Filter, Weight]]:
        return list(zip(self.filters, self.bias or (0,) * len(self.filters), strict=True))

    def _channels(self, output: int) -> range:
        """The input channels that this output channel sees."""
        group = output // (len(self.filters) // self.groups)
        return range(group * self._depth, (group + 1) * self._depth)

    def _inside(self, weights: Filter, inside: tuple[int, ...]) -> Filter:
        """The weights of a window of which only these positions lie in the plane."""
        count = self.windows.count
        return tuple(weights[c * count + k] for c in range(self._depth) for k in inside)

    def evaluate(
        self, entries: Sequence[float], shape: Shape, parameters: Mapping[str, float]
    ) -> list[float]:
        """The same on zero-padded copies of the channels, window by window."""
        plane = shape[-self.windows.rank :]
        size = entry_count(plane)
        channels = [
            sliding(entries[start : start + size], plane, self.windows, 0.0)
            for start in range(0, len(entries), size)
        ]
        contents: dict[range, list[list[float]]] = {}
        outputs = []
        for o, weights in enumerate(self.filters):
            check_time()
            seen = self._channels(o)
            if seen not in contents:
                joined = zip(*(channels[c] for c in seen), strict=True)
                contents[seen] = [[x for window in parts for x in window] for parts in joined]
            row = numbers(weights, parameters)
            bias = numbers(self.bias[o : o + 1], parameters)
            outputs += [math.fsum((*bias, *map(mul, row, values))) for values in contents[seen]]
        return outputs


def convolution(rank: int) -> LayerBuilder:
    """The builder of `conv{rank}d(kernel, stride=1, padding=0, bias=0, dilation=1, groups=1)`."""
    return partial(_build, rank)


def _build(
    rank: int, arguments: Sequence[Argument], keywords: Mapping[str, Argument]
) -> Convolution:
    layer = f"conv{rank}d"
    names = ("kernel", "stride", "padding", "bias", "dilation", "groups")
    bound = bind(layer, names, arguments, keywords, required=1)

    def axes(name: str, default: int) -> tuple[int, ...]:
        least = 0 if name == "padding" else 1
        given = name in bound
        return extents(layer, name, bound[name], rank, least) if given else (default,) * rank

    shape, flat = tensor(layer, "kernel", bound["kernel"])
    plain = len(shape) == rank
    if not plain and len(shape) != rank + 2:
        raise InputError(_kernel_forms(rank))
    width = len(flat) if plain else len(flat) // shape[0]
    filters = tuple(flat[i : i + width] for i in range(0, len(flat), width))
    windows = Windows(shape[-rank:], axes("stride", 1), axes("padding", 0), axes("dilation", 1))
    bias = tensor(layer, "bias", bound["bias"]) if "bias" in bound else ((), ())
    if len(bias[0]) > 1:
        raise InputError(f"{layer}: the bias must be a list of numbers, one per output channel")
    groups = whole(layer, "groups", bound["groups"], 1) if "groups" in bound else 1
    return Convolution(filters, windows, bias[1], groups, plain)


def _kernel_forms(rank: int) -> str:
    if rank == 1:
        return "conv1d: the kernel must be [w1, w2, ...] or nested as [out][in][position]"
    return "conv2d: the kernel must be a list of rows or nested as [out][in][row][column]"

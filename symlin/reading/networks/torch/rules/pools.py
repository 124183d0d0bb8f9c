"""Pools: windows of an image, and what is taken of each."""

from __future__ import annotations

from collections.abc import Sequence

from flint import fmpq

from symlin.kernel.network.arrays import size_of
from symlin.reading.networks.layers import pooling
from symlin.reading.networks.movement import gathered, places
from symlin.reading.networks.packages import np
from symlin.reading.networks.torch.reading import ABSENT, Reading, Traced, Value, torch
from symlin.reading.networks.torch.rules.convolutions import listed
from symlin.reading.networks.torch.rules.products import along_axis, move, reshape, shape_of
from symlin.reading.networks.torch.table import rule


def _image(r: Reading, x: Value, rank: int) -> Value:
    """As (1, all channels of all images, *plane)."""
    shape = shape_of(x)
    return reshape(r, x, (1, -1, *shape[len(shape) - rank :]))


def _back(r: Reading, found: Value, x: Value, rank: int) -> Value:
    shape = shape_of(x)
    return reshape(r, found, (*shape[: len(shape) - rank], *found.shape[2:]))


def _windows(
    rank: int,
    size: Sequence[int],
    stride: Sequence[int],
    padding: Sequence[int],
    dilation: Sequence[int],
    ceil: bool,
) -> pooling.Windows:
    sizes = listed(size, rank)
    return pooling.Windows(
        sizes,
        listed(stride, rank) if stride else sizes,
        tuple((p, p) for p in listed(padding, rank)),
        listed(dilation, rank),
        ceil,
    )


def _rank(r: Reading) -> int:
    """Of the plane, from the name: max_pool2d."""
    return int(r.place.word.split("pool")[1][0])


@rule("max_pool1d.default", "max_pool2d.default", "max_pool3d.default")
def max_pool(
    r: Reading,
    x: Value,
    kernel_size: Sequence[int],
    stride: Sequence[int],
    padding: Sequence[int],
    dilation: Sequence[int],
    ceil_mode: bool,
) -> Value:
    """The largest entry of each window."""
    rank = _rank(r)
    windows = _windows(rank, kernel_size, stride, padding, dilation, ceil_mode)
    found = pooling.max_pool(r.builder, r.ref(_image(r, x, rank)), windows)
    return _back(r, r.traced(found), x, rank)


@rule(
    "max_pool1d_with_indices.default",
    "max_pool2d_with_indices.default",
    "max_pool3d_with_indices.default",
)
def max_pool_with_indices(
    r: Reading,
    x: Value,
    kernel_size: Sequence[int],
    stride: Sequence[int],
    padding: Sequence[int],
    dilation: Sequence[int],
    ceil_mode: bool,
) -> list[Value]:
    """The largest entries; where they are is no function that is read."""
    return [max_pool(r, x, kernel_size, stride, padding, dilation, ceil_mode), ABSENT]


@rule("avg_pool1d.default", "avg_pool2d.default", "avg_pool3d.default")
def avg_pool(
    r: Reading,
    x: Value,
    kernel_size: Sequence[int],
    stride: Sequence[int],
    padding: Sequence[int],
    ceil_mode: bool,
    count_include_pad: bool,
    divisor_override: int | None = None,
) -> Value:
    """The mean of each window."""
    rank = _rank(r)
    found = pooling.average_pool(
        r.builder,
        r.ref(_image(r, x, rank)),
        _windows(rank, kernel_size, stride, padding, (1,), ceil_mode),
        count_padding=count_include_pad,
        divisor=divisor_override,
    )
    return _back(r, r.traced(found), x, rank)


def _shares(old: int, new: int) -> list[range]:
    """The windows that cover an axis: from floor(i n / m) to ceil((i + 1) n / m)."""
    return [range(i * old // new, -(-(i + 1) * old // new)) for i in range(new)]


@rule(
    "adaptive_avg_pool1d.default",
    "adaptive_avg_pool2d.default",
    "adaptive_avg_pool3d.default",
    "_adaptive_avg_pool2d.default",
    "_adaptive_avg_pool3d.default",
)
def adaptive_avg_pool(r: Reading, x: Value, output_size: Sequence[int]) -> Traced:
    """The mean of windows that cover the plane: along each axis by itself."""
    found = r.tensor(x)
    rank = _rank(r)
    for place, new in enumerate(listed(output_size, rank)):
        axis = len(found.shape) - rank + place
        old = found.shape[axis]
        if old == new:
            continue
        rows = [[fmpq(1, len(w)) if i in w else 0 for i in range(old)] for w in _shares(old, new)]
        matrix = r.traced(r.builder.numbers((new, old), (n for row in rows for n in row)))
        found = along_axis(r, found, axis, matrix)
    return found


@rule("adaptive_max_pool1d.default", "adaptive_max_pool2d.default", "adaptive_max_pool3d.default")
def adaptive_max_pool(r: Reading, x: Value, output_size: Sequence[int]) -> list[Value]:
    """The largest entry of windows that cover the plane."""
    found = r.tensor(x)
    rank = _rank(r)
    for place, new in enumerate(listed(output_size, rank)):
        axis = len(found.shape) - rank + place
        old = found.shape[axis]
        if old == new:
            continue
        windows = _shares(old, new)
        longest = max(map(len, windows))
        # a shorter window names its first entry again, which no maximum minds
        chosen = [[w[i] if i < len(w) else w[0] for i in range(longest)] for w in windows]
        index = np.take(np.moveaxis(places(found.shape), axis, -1), chosen, axis=-1)
        largest = r.builder.maximum(gathered(r.builder, [r.ref(found)], index), (-1,))
        order = [*range(axis), len(found.shape) - 1, *range(axis, len(found.shape) - 1)]
        found = r.traced(r.builder.permute(largest, order))
    return [found, ABSENT]


@rule("fractional_max_pool2d.default", "fractional_max_pool3d.default")
def fractional_max_pool(
    r: Reading,
    x: Value,
    kernel_size: Sequence[int],
    output_size: Sequence[int],
    random_samples: Value,
) -> list[Value]:
    """The largest entry of windows whose places the samples say; drawn ones are refused as draws.

    The places are read off torch itself: where entries grow, the last of a window is its largest.
    """
    rank = _rank(r)
    sizes = listed(kernel_size, rank)
    ramp = torch.arange(size_of(shape_of(x)), dtype=torch.float64).reshape(shape_of(x))
    pool = getattr(torch.ops.aten, r.place.word)
    last = pool(ramp, sizes, listed(output_size, rank), random_samples)[0].to(torch.int64).numpy()
    steps = [size_of(shape_of(x)[len(shape_of(x)) - rank + place + 1 :]) for place in range(rank)]
    backwards = sum(
        np.arange(size).reshape([-1 if place == axis else 1 for axis in range(rank)]) * step
        for place, (size, step) in enumerate(zip(sizes, steps, strict=True))
    )
    index = last[..., None] - backwards.reshape(-1)
    return [r.traced(r.builder.maximum(gathered(r.builder, [r.ref(x)], index), (-1,))), ABSENT]


@rule("col2im.default")
def col2im(
    r: Reading,
    x: Value,
    output_size: Sequence[int],
    kernel_size: Sequence[int],
    dilation: Sequence[int],
    padding: Sequence[int],
    stride: Sequence[int],
) -> Value:
    """Each pixel is the sum of what patches say of it."""
    shape = shape_of(x)
    height, width = output_size
    patches = reshape(r, x, (-1, *shape[-2:]))
    channels = shape[-2] // (kernel_size[0] * kernel_size[1])
    plane = torch.arange(1, channels * height * width + 1, dtype=torch.float64)
    image = plane.reshape(1, channels, height, width)
    # which pixel each entry of the patches belongs to: what unfolding tells
    pixels = torch.ops.aten.im2col(image, kernel_size, dilation, padding, stride)
    sources: list[list[int]] = [[] for _ in range(plane.numel())]
    for place, pixel in enumerate(pixels.reshape(-1).to(torch.int64).tolist()):
        if pixel:
            sources[pixel - 1].append(place)
    longest = max(map(len, sources), default=0) or 1
    one = np.array([s + [-1] * (longest - len(s)) for s in sources], dtype=np.int64)
    batch, size = patches.shape[0], patches.shape[1] * patches.shape[2]
    starts = (np.arange(batch, dtype=np.int64) * size).reshape(-1, 1, 1)
    index = np.where(one < 0, -1, one + starts)
    summed = r.builder.sum(gathered(r.builder, [r.ref(patches)], index), (-1,))
    return reshape(r, r.traced(summed), (*shape[:-2], channels, height, width))


@rule("max_unpool1d.default")
def max_unpool1d(r: Reading, x: Value, indices: Value, output_size: Sequence[int]) -> Value:
    """Entries put where a pool found them."""
    found = move(
        r,
        "max_unpool2d.default",
        reshape(r, x, (*shape_of(x)[:-1], 1, shape_of(x)[-1])),
        indices.unsqueeze(-2),
        [1, *output_size],
    )
    return reshape(r, found, (*found.shape[:-2], found.shape[-1]))

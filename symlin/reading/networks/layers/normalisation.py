"""Normalisation: with means and variances that are stored, or taken from the input."""

from __future__ import annotations

from collections.abc import Sequence

from flint import fmpq

from symlin.kernel.network.arrays import size_of
from symlin.kernel.numbers import Number
from symlin.language.network.builder import Builder, Ref
from symlin.reading.networks.formulas import formula, raised
from symlin.reading.networks.layers.arithmetic import add, multiply, subtract
from symlin.reading.networks.movement import along, gathered, need_room, padded, places
from symlin.reading.networks.packages import np


def inverse_root(builder: Builder, x: Ref, eps: Number) -> Ref:
    """1 / sqrt(x + eps): irrational as a rule, and so left a formula."""
    return builder.map(x, formula("1/sqrt(x + eps)", eps=eps))


def batch_norm(
    builder: Builder,
    x: Ref,
    mean: Ref,
    variance: Ref,
    *,
    weight: Ref | None = None,
    bias: Ref | None = None,
    eps: Number,
    axis: int = 1,
) -> Ref:
    """(x - mean) / sqrt(variance + eps) * weight + bias, channel by channel."""
    factor = inverse_root(builder, variance, eps)
    if weight is not None:
        factor = builder.multiply(weight, factor)
    shift = builder.scale(builder.multiply(mean, factor), -1)
    if bias is not None:
        shift = builder.add(bias, shift)
    rank = len(builder.shape(x))
    scaled = multiply(builder, x, along(builder, factor, rank, axis))
    return add(builder, scaled, along(builder, shift, rank, axis))


def standardised(builder: Builder, x: Ref, axes: Sequence[int], eps: Number) -> Ref:
    """x minus its mean along the axes, over the root of its variance plus eps."""
    centred = subtract(builder, x, builder.mean(x, axes, keep=True))
    return root_mean_square(builder, centred, axes, eps)


def root_mean_square(builder: Builder, x: Ref, axes: Sequence[int], eps: Number) -> Ref:
    """x over the root of the mean of its squares along the axes, plus eps."""
    squares = builder.mean(builder.multiply(x, x), axes, keep=True)
    return multiply(builder, x, inverse_root(builder, squares, eps))


def affine(builder: Builder, x: Ref, weight: Ref | None, bias: Ref | None) -> Ref:
    """x * weight + bias, broadcast."""
    if weight is not None:
        x = multiply(builder, x, weight)
    return x if bias is None else add(builder, x, bias)


def group_norm(builder: Builder, x: Ref, groups: int, eps: Number) -> Ref:
    """Each of the groups of channels of (B, C, *plane), on its own; without weights."""
    shape = builder.shape(x)
    grouped = builder.reshape(x, (shape[0], groups, size_of(shape[1:]) // groups))
    return builder.reshape(standardised(builder, grouped, (-1,), eps), shape)


def local_response(
    builder: Builder, x: Ref, size: int, *, alpha: Number, beta: Number, bias: Number
) -> Ref:
    """x / (bias + alpha/size * the sum of squares of `size` neighbouring channels) ** beta.

    Of an even number of neighbours, the odd one is behind.
    """
    shape = builder.shape(x)
    need_room(size_of(shape) * size)
    before = (size - 1) // 2
    pads = [(0, 0), (before, size - 1 - before), *((0, 0),) * (len(shape) - 2)]
    index = padded(places(shape), pads)
    squares = gathered(builder, [builder.multiply(x, x)], index)
    channel = builder.permute(squares, [0, *range(2, len(shape)), 1])
    moved = places(builder.shape(channel))
    windows = np.lib.stride_tricks.sliding_window_view(moved, size, -1)
    total = builder.sum(gathered(builder, [channel], windows), (-1,))
    back = builder.permute(total, [0, len(shape) - 1, *range(1, len(shape) - 1)])
    mean = formula("c + a*x", c=bias, a=alpha * fmpq(1, size))
    return builder.multiply(x, builder.map(back, raised(mean, -beta)))

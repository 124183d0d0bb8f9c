"""Convolutions that are no plain cross-correlation."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.language.network.builder import Builder, Ref
from symlin.reading.networks.movement import dilated, gathered, padded, places
from symlin.reading.networks.packages import np


def transposed(
    builder: Builder,
    x: Ref,
    weight: Ref,
    *,
    stride: Sequence[int],
    padding: Sequence[tuple[int, int]],
    dilation: Sequence[int],
    extra: Sequence[int],
    groups: int = 1,
) -> Ref:
    """The transpose of a convolution, for weights (C, O/groups, *window): entries stand `stride`
    apart, zeros between them, and meet the weights turned around.

    `padding` is taken away before and after each axis, `extra` added after it. Raises `ValueError`
    where nothing is left.
    """
    window = builder.shape(weight)[2:]
    spread = dilated(places(builder.shape(x)), (1, 1, *stride))
    around = [
        (d * (w - 1) - before, d * (w - 1) - after + more)
        for d, w, (before, after), more in zip(dilation, window, padding, extra, strict=True)
    ]
    moved = gathered(builder, [x], padded(spread, [(0, 0), (0, 0), *around]))
    turned = _turned(builder, weight, groups)
    ones, none = (1,) * len(window), ((0, 0),) * len(window)
    return builder.convolve(
        moved, turned, stride=ones, padding=none, dilation=dilation, groups=groups
    )


def _turned(builder: Builder, weight: Ref, groups: int) -> Ref:
    """(C, O/g, ...) as (O, C/g, ...), group by group, and each window backwards."""
    index = places(builder.shape(weight))
    channels, filters, *window = index.shape
    by_group = index.reshape(groups, channels // groups, filters, *window).swapaxes(1, 2)
    turned = np.flip(by_group, tuple(range(3, by_group.ndim)))
    return gathered(
        builder, [weight], turned.reshape(groups * filters, channels // groups, *window)
    )

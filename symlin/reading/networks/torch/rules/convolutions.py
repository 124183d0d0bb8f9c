"""Convolutions and their transposes, of every rank."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.reading.networks.layers import convolution
from symlin.reading.networks.torch.reading import Reading, Value
from symlin.reading.networks.torch.rules.products import reshape, shape_of
from symlin.reading.networks.torch.table import rule


def listed(numbers: int | Sequence[int], rank: int) -> tuple[int, ...]:
    """One number for each axis of the plane."""
    found = (numbers,) if isinstance(numbers, int) else tuple(numbers)
    return found * rank if len(found) == 1 else found


@rule("conv1d.default", "conv2d.default", "conv3d.default")
def conv(
    r: Reading,
    x: Value,
    weight: Value,
    bias: Value,
    stride: Sequence[int],
    padding: Sequence[int],
    dilation: Sequence[int],
    groups: int,
) -> Value:
    """Cross-correlation with zeros around."""
    rank = len(shape_of(weight)) - 2
    pads = [(p, p) for p in listed(padding, rank)]
    return _convolved(r, x, weight, bias, stride, pads, dilation, groups)


@rule("conv1d.padding", "conv2d.padding", "conv3d.padding")
def conv_named(
    r: Reading,
    x: Value,
    weight: Value,
    bias: Value,
    stride: Sequence[int],
    padding: str,
    dilation: Sequence[int],
    groups: int,
) -> Value:
    """With the padding that keeps the size, or with none; the odd zero is behind."""
    rank = len(shape_of(weight)) - 2
    reach = [
        d * (n - 1) if padding == "same" else 0
        for d, n in zip(listed(dilation, rank), shape_of(weight)[2:], strict=True)
    ]
    pads = [(n // 2, n - n // 2) for n in reach]
    return _convolved(r, x, weight, bias, stride, pads, dilation, groups)


def _convolved(
    r: Reading,
    x: Value,
    weight: Value,
    bias: Value,
    stride: Sequence[int],
    pads: Sequence[tuple[int, int]],
    dilation: Sequence[int],
    groups: int,
) -> Value:
    rank = len(shape_of(weight)) - 2
    found = r.builder.convolve(
        r.ref(_batched(r, x, rank)),
        r.ref(weight),
        stride=listed(stride, rank),
        padding=pads,
        dilation=listed(dilation, rank),
        groups=groups,
    )
    return _finished(r, found, x, bias, rank)


@rule("conv_transpose1d.default", "conv_transpose2d.input", "conv_transpose3d.input")
def conv_transpose(
    r: Reading,
    x: Value,
    weight: Value,
    bias: Value,
    stride: Sequence[int],
    padding: Sequence[int],
    output_padding: Sequence[int],
    groups: int,
    dilation: Sequence[int],
) -> Value:
    """The transpose of a convolution."""
    rank = len(shape_of(weight)) - 2
    found = convolution.transposed(
        r.builder,
        r.ref(_batched(r, x, rank)),
        r.ref(weight),
        stride=listed(stride, rank),
        padding=[(p, p) for p in listed(padding, rank)],
        dilation=listed(dilation, rank),
        extra=listed(output_padding, rank),
        groups=groups,
    )
    return _finished(r, found, x, bias, rank)


@rule("convolution.default")
def convolution_default(
    r: Reading,
    x: Value,
    weight: Value,
    bias: Value,
    stride: Sequence[int],
    padding: Sequence[int],
    dilation: Sequence[int],
    transposed: bool,
    output_padding: Sequence[int],
    groups: int,
) -> Value:
    """Either, as decomposed programs write it."""
    if transposed:
        return conv_transpose(r, x, weight, bias, stride, padding, output_padding, groups, dilation)
    return conv(r, x, weight, bias, stride, padding, dilation, groups)


def _batched(r: Reading, x: Value, rank: int) -> Value:
    """With an axis for the batch, which torch lets users leave out."""
    return x if len(shape_of(x)) == rank + 2 else reshape(r, x, (1, *shape_of(x)))


def _finished(r: Reading, found: int, x: Value, bias: Value, rank: int) -> Value:
    value = r.traced(found)
    if bias is not None:
        value = r.combine((value, reshape(r, bias, (-1, *(1,) * rank))), (1, 1))
    if len(shape_of(x)) == rank + 2:
        return value
    return reshape(r, value, value.shape[1:])

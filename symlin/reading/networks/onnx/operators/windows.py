"""Convolutions and pooling: what has windows, strides and pads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symlin.language.network.builder import Ref
from symlin.reading.networks.formulas import formula
from symlin.reading.networks.layers import arithmetic
from symlin.reading.networks.layers.convolution import transposed
from symlin.reading.networks.layers.pooling import Windows, average_pool, max_pool, sum_pool
from symlin.reading.networks.movement import along
from symlin.reading.networks.onnx.call import Call
from symlin.reading.networks.onnx.table import operator
from symlin.reading.networks.onnx.values import Value

Pads = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Layout:
    """The attributes that say how windows lie."""

    size: tuple[int, ...]
    stride: tuple[int, ...]
    dilation: tuple[int, ...]
    pads: Pads


def _layout(call: Call, size: Sequence[int]) -> Layout:
    """Raises `InputError` where an attribute is not made for so many axes."""
    plane = call.shape()[2:]
    if len(plane) != len(size) or not plane:
        call.wrong(f"a window {list(size)} does not fit an input of shape {list(call.shape())}")
    ones = (1,) * len(size)
    stride = tuple(call.attribute("strides") or ones)
    dilation = tuple(call.attribute("dilations") or ones)
    if len(stride) != len(size) or len(dilation) != len(size):
        call.wrong("strides or dilations have another length than the window")
    if min(*size, *stride, *dilation) < 1:
        call.wrong("a window, stride or dilation is not positive")
    return Layout(tuple(size), stride, dilation, _pads(call, size, stride, dilation))


def _pads(call: Call, size: Sequence[int], stride: Sequence[int], dilation: Sequence[int]) -> Pads:
    kind = call.attribute("auto_pad", "NOTSET")
    if kind in ("NOTSET", "VALID"):
        given = call.attribute("pads") if kind == "NOTSET" else None
        given = given or [0] * (2 * len(size))
        if len(given) != 2 * len(size):
            call.wrong("two pads for each axis of the window")
        return tuple(zip(given[: len(size)], given[len(size) :], strict=True))
    found = []
    for n, w, s, d in zip(call.shape()[2:], size, stride, dilation, strict=True):
        total = (-(-n // s) - 1) * s + d * (w - 1) + 1 - n
        if total < 0 and call.name == "LpPool":
            call.refuse(f"{kind} with windows that leave entries out: programs disagree on it")
        found.append(_shared(call, max(total, 0), kind))
    return tuple(found)


def _shared(call: Call, total: int, kind: str) -> tuple[int, int]:
    """A padding on both sides of an axis, the odd one at its end or at its beginning."""
    small = total // 2
    if kind not in ("SAME_UPPER", "SAME_LOWER"):
        call.wrong(f"there is no padding {kind!r}")
    return (small, total - small) if kind == "SAME_UPPER" else (total - small, small)


# ---- convolutions ----


def _with_bias(call: Call, found: Ref) -> Value:
    if call.has(2):
        rank = len(call.builder.shape(found))
        found = arithmetic.add(call.builder, found, along(call.builder, call.ref(2), rank, 1))
    return call.result(found)


def _check_channels(call: Call, needed: int) -> None:
    if call.shape()[1] != needed:
        call.wrong(f"needs {needed} channels, gets {call.shape()[1]}")


@operator("Conv")
def _conv(call: Call) -> Value:
    weight = call.shape(1)
    layout = _layout(call, weight[2:])
    groups = call.attribute("group", 1)
    _check_channels(call, weight[1] * groups)
    found = call.builder.convolve(
        call.ref(0),
        call.ref(1),
        stride=layout.stride,
        padding=layout.pads,
        dilation=layout.dilation,
        groups=groups,
    )
    if min(call.builder.shape(found)[2:]) < 1:
        call.wrong(f"a window {list(weight[2:])} does not fit on {list(call.shape()[2:])}")
    return _with_bias(call, found)


@operator("ConvTranspose")
def _conv_transpose(call: Call) -> Value:
    weight = call.shape(1)
    layout = _layout(call, weight[2:])
    _check_channels(call, weight[0])
    extra = tuple(call.attribute("output_padding") or (0,) * len(layout.size))
    found = transposed(
        call.builder,
        call.ref(0),
        call.ref(1),
        stride=layout.stride,
        padding=_taken(call, layout, extra),
        dilation=layout.dilation,
        extra=extra,
        groups=call.attribute("group", 1),
    )
    return _with_bias(call, found)


def _taken(call: Call, layout: Layout, extra: Sequence[int]) -> Pads:
    """What a transposed convolution loses at its sides: said, or whatever leaves a shape; where
    that is larger, it loses less than nothing."""
    kind, shape = call.attribute("auto_pad", "NOTSET"), call.attribute("output_shape")
    plane = call.shape()[2:]
    is_said = shape is not None
    if not is_said:
        if kind not in ("SAME_UPPER", "SAME_LOWER"):
            return layout.pads
        shape = [n * s for n, s in zip(plane, layout.stride, strict=True)]
    found = []
    shape = shape[-len(plane) :]
    axes = zip(plane, layout.size, layout.stride, layout.dilation, extra, shape, strict=True)
    for n, w, s, d, more, wanted in axes:
        total = s * (n - 1) + more + d * (w - 1) + 1 - wanted
        if total < 0 and not is_said:
            call.refuse(f"{kind} with less overlap than a stride: programs disagree on it")
        side = kind if kind == "SAME_UPPER" else "SAME_LOWER"
        found.append(_shared(call, total, side) if total > 0 else (0, total))
    return tuple(found)


# ---- pooling ----


def _windows(call: Call) -> Windows:
    layout = _layout(call, call.attribute("kernel_shape"))
    ceil = bool(call.attribute("ceil_mode", 0))
    return Windows(layout.size, layout.stride, layout.pads, layout.dilation, ceil)


@operator("MaxPool")
def _max_pool(call: Call) -> Value:
    return call.result(max_pool(call.builder, call.ref(0), _windows(call)))


@operator("AveragePool")
def _average_pool(call: Call) -> Value:
    counts = bool(call.attribute("count_include_pad", 0))
    found = average_pool(call.builder, call.ref(0), _windows(call), count_padding=counts)
    return call.result(found)


@operator("LpPool")
def _lp_pool(call: Call) -> Value:
    power = call.attribute("p", 2)
    powers = call.builder.map(call.ref(0), formula(f"Abs(x)**{int(power)}"))
    return call.result(_root(call, sum_pool(call.builder, powers, _windows(call)), power))


def _root(call: Call, x: Ref, degree: int) -> Ref:
    if degree < 1:
        call.wrong(f"a norm of order {degree}")
    return x if degree == 1 else call.builder.map(x, formula(f"x**(1/{int(degree)})"))


@operator("GlobalMaxPool", "GlobalAveragePool", "GlobalLpPool")
def _global_pool(call: Call) -> Value:
    builder, x = call.builder, call.ref(0)
    axes = range(2, len(call.shape()))
    if call.name == "GlobalMaxPool":
        return call.result(builder.maximum(x, axes, keep=True))
    if call.name == "GlobalAveragePool":
        return call.result(builder.mean(x, axes, keep=True))
    power = call.attribute("p", 2)
    powers = builder.map(x, formula(f"Abs(x)**{int(power)}"))
    return call.result(_root(call, builder.sum(powers, axes, keep=True), power))

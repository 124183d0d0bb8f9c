"""Sums, extremes and norms along axes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce

from flint import fmpq

from symlin.kernel.network.arrays import Shape, size_of
from symlin.language.network.builder import Builder, Ref
from symlin.reading.networks.formulas import formula
from symlin.reading.networks.layers import arithmetic
from symlin.reading.networks.movement import gathered, places
from symlin.reading.networks.onnx.call import Call
from symlin.reading.networks.onnx.moving import left_out, without_infinities
from symlin.reading.networks.onnx.table import operator
from symlin.reading.networks.onnx.values import MINUS_INFINITY, Known, Tensor, Value
from symlin.reading.networks.packages import np

Axes = Sequence[int]
MOST_FACTORS = 1 << 12
"""Of one product: each is a node of the graph."""


def _sum(builder: Builder, x: Ref, axes: Axes) -> Ref:
    """The sum with its axes kept, 0 where there is nothing to sum."""
    shape = builder.shape(x)
    if not axes:
        return x
    if all(shape[a] for a in axes):
        return builder.sum(x, axes, keep=True)
    return builder.full([1 if a in axes else n for a, n in enumerate(shape)], 0)


def _product(builder: Builder, x: Ref, axes: Axes) -> Ref:
    shape = builder.shape(x)
    kept = [1 if a in axes else n for a, n in enumerate(shape)]
    if not all(shape[a] for a in axes):
        return builder.full(kept, 1)
    if size_of([shape[a] for a in axes]) > MOST_FACTORS:
        raise ValueError(f"a product of more than {MOST_FACTORS:,} factors")
    index, left = places(shape), tuple(a for a in range(len(shape)) if a not in axes)
    lines = np.transpose(index, (*axes, *left)).reshape(-1, *[shape[a] for a in left])
    parts = [gathered(builder, [x], line) for line in lines]
    return builder.reshape(reduce(builder.multiply, parts), kept)


def _squares(builder: Builder, x: Ref) -> Ref:
    return builder.multiply(x, x)


def _of(builder: Builder, x: Ref, text: str) -> Ref:
    return builder.map(x, formula(text))


def _mean(builder: Builder, x: Ref, axes: Axes) -> Ref:
    count = size_of([builder.shape(x)[a] for a in axes])
    return builder.scale(_sum(builder, x, axes), fmpq(1, count))


def _largest(builder: Builder, x: Ref, axes: Axes) -> Ref:
    return builder.maximum(x, axes, keep=True) if axes else x


REDUCTIONS: dict[str, Callable[[Builder, Ref, Axes], Ref]] = {
    "ReduceSum": _sum,
    "ReduceMean": _mean,
    "ReduceMax": _largest,
    "ReduceMin": lambda b, x, axes: b.scale(_largest(b, b.scale(x, -1), axes), -1),
    "ReduceProd": _product,
    "ReduceL1": lambda b, x, axes: _sum(b, _of(b, x, "Abs(x)"), axes),
    "ReduceL2": lambda b, x, axes: _of(b, _sum(b, _squares(b, x), axes), "sqrt(x)"),
    "ReduceSumSquare": lambda b, x, axes: _sum(b, _squares(b, x), axes),
    "ReduceLogSum": lambda b, x, axes: _of(b, _sum(b, x, axes), "log(x)"),
    "ReduceLogSumExp": lambda b, x, axes: _of(b, _sum(b, _of(b, x, "exp(x)"), axes), "log(x)"),
}
"""Each keeps the axes that it reduces, of size 1."""


@operator(*REDUCTIONS)
def _reduced(call: Call) -> Value:
    shape = call.shape()
    axes = _axes(call, len(shape))
    value = call.value(0)
    if isinstance(value, Known) and value.type.kind in "iub":
        return _of_whole_numbers(call, value, axes)
    if axes and call.name in ("ReduceMax", "ReduceMin") and not all(shape[a] for a in axes):
        call.refuse("an extreme of nothing is infinite")
    left = [1 if a in axes else n for a, n in enumerate(shape)]
    if not call.attribute("keepdims", 1):
        left = [n for a, n in enumerate(shape) if a not in axes]
    value = without_infinities(call, value)
    if isinstance(value, Tensor) and value.masked is not None and call.name == "ReduceMax" and axes:
        return _largest_of_some(call, value, axes, tuple(left))
    found = REDUCTIONS[call.name](call.builder, call.node(value), axes)
    return call.result(call.builder.reshape(found, left))


def _axes(call: Call, rank: int) -> list[int]:
    """The axes by attribute or as an input; all of them where they are left out."""
    given = call.attribute("axes")
    if given is None and call.has(1):
        given = call.ints(1, "the axes")
    if not given:
        return [] if call.attribute("noop_with_empty_axes", 0) else list(range(rank))
    return sorted({call.axis(a, rank) for a in given})


def _of_whole_numbers(call: Call, value: Known, axes: Axes) -> Value:
    of = {"Sum": np.sum, "Max": np.max, "Min": np.min, "Prod": np.prod}
    kind = of.get(call.name.removeprefix("Reduce"))
    if kind is None:
        call.refuse("of whole numbers is not read")
    keep = bool(call.attribute("keepdims", 1))
    return Known(np.asarray(kind(value.array, axis=tuple(axes), keepdims=keep)).astype(value.type))


def _largest_of_some(call: Call, value: Tensor, axes: Axes, shape: Shape) -> Value:
    """The maximum where some entries are minus infinity: they give way to those that are not."""
    gone = left_out(call, value)
    index = np.where(gone, -1, places(value.shape))
    best = index.max(axis=tuple(axes), keepdims=True)
    lost = best < 0  # minus infinity, whatever stands there
    chosen = np.where(gone, np.maximum(best, 0), index)
    found = call.builder.maximum(gathered(call.builder, [value.ref], chosen), axes, keep=True)
    mask = (lost * np.uint8(MINUS_INFINITY)).reshape(shape) if lost.any() else None
    return Tensor(call.builder.reshape(found, shape), shape, value.type, mask)


@operator("LpNormalization")
def _lp_normalised(call: Call) -> Value:
    builder, x = call.builder, call.ref(0)
    axis, power = call.attribute("axis", -1), call.attribute("p", 2)
    if power not in (1, 2):
        call.wrong(f"a norm of order {power}")
    powers = _of(builder, x, "Abs(x)") if power == 1 else _squares(builder, x)
    norm = builder.sum(powers, (axis,), keep=True)
    if power == 2:
        norm = _of(builder, norm, "sqrt(x)")
    # zeros stay zeros, which have no direction
    inverse = _of(builder, norm, "Piecewise((1/x, Ne(x, 0)), (0, True))")
    return call.result(arithmetic.multiply(builder, x, inverse))

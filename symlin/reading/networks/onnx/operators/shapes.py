"""Operators on shapes, and tensors that the file says."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import Any

from symlin.reading.networks.onnx.call import Call
from symlin.reading.networks.onnx.table import operator
from symlin.reading.networks.onnx.values import Known, Value
from symlin.reading.networks.packages import np, onnx


@operator("Shape")
def _shape(call: Call) -> Value:
    sizes = call.shape()
    start, end = call.attribute("start", 0), call.attribute("end", len(sizes))
    return Known(np.array(sizes[slice(*_bounded(start, end, len(sizes)))], dtype=np.int64))


def _bounded(start: int, end: int, rank: int) -> tuple[int, int]:
    found = [min(max(n + rank if n < 0 else n, 0), rank) for n in (start, end)]
    return found[0], found[1]


@operator("Size")
def _size(call: Call) -> Value:
    return Known(np.array(int(np.prod(call.shape(), dtype=object)), dtype=np.int64))


@operator("Constant")
def _constant(call: Call) -> Value:
    for name, kind in (("int", np.int64), ("float", np.float32)):
        for found in (call.attribute(f"value_{name}"), call.attribute(f"value_{name}s")):
            if found is not None:
                return Known(np.array(found, dtype=kind), call.label)
    value = call.attribute("value")
    if value is None:
        call.refuse("only numbers are read")
    return Known(np.asarray(value))


@operator("ConstantOfShape")
def _constant_of_shape(call: Call) -> Value:
    shape = call.fits(call.ints(0, "the shape"))
    value = call.attribute("value")
    filler = np.zeros(1, dtype=np.float32) if value is None else value
    return Known(np.full(shape, filler.reshape(-1)[0], dtype=filler.dtype))


MOST_STEPS = 1 << 16
"""Of a range of floats: each is checked to be one."""


@operator("Range")
def _range(call: Call) -> Value:
    bounds = [call.known(i, "a range's bound").reshape(-1)[0] for i in range(3)]
    start, limit, step = (Fraction(bound.item()) for bound in bounds)
    if step == 0:
        call.wrong("a range with step 0")
    count = max(ceil((limit - start) / step), 0)
    call.fits((count,))
    kind = bounds[0].dtype
    if kind.kind in "iu":
        return Known((int(start) + np.arange(count) * int(step)).astype(kind))
    numbers = [start + i * step for i in range(min(count, MOST_STEPS + 1))]
    found = np.array([float(n) for n in numbers]).astype(kind)
    is_exact = all(Fraction(float(f)) == n for f, n in zip(found, numbers, strict=True))
    if count > MOST_STEPS or not is_exact:
        call.refuse("a range that is long, or whose entries are rounded, is not read")
    return Known(found)


@operator("EyeLike")
def _eye(call: Call) -> Value:
    rows, columns = call.fits(call.shape())
    number = call.attribute("dtype")
    kind = call.type() if number is None else onnx.helper.tensor_dtype_to_np_dtype(number)
    return Known(np.eye(rows, columns, k=call.attribute("k", 0)).astype(kind))


@operator("NonZero")
def _non_zero(call: Call) -> Value:
    return Known(np.array(np.nonzero(call.known(0, "what is looked for")), dtype=np.int64))


@operator("OneHot")
def _one_hot(call: Call) -> Value:
    indices = call.known(0, "an index")
    depth = int(call.known(1, "the depth").reshape(-1)[0])
    values: Any = call.known(2, "the values")
    rank = indices.ndim + 1
    axis = call.axis(call.attribute("axis", -1), rank)
    call.fits((*indices.shape, depth))
    within = (indices >= -depth) & (indices < depth)
    places = np.where(within, indices.astype(np.int64) % max(depth, 1), -1)
    hot = np.expand_dims(places, axis) == np.arange(depth).reshape(
        [depth if a == axis else 1 for a in range(rank)]
    )
    return Known(np.where(hot, values[1], values[0]))


@operator("Identity")
def _identity(call: Call) -> Value:
    return call.value(0)

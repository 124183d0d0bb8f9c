"""Where the largest entry stands, and products of what comes before: entry after entry."""

from __future__ import annotations

from typing import Any

from symlin.kernel import term as k
from symlin.language.network.builder import Ref
from symlin.reading.networks.movement import gathered, places
from symlin.reading.networks.onnx.call import Call
from symlin.reading.networks.onnx.table import operator
from symlin.reading.networks.onnx.values import Known, Tensor, Value
from symlin.reading.networks.packages import np

MOST_ENTRIES = 1 << 10
"""Along the axis: each is a choice of its own in the graph."""


def _entries(call: Call, axis: int) -> list[Ref]:
    """The entries along an axis, one after the other, each a tensor without it."""
    shape, x = call.shape(), call.ref(0)
    if not 0 < shape[axis] <= MOST_ENTRIES:
        call.refuse(f"along {shape[axis]:,} entries is not read")
    return [
        gathered(call.builder, [x], np.take(places(shape), i, axis=axis))
        for i in range(shape[axis])
    ]


def _best(call: Call, axis: int) -> Ref:
    """The place of the largest entry, of several the first or the last; or of the smallest."""
    builder = call.builder
    entries = _entries(call, axis)
    sign = -1 if call.name == "ArgMin" else 1
    op: k.Op = ">=" if call.attribute("select_last_index", 0) else ">"
    best, place = entries[0], builder.full(builder.shape(entries[0]), 0)
    for number, entry in enumerate(entries[1:], 1):
        ahead = builder.scale(builder.subtract(entry, best), sign)
        place = builder.select(op, ahead, builder.full(builder.shape(entry), number), place)
        best = builder.select(op, ahead, entry, best)
    return place


@operator("ArgMax", "ArgMin")
def _arg(call: Call) -> Value:
    shape = list(call.shape())
    axis = call.axis(call.attribute("axis", 0), len(shape))
    found = _best(call, axis)
    shape[axis] = 1
    if call.attribute("keepdims", 1):
        found = call.builder.reshape(found, shape)
    return call.result(found, np.dtype(np.int64))


@operator("Hardmax", since=13)
def _hardmax(call: Call) -> Value:
    shape = call.shape()
    axis = call.axis(call.attribute("axis", -1), len(shape))
    builder = call.builder
    best = builder.reshape(_best(call, axis), [1 if a == axis else n for a, n in enumerate(shape)])
    which = np.arange(shape[axis]).reshape([-1 if a == axis else 1 for a in range(len(shape))])
    numbers = call.node(Known(which))
    far = builder.subtract(builder.broadcast(best, shape), builder.broadcast(numbers, shape))
    return call.result(builder.select("=", far, builder.full(shape, 1), builder.full(shape, 0)))


@operator("CumProd")
def _cumprod(call: Call) -> Value:
    shape = call.shape()
    axis = call.axis(call.ints(1, "the axis")[0], len(shape))
    entries = _entries(call, axis)
    if call.attribute("reverse", 0):
        entries = entries[::-1]
    found: list[Ref] = []
    total = call.builder.full(call.builder.shape(entries[0]), 1)
    for entry in entries:
        if call.attribute("exclusive", 0):
            found.append(total)
        total = call.builder.multiply(total, entry)
        if not call.attribute("exclusive", 0):
            found.append(total)
    return _stacked(call, found[::-1] if call.attribute("reverse", 0) else found, axis)


def _stacked(call: Call, parts: list[Ref], axis: int) -> Tensor:
    index: list[Any] = []
    for part in parts:
        shape = call.builder.shape(part)
        index.append(places(shape, sum(a.size for a in index)))
    return call.result(gathered(call.builder, parts, np.stack(index, axis)))

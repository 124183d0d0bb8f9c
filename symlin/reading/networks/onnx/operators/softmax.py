"""Softmax, in both of its meanings."""

from __future__ import annotations

from symlin.kernel.network.arrays import size_of
from symlin.reading.networks.layers.softmax import log_softmax, softmax
from symlin.reading.networks.onnx.call import Call
from symlin.reading.networks.onnx.moving import left_out, moved, without_infinities
from symlin.reading.networks.onnx.table import operator
from symlin.reading.networks.onnx.values import NO_VALUE, Tensor, Value
from symlin.reading.networks.packages import np


@operator("Softmax", "LogSoftmax", since=13)
def _softmax(call: Call) -> Value:
    return _along(call, call.axis(call.attribute("axis", -1), len(call.shape())), call.value(0))


@operator("Softmax", "LogSoftmax")
def _flattened(call: Call) -> Value:
    """Before version 13, all axes from one on are one."""
    shape = call.shape()
    axis = call.axis(call.attribute("axis", 1), len(shape)) if shape else 0
    flat = (size_of(shape[:axis]), size_of(shape[axis:]))
    matrix = moved(call, [call.value(0)], lambda arrays, _: arrays[0].reshape(flat))
    found = _along(call, 1, matrix)
    return moved(call, [found], lambda arrays, _: arrays[0].reshape(shape))


def _along(call: Call, axis: int, value: Value) -> Value:
    value = without_infinities(call, value)
    gone = left_out(call, value)
    if call.name == "LogSoftmax":
        return call.result(log_softmax(call.builder, call.node(value), axis))
    if not isinstance(value, Tensor) or gone is None:
        return call.result(softmax(call.builder, call.node(value), axis))
    lost = gone.all(axis=axis, keepdims=True)
    found = softmax(call.builder, value.ref, axis, gone & ~lost)
    mask = np.broadcast_to(lost, value.shape) * np.uint8(NO_VALUE)
    return Tensor(found, value.shape, value.type, mask if lost.any() else None)

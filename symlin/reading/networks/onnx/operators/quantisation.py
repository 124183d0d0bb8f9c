"""Steps and whole numbers: what quantised networks do to their tensors, as real functions."""

from __future__ import annotations

from flint import fmpq

from symlin.language.network.builder import Ref
from symlin.reading.networks.formulas import elementwise, formula
from symlin.reading.networks.layers import arithmetic
from symlin.reading.networks.movement import along
from symlin.reading.networks.onnx.call import Call
from symlin.reading.networks.onnx.operators.arithmetic import scalar
from symlin.reading.networks.onnx.table import operator
from symlin.reading.networks.onnx.values import Condition, Value
from symlin.reading.networks.packages import np, onnx

BITS = {"2": 2, "4": 4, "8": 8, "16": 16, "32": 32}


def _bounds(call: Call, name: str) -> tuple[int, int]:
    """The least and the largest number of a type of whole numbers."""
    sign, _, bits = name.rpartition("int")
    if bits not in BITS or sign not in ("", "u"):
        call.refuse(f"steps of type {name} are not read")
    half = 1 << BITS[bits] - 1
    return (0, 2 * half - 1) if sign else (-half, half - 1)


def _lying(call: Call, place: int) -> Ref:
    """A scale or a zero point: one number, or one for each place along an axis."""
    rank, shape = len(call.shape()), call.shape(place)
    if len(shape) == 1 and shape[0] != 1:
        axis = call.axis(call.attribute("axis", 1), rank)
        return along(call.builder, call.ref(place), rank, axis)
    if call.attribute("block_size", 0) or len(shape) > 1:
        call.refuse("scales for blocks are not read")
    return call.builder.reshape(call.ref(place), ())


@operator("QuantizeLinear")
def _quantize(call: Call) -> Value:
    number = call.attribute("output_dtype", 0)
    if call.has(2):
        zero = call.value(2)
        kind = call.known(2, "the zero point").dtype
    else:
        zero = None
        kind = onnx.helper.tensor_dtype_to_np_dtype(number) if number else np.dtype(np.uint8)
    low, high = _bounds(call, kind.name)
    builder, scale = call.builder, scalar(call.value(1))
    if scale:
        steps = builder.scale(call.ref(0), 1 / fmpq(scale))
    else:
        steps = arithmetic.divide(builder, call.ref(0), _lying(call, 1))
    found = builder.map(steps, elementwise("round"))
    if zero is not None:
        found = arithmetic.add(builder, found, _lying(call, 2))
    bounded = builder.map(found, formula("Min(Max(x, a), b)", a=low, b=high))
    return call.result(bounded, kind)


@operator("DequantizeLinear")
def _dequantize(call: Call) -> Value:
    builder, found = call.builder, call.ref(0)
    if call.has(2):
        found = arithmetic.subtract(builder, found, _lying(call, 2))
    scale = scalar(call.value(1))
    if scale is not None:
        found = builder.scale(found, scale)
    else:
        found = arithmetic.multiply(builder, found, _lying(call, 1))
    kind = call.value(1)
    return call.result(found, kind.type if not isinstance(kind, Condition) else None)

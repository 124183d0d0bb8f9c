"""Bits of whole numbers, where these are known."""

from __future__ import annotations

from symlin.reading.networks.onnx.call import Call
from symlin.reading.networks.onnx.table import operator
from symlin.reading.networks.onnx.values import Known, Value
from symlin.reading.networks.packages import np


@operator("BitwiseAnd", "BitwiseOr", "BitwiseXor", "BitwiseNot")
def _bitwise(call: Call) -> Value:
    of = {"And": np.bitwise_and, "Or": np.bitwise_or, "Xor": np.bitwise_xor, "Not": np.invert}
    arrays = [call.known(i, "what bits are taken of") for i in range(len(call.inputs))]
    return Known(of[call.name.removeprefix("Bitwise")](*arrays))


@operator("BitShift")
def _shifted(call: Call) -> Value:
    a, b = (call.known(i, "what bits are taken of") for i in (0, 1))
    return Known(np.left_shift(a, b) if call.attribute("direction") == "LEFT" else a >> b)

"""What a function of real numbers does not say of a node."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.reading.networks.onnx.call import Call
from symlin.reading.networks.onnx.values import Tensor, Value

WHOLE = frozenset(
    [
        "Abs",
        "Add",
        "And",
        "ArgMax",
        "ArgMin",
        "Cast",
        "CastLike",
        "Concat",
        "Equal",
        "Expand",
        "Flatten",
        "Gather",
        "GatherElements",
        "GatherND",
        "Greater",
        "GreaterOrEqual",
        "Identity",
        "If",
        "Less",
        "LessOrEqual",
        "Loop",
        "Max",
        "Min",
        "Mul",
        "Neg",
        "Not",
        "Or",
        "Pad",
        "ReduceMax",
        "ReduceMin",
        "ReduceSum",
        "Reshape",
        "Shape",
        "Sign",
        "Size",
        "Slice",
        "Split",
        "Squeeze",
        "Sub",
        "Sum",
        "Tile",
        "Transpose",
        "Trilu",
        "Unsqueeze",
        "Where",
        "Xor",
    ]
)
"""What may be done to whole numbers that depend on the input: the real function is the same."""


def checked(call: Call, outputs: Sequence[Value | None]) -> Sequence[Value | None]:
    """Raises `Unsupported` where a value is not what the same function of real numbers says."""
    for value in (*call.inputs, *outputs):
        if isinstance(value, Tensor) and value.type.kind in "iu" and call.name not in WHOLE:
            call.refuse("whole numbers that depend on the input are not read")
        if isinstance(value, Tensor) and value.type.kind not in "iub" and value.type.itemsize < 4:
            call.refuse(f"computes in {value.type.name}, which rounds")
    if len(outputs) < call.outputs:
        call.refuse(f"its output {call.outputs} is not read")
    return outputs

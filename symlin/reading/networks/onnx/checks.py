"""What a function of real numbers does not say of a node."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.errors import InputError
from symlin.reading.networks.onnx.attributes import Protos
from symlin.reading.networks.onnx.call import Call
from symlin.reading.networks.onnx.files import Proto
from symlin.reading.networks.onnx.values import Condition, Tensor, Value

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
        "DequantizeLinear",
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
        "QuantizeLinear",
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


def check_against(schema: Proto, node: Proto, given: Protos, label: str) -> None:
    """Raises `InputError` where a node has other inputs, outputs or attributes than its operator
    takes: what nobody reads could change what it means."""
    inputs, outputs = len(node.input), len(node.output)
    if not schema.min_input <= inputs <= schema.max_input:
        raise InputError(f"node {label}: has {inputs} inputs, which its operator does not take")
    if not schema.min_output <= outputs <= schema.max_output:
        raise InputError(f"node {label}: has {outputs} outputs, which its operator does not make")
    for name, attribute in given.items():
        if name not in schema.attributes:
            raise InputError(f"node {label}: its operator has no attribute {name!r}")
        if attribute.type != schema.attributes[name].type.value:
            raise InputError(f"node {label}: its attribute {name!r} is of another type")
    for name, attribute in schema.attributes.items():
        if attribute.required and name not in given:
            raise InputError(f"node {label}: needs the attribute {name!r}")


NAMES = {"float32": "float", "float64": "double", "object": "string"}
"""Types that the standard calls otherwise than NumPy."""


def check_types(schema: Proto, inputs: Sequence[Value | None], label: str) -> None:
    """Raises `InputError` where an input is of a type that its operator does not take, or two are
    of different types that should be one."""
    letters: dict[str, str] = {}
    for place, value in enumerate(inputs):
        formal = schema.inputs[min(place, len(schema.inputs) - 1)]
        if value is None:
            continue
        name = "bool" if isinstance(value, Condition) else value.type.name
        kind = f"tensor({NAMES.get(name, name)})"
        if kind.startswith("tensor(str"):
            kind = "tensor(string)"
        if kind not in formal.types:
            raise InputError(f"node {label}: its operator does not take {name} numbers")
        if not formal.is_homogeneous:
            continue
        if letters.setdefault(formal.type_str, name) != name:
            one = letters[formal.type_str]
            raise InputError(f"node {label}: its inputs are of two types, {one} and {name}")


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

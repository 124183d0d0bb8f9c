"""The functions that the standard says operators are, for those without a rule of their own."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.reading.networks.onnx.attributes import Protos
from symlin.reading.networks.onnx.files import Proto
from symlin.reading.networks.onnx.values import Condition, Value
from symlin.reading.networks.packages import np, onnx


def body_of(
    node: Proto, schema: Proto, opset: int, inputs: Sequence[Value | None], given: Protos
) -> Proto | None:
    """The function of a schema, as it is for these inputs; None where there is none."""
    data = None
    if schema.has_function:
        version = _newest(schema.function_opset_versions, opset)
        data = schema.get_function_with_opset_version(version) if version else None
    if data is None and schema.has_context_dependent_function:
        version = _newest(schema.context_dependent_function_opset_versions, opset)
        types = [_type(v).SerializeToString() for v in inputs]
        whole = _with(node, given).SerializeToString()
        if version:
            data = schema.get_context_dependent_function_with_opset_version(version, whole, types)
    if not data:
        return None
    function = onnx.FunctionProto()
    function.ParseFromString(data)
    return function


def _newest(versions: Sequence[int], opset: int) -> int | None:
    return max((v for v in versions if v <= opset), default=None)


def _with(node: Proto, given: Protos) -> Proto:
    """The node with its attributes as they are here: the function may depend on them."""
    copy = onnx.NodeProto()
    copy.CopyFrom(node)
    del copy.attribute[:]
    copy.attribute.extend(given.values())
    return copy


def _type(value: Value | None) -> Proto:
    if value is None:
        return onnx.TypeProto()
    kind = np.dtype(bool) if isinstance(value, Condition) else value.type
    number = onnx.helper.np_dtype_to_tensor_dtype(kind)
    return onnx.helper.make_tensor_type_proto(number, list(value.shape))

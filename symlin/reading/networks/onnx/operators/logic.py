"""Comparisons, what is made of them, and choices."""

from __future__ import annotations

from typing import Any

from symlin.kernel import term as k
from symlin.language.network.indices import broadcast_shape
from symlin.reading.networks.layers import arithmetic
from symlin.reading.networks.movement import broadcast
from symlin.reading.networks.onnx.call import Call
from symlin.reading.networks.onnx.moving import left_out, moved
from symlin.reading.networks.onnx.operators.arithmetic import weighted
from symlin.reading.networks.onnx.table import operator
from symlin.reading.networks.onnx.values import OPPOSITE, Condition, Known, Tensor, Value
from symlin.reading.networks.packages import np

COMPARISONS: dict[str, tuple[k.Op, int, Any]] = {
    "Greater": (">", 1, lambda a, b: a > b),
    "GreaterOrEqual": (">=", 1, lambda a, b: a >= b),
    "Less": (">", -1, lambda a, b: a < b),
    "LessOrEqual": (">=", -1, lambda a, b: a <= b),
    "Equal": ("=", 1, lambda a, b: a == b),
}
"""The comparison of s (a - b) with 0, the sign s, and the same of numbers."""


@operator(*COMPARISONS)
def _compared(call: Call) -> Value:
    op, sign, of = COMPARISONS[call.name]
    a, b = call.values()
    if isinstance(a, Known) and isinstance(b, Known):
        call.fits(broadcast_shape(a.shape, b.shape))
        return Known(np.asarray(of(a.array, b.array)))
    if isinstance(a, Condition) or isinstance(b, Condition):
        difference = arithmetic.subtract(call.builder, call.node(a), call.node(b))
        return Condition(op, difference, call.builder.shape(difference))
    if call.name == "Equal" and isinstance(b, Known) and np.isneginf(b.array).all():
        gone = left_out(call, a)  # nothing else is minus infinity
        is_there = np.zeros(a.shape, dtype=bool) if gone is None else gone
        return Known(np.broadcast_to(is_there, broadcast_shape(a.shape, b.shape)))
    found = weighted(call, (sign, -sign))
    ref = call.node(found)
    return Condition(op, ref, found.shape)


@operator("Not")
def _not(call: Call) -> Value:
    value = call.value(0)
    if isinstance(value, Known):
        return Known(~value.array)
    condition = _condition(call, value)
    op, sign = OPPOSITE[condition.op]
    return Condition(op, call.builder.scale(condition.ref, sign), condition.shape)


def _condition(call: Call, value: Value) -> Condition:
    """A truth value; of a node it is whether it is not 0."""
    if isinstance(value, Condition):
        return value
    ref = call.node(value)
    return Condition("!=", ref, value.shape)


@operator("And", "Or", "Xor")
def _joined(call: Call) -> Value:
    a, b = call.values()
    if isinstance(a, Known) and isinstance(b, Known):
        of = {"And": np.logical_and, "Or": np.logical_or, "Xor": np.logical_xor}[call.name]
        return Known(of(a.array, b.array))
    builder = call.builder
    x, y = call.node(a), call.node(b)  # 1 where it holds, 0 where not
    match call.name:
        case "And":
            found = arithmetic.multiply(builder, x, y)
        case "Or":
            found = arithmetic.add(builder, x, y)
        case _:
            found = arithmetic.subtract(builder, x, y)
    return Condition("!=", found, builder.shape(found))


@operator("Where")
def _where(call: Call) -> Value:
    condition, a, b = call.values()
    if isinstance(condition, Known):
        return moved(call, [a, b], lambda arrays, _: np.where(condition.array, *arrays))
    shape = call.fits(broadcast_shape(condition.shape, a.shape, b.shape))
    guard = _condition(call, condition)
    builder = call.builder
    parts = (guard.ref, call.node(a), call.node(b))
    found = builder.select(guard.op, *(broadcast(builder, p, shape) for p in parts))
    if isinstance(a, Condition) or isinstance(b, Condition):
        return Condition("!=", found, shape)
    kind = a.type if isinstance(a, Known | Tensor) else None
    return Condition("!=", found, shape) if kind.kind == "b" else call.result(found, kind)


# ---- types ----


@operator("Cast")
def _cast(call: Call) -> Value:
    from symlin.reading.networks.packages import onnx

    return _as_type(call, onnx.helper.tensor_dtype_to_np_dtype(call.attribute("to")))


@operator("CastLike")
def _cast_like(call: Call) -> Value:
    like = call.value(1)
    return _as_type(call, np.dtype(bool) if isinstance(like, Condition) else like.type)


def _as_type(call: Call, kind: Any) -> Value:
    value = call.value(0)
    if isinstance(value, Known):
        if value.type.kind in "OSU" or kind.kind in "OSU":
            call.refuse("text is not read")
        with np.errstate(all="ignore"):
            return Known(value.array.astype(kind))
    if kind.kind == "b":
        return _condition(call, value)
    if isinstance(value, Tensor):
        if (kind.kind != "f" and value.type.kind not in "iub") or kind.itemsize < 4:
            call.refuse(f"a cast to {kind.name} rounds what depends on the input")
        return Tensor(value.ref, value.shape, kind, value.masked)
    return call.result(broadcast(call.builder, call.node(value), value.shape), kind)

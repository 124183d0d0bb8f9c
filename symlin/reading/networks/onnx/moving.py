"""Movements of values: numbers that are known move now, those of tensors in the graph."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
from typing import Any

from symlin.exact.floats import dyadic
from symlin.kernel.network.arrays import size_of
from symlin.language.network.builder import FILLER, Ref
from symlin.reading.networks.movement import gathered, places
from symlin.reading.networks.onnx.call import Call
from symlin.reading.networks.onnx.values import (
    MINUS_INFINITY,
    NO_VALUE,
    Condition,
    Known,
    Numbers,
    Tensor,
    Value,
)
from symlin.reading.networks.packages import np

Movement = Callable[[Sequence[Numbers], Any], Numbers]
"""Makes one array of arrays, with a filler where nothing is moved to."""


def moved(call: Call, values: Sequence[Value], movement: Movement, filler: float = 0) -> Value:
    """What NumPy does to these values; the filler may be minus infinity."""
    known = [v for v in values if isinstance(v, Known)]
    if len(known) == len(values):
        arrays = [v.array for v in known]
        found = np.asarray(movement(arrays, np.asarray(filler).astype(arrays[0].dtype)[()]))
        return Known(found, source=known[0].source or known[0])
    index = movement(_places(values), FILLER)
    ops = {v.op if isinstance(v, Condition) else None for v in values}
    if len(ops) == 1 and None not in ops and not (index == FILLER).any():
        # comparisons move before they are made: one node less, and its parts stay in sight
        ref = gathered(call.builder, [v.ref for v in values if isinstance(v, Condition)], index)
        return Condition(ops.pop() or "=", ref, tuple(index.shape))
    values = [without_infinities(call, v) for v in values]
    refs = [_node(call, v) for v in values]
    is_infinite = filler == -inf
    ref = gathered(call.builder, refs, index, 0 if is_infinite else dyadic(filler))
    mask = movement([_mask(v) for v in values], MINUS_INFINITY if is_infinite else 0)
    return typed(ref, tuple(map(int, index.shape)), values, mask if mask.any() else None)


def typed(ref: Ref, shape: tuple[int, ...], values: Sequence[Value], mask: Numbers) -> Value:
    """The node as a value of the type that these have."""
    kinds = [v.type for v in values if not isinstance(v, Condition)]
    if not kinds or kinds[0].kind == "b":
        return Condition("!=", ref, shape)
    return Tensor(ref, shape, kinds[0], mask)


def without_infinities(call: Call, value: Value) -> Value:
    """Known numbers with minus infinities among them as a masked tensor; the rest unchanged."""
    if not isinstance(value, Known) or value.type.kind != "f":
        return value
    mask = np.isneginf(value.array)
    if not mask.any():
        return value
    finite = Known(np.where(mask, value.array.dtype.type(0), value.array), value.name)
    return Tensor(call.node(finite), value.shape, value.type, mask.astype(np.uint8))


def _node(call: Call, value: Value) -> Ref:
    return value.ref if isinstance(value, Tensor) else call.node(value)


def _mask(value: Value) -> Numbers:
    if isinstance(value, Tensor) and value.masked is not None:
        return value.masked
    return np.zeros(value.shape, dtype=np.uint8)


def _places(values: Sequence[Value]) -> list[Numbers]:
    found, start = [], 0
    for value in values:
        found.append(places(value.shape, start))
        start += size_of(value.shape)
    return found


def one(call: Call, movement: Callable[[Numbers], Numbers]) -> Value:
    """A movement of the first input, without a filler."""
    return moved(call, [call.value(0)], lambda arrays, _: movement(arrays[0]))


def broadcast_mask(values: Sequence[Value], shape: tuple[int, ...]) -> Numbers | None:
    """The masks of what is broadcast to a shape, put together; None if there are none."""
    masks = [v.masked for v in values if isinstance(v, Tensor) and v.masked is not None]
    if not masks:
        return None
    found = np.zeros(shape, dtype=np.uint8)
    for mask in masks:
        found = np.maximum(found, np.broadcast_to(mask, shape))
    return found


def left_out(call: Call, value: Value) -> Numbers | None:
    """Where a value is minus infinity; raises `Unsupported` where it has no value."""
    if not isinstance(value, Tensor) or value.masked is None:
        return None
    if (value.masked == NO_VALUE).any():
        call.refuse("some entries of its input have no value")
    return value.masked == MINUS_INFINITY

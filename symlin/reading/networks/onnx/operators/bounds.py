"""The larger and the smaller of several, and what is bounded by numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from symlin.exact.floats import dyadic
from symlin.kernel.numbers import Number
from symlin.language.network.builder import Ref
from symlin.language.network.indices import broadcast_shape
from symlin.reading.networks.formulas import elementwise, formula
from symlin.reading.networks.layers import arithmetic
from symlin.reading.networks.movement import broadcast, together
from symlin.reading.networks.onnx.call import Call
from symlin.reading.networks.onnx.operators.arithmetic import folded, scalar
from symlin.reading.networks.onnx.table import operator
from symlin.reading.networks.onnx.values import Known, Value
from symlin.reading.networks.packages import np


@operator("Max")
def _max(call: Call) -> Value:
    return folded(call, _all(np.maximum)) or _extreme(call, 1)


@operator("Min")
def _min(call: Call) -> Value:
    return folded(call, _all(np.minimum)) or _extreme(call, -1)


def _all(of: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    def found(first: Any, *others: Any) -> Any:
        for other in others:
            first = of(first, other)
        return first

    return found


def _extreme(call: Call, sign: int) -> Value:
    values = call.values()
    builder = call.builder
    shape = call.fits(broadcast_shape(*(v.shape for v in values)))
    numbers = [n for n in map(scalar, values) if n is not None]
    rest = [call.node(v) for v in values if scalar(v) is None]
    if not rest:
        rest = [call.ref(0)]
    parts = [builder.scale(r, sign) for r in rest]
    found = parts[0] if len(parts) == 1 else largest(call, parts)
    for number in numbers:
        found = at_least(call, found, sign * number)
    return call.result(broadcast(builder, builder.scale(found, sign), shape))


def largest(call: Call, parts: Sequence[Ref]) -> Ref:
    """Entry by entry, the largest of several, broadcast."""
    return call.builder.largest(*together(call.builder, *parts))


def at_least(call: Call, x: Ref, number: Number) -> Ref:
    """max(x, number), entry by entry."""
    if number == 0:
        return call.builder.map(x, elementwise("relu"))
    return call.builder.map(x, formula("Max(x, c)", c=number))


def at_most(call: Call, x: Ref, number: Number) -> Ref:
    """min(x, number), entry by entry."""
    return call.builder.map(x, formula("Min(x, c)", c=number))


@operator("PRelu")
def _prelu(call: Call) -> Value:
    slope = scalar(call.value(1))
    if slope is not None:
        leaky = call.builder.map(call.ref(0), elementwise("leaky_relu", alpha=slope))
        return call.result(leaky)
    builder = call.builder
    x, relu = call.ref(0), elementwise("relu")
    negative = builder.map(builder.scale(x, -1), relu)
    bent = arithmetic.multiply(builder, call.ref(1), negative)
    return call.result(arithmetic.subtract(builder, builder.map(x, relu), bent))


# ---- bounds ----


@operator("Clip", since=11)
def _clip(call: Call) -> Value:
    value = call.value(0)
    if isinstance(value, Known) and value.type.kind in "iu":
        low = call.known(1, "a bound") if call.has(1) else None
        high = call.known(2, "a bound") if call.has(2) else None
        found = value.array if low is None else np.maximum(value.array, low)
        return Known(found if high is None else np.minimum(found, high))
    x = call.ref(0)
    for place, sign in ((1, 1), (2, -1)):
        if call.has(place):
            x = _bounded(call, x, call.value(place), sign)
    return call.result(x)


def _bounded(call: Call, x: Ref, bound: Value, sign: int) -> Ref:
    number = scalar(bound)
    if number is not None:
        return at_least(call, x, number) if sign > 0 else at_most(call, x, number)
    if isinstance(bound, Known) and bound.array.size == 1 and sign * bound.array.reshape(-1)[0] < 0:
        return x  # no bound on this side: minus infinity below, infinity above
    builder = call.builder
    parts = [builder.scale(p, sign) for p in (x, call.node(bound))]
    return builder.scale(largest(call, parts), sign)


@operator("Clip", since=6)
def _clip_by_attributes(call: Call) -> Value:
    x = call.ref(0)
    for name, bound in (("min", at_least), ("max", at_most)):
        number = call.attribute(name)
        if number is not None and np.isfinite(number):
            x = bound(call, x, dyadic(number))
    return call.result(x)

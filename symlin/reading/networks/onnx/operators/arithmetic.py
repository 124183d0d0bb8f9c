"""Sums, products, quotients, extremes: entry by entry, of several inputs that broadcast."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from symlin.exact.floats import dyadic
from symlin.kernel.numbers import Number, quotient
from symlin.language.network.builder import Ref
from symlin.language.network.indices import broadcast_shape
from symlin.reading.networks.formulas import formula
from symlin.reading.networks.layers import arithmetic
from symlin.reading.networks.movement import broadcast, together
from symlin.reading.networks.onnx.call import Call
from symlin.reading.networks.onnx.moving import broadcast_mask, without_infinities
from symlin.reading.networks.onnx.table import operator
from symlin.reading.networks.onnx.values import Known, Tensor, Value
from symlin.reading.networks.packages import np

MOST_FOLDED = 1 << 10
"""Entries of floats that are computed while reading: arithmetic on shapes has a handful."""


# ---- what is known ----


def folded(call: Call, of: Callable[..., Any]) -> Known | None:
    """The result where all inputs are known: of whole numbers always, of a few floats if nothing
    is rounded. None otherwise."""
    values = call.values()
    arrays = [v.array for v in values if isinstance(v, Known)]
    if len(arrays) < len(values):
        return None
    call.fits(broadcast_shape(*(a.shape for a in arrays)))
    if all(a.dtype.kind in "iub" for a in arrays):
        with np.errstate(all="ignore"):
            return Known(np.asarray(of(*arrays)).astype(arrays[0].dtype))
    if sum(a.size for a in arrays) > MOST_FOLDED or not all(_finite(a) for a in arrays):
        return None
    found = np.asarray(of(*map(_fractions, arrays)), dtype=object)
    return _exactly(found, arrays[0].dtype)


def _finite(array: Any) -> bool:
    return array.dtype.kind == "f" and bool(np.isfinite(array).all())


def _fractions(array: Any) -> Any:
    flat = np.empty(array.size, dtype=object)
    flat[:] = [Fraction(float(n)) for n in array.reshape(-1)]
    return flat.reshape(array.shape)


def _exactly(numbers: Any, kind: Any) -> Known | None:
    """Fractions as floats of a type, if they are."""
    if not all(isinstance(n, Fraction) for n in numbers.reshape(-1)):
        return None
    found = np.array([float(n) for n in numbers.reshape(-1)], dtype=np.float64).astype(kind)
    same = all(Fraction(float(f)) == n for f, n in zip(found, numbers.reshape(-1), strict=True))
    return Known(found.reshape(numbers.shape)) if same else None


def scalar(value: Value) -> Number | None:
    """The one number that a value is; None if it is anything else, or infinite."""
    if not isinstance(value, Known) or value.array.size != 1 or value.type.kind not in "fiu":
        return None
    number = value.array.reshape(-1)[0]
    if value.type.kind == "f":
        return dyadic(float(number)) if np.isfinite(number) else None
    return int(number)


# ---- sums ----


def weighted(call: Call, coefficients: Sequence[Number]) -> Value:
    """The sum of the inputs with coefficients; numbers become its constant."""
    values = [without_infinities(call, v) for v in call.values()]
    shape = call.fits(broadcast_shape(*(v.shape for v in values)))
    parts: list[Ref] = []
    weights: list[Number] = []
    constant: Number = 0
    for value, weight in zip(values, coefficients, strict=True):
        number = scalar(value)
        if number is not None and (parts or value is not values[-1]):
            constant += weight * number
        else:
            is_masked = isinstance(value, Tensor) and value.masked is not None
            if is_masked and weight < 0:
                call.refuse("minus infinity is subtracted")
            parts.append(value.ref if isinstance(value, Tensor) else call.node(value))
            weights.append(weight)
    found = arithmetic.combine(call.builder, parts, weights, constant)
    found = broadcast(call.builder, found, shape)
    kinds = [v.type for v in values if isinstance(v, Known | Tensor)]
    return Tensor(found, shape, kinds[0], broadcast_mask(values, shape))


@operator("Add")
def _add(call: Call) -> Value:
    return folded(call, lambda a, b: a + b) or weighted(call, (1, 1))


@operator("Sub")
def _sub(call: Call) -> Value:
    return folded(call, lambda a, b: a - b) or weighted(call, (1, -1))


@operator("Sum")
def _sum(call: Call) -> Value:
    return weighted(call, (1,) * len(call.inputs))


@operator("Mean")
def _mean(call: Call) -> Value:
    count = len(call.inputs)
    return weighted(call, (quotient(1, count),) * count)


@operator("Neg")
def _neg(call: Call) -> Value:
    return folded(call, lambda a: -a) or weighted(call, (-1,))


# ---- products ----


def scaled(call: Call, place: int, factor: Number) -> Value:
    """An input times a number, in the shape of the result."""
    shape = broadcast_shape(*(v.shape for v in call.values()))
    found = call.builder.scale(call.ref(place), factor)
    return call.result(broadcast(call.builder, found, shape))


@operator("Mul")
def _mul(call: Call) -> Value:
    done = folded(call, lambda a, b: a * b)
    if done:
        return done
    for one, other in ((0, 1), (1, 0)):
        factor = scalar(call.value(other))
        if factor is not None:
            return scaled(call, one, factor)
    return call.result(arithmetic.multiply(call.builder, call.ref(0), call.ref(1)))


@operator("Div")
def _div(call: Call) -> Value:
    done = folded(call, _quotients)
    if done:
        return done
    divisor = scalar(call.value(1))
    if divisor is not None:
        if divisor == 0:
            call.refuse("a division by 0 has no value")
        return scaled(call, 0, quotient(1, divisor))
    if call.type().kind in "iu":
        call.refuse("a quotient of whole numbers is rounded")
    return call.result(arithmetic.divide(call.builder, call.ref(0), call.ref(1)))


def _quotients(a: Any, b: Any) -> Any:
    """Whole numbers are divided as in C, towards 0."""
    if not b.all():
        raise ZeroDivisionError("a division by 0")
    if a.dtype == object:
        return a / b
    wide = np.int64 if a.dtype.kind == "i" else a.dtype
    size = np.abs(a.astype(wide)) // np.abs(b.astype(wide))
    return size * (np.sign(a.astype(wide)) * np.sign(b.astype(wide)))


@operator("Mod")
def _mod(call: Call) -> Value:
    towards_zero = bool(call.attribute("fmod", 0))
    values = call.values()
    if all(isinstance(v, Known) and v.type.kind in "iu" for v in values):
        if not call.known(1, "the divisor").all():
            call.wrong("a division by 0")
        done = folded(call, np.fmod if towards_zero else np.mod)
        if done:
            return done
    whole = formula(
        "Piecewise((floor(x), x >= 0), (ceiling(x), True))" if towards_zero else "floor(x)"
    )
    builder = call.builder
    a, b = together(builder, call.ref(0), call.ref(1))
    steps = builder.map(arithmetic.divide(builder, a, b), whole)
    return call.result(builder.subtract(a, builder.multiply(b, steps)))

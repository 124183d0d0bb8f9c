"""Powers: by exponents that are known, or computed."""

from __future__ import annotations

from typing import Any

from symlin.exact.floats import dyadic
from symlin.kernel import term as k
from symlin.kernel.network.arrays import size_of
from symlin.kernel.network.nodes import VARIABLE
from symlin.language.network.builder import Ref
from symlin.language.network.indices import broadcast_shape
from symlin.reading.networks.formulas import formula, raised
from symlin.reading.networks.movement import broadcast, together
from symlin.reading.networks.onnx.call import Call
from symlin.reading.networks.onnx.operators.arithmetic import folded
from symlin.reading.networks.onnx.table import operator
from symlin.reading.networks.onnx.values import Known, Value
from symlin.reading.networks.packages import np


@operator("Pow")
def _pow(call: Call) -> Value:
    exponents = call.value(1)
    if isinstance(exponents, Known):
        # of floats, a power may be irrational: it stays a node
        done = folded(call, _whole_powers) if call.type().kind in "iu" else None
        return done or call.result(_known_powers(call, exponents))
    call.note("a power with an exponent that is computed has a value where its base is >= 0")
    builder = call.builder
    base, exponent = together(builder, call.ref(0), call.ref(1))
    # both choices have a value everywhere: at a base of 0, the exponent alone says which
    logarithm = builder.map(base, formula("Piecewise((log(x), x > 0), (0, Eq(x, 0)))"))
    power = builder.map(builder.multiply(exponent, logarithm), formula("exp(x)"))
    at_zero = builder.select("=", base, exponent, builder.full(builder.shape(base), 1))
    of_zero = builder.map(at_zero, formula("Piecewise((0, x > 0), (1, Eq(x, 0)))"))
    return call.result(builder.select("=", base, of_zero, power))


def _whole_powers(a: Any, b: Any) -> Any:
    if (b < 0).any() or (b > 64).any():
        raise ValueError("a power of whole numbers with an exponent below 0 or above 64")
    return a**b


def _known_powers(call: Call, exponents: Known) -> Ref:
    """A formula for each exponent; entries with different ones are put together."""
    numbers = np.unique(exponents.array)
    builder = call.builder
    shape = broadcast_shape(call.shape(0), exponents.shape)
    base = broadcast(builder, call.ref(0), shape)
    if numbers.size > 64:
        call.refuse(f"{numbers.size} different exponents")
    parts = [builder.map(base, raised(k.var(VARIABLE), dyadic(float(n)))) for n in numbers]
    if len(parts) == 1:
        return parts[0]
    which = np.searchsorted(numbers, np.broadcast_to(exponents.array, shape))
    size = size_of(shape)
    index = which * size + np.arange(size).reshape(shape)
    return builder.gather(parts, shape, memoryview(index.astype(np.int32).reshape(-1)))

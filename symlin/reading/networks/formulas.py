"""Elementwise formulas in the variable of a `Map`: the catalog's own, so that gelu here is gelu
there."""

from __future__ import annotations

from functools import lru_cache

from flint import fmpq

from symlin.catalog import index as catalog
from symlin.kernel import term as k
from symlin.kernel.network.nodes import VARIABLE
from symlin.kernel.network.scalars import RELU
from symlin.kernel.numbers import Number
from symlin.kernel.walk import substitute
from symlin.reading.models.formulas import outputs

WRITTEN = {
    "abs": "Abs(x)",
    "absolute": "Abs(x)",
    "acos": "pi/2 - asin(x)",
    "acosh": "log(x + sqrt(x - 1)*sqrt(x + 1))",
    "asin": "asin(x)",
    "asinh": "log(x + sqrt(x**2 + 1))",
    "atan": "atan(x)",
    "atanh": "log((1 + x)/(1 - x))/2",
    "ceil": "-floor(-x)",
    "cos": "cos(x)",
    "cosh": "(exp(x) + exp(-x))/2",
    "erf": "erf(x)",
    "erfc": "1 - erf(x)",
    "exp": "exp(x)",
    "exp2": "exp(x*log(2))",
    "expm1": "exp(x) - 1",
    "floor": "floor(x)",
    "log": "log(x)",
    "log10": "log(x)/log(10)",
    "log1p": "log(1 + x)",
    "log2": "log(x)/log(2)",
    "nan_to_num": "x",
    "reciprocal": "1/x",
    "rsqrt": "1/sqrt(x)",
    "sin": "sin(x)",
    "sinh": "(exp(x) - exp(-x))/2",
    "sqrt": "sqrt(x)",
    "square": "x**2",
    "tan": "sin(x)/cos(x)",
}
"""Functions as torch and jax call them, in formulas that the kernel knows."""
REMAINDER = "x - c*Piecewise((floor(x/c), x/c >= 0), (-floor(-x/c), True))"
"""What division by c leaves, with the sign of x."""


@lru_cache(maxsize=1024)
def elementwise(name: str, **arguments: Number) -> k.Term:
    """The catalog's formula of one input, with numbers for its parameters.

    Conditions of the catalog on parameters are not asked for: whoever reads a model says what its
    author's library takes. Raises `InputError` where there is no such entry.
    """
    if name == "relu":
        return RELU  # evaluation knows this very term
    entry = catalog.find(name)
    return formula(entry.expression, entry.inputs[0], **arguments)


@lru_cache(maxsize=1024)
def formula(text: str, variable: str = VARIABLE, **arguments: Number) -> k.Term:
    """A formula that is written out, such as "exp(x) - c", with numbers for its letters."""
    (term,) = outputs(text)
    values: dict[str, k.Term] = {name: k.const(value) for name, value in arguments.items()}
    return substitute((term,), {**values, variable: k.var(VARIABLE)})[0]


HIGHEST_ROOT = 64
"""Roots of a higher degree than anybody writes are slow."""


def raised(base: k.Term, exponent: Number) -> k.Term:
    """A term to a rational number; no value where it is negative and the number is not whole."""
    p = fmpq(exponent)
    if p.q == 1:
        return k.power(base, int(p.p))
    if p.q <= HIGHEST_ROOT:
        return k.power(k.root(base, int(p.q)), int(p.p))
    through = k.function("exp", k.mul(k.const(p), k.function("log", base)))
    return through if p < 0 else k.piecewise((k.ZERO, k.eq(base)), (through, k.TRUE))

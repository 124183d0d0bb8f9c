"""Entry by entry: formulas of the catalog, with the module's own numbers."""

from __future__ import annotations

import math
from typing import Any

from flint import fmpq

from symlin.kernel import term as k
from symlin.kernel.network.nodes import VARIABLE
from symlin.kernel.numbers import Number
from symlin.reading.networks.formulas import (
    HIGHEST_ROOT,
    REMAINDER,
    WRITTEN,
    elementwise,
    formula,
    raised,
)
from symlin.reading.networks.torch.reading import Reading, Traced, Value, depends, torch
from symlin.reading.networks.torch.table import RULES, rule

X: k.Term = k.var(VARIABLE)

CATALOG = {
    "relu": "relu",
    "relu6": "relu6",
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "silu": "silu",
    "mish": "mish",
    "selu": "selu",
    "hardswish": "hard_swish",
    "hardsigmoid": "hard_sigmoid",
    "log_sigmoid": "log_sigmoid",
    "sign": "sign",
    "sgn": "sign",
    "trunc": "trunc",
    "fix": "trunc",
    "round": "round",
}


def _register() -> None:
    def of(term: Any) -> Any:
        return lambda r, x: r.map(x, term())

    for name, entry in CATALOG.items():
        RULES[f"aten.{name}.default"] = of(lambda entry=entry: elementwise(entry))
    for name, text in WRITTEN.items():
        RULES[f"aten.{name}.default"] = of(lambda text=text: formula(text))


_register()


@rule("neg.default", "negative.default")
def neg(r: Reading, x: Value) -> Traced:
    """-x."""
    return r.scaled(x, -1)


@rule("frac.default")
def frac(r: Reading, x: Value) -> Traced:
    """What is left of x without its whole part."""
    return r.map(x, k.sub(X, elementwise("trunc")))


@rule("deg2rad.default")
def deg2rad(r: Reading, x: Value) -> Traced:
    """Degrees as torch converts them: by a float."""
    return r.scaled(x, r.number(math.pi / 180))


# ---- activations with numbers of their own ----


@rule("leaky_relu.default")
def leaky_relu(r: Reading, x: Value, negative_slope: float) -> Traced:
    """x, or a multiple of it where it is negative."""
    return r.map(x, elementwise("leaky_relu", alpha=r.number(negative_slope)))


@rule("rrelu.default")
def rrelu(r: Reading, x: Value, lower: float, upper: float, training: bool) -> Traced:
    """A slope that is drawn in training, and the middle in eval mode."""
    if training:
        r.refuse("not a function of its input")
    return leaky_relu(r, x, (lower + upper) / 2)


@rule("rrelu_with_noise_functional.default")
def rrelu_with_noise(
    r: Reading, x: Value, noise: Value, lower: float, upper: float, training: bool
) -> list[Value]:
    """As programs without changes in place write it, with the noise that was not drawn."""
    return [rrelu(r, x, lower, upper, training), noise]


@rule("prelu.default", "_prelu_kernel.default")
def prelu(r: Reading, x: Value, weight: Value) -> Traced:
    """A slope for each channel: max(x, 0) - weight * max(-x, 0)."""
    slope = weight
    if weight.dim() == 1 and weight.numel() > 1:
        slope = weight.reshape([-1, *(1,) * (len(x.shape) - 2)])
    if not isinstance(weight, Traced) and bool((weight == weight.reshape(-1)[0]).all()):
        return leaky_relu(r, x, weight.reshape(-1)[0].item())
    positive = r.map(x, elementwise("relu"))
    negative = r.map(x, formula("Min(x, 0)"))
    return r.combine((positive, r.multiply(negative, slope)), (1, 1))


@rule("elu.default")
def elu(r: Reading, x: Value, alpha: float, scale: float, input_scale: float) -> Traced:
    """x, or alpha*(exp(x) - 1) where it is negative."""
    numbers = {"a": r.number(alpha), "s": r.number(scale), "c": r.number(input_scale)}
    return r.map(x, formula("Piecewise((s*x, x > 0), (a*s*(exp(c*x) - 1), True))", **numbers))


@rule("celu.default")
def celu(r: Reading, x: Value, alpha: float) -> Traced:
    """x, or alpha*(exp(x/alpha) - 1) where it is negative."""
    if alpha == 0:
        r.refuse("alpha = 0 divides by zero")
    return r.map(x, elementwise("celu", alpha=r.number(alpha)))


@rule("gelu.default")
def gelu(r: Reading, x: Value, approximate: str) -> Traced:
    """x times a normal distribution function, or its approximation."""
    return r.map(x, elementwise("gelu_tanh" if approximate == "tanh" else "gelu"))


@rule("softplus.default")
def softplus(r: Reading, x: Value, beta: Value, threshold: Value) -> Traced:
    """log(1 + exp(beta x))/beta, and x itself beyond the threshold, as torch has it."""
    b, limit = r.number(beta), _finite(r, threshold)
    if limit is None:
        return r.map(x, X if float(threshold) < 0 else formula("log(1 + exp(b*x))/b", b=b))
    text = "Piecewise((x, b*x > t), (log(1 + exp(b*x))/b, True))"
    return r.map(x, formula(text, b=b, t=limit))


@rule("hardshrink.default")
def hardshrink(r: Reading, x: Value, lambd: Value) -> Traced:
    """x, or 0 where its size is at most lambd."""
    limit = _finite(r, lambd)
    if limit is None:
        return r.map(x, X if float(lambd) < 0 else k.const(0))
    return r.map(x, elementwise("hardshrink", lam=limit))


@rule("softshrink.default")
def softshrink(r: Reading, x: Value, lambd: Value) -> Traced:
    """x moved towards 0 by lambd."""
    return r.map(x, elementwise("softshrink", lam=r.number(lambd)))


@rule("threshold.default")
def threshold(r: Reading, x: Value, threshold: Value, value: Value) -> Traced:
    """x above the threshold, else a number."""
    limit = _finite(r, threshold)
    if limit is None:
        return r.map(x, X if float(threshold) < 0 else k.const(r.number(value)))
    return r.map(x, elementwise("threshold", theta=limit, v=r.number(value)))


@rule("logit.default")
def logit(r: Reading, x: Value, eps: Value) -> Traced:
    """log(x/(1 - x)), of x between eps and 1 - eps where eps is given."""
    if eps is None:
        return r.map(x, elementwise("logit"))
    inside = clamp(r, x, float(eps), 1 - float(eps))
    return r.map(inside, elementwise("logit"))


def _finite(r: Reading, value: Value) -> Number | None:
    return None if math.isinf(float(value)) else r.number(value)


# ---- bounds ----


@rule("clamp.default", "clip.default")
def clamp(r: Reading, x: Value, min: Value = None, max: Value = None) -> Traced:
    """x between two numbers."""
    term = X
    if min is not None and float(min) != -math.inf:
        term = k.maximum(term, k.const(r.number(min)))
    if max is not None and float(max) != math.inf:
        term = k.minimum(term, k.const(r.number(max)))
    return r.map(x, term)


@rule("clamp_min.default")
def clamp_min(r: Reading, x: Value, min: Value) -> Traced:
    """x, at least a number."""
    return clamp(r, x, min=min)


@rule("clamp_max.default")
def clamp_max(r: Reading, x: Value, max: Value) -> Traced:
    """x, at most a number."""
    return clamp(r, x, max=max)


@rule("hardtanh.default")
def hardtanh(r: Reading, x: Value, min_val: Value, max_val: Value) -> Traced:
    """x between two numbers."""
    return clamp(r, x, min_val, max_val)


# ---- powers ----


@rule("pow.Tensor_Scalar")
def pow_scalar(r: Reading, x: Value, exponent: Value) -> Traced:
    """x to a number; the float next to 1/3 is a third, for a root is meant."""
    power = fmpq(r.number(exponent))
    degree = round(1 / float(exponent)) if exponent else 0
    if power.q > HIGHEST_ROOT >= abs(degree) > 0 and float(exponent) == 1 / degree:
        r.note(f"the exponent {float(exponent)} was read as 1/{degree}")
        power = fmpq(1, degree)
    return r.map(x, raised(X, power))


@rule("pow.Scalar")
def pow_of_number(r: Reading, x: Value, exponent: Value) -> Traced:
    """A positive number to a tensor."""
    base = r.number(x)
    if base <= 0:
        r.refuse("a power of a number that is not positive")
    return r.map(exponent, formula("exp(x*log(b))", b=base))


@rule("pow.Tensor_Tensor")
def pow_tensor(r: Reading, x: Value, exponent: Value) -> Traced:
    """x to a tensor: to one number, or from one number."""
    for value, found in ((exponent, pow_scalar), (x, pow_of_number)):
        if not isinstance(value, Traced) and len(set(value.reshape(-1).tolist())) == 1:
            number = value.reshape(-1)[0].item()
            other = (x, number) if found is pow_scalar else (number, exponent)
            return found(r, *other)
    return r.map(r.multiply(r.map(x, formula("log(x)")), exponent), formula("exp(x)"))


@rule("round.decimals")
def round_decimals(r: Reading, x: Value, decimals: int) -> Traced:
    """Rounded to so many decimals."""
    scale = fmpq(10) ** decimals
    return r.scaled(r.map(r.scaled(x, scale), elementwise("round")), 1 / scale)


@rule("remainder.Scalar")
def remainder(r: Reading, x: Value, other: Value) -> Traced:
    """What division leaves, with the sign of the divisor."""
    return r.map(x, formula("x - c*floor(x/c)", c=r.number(other)))


@rule("fmod.Scalar")
def fmod(r: Reading, x: Value, other: Value) -> Traced:
    """What division leaves, with the sign of x."""
    return r.map(x, formula(REMAINDER, c=r.number(other)))


@rule("floor_divide.Scalar")
def floor_divide(r: Reading, x: Value, other: Value) -> Traced:
    """The whole number below a quotient."""
    return r.map(x, formula("floor(x/c)", c=r.number(other)))


@rule("atan2.default")
def atan2(r: Reading, x: Value, other: Value) -> Traced:
    """The angle of a point, of which one coordinate is a known number, and not 0."""
    for known, varied, text in ((other, x, "atan2(x, c)"), (x, other, "atan2(c, x)")):
        if not depends(known) and known.unique().numel() == 1 and bool(known.all()):
            number = r.number(known.reshape(-1)[0])
            spread = r.combine((varied, torch.zeros_like(known)), (1, 1))
            return r.map(spread, formula(text, c=number))
    r.refuse("the angle of two coordinates that vary is not read")


@rule("copysign.Tensor", "copysign.Scalar")
def copysign(r: Reading, x: Value, other: Value) -> Traced:
    """The size of x with known signs."""
    if depends(other):
        r.refuse("signs that depend on the input are not read")
    signs = torch.ones(()).double().copysign(torch.as_tensor(other).double())
    return r.multiply(r.map(x, formula("Abs(x)")), signs)

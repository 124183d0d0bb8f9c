"""Sums, products, quotients, the larger and the smaller, choices."""

from __future__ import annotations

from collections.abc import Callable

from flint import fmpq

from symlin.kernel import term as k
from symlin.kernel.network.nodes import VARIABLE
from symlin.reading.networks.formulas import elementwise, formula
from symlin.reading.networks.torch.movements import moved
from symlin.reading.networks.torch.reading import Mask, Reading, Traced, Value, depends, torch
from symlin.reading.networks.torch.table import rule

X = k.var(VARIABLE)


@rule("add.Tensor", "add.Scalar")
def add(r: Reading, x: Value, other: Value, alpha: Value = 1) -> Traced:
    """x + alpha other."""
    return r.combine((x, other), (1, r.number(alpha)))


@rule("sub.Tensor", "sub.Scalar", "subtract.Tensor")
def sub(r: Reading, x: Value, other: Value, alpha: Value = 1) -> Traced:
    """x - alpha other."""
    return r.combine((x, other), (1, -r.number(alpha)))


@rule("rsub.Scalar", "rsub.Tensor")
def rsub(r: Reading, x: Value, other: Value, alpha: Value = 1) -> Traced:
    """other - alpha x."""
    return r.combine((other, x), (1, -r.number(alpha)))


@rule("mul.Tensor", "mul.Scalar", "multiply.Tensor")
def mul(r: Reading, x: Value, other: Value) -> Traced:
    """x times other."""
    if x is other:
        return r.map(x, formula("x**2"))
    return r.multiply(x, other)


@rule("div.Tensor", "div.Scalar", "true_divide.Tensor", "divide.Tensor")
def div(r: Reading, x: Value, other: Value) -> Traced:
    """x over other."""
    number = r.scalar(other)
    if number is not None:
        if number == 0:
            r.refuse("divides by 0")
        return r.scaled(x, fmpq(1) / number)
    inverse = r.map(other, formula("1/x"))
    return r.multiply(x, inverse)


@rule("div.Tensor_mode", "div.Scalar_mode")
def div_rounded(r: Reading, x: Value, other: Value, rounding_mode: str | None) -> Traced:
    """x over other, rounded down or towards 0."""
    text = {"floor": "floor(x)", "trunc": "Piecewise((floor(x), x >= 0), (-floor(-x), True))"}
    found = div(r, x, other)
    return found if rounding_mode is None else r.map(found, formula(text[rounding_mode]))


@rule("addcmul.default")
def addcmul(r: Reading, x: Value, tensor1: Value, tensor2: Value, value: Value) -> Traced:
    """x + value tensor1 tensor2."""
    return r.combine((x, _product(r, tensor1, tensor2)), (1, r.number(value)))


@rule("addcdiv.default")
def addcdiv(r: Reading, x: Value, tensor1: Value, tensor2: Value, value: Value) -> Traced:
    """x + value tensor1 / tensor2."""
    return r.combine((x, div(r, tensor1, tensor2)), (1, r.number(value)))


@rule("hypot.default")
def hypot(r: Reading, x: Value, other: Value) -> Traced:
    """The root of the sum of two squares."""
    squares = [r.map(r.tensor(v), formula("x**2")) for v in (x, other)]
    return r.map(r.combine(squares, (1, 1)), formula("sqrt(x)"))


@rule("logaddexp.default")
def logaddexp(r: Reading, x: Value, other: Value) -> Traced:
    """The logarithm of the sum of two exponentials."""
    powers = [r.map(r.tensor(v), formula("exp(x)")) for v in (x, other)]
    return r.map(r.combine(powers, (1, 1)), formula("log(x)"))


@rule("lerp.Scalar", "lerp.Tensor")
def lerp(r: Reading, x: Value, end: Value, weight: Value) -> Traced:
    """x + weight (end - x)."""
    way = r.combine((end, x), (1, -1))
    return r.combine((x, _product(r, way, weight)), (1, 1))


def _product(r: Reading, a: Value, b: Value) -> Value:
    return r.multiply(a, b) if depends((a, b)) else a * b


# ---- the larger and the smaller ----


@rule("maximum.default", "max.other", "fmax.default", "clamp_min.Tensor")
def maximum(r: Reading, x: Value, other: Value = None, min: Value = None) -> Traced:
    """Entry by entry, the larger."""
    return _larger(r, x, other if min is None else min, 1)


@rule("minimum.default", "min.other", "fmin.default", "clamp_max.Tensor")
def minimum(r: Reading, x: Value, other: Value = None, max: Value = None) -> Traced:
    """Entry by entry, the smaller."""
    return _larger(r, x, other if max is None else max, -1)


def _larger(r: Reading, x: Value, other: Value, sign: int) -> Traced:
    for a, b in ((x, other), (other, x)):
        number = r.scalar(b)
        if number is not None:
            most = k.maximum if sign > 0 else k.minimum
            return r.map(a, most(X, k.const(number)))
    # as the first plus what the other is larger by: the unit that searches know best
    more = r.map(r.combine((other, x), (sign, -sign)), elementwise("relu"))
    return r.combine((x, more), (1, sign))


@rule("clamp.Tensor")
def clamp_tensor(r: Reading, x: Value, min: Value = None, max: Value = None) -> Traced:
    """Entry by entry, between two tensors."""
    found = x if min is None else _larger(r, x, min, 1)
    return found if max is None else _larger(r, found, max, -1)


# ---- truth values ----

FLIPPED: dict[str, tuple[k.Op, int]] = {
    "gt": (">", 1),
    "ge": (">=", 1),
    "lt": (">", -1),
    "le": (">=", -1),
    "eq": ("=", 1),
    "ne": ("!=", 1),
}
LONG = {
    "gt": "greater",
    "ge": "greater_equal",
    "lt": "less",
    "le": "less_equal",
    "ne": "not_equal",
}


def _compared(op: k.Op, sign: int) -> Callable[..., Value]:
    def comparison(r: Reading, x: Value, other: Value) -> Value:
        found = r.combine((x, other), (sign, -sign))
        return Mask(op, r.ref(found), found.shape)

    return comparison


for _name, (_op, _sign) in FLIPPED.items():
    _names = [_name, LONG[_name]] if _name in LONG else [_name]
    rule(*(f"{n}.{kind}" for n in _names for kind in ("Scalar", "Tensor")))(_compared(_op, _sign))

OPPOSITE: dict[str, tuple[k.Op, int]] = {
    ">": (">=", -1),
    ">=": (">", -1),
    "=": ("!=", 1),
    "!=": ("=", 1),
}


def as_mask(r: Reading, value: Value) -> Mask:
    """Truth values of a tensor: where it is not 0."""
    if isinstance(value, Mask):
        return value
    found = r.tensor(value)
    return Mask("!=", found.ref, found.shape)


@rule("logical_not.default", "bitwise_not.default")
def logical_not(r: Reading, x: Value) -> Mask:
    """Where something is false."""
    mask = as_mask(r, x)
    op, sign = OPPOSITE[mask.op]
    return Mask(op, r.builder.scale(mask.ref, sign), mask.shape)


@rule("logical_and.default", "bitwise_and.Tensor", "__and__.Tensor")
def logical_and(r: Reading, x: Value, other: Value) -> Mask:
    """Where both are true."""
    found = r.multiply(*(r.tensor(as_mask(r, v)) for v in (x, other)))
    return Mask("!=", found.ref, found.shape)


@rule("logical_or.default", "bitwise_or.Tensor", "__or__.Tensor")
def logical_or(r: Reading, x: Value, other: Value) -> Mask:
    """Where one is true."""
    found = r.combine([r.tensor(as_mask(r, v)) for v in (x, other)], (1, 1))
    return Mask("!=", found.ref, found.shape)


@rule("logical_xor.default", "bitwise_xor.Tensor", "__xor__.Tensor")
def logical_xor(r: Reading, x: Value, other: Value) -> Mask:
    """Where one is true and the other is not."""
    found = r.combine([r.tensor(as_mask(r, v)) for v in (x, other)], (1, -1))
    return Mask("!=", found.ref, found.shape)


@rule("where.self", "where.ScalarOther", "where.ScalarSelf", "where.Scalar")
def where(r: Reading, condition: Value, x: Value, other: Value) -> Value:
    """x where the condition is true, else other."""
    if isinstance(condition, Mask):
        return r.select(condition, x, other)
    # what is chosen nowhere may be no number, as what stands for NaN
    taken = (condition.any(), not condition.all())
    pair = [
        v if depends(v) else torch.as_tensor(v, dtype=torch.float64) if used else torch.zeros(())
        for v, used in zip((x, other), taken, strict=True)
    ]
    return moved(r, torch.ops.aten.where.self, (condition, *pair), {})


@rule("masked_fill.Scalar", "masked_fill.Tensor")
def masked_fill(r: Reading, x: Value, mask: Value, value: Value) -> Value:
    """A number where the mask is true."""
    if isinstance(mask, Mask):
        return r.select(mask, value, x)
    return where(r, mask, value, x)


@rule("heaviside.default")
def heaviside(r: Reading, x: Value, values: Value) -> Traced:
    """1 above 0, else 0; at 0 itself, the values."""
    above = r.map(x, formula("Piecewise((1, x > 0), (0, True))"))
    return r.select(Mask("=", r.ref(x), x.shape), values, above)


# ---- the same entries, stored in another way ----


@rule(
    "_to_copy.default",
    "to.dtype",
    "to.dtype_layout",
    "to.device",
    "to.other",
    "type_as.default",
    "float.default",
    "double.default",
    "_autocast_to_full_precision.default",
)
def cast(r: Reading, x: Value, dtype: Value = None) -> Value:
    """Other floats for the same numbers; what others there are is looked at in the result."""
    if dtype == torch.bool:
        return as_mask(r, x)
    return r.tensor(x) if isinstance(x, Mask) else x


@rule("isnan.default", "isinf.default", "isneginf.default", "isposinf.default")
def never(r: Reading, x: Value) -> Value:
    """What no real number is."""
    return torch.zeros(r.tensor(x).shape, dtype=torch.bool)


@rule("isfinite.default")
def always(r: Reading, x: Value) -> Value:
    """What every real number is."""
    return torch.ones(r.tensor(x).shape, dtype=torch.bool)


@rule(
    "dropout.default",
    "feature_dropout.default",
    "alpha_dropout.default",
    "feature_alpha_dropout.default",
)
def dropout(r: Reading, x: Value, p: float, train: bool) -> Value:
    """Nothing, in eval mode."""
    if train and p:
        r.refuse("not a function of its input")
    return x

"""Arithmetic, formulas, comparisons and sums: one rule for each primitive of jax."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import prod
from typing import Any, TypeVar

from flint import fmpq

from symlin.kernel import term as k
from symlin.kernel.network.nodes import VARIABLE
from symlin.reading.networks.formulas import REMAINDER, WRITTEN, elementwise, formula, raised
from symlin.reading.networks.jax.reading import MOST_STEPS, Mask, Reading, Traced, Value, depends
from symlin.reading.networks.movement import together
from symlin.reading.networks.packages import np

Params = Mapping[str, Any]
Rule = Callable[[Reading, Sequence[Value], Params], Value]
RULES: dict[str, Rule] = {}
X: k.Term = k.var(VARIABLE)

F = TypeVar("F", bound=Rule)


def rule(*names: str) -> Callable[[F], F]:
    """The function is the rule of these primitives."""

    def added(function: F) -> F:
        RULES.update(dict.fromkeys(names, function))
        return function

    return added


CATALOG = {"logistic": "sigmoid", "tanh": "tanh", "sign": "sign"}


def of_formula(name: str) -> k.Term | None:
    """The formula that a primitive applies to every entry."""
    if name in CATALOG:
        return elementwise(CATALOG[name])
    return formula(WRITTEN[name]) if name in WRITTEN else None


@rule("add", "add_any")
def add(r: Reading, values: Sequence[Value], _: Params) -> Traced:
    """x + y."""
    return r.combine(values, (1, 1))


@rule("sub")
def sub(r: Reading, values: Sequence[Value], _: Params) -> Traced:
    """x - y."""
    return r.combine(values, (1, -1))


@rule("neg")
def neg(r: Reading, values: Sequence[Value], _: Params) -> Traced:
    """-x."""
    return r.combine(values, (-1,))


@rule("mul")
def mul(r: Reading, values: Sequence[Value], _: Params) -> Traced:
    """x y."""
    x, y = values
    return r.map(x, formula("x**2")) if x is y else r.multiply(x, y)


@rule("div")
def div(r: Reading, values: Sequence[Value], _: Params) -> Traced:
    """x / y."""
    x, y = values
    number = r.number(y)
    if number == 0:
        r.refuse("divides by 0")
    if number is not None:
        return r.traced(r.builder.scale(r.ref(x), fmpq(1) / number))
    return r.multiply(x, r.map(y, formula("1/x")))


@rule("integer_pow")
def integer_pow(r: Reading, values: Sequence[Value], params: Params) -> Traced:
    """x to a whole number."""
    return r.map(values[0], raised(X, int(params["y"])))


@rule("pow")
def power(r: Reading, values: Sequence[Value], _: Params) -> Traced:
    """x to the power of y."""
    base, exponent = values
    number = r.number(exponent)
    if number is not None:
        return r.map(base, raised(X, number))
    logarithm = r.map(base, formula("log(x)"))
    return r.map(r.multiply(exponent, logarithm), formula("exp(x)"))


@rule("round")
def rounded(r: Reading, values: Sequence[Value], params: Params) -> Traced:
    """To the nearest whole number, halves to the even one."""
    if int(params["rounding_method"]) != 1:
        r.refuse("halves are rounded away from 0: that is not read")
    return r.map(values[0], elementwise("round"))


@rule("rem")
def remainder(r: Reading, values: Sequence[Value], _: Params) -> Traced:
    """What division by a known number leaves, with the sign of x."""
    number = r.number(values[1])
    if number is None or number == 0:
        r.refuse("what divides has to be a known number, the same for all entries")
    return r.map(values[0], formula(REMAINDER, c=number))


@rule("atan2")
def atan2(r: Reading, values: Sequence[Value], _: Params) -> Traced:
    """The angle of a point, of which one coordinate is a known number, and not 0."""
    y, x = values
    for known, varied, text in ((x, y, "atan2(x, c)"), (y, x, "atan2(c, x)")):
        number = r.number(known)
        if number:
            return r.map(varied, formula(text, c=number))
    r.refuse("the angle of two coordinates that vary is not read")


# ---- the larger and the smaller ----


@rule("max")
def larger(r: Reading, values: Sequence[Value], _: Params) -> Traced:
    """The larger of two."""
    for x, y in (values, values[::-1]):
        if not depends(y) and bool((np.asarray(y) == -np.inf).all()):
            return r.traced(r.ref(x))
        number = r.number(y)
        if number is not None:
            # the order of relu's own formula, which evaluation knows
            return r.map(x, k.maximum(X, k.const(number)))
    return r.traced(r.builder.largest(*together(r.builder, *map(r.ref, values))))


@rule("min")
def smaller(r: Reading, values: Sequence[Value], params: Params) -> Traced:
    """The smaller of two."""
    return neg(r, [larger(r, [_negative(r, v) for v in values], params)], params)


def _negative(r: Reading, value: Value) -> Value:
    return neg(r, [value], {}) if depends(value) else -np.asarray(value)


@rule("clamp")
def clamp(r: Reading, values: Sequence[Value], params: Params) -> Traced:
    """x between two bounds."""
    low, x, high = values
    return smaller(r, [larger(r, [x, low], params), high], params)


# ---- comparisons ----


COMPARED: dict[str, tuple[k.Op, int]] = {
    "gt": (">", 1),
    "ge": (">=", 1),
    "lt": (">", -1),
    "le": (">=", -1),
    "eq": ("=", 1),
    "ne": ("!=", 1),
}


@rule(*COMPARED)
def compared(r: Reading, values: Sequence[Value], _: Params) -> Mask:
    """Where a relation holds."""
    op, sign = COMPARED[r.op]
    found = r.combine(values, (sign, -sign))
    return Mask(op, found.ref, found.shape)


@rule("not", "and", "or", "xor")
def logical(r: Reading, values: Sequence[Value], _: Params) -> Mask:
    """Of truth values as 1 and 0."""
    match r.op:
        case "not":
            return _where(r.combine((*values, 1), (-1, 1)))
        case "and":
            return _where(r.multiply(*values))
        case "or":
            return _where(r.combine(values, (1, 1)))
        case _:
            return _where(r.combine(values, (1, -1)))


def _where(found: Traced) -> Mask:
    return Mask("!=", found.ref, found.shape)


@rule("is_finite")
def is_finite(r: Reading, values: Sequence[Value], _: Params) -> Any:
    """What every real number is."""
    return np.ones(values[0].shape, dtype=bool)


@rule("select_n")
def select(r: Reading, values: Sequence[Value], _: Params) -> Traced:
    """The second case where the first value is true, else the first."""
    which, *cases = values
    if not isinstance(which, Mask):
        r.refuse("which case applies depends on a whole number that the input decides")
    otherwise, chosen = cases
    guard, first, second = together(r.builder, which.ref, r.ref(chosen), r.ref(otherwise))
    return r.traced(r.builder.select(which.op, guard, first, second))


# ---- other floats for the same numbers ----


@rule("convert_element_type", "reduce_precision", "optimization_barrier", "stop_gradient")
def cast(r: Reading, values: Sequence[Value], params: Params) -> Value:
    """The same numbers; what they are stored as is looked at in the result."""
    kind = np.dtype(params.get("new_dtype", np.float64)).kind
    if r.op == "reduce_precision":
        r.refuse("it rounds")
    if isinstance(values[0], Mask):  # as whole numbers, truth values choose branches
        return r.traced(r.ref(values[0])) if kind == "f" else values[0]
    return _where(values[0]) if kind == "b" else values[0]


# ---- along axes ----


@rule("reduce_sum")
def reduce_sum(r: Reading, values: Sequence[Value], params: Params) -> Traced:
    """The sum."""
    return r.traced(r.builder.sum(r.ref(values[0]), params["axes"]))


@rule("reduce_max")
def reduce_max(r: Reading, values: Sequence[Value], params: Params) -> Traced:
    """The largest."""
    return r.traced(r.builder.maximum(r.ref(values[0]), params["axes"]))


@rule("reduce_min")
def reduce_min(r: Reading, values: Sequence[Value], params: Params) -> Traced:
    """The smallest."""
    return neg(r, [reduce_max(r, [neg(r, values, params)], params)], params)


@rule("reduce_prod")
def reduce_prod(r: Reading, values: Sequence[Value], params: Params) -> Traced:
    """The product, one factor after the other."""
    moved, left = r.builder.last_axes(r.ref(values[0]), params["axes"])
    count = r.builder.shape(moved)[-1]
    if not 1 <= count <= MOST_STEPS:
        r.refuse(f"a product of {count:,} factors is not read")
    size = prod(left)
    parts = [r.builder.gather(moved, left, range(i, size * count, count)) for i in range(count)]
    found = parts[0]
    for part in parts[1:]:
        found = r.builder.multiply(found, part)
    return r.traced(found)


@rule("cumsum")
def cumsum(r: Reading, values: Sequence[Value], params: Params) -> Traced:
    """Sums of an entry and all before it, or behind it."""
    x, axis = r.ref(values[0]), params["axis"]
    size, rank = r.builder.shape(x)[axis], len(r.builder.shape(x))
    ones = np.ones((size, size), dtype=int)
    below = np.triu(ones) if params["reverse"] else np.tril(ones)
    weight = r.builder.numbers((size, size), map(int, below.reshape(-1)))
    order = [*(a for a in range(rank) if a != axis), axis]
    back = [order.index(a) for a in range(rank)]
    return r.traced(r.builder.permute(r.builder.dense(r.builder.permute(x, order), weight), back))

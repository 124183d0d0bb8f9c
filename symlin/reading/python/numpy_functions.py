"""NumPy's functions, entry by entry and along axes; PyTorch's and JAX's of the same names."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import partial

from symlin.kernel import term as k
from symlin.kernel.term import Term
from symlin.language import functions as f
from symlin.language import hyperbolic as h
from symlin.language.vocabulary import BUILTINS
from symlin.reading.python.arrays import as_array, each
from symlin.reading.python.elementary import (
    base_log,
    cube_root,
    degrees,
    fmod,
    half_even,
    hypot,
    radians,
    trunc,
)
from symlin.reading.python.given import Named, Values, arguments
from symlin.reading.python.machine import Machine
from symlin.reading.python.mathematics import finite
from symlin.reading.python.operations import compare, operate
from symlin.reading.python.places import Refusal
from symlin.reading.python.signs import is_above_zero, is_at_least_zero
from symlin.reading.python.standard import BUILTIN, absolute
from symlin.reading.python.values import (
    NONE,
    Array,
    Bool,
    Call,
    Infinite,
    Number,
    Value,
    as_index,
    whole,
)

_UNARY: Mapping[str, tuple[Callable[[Term], Term], bool]] = {
    **{name: (BUILTINS[name].build, True)
       for name in ("exp", "expm1", "sin", "cos", "sinh", "cosh", "tanh", "sign", "erf")},
    **{name: (BUILTINS[name].build, False) for name in ("log", "log1p", "sqrt", "tan")},
    "log2": (base_log(2), False), "log10": (base_log(10), False),
    "exp2": (lambda u: f.power(k.const(2), u), True),
    "arcsin": (BUILTINS["asin"].build, False), "arccos": (f.acos, False),
    "arctan": (BUILTINS["atan"].build, True), "arcsinh": (h.asinh, True),
    "arccosh": (h.acosh, False), "arctanh": (h.atanh, False),
    "square": (lambda u: k.power(u, 2), True), "cbrt": (cube_root, True),
    "degrees": (degrees, True), "rad2deg": (degrees, True), "radians": (radians, True),
    "deg2rad": (radians, True),
}  # fmt: skip
"""Functions of one number, and whether each has a value everywhere."""
_ROUNDINGS: Mapping[str, tuple[Callable[[Term], Term], Callable[[float], int]]] = {
    "floor": (f.floor, math.floor), "ceil": (f.ceiling, math.ceil), "trunc": (trunc, math.trunc),
    "fix": (trunc, math.trunc), "rint": (half_even, round),
}  # fmt: skip
_BINARY = {
    "add": "+", "subtract": "-", "multiply": "*", "divide": "/", "true_divide": "/",
    "floor_divide": "//", "mod": "%", "remainder": "%", "power": "**", "float_power": "**",
}  # fmt: skip
_COMPARED = {"greater": ">", "greater_equal": ">=", "less": "<", "less_equal": "<=",
             "equal": "==", "not_equal": "!="}  # fmt: skip


def _unary(name: str, m: Machine, given: Values, named: Named) -> Value:
    (value,) = arguments(name, given, named, ("x",))
    assert value is not None
    build, is_total = _UNARY[name]

    def one(entry: Value) -> Number:
        number = m.scalars.number(entry, name)
        is_fine = is_total or (name == "sqrt" and is_at_least_zero(number.term))
        is_fine = is_fine or (name.startswith("log") and is_above_zero(number.term))
        _refuse_complex(name, number)
        return Number(
            build(number.term), "numpy", False, number.loose or ("" if is_fine else "nan")
        )

    return each(one, value)


def _refuse_complex(name: str, *numbers: Number) -> None:
    if any(number.loose == "complex" for number in numbers):
        raise Refusal(name, f"{name} of a power that is complex where its base is negative is not "
                      "read: write np.sqrt")  # fmt: skip


def _rounding(name: str, m: Machine, given: Values, named: Named) -> Value:
    (value,) = arguments(name, given, named, ("x",))
    assert value is not None
    build, near = _ROUNDINGS[name]
    return each(lambda entry: _as_float(m.scalars.rounding(name, entry, build, near)), value)


def _as_float(number: Number) -> Number:
    return Number(number.term, "numpy", False, number.loose, number.near)


def _round(m: Machine, given: Values, named: Named) -> Value:
    value, digits = arguments("round", given, named, ("a", "decimals"), 1)
    assert value is not None
    if digits is not None and as_index(digits, "decimals") != 0:
        return each(lambda entry: BUILTIN["round"](m, [entry, digits], {}), value)
    return each(
        lambda entry: _as_float(m.scalars.rounding("round", entry, half_even, round)), value
    )


def _abs(m: Machine, given: Values, named: Named) -> Value:
    (value,) = arguments("abs", given, named, ("x",))
    assert value is not None
    return each(partial(absolute, m), value)


def _binary(word: str, m: Machine, given: Values, named: Named) -> Value:
    x, y = arguments(word, given, named, ("x1", "x2"))
    assert x is not None and y is not None
    return each(lambda a, b: operate(m, word, a, b), x, y)


def _compared(word: str, m: Machine, given: Values, named: Named) -> Value:
    x, y = arguments(word, given, named, ("x1", "x2"))
    assert x is not None and y is not None
    return each(lambda a, b: compare(m, word, a, b), x, y)


def _negative(m: Machine, given: Values, named: Named) -> Value:
    (value,) = arguments("negative", given, named, ("x",))
    assert value is not None
    return each(m.scalars.negative, value)


def _reciprocal(m: Machine, given: Values, named: Named) -> Value:
    (value,) = arguments("reciprocal", given, named, ("x",))
    assert value is not None
    if any(n.whole for n in as_array(value).flat() if isinstance(n, Number)):
        raise Refusal("reciprocal", "np.reciprocal of whole numbers is rounded: write 1/x")
    return each(lambda entry: m.scalars.binary("/", whole(1, "numpy"), entry), value)


def _bounds(sign: int, m: Machine, given: Values, named: Named) -> Value:
    """np.maximum and np.minimum."""
    x, y = arguments("maximum", given, named, ("x1", "x2"))
    assert x is not None and y is not None
    return each(lambda a, b: m.scalars.largest(a, b, sign, "maximum"), x, y)


def _skipping(sign: int, m: Machine, given: Values, named: Named) -> Value:
    """np.fmax and np.fmin, which pass nan over."""
    x, y = arguments("fmax", given, named, ("x1", "x2"))
    assert x is not None and y is not None
    return each(lambda a, b: m.scalars.largest(a, b, sign, "max"), x, y)


def _formula(
    name: str, build: Callable[..., Term], m: Machine, given: Values, named: Named
) -> Value:
    """A function of two numbers that may have no value somewhere."""
    x, y = arguments(name, given, named, ("x1", "x2"))
    assert x is not None and y is not None

    def one(a: Value, b: Value) -> Number:
        numbers = [m.scalars.number(v, name) for v in (a, b)]
        if any(number.loose for number in numbers):
            raise Refusal(name, f"{name} of what may be nan is not read")
        term = build(*(number.term for number in numbers))
        return Number(term, "numpy", False, "" if name == "hypot" else "nan")

    return each(one, x, y)


def _angle(y: Term, x: Term) -> Term:
    """np.arctan2, which is 0 at the origin."""
    origin = k.conjunction(f.compare("=", x), f.compare("=", y))
    return f.cases((k.ZERO, origin), (f.atan2(y, x), k.TRUE))


def clipped(m: Machine, given: Values, named: Named) -> Value:
    """np.clip: the upper bound counts where the bounds are the wrong way round."""
    names = ("a", "a_min", "a_max")
    other = {"min": "a_min", "max": "a_max", "x": "a", "input": "a"}
    named = {other.get(key, key): value for key, value in named.items()}
    value, low, high = arguments("clip", given, named, names, 2)
    assert value is not None
    for bound, sign in ((low, 1), (high, -1)):
        if bound is not None and bound is not NONE:
            value = each(lambda a, b, s=sign: m.scalars.largest(a, b, s, "clip"), value, bound)
    return value


def where(m: Machine, given: Values, named: Named) -> Value:
    """np.where: both values are worked out, one of them is taken."""
    condition, a, b = arguments("where", given, named, ("condition", "x", "y"))
    assert condition is not None and a is not None and b is not None

    def one(c: Value, x: Value, y: Value) -> Value:
        guard = m.truth(c, "where")
        if isinstance(x, Infinite) or isinstance(y, Infinite):
            raise Refusal("where", "np.where with infinity is not read")
        if isinstance(x, Bool) and isinstance(y, Bool):
            kept = k.disjunction(k.conjunction(guard, x.guard),
                                 k.conjunction(k.negation(guard), y.guard))  # fmt: skip
            return Bool(kept, "numpy")
        p, q = m.scalars.number(x, "where"), m.scalars.number(y, "where")
        _refuse_complex("where", p, q)
        term = f.cases((p.term, guard), (q.term, k.TRUE))
        return Number(term, "numpy", p.whole and q.whole, p.loose or q.loose)

    return each(one, condition, a, b)


def _heaviside(m: Machine, given: Values, named: Named) -> Value:
    x, v = arguments("heaviside", given, named, ("x1", "x2"))
    assert x is not None and v is not None

    def one(a: Value, b: Value) -> Number:
        p, q = m.scalars.number(a, "heaviside"), m.scalars.number(b, "heaviside")
        return Number(f.heaviside(p.term, q.term), "numpy", False, p.loose or q.loose)

    return each(one, x, v)


def _logical(word: str, m: Machine, given: Values, named: Named) -> Value:
    x, y = arguments(word, given, named, ("x1", "x2"))
    assert x is not None and y is not None

    def one(a: Value, b: Value) -> Bool:
        truths = [Bool(m.truth(v, word), "numpy") for v in (a, b)]
        return m.scalars.logic(word, *truths)

    return each(one, x, y)


def _logical_not(m: Machine, given: Values, named: Named) -> Value:
    (value,) = arguments("logical_not", given, named, ("x",))
    assert value is not None
    return each(lambda a: Bool(k.negation(m.truth(a, "not")), "numpy"), value)


def _finite(word: str, m: Machine, given: Values, named: Named) -> Value:
    (value,) = arguments(word, given, named, ("x",))
    assert value is not None
    return each(partial(finite, word, m), value)


def _copied(m: Machine, given: Values, named: Named) -> Value:
    """np.float64(x)."""
    (value,) = arguments("float64", given, named, ("x",))
    assert value is not None
    return each(lambda entry: _as_float(m.scalars.number(entry, "float64")), value)


ENTRYWISE: Mapping[str, Call] = {
    **{name: partial(_unary, name) for name in _UNARY},
    **{name: partial(_rounding, name) for name in _ROUNDINGS},
    **{name: partial(_binary, word) for name, word in _BINARY.items()},
    **{name: partial(_compared, word) for name, word in _COMPARED.items()},
    "round": _round, "around": _round, "abs": _abs, "absolute": _abs, "fabs": _abs,
    "negative": _negative, "reciprocal": _reciprocal, "maximum": partial(_bounds, 1),
    "minimum": partial(_bounds, -1), "fmax": partial(_skipping, 1), "fmin": partial(_skipping, -1),
    "arctan2": partial(_formula, "arctan2", _angle), "hypot": partial(_formula, "hypot", hypot),
    "fmod": partial(_formula, "fmod", fmod), "clip": clipped, "where": where,
    "heaviside": _heaviside, "logical_and": partial(_logical, "&"),
    "logical_or": partial(_logical, "|"), "logical_xor": partial(_logical, "^"),
    "bitwise_and": partial(_logical, "&"), "bitwise_or": partial(_logical, "|"),
    "logical_not": _logical_not, "float64": _copied,
    **{name: partial(_finite, name) for name in ("isnan", "isinf", "isfinite")},
}  # fmt: skip


# ---- along axes ----


def stack_all(m: Machine, value: Value) -> list[Array]:
    """The arrays in a list or tuple of them."""
    return [as_array(entry) for entry in m.collected(value)]

"""The module math: its functions raise an error where NumPy has nan."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from symlin.kernel import term as k
from symlin.kernel.term import Term
from symlin.language import functions as f
from symlin.language.vocabulary import BUILTINS
from symlin.reading.python.elementary import (
    base_log,
    copysign,
    cube_root,
    degrees,
    fmod,
    hypot,
    radians,
    trunc,
)
from symlin.reading.python.given import Named, Values, arguments
from symlin.reading.python.machine import Machine
from symlin.reading.python.places import Refusal
from symlin.reading.python.signs import is_above_zero, is_at_least_zero
from symlin.reading.python.standard import BUILTIN
from symlin.reading.python.values import Array, Bool, Call, Infinite, Number, Value, whole


def _formula(name: str, m: Machine, given: Values, named: Named) -> Value:
    """A function of the language by that name, of one number or several."""
    builtin = BUILTINS[_LANGUAGE.get(name, name)]
    if named or not builtin.least <= len(given) <= (builtin.most or len(given)):
        raise Refusal(name, f"math.{name} got {len(given) + len(named)} arguments")
    numbers = [m.scalars.number(_single(value), name) for value in given]
    return _raising(m, name, builtin.build, numbers)


def _raising(
    m: Machine, name: str, build: Callable[..., Term], numbers: Sequence[Number]
) -> Number:
    """A function that raises an error where it has no value; a float of Python's."""
    for number in numbers:
        if number.loose == "complex":
            raise Refusal(name, f"math.{name} of what may be complex raises an error: write "
                          "math.sqrt for the power")  # fmt: skip
    term = build(*(number.term for number in numbers))
    if any(number.loose for number in numbers):
        raise Refusal(name, f"math.{name} of what may be nan is not read")
    if not isinstance(term, k.Const) and not _has_value(name, numbers):
        m.trail.need(term)
    return Number(term, "plain", False)


def _has_value(name: str, numbers: Sequence[Number]) -> bool:
    """Whether the function plainly has a value at these numbers."""
    if name in _TOTAL or len(numbers) > 1:
        return name in _TOTAL
    first = numbers[0].term
    return (name == "sqrt" and is_at_least_zero(first)) or (
        name in ("log", "log2", "log10") and is_above_zero(first)
    )


def _single(value: Value) -> Value:
    """A number; an array of one entry is taken for it, as Python does."""
    if isinstance(value, Array):
        raise Refusal("math", "math takes numbers: write np, or apply it to each entry")
    return value


_LANGUAGE = {"fabs": "abs"}

_TOTAL = frozenset({"exp", "expm1", "sin", "cos", "atan", "sinh", "cosh", "tanh", "asinh", "erf",
                    "erfc", "fabs", "hypot", "degrees", "radians", "exp2", "cbrt",
                    "copysign"})  # fmt: skip


def _whole_math(name: str, rule: Any, m: Machine, given: Values, named: Named) -> Value:
    build, near = rule
    (value,) = arguments(name, given, named, ("x",))
    assert value is not None
    if isinstance(value, Infinite):
        raise Refusal(name, f"math.{name} of infinity raises an error")
    return m.scalars.rounding(name, _single(value), build, near)


def _own(name: str, rule: Any, m: Machine, given: Values, named: Named) -> Value:
    build, count = rule
    if named or len(given) != count:
        raise Refusal(name, f"math.{name} takes {count} arguments")
    numbers = [m.scalars.number(_single(value), name) for value in given]
    return _raising(m, name, build, numbers)


def finite(word: str, m: Machine, value: Value) -> Bool:
    """isnan, isinf and isfinite of a number that is one; raises `Refusal` where it may be none."""
    if isinstance(value, Infinite):
        return Bool(k.TRUE if word == "isinf" else k.FALSE)
    if m.scalars.number(value, word).loose:
        raise Refusal(word, f"{word} of what may be nan is not read")
    return Bool(k.TRUE if word == "isfinite" else k.FALSE)


def _is_finite(word: str, m: Machine, given: Values, named: Named) -> Value:
    (value,) = arguments(word, given, named, ("x",))
    assert value is not None
    return finite(word, m, _single(value))


def _fsum(m: Machine, given: Values, named: Named) -> Value:
    return BUILTIN["float"](m, [BUILTIN["sum"](m, given, named)], {})


def _prod(m: Machine, given: Values, named: Named) -> Value:
    entries, start = arguments("prod", given, named, ("iterable", "start"), 1)
    assert entries is not None
    found: Value = start or whole(1)
    for entry in m.items(entries):
        found = m.scalars.binary("*", found, entry)
    return found


def _hypot(m: Machine, given: Values, named: Named) -> Value:
    return _raising(m, "hypot", hypot, [m.scalars.number(_single(v), "hypot") for v in given])


def _dist(m: Machine, given: Values, named: Named) -> Value:
    p, q = arguments("dist", given, named, ("p", "q"))
    assert p is not None and q is not None
    pairs = zip(m.collected(p), m.collected(q), strict=True)
    return _hypot(m, [m.scalars.binary("-", a, b) for a, b in pairs], {})


_OWN: Mapping[str, tuple[Callable[..., Term], int]] = {
    "log2": (base_log(2), 1), "log10": (base_log(10), 1), "pow": (f.power, 2), "fmod": (fmod, 2),
    "exp2": (lambda u: f.power(k.const(2), u), 1), "cbrt": (cube_root, 1),
    "degrees": (degrees, 1), "radians": (radians, 1), "copysign": (copysign, 2),
}  # fmt: skip
"""Functions that the language does not have by their name, and how many numbers they take."""

_WHOLE: Mapping[str, tuple[Callable[[Term], Term], Callable[[float], int]]] = {
    "floor": (f.floor, math.floor), "ceil": (f.ceiling, math.ceil), "trunc": (trunc, math.trunc),
}  # fmt: skip
"""Functions to whole numbers, with what Python makes of floats."""

MATH: Mapping[str, Call] = {
    **{name: partial(_formula, name)
       for name in ("sqrt", "exp", "expm1", "log", "log1p", "sin", "cos", "tan", "asin", "acos",
                    "atan", "atan2", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "fabs",
                    "erf", "erfc")},
    **{name: partial(_own, name, rule) for name, rule in _OWN.items()},
    **{name: partial(_whole_math, name, rule) for name, rule in _WHOLE.items()},
    **{name: partial(_is_finite, name) for name in ("isnan", "isinf", "isfinite")},
    "fsum": _fsum, "prod": _prod, "hypot": _hypot, "dist": _dist,
}  # fmt: skip

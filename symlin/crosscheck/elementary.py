"""The functions of the language in floats, each as a calculator has it.

Written down a second time, from the page that describes them and not from their exact meanings, so
that a slip in one of the two shows. None is raised into what a function has no value for: those
are errors of arithmetic, as everywhere in floats.
"""

from __future__ import annotations

import math
from collections.abc import Callable

ERRORS = (ArithmeticError, ValueError)
"""What floats raise where there is no value."""


def power(base: float, exponent: float) -> float:
    """base**exponent among the reals; raises `ValueError` where there is none."""
    if base == 0 and exponent < 0:
        raise ValueError("0 to a negative power")
    if base < 0 and exponent != math.floor(exponent):
        raise ValueError("a negative number to a power that is not whole")
    return math.pow(base, exponent)


def _sign(x: float) -> float:
    return math.copysign(1.0, x) if x else 0.0


def _heaviside(x: float, at_zero: float = 0.5) -> float:
    return at_zero if x == 0 else float(x > 0)


def _logarithm(x: float, base: float = math.e) -> float:
    return math.log(x) / math.log(base)


def _modulo(x: float, y: float) -> float:
    return x - y * math.floor(x / y)


def _real_root(x: float, degree: float) -> float:
    if degree % 2 == 1 and x < 0:
        return -power(-x, 1 / degree)
    return power(x, 1 / degree)


def _angle(y: float, x: float) -> float:
    if x == y == 0:
        raise ValueError("the origin has no angle")
    return math.atan2(y, x)


def _arc_cotangent(x: float) -> float:
    return math.atan(1 / x) if x else math.pi / 2


def _over(of: Callable[[float], float]) -> Callable[[float], float]:
    return lambda x: 1 / of(x)


def _of_inverse(of: Callable[[float], float]) -> Callable[[float], float]:
    return lambda x: of(1 / x)


FUNCTIONS: dict[str, Callable[..., float]] = {
    **{name: getattr(math, name) for name in ("exp", "sin", "cos", "tan", "atan", "asin", "acos")},
    **{name: getattr(math, name) for name in ("erf", "erfc", "sinh", "cosh", "tanh", "asinh")},
    **{name: getattr(math, name) for name in ("acosh", "atanh", "log1p", "expm1", "sqrt")},
    "Abs": abs,
    "abs": abs,
    "Max": lambda *values: max(values),
    "max": lambda *values: max(values),
    "Min": lambda *values: min(values),
    "min": lambda *values: min(values),
    "atan2": _angle,
    "sign": _sign,
    "floor": lambda x: float(math.floor(x)),
    "ceiling": lambda x: float(math.ceil(x)),
    "frac": lambda x: x - math.floor(x),
    "cbrt": lambda x: power(x, 1 / 3),
    "ln": math.log,
    "log": _logarithm,
    "cot": lambda x: math.cos(x) / math.sin(x),
    "sec": _over(math.cos),
    "csc": _over(math.sin),
    "acot": _arc_cotangent,
    "asec": _of_inverse(math.acos),
    "acsc": _of_inverse(math.asin),
    "sinc": lambda x: math.sin(x) / x if x else 1.0,
    "coth": lambda x: math.cosh(x) / math.sinh(x),
    "sech": _over(math.cosh),
    "csch": _over(math.sinh),
    "acoth": _of_inverse(math.atanh),
    "Integer": float,
    "Heaviside": _heaviside,
    "Mod": _modulo,
    "root": lambda x, degree: power(x, 1 / degree),
    "real_root": _real_root,
    "Rational": lambda p, q=1.0: p / q,
}
"""By the names that formulas have for them."""

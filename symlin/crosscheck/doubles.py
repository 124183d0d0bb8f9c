"""Double precision as the arithmetic of a program."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence

from symlin.kernel.numbers import Number


class Floats:
    """Double precision; NaN is undefined, and an infinity says that a value grew too large."""

    undefined = math.nan

    def constant(self, value: Number) -> float:
        """The nearest double; infinite beyond the largest."""
        try:
            return float(value)
        except OverflowError:
            return math.inf if value > 0 else -math.inf

    def combine(self, weights: Sequence[float], values: Sequence[float], constant: float) -> float:
        """Rounded after each step."""
        return sum(map(operator.mul, weights, values), constant)

    def product(self, factors: Sequence[float]) -> float:
        """Likewise."""
        return math.prod(factors)

    def power(self, base: float, exponent: int) -> float:
        """NaN for 1/0; infinite where it grows too large."""
        if math.isnan(base):
            return base  # NaN ** 0 would be 1
        try:
            return base**exponent
        except ZeroDivisionError:
            return math.nan
        except OverflowError:
            return -math.inf if base < 0 and exponent % 2 else math.inf

    def root(self, base: float, degree: int) -> float:
        """NaN for a negative number."""
        if base < 0:
            return math.nan
        return math.sqrt(base) if degree == 2 else math.pow(base, 1 / degree)

    def largest(self, values: Sequence[float]) -> float:
        """NaN where one of them is."""
        result = values[0]
        for value in values:
            if math.isnan(value):
                return value
            result = max(result, value)
        return result

    def apply(self, name: str, argument: float) -> float:
        """NaN outside the function's domain; infinite where it grows too large."""
        try:
            return _FUNCTIONS[name](argument)
        except ValueError:
            return math.nan
        except OverflowError:
            return math.inf

    def pi(self) -> float:
        """The nearest double."""
        return math.pi

    def sign(self, value: float) -> int | None:
        """None for NaN."""
        return None if math.isnan(value) else (value > 0) - (value < 0)


_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "exp": math.exp,
    "log": math.log,
    "sin": math.sin,
    "cos": math.cos,
    "atan": math.atan,
    "asin": math.asin,
    "erf": math.erf,
    "floor": lambda x: float(math.floor(x)),
    "abs": abs,
}

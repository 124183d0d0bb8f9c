"""Arithmetic that stays exact on rationals and turns to mpmath where it must.

Guards over rational operations are thus decided exactly, also at 1/3. A value of exp, log and
the like is an `Approx`, a number with a first-order bound of its error; a comparison that the
bound does not settle sets `unsure`, and `settle` asks again with more digits. What is still no
different from zero at the last of them counts as zero: this is a second opinion, not a proof.
Only beside numbers so small that they vanish in a sum there is no telling: then it is OutOfReach.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, TypeVar

from flint import fmpq, fmpz

from symlin.crosscheck.approximations import (
    Approx,
    OutOfReach,
    Value,
    bits,
    fits_a_double,
    parts,
)
from symlin.kernel.clock import check_time
from symlin.kernel.numbers import Number

DIGITS = (60, 250)
MORE_DIGITS = (*DIGITS, 4_500, 12_000)
"""For the few values of a counterexample, whose gap may be as small as a number can be written."""
LONGEST_RATIONAL = 20_000
"""Bits of a numerator beyond which an exact result costs more than it tells."""
LARGEST_EXPONENT = 2**40
"""Of 2, in the numbers that are computed: towers of exponentials pass any bound."""
LONGEST_FLOOR = 1_000_000
"""Bits of a whole part that is written out: 125 kB, and what can be larger than that needs not be
known to the last digit."""

T = TypeVar("T")


class Precise:
    """Values as above; with `rounding`, what double precision would lose counts as error.

    `extreme` numbers, which vanish in a sum beside 1 or make 1 vanish, may make a doubt wrong.
    """

    undefined: Value = None

    def __init__(self, rounding: bool = False) -> None:
        self.unsure = self.extreme = False
        self._rounding = rounding
        self._digits = DIGITS[0]

    def use(self, digits: int) -> None:
        """Set the working precision, and forget the doubts."""
        self.unsure = self.extreme = False
        if digits != self._digits:
            self._digits = digits
            self._context.dps = digits
            self.__dict__.pop("_epsilon", None)

    @cached_property
    def _context(self) -> Any:
        """Its own mpmath context, made when the first value is no rational number."""
        import mpmath

        context = mpmath.MPContext()
        context.dps = self._digits
        return context

    @cached_property
    def _epsilon(self) -> Any:
        return self._context.mpf(2) ** (-53 if self._rounding else 6 - self._context.prec)

    def constant(self, value: Number) -> Value:
        """The number itself, unless it is very long."""
        return self._rational(value)

    def combine(self, weights: Sequence[Value], values: Sequence[Value], constant: Value) -> Value:
        """Exact where all parts are; None where one of them has no value."""
        exact: Number = 0
        parts: list[Approx] = []
        for weight, value in zip((*weights, 1), (*values, constant), strict=True):
            if weight is None or value is None:
                return None
            if isinstance(weight, Approx) or isinstance(value, Approx):
                parts.append(self._times(self._approx(weight), self._approx(value)))
            else:
                exact += weight * value
        if not parts:
            return self._rational(exact)
        parts.append(self._approx(exact))
        mid = sum((p.mid for p in parts), self._context.zero)
        lost = abs(mid) if self._rounding else sum(abs(p.mid) for p in parts)
        return Approx(mid, sum(p.error for p in parts) + self._epsilon * lost)

    def product(self, factors: Sequence[Value]) -> Value:
        """Likewise; 0 where an exact factor is."""
        exact: Number = 1
        parts: list[Approx] = []
        for factor in factors:
            if factor is None:
                return None
            if isinstance(factor, Approx):
                parts.append(factor)
            else:
                exact *= factor
        if not parts or exact == 0:
            return self._rational(exact)
        result = self._approx(exact)
        for part in parts:
            result = self._times(result, part)
        return result

    def power(self, base: Value, exponent: int) -> Value:
        """None for 1/0; exact where the result is not too long.

        Raises `OutOfReach` where it is too large to be computed.
        """
        if base is None or (exponent < 0 and self.sign(base) == 0):
            return None
        if not isinstance(base, Approx):
            if bits(base) * abs(exponent) <= LONGEST_RATIONAL:
                return self._rational(fmpq(base) ** exponent)
            base = self._approx(base)
        if exponent < 0:
            base, exponent = self._inverse(base), -exponent
        size = abs(base.mid)
        self._within(self._context.mag(size) * exponent)
        error = (size + base.error) ** exponent - size**exponent
        return self._rounded(base.mid**exponent, error)

    def root(self, base: Value, degree: int) -> Value:
        """None for a negative number; exact for a perfect power."""
        sign = self.sign(base)
        if base is None or sign is None or sign < 0:
            return None
        if not isinstance(base, Approx):
            p, q = fmpz(fmpq(base).p), fmpz(fmpq(base).q)
            if p.root(degree) ** degree == p and q.root(degree) ** degree == q:
                return self._rational(fmpq(p.root(degree), q.root(degree)))
            base = self._approx(base)
        root = self._context.root
        mid = root(max(base.mid, 0), degree)
        return self._rounded(mid, mid - root(max(base.mid - base.error, 0), degree))

    def largest(self, values: Sequence[Value]) -> Value:
        """The largest; a comparison in doubt is harmless here, for the maximum is continuous."""
        if not any(isinstance(value, Approx) for value in values):
            defined = [value for value in values if value is not None]
            return max(defined) if len(defined) == len(values) else None
        mid, error = None, self._context.zero
        for value in values:
            if value is None:
                return None
            part = self._approx(value)
            mid = part.mid if mid is None else max(mid, part.mid)
            error = max(error, part.error)
        return Approx(mid, error)

    def apply(self, name: str, argument: Value) -> Value:
        """None outside the function's domain.

        Raises `OutOfReach` where the argument is too large.
        """
        if argument is None:
            return None
        if name == "abs":
            if isinstance(argument, Approx):
                return Approx(abs(argument.mid), argument.error)
            return argument if argument >= 0 else -argument
        if name == "floor":
            return self._floor(argument)
        if not isinstance(argument, Approx):
            if (name, argument) in _KNOWN:
                return _KNOWN[name, argument]
            argument = self._approx(argument)
        return self._transcendental(name, argument)

    def pi(self) -> Value:
        """In as many digits as are set."""
        return self._rounded(+self._context.pi, self._context.zero)

    def sign(self, value: Value) -> int | None:
        """0 for an approximation that may be 0, which leaves a doubt."""
        if value is None:
            return None
        if not isinstance(value, Approx):
            return int(value > 0) - int(value < 0)
        if abs(value.mid) > value.error:
            return 1 if value.mid > 0 else -1
        self.unsure = self.unsure or bool(value.error)
        return 0

    def differ(self, a: Value, b: Value) -> bool:
        """Whether two defined values are certainly not the same."""
        return self.sign(self.combine((1, -1), (a, b), 0)) != 0

    def _transcendental(self, name: str, x: Approx) -> Value:
        context = self._context
        self._within(x.mid)
        if name == "log":
            if self.sign(x) != 1:
                return None
            return self._rounded(context.log(x.mid), x.error / (x.mid - x.error))
        if name == "asin":
            return self._asin(x)
        value = getattr(context, name)(x.mid)
        self.extreme = self.extreme or (name == "erf" and x.mid**2 > 2 * self._digits)
        slope = value if name == "exp" else context.mpf("1.2")  # erf' <= 2/sqrt(pi) < 1.2
        return self._rounded(value, slope * x.error)

    def _asin(self, x: Approx) -> Value:
        context = self._context
        if self.sign(self.combine((-1,), (Approx(abs(x.mid), x.error),), 1)) == -1:
            return None
        mid = min(max(x.mid, -context.one), context.one)
        room = max(1 - mid**2 - x.error, x.error)
        return self._rounded(context.asin(mid), x.error / context.sqrt(room) if room else room)

    def _floor(self, x: Number | Approx) -> Value:
        if not isinstance(x, Approx):
            return int(fmpq(x).floor())
        if self._context.mag(x.mid) > LONGEST_FLOOR:
            raise OutOfReach
        low = int(self._context.floor(x.mid - x.error))
        high = int(self._context.floor(x.mid + x.error))
        self.unsure = self.unsure or low != high
        return high

    def _approx(self, value: Number | Approx) -> Approx:
        if isinstance(value, Approx):
            return value
        p, q = parts(value)
        self.extreme = self.extreme or bits(value) > 3 * self._digits
        mid = self._context.mpf(p) / q
        exact = self._rounding and fits_a_double(value)
        return Approx(mid, self._context.zero if exact else self._epsilon * abs(mid))

    def _rational(self, value: Number) -> Value:
        """The value itself, or an approximation where it is too long or a double rounds it."""
        if self._rounding:
            return value if fits_a_double(value) else self._approx(value)
        return value if bits(value) <= LONGEST_RATIONAL else self._approx(value)

    def _times(self, a: Approx, b: Approx) -> Approx:
        error = abs(a.mid) * b.error + abs(b.mid) * a.error + a.error * b.error
        return self._rounded(a.mid * b.mid, error)

    def _inverse(self, x: Approx) -> Approx:
        size = abs(x.mid)
        return self._rounded(1 / x.mid, x.error / (size * (size - x.error)))

    def _rounded(self, mid: Any, error: Any) -> Approx:
        check_time()  # thousands of digits take long
        self.extreme = self.extreme or (mid != 0 and abs(self._context.mag(mid)) > 3 * self._digits)
        return Approx(mid, error + self._epsilon * abs(mid))

    def _within(self, size: Any) -> None:
        if abs(size) > LARGEST_EXPONENT:
            raise OutOfReach


_KNOWN: dict[tuple[str, Number], Value] = {
    **{(name, 0): 0 for name in ("sin", "atan", "asin", "erf")},
    **{("exp", 0): 1, ("cos", 0): 1, ("log", 1): 0},
}


def settle(
    arithmetic: Precise,
    question: Callable[[], T],
    hurried: bool = False,
    tried: Sequence[int] = DIGITS,
    expected: Callable[[T], bool] = lambda answer: True,
) -> T:
    """The answer with as few digits as leave no doubt, or with the most that are tried.

    In a hurry the fewest have to do: there, what looks like equality is taken for it. More than
    DIGITS are tried only for extreme numbers, and before an answer that is not `expected` is
    believed. Raises OutOfReach where they leave a doubt.
    """
    for digits in tried[:1] if hurried else tried:
        arithmetic.use(digits)
        answer = question()
        enough = digits >= DIGITS[-1] and not arithmetic.extreme and expected(answer)
        if enough or not arithmetic.unsure:
            return answer
    if arithmetic.extreme:
        raise OutOfReach
    return answer

"""Numbers for the second opinion: rationals exactly, everything else in a set number of digits.

Two inexact numbers that agree to nearly all digits are taken for equal, and so is what vanishes
in a sum; each time that leaves a doubt, and whoever asked may ask again with more digits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath
from flint import fmpq

Num = Any
"""fmpq, or mpf of the context of a `Digits`."""

EXACT_BITS = 4_096
"""Rationals above this size go on as mpf."""
BEYOND = 20_000
"""Binary digits from which on whole parts are not computed."""
SPARE = 10
"""Digits that rounding may have taken from a number."""
RIGHT = 25
"""Digits that a result keeps, if there was no doubt."""


class Digits:
    """Arithmetic with so many digits; None is no value.

    `doubt`: something was taken for equal that may differ by less than the digits show.
    `extreme`: a number was so large or so small that it vanishes in a sum, which is how a doubt
    may be wrong; without it, what agrees to hundreds of digits is equal.
    """

    def __init__(self, digits: int) -> None:
        self.digits = digits
        self.context = mpmath.MPContext()
        self.context.dps = digits
        self.close = self.context.mpf(10) ** (SPARE - digits)
        self.unclear = self.context.mpf(10) ** (RIGHT - digits)
        self.large = self.context.mpf(2) ** 40
        self.doubt = self.extreme = False

    def real(self, value: Any) -> Any:
        """The value itself where it is a finite real number or a truth value, else None."""
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, fmpq):
            if max(value.p.bit_length(), value.q.bit_length()) > EXACT_BITS:
                return self.real(self.inexact(value))
            return value
        if isinstance(value, self.context.mpc):
            if value.imag != 0:
                return None
            value = value.real
        if not self.context.isfinite(value):
            return None
        self.extreme = self.extreme or (
            value != 0 and abs(self.context.mag(value)) > 3 * self.digits
        )
        return value

    def inexact(self, value: Num) -> Any:
        """The number as mpf."""
        if isinstance(value, fmpq):
            return self.context.mpf(int(value.p)) / self.context.mpf(int(value.q))
        return value

    def pair(self, a: Num, b: Num) -> tuple[Num, Num]:
        """Both exact, or both inexact."""
        if isinstance(a, fmpq) and isinstance(b, fmpq):
            return a, b
        return self.inexact(a), self.inexact(b)

    def sign_of_difference(self, a: Num, b: Num) -> int:
        """-1, 0 or 1 as a is less than b, equal to it to nearly all digits, or greater."""
        a, b = self.pair(a, b)
        if not isinstance(a, fmpq) and abs(a - b) <= self.close * max(abs(a), abs(b)):
            self.doubt = True
            return 0
        return sign(a - b)

    def add(self, *terms: Num) -> Num:
        """The sum; 0 where no digits of it are left."""
        exact = sum((t for t in terms if isinstance(t, fmpq)), fmpq(0))
        inexact = [t for t in terms if not isinstance(t, fmpq)]
        if not inexact:
            return exact
        total = sum(inexact, self.inexact(exact))
        largest = max(abs(t) for t in (*inexact, self.inexact(exact)))
        self.doubt = self.doubt or abs(total) <= self.unclear * largest
        return fmpq(0) if abs(total) <= self.close * largest else total

    def mul(self, *factors: Num) -> Num:
        """The product, exact as long as its factors are."""
        result: Num = fmpq(1)
        for factor in factors:
            a, b = self.pair(result, factor)
            result = a * b
        return result

    def pow(self, base: Num, exponent: Num) -> Num:
        """The power, None where it is not real; raises `OverflowError` for astronomical ones."""
        if abs(exponent) > 2**40:
            raise OverflowError
        whole = self.whole(exponent)
        power = self.context.power
        if whole is not None:
            if base == 0 and whole < 0:
                return None
            if isinstance(base, fmpq):
                bits = max(base.p.bit_length(), base.q.bit_length())
                if bits * abs(whole) <= 4 * EXACT_BITS:
                    return base**whole
            return power(self.inexact(base), whole)
        if base == 0:
            return fmpq(0) if exponent > 0 else None
        return None if base < 0 else power(self.inexact(base), self.inexact(exponent))

    def whole(self, value: Num) -> int | None:
        """The whole number that the value is, or agrees with to nearly all digits; else None.

        Raises `OverflowError` where it would have more than BEYOND digits.
        """
        if isinstance(value, fmpq):
            return int(value.p) if value.q == 1 else None
        if self.context.mag(value) > BEYOND:
            raise OverflowError
        nearest = self.context.nint(value)
        met = abs(value - nearest) <= self.close * max(1, abs(nearest))
        self.doubt = self.doubt or met
        return int(nearest) if met else None

    def floor(self, value: Num) -> fmpq:
        """The largest whole number that is not above the value."""
        if isinstance(value, fmpq):
            return fmpq(value.floor())
        whole = self.whole(value)
        return fmpq(int(self.context.floor(value)) if whole is None else whole)

    def mod(self, a: Num, b: Num) -> Num:
        """What is left of a after whole multiples of b, with b's sign; None for b = 0."""
        if b == 0:
            return None
        a, b = self.pair(a, b)
        return self.add(a, self.mul(fmpq(-1), b, self.floor(a / b)))

    def largest(self, *args: Num) -> Num:
        """The first of the largest numbers."""
        return self._best(1, args)

    def smallest(self, *args: Num) -> Num:
        """The first of the smallest numbers."""
        return self._best(-1, args)

    def _best(self, direction: int, args: tuple[Num, ...]) -> Num:
        best = args[0]
        for arg in args[1:]:
            if direction * self.sign_of_difference(arg, best) > 0:
                best = arg
        return best

    def circular(self, name: str) -> Callable[[Num], Num]:
        """sin and its kin: a zero or a pole that is met to nearly all digits is met."""
        function = getattr(self.context, name)

        def evaluate(angle: Num) -> Num:
            size = abs(self.inexact(angle))
            if size > self.large:
                raise OverflowError
            value = function(self.inexact(angle))
            if abs(value) > 1 / self.close:
                self.doubt = True
                return None
            self._weigh(value, angle)
            return fmpq(0) if abs(value) < self.close * min(1, size) else value

        return evaluate

    def anywhere(self, name: str) -> Callable[[Num], Num]:
        """mpmath's function of the name, fast for numbers of any size."""
        function = getattr(self.context, name)

        def evaluate(x: Num) -> Num:
            value = function(self.inexact(x))
            self._weigh(value, x)
            return value

        return evaluate

    def saturating(self, name: str) -> Callable[[Num], Num]:
        """exp and its kin: no float tells the values beyond `large` from that at `large`."""
        function = getattr(self.context, name)
        squared = name.startswith("erf")

        def evaluate(x: Num) -> Num:
            x = self.inexact(x)
            self.extreme = self.extreme or abs(x) * (abs(x) if squared else 2) > 2 * self.digits
            return function(max(min(x, self.large), -self.large))

        return evaluate

    def atan2(self, y: Num, x: Num) -> Num:
        """The angle of the point (x, y); None at the origin."""
        return None if x == 0 and y == 0 else self.context.atan2(self.inexact(y), self.inexact(x))

    def _weigh(self, value: Num, argument: Num) -> None:
        """A value near zero at an inexact argument that is not has lost digits."""
        if not isinstance(argument, fmpq):
            self.doubt = self.doubt or abs(value) < self.unclear * min(1, abs(argument))


def sign(a: Num) -> int:
    """-1, 0 or 1."""
    return 1 if a > 0 else -1 if a < 0 else 0

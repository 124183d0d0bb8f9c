"""What terms, guards and normal forms mean, written a second time: fractions and mpmath only.

Nothing here is shared with symlin/kernel but the classes of the nodes. `value` reads functions as
total (1/0 = 0, the logarithm and the root of a negative number are 0, asin is 0 outside [-1, 1],
a piecewise term without a branch that applies is 0), `partial_value` as the partial functions that
users mean. A number is a Fraction while it is exact, and an mpmath number with 60 digits otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

import mpmath

from symlin.kernel.numbers import Number
from symlin.kernel.polynomial import Atom, Poly
from symlin.kernel.term import (
    And,
    Const,
    Function,
    Guard,
    Max,
    Or,
    Piecewise,
    Power,
    Product,
    Relation,
    Root,
    Sum,
    Term,
    Truth,
    Var,
)

mpmath.mp.dps = 60
TINY = mpmath.mpf(10) ** -25
HUGE = 10**15

Real = Fraction | mpmath.mpf
Point = Mapping[str, Fraction]


class Uncertain(Exception):
    """The digits do not tell on which side of a jump the value lies, or it is too large."""


class Undefined(Exception):
    """The partial function has no value here."""


@lru_cache(maxsize=4096)
def number(value: Number) -> Fraction:
    """A flint or Python number as a Fraction."""
    return Fraction(str(value))


def mpf(value: Real) -> mpmath.mpf:
    if isinstance(value, Fraction):
        return mpmath.mpf(value.numerator) / value.denominator
    return value


def bounded(value: Real) -> Real:
    if -HUGE < value < HUGE:
        return value
    raise Uncertain


def plus(a: Real, b: Real) -> Real:
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return bounded(a + b)
    return bounded(mpf(a) + mpf(b))


def times(a: Real, b: Real) -> Real:
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return bounded(a * b)
    if any(isinstance(factor, Fraction) and factor == 0 for factor in (a, b)):
        return Fraction(0)
    return bounded(mpf(a) * mpf(b))


def sign(a: Real) -> int:
    if isinstance(a, Fraction):
        return (a > 0) - (a < 0)
    if abs(a) < TINY:
        raise Uncertain
    return 1 if a > 0 else -1


def close(a: Real, b: Real) -> bool:
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return a == b
    return bool(abs(mpf(a) - mpf(b)) < TINY)


def inverse(a: Real) -> Real:
    if sign(a) == 0:
        return Fraction(0)
    return bounded(1 / a)


def power(a: Real, exponent: int) -> Real:
    total: Real = a if exponent else Fraction(1)
    for _ in range(abs(exponent) - 1):
        total = times(total, a)
    return inverse(total) if exponent < 0 else total


def root(a: Real, degree: int) -> Real:
    if sign(a) <= 0:
        return Fraction(0)
    if isinstance(a, Fraction):
        parts = [round(mpmath.root(n, degree)) for n in (a.numerator, a.denominator)]
        exact = Fraction(int(parts[0]), int(parts[1]))
        if exact**degree == a:
            return exact
    return mpmath.root(mpf(a), degree)


def floor(a: Real) -> Real:
    if isinstance(a, Fraction):
        return Fraction(a.numerator // a.denominator)
    below = mpmath.floor(a)
    if a - below < TINY or below + 1 - a < TINY:
        raise Uncertain
    return Fraction(int(below))


def logarithm(a: Real) -> Real:
    if sign(a) <= 0 or a == 1:
        return Fraction(0)
    return mpmath.log(mpf(a))


def arcsine(a: Real) -> Real:
    if a == 0 or sign(plus(Fraction(1), -abs(a))) < 0:
        return Fraction(0)
    return mpmath.asin(mpf(a))


def odd(f: Callable[[mpmath.mpf], mpmath.mpf]) -> Callable[[Real], Real]:
    return lambda a: Fraction(0) if a == 0 else f(mpf(a))


def even(f: Callable[[mpmath.mpf], mpmath.mpf]) -> Callable[[Real], Real]:
    return lambda a: Fraction(1) if a == 0 else bounded(f(mpf(a)))


def exponential(a: Real) -> Real:
    if a > 40:
        raise Uncertain
    return even(mpmath.exp)(a)


FUNCTIONS: dict[str, Callable[[Real], Real]] = {
    "exp": exponential,
    "log": logarithm,
    "sin": odd(mpmath.sin),
    "cos": even(mpmath.cos),
    "atan": odd(mpmath.atan),
    "asin": arcsine,
    "erf": odd(mpmath.erf),
    "floor": floor,
    "abs": abs,
    "relu": lambda a: a if sign(a) > 0 else Fraction(0),
    "pos": lambda a: Fraction(int(sign(a) > 0)),
    "nul": lambda a: Fraction(int(sign(a) == 0)),
    "inv": inverse,
}


class Reading:
    """Terms and guards at one point; total functions, or with `partial` partial ones."""

    def __init__(self, point: Point, partial: bool = False) -> None:
        self.point, self.partial = point, partial
        self._seen: dict[Term, Real] = {}

    def none_if_partial(self) -> Real:
        if self.partial:
            raise Undefined
        return Fraction(0)

    def value(self, term: Term) -> Real:
        if term not in self._seen:
            self._seen[term] = self._value(term)
        return self._seen[term]

    def _value(self, term: Term) -> Real:
        match term:
            case Const(c):
                return number(c)
            case Var(name):
                return self.point[name]
            case Sum(weights, terms, constant):
                total: Real = number(constant)
                for w, t in zip(weights, terms, strict=True):
                    total = plus(total, times(number(w), self.value(t)))
                return total
            case Product(factors):
                values = [self.value(f) for f in factors]
                total = Fraction(1)
                for v in values:
                    total = times(total, v)
                return total
            case Power(base, exponent):
                v = self.value(base)
                if exponent < 0 and sign(v) == 0:
                    return self.none_if_partial()
                return power(v, exponent)
            case Root(base, degree):
                v = self.value(base)
                return self.none_if_partial() if sign(v) < 0 else root(v, degree)
            case Max(terms):
                return max((self.value(t) for t in terms), key=mpf)
            case Piecewise(branches):
                for guard, t in branches:
                    if self.holds(guard):
                        return self.value(t)
                return self.none_if_partial()
            case Function("pi"):
                return mpmath.pi + 0
            case Function(name, argument) if argument is not None:
                return self.apply(name, self.value(argument))
        raise AssertionError(term)

    def apply(self, name: str, u: Real) -> Real:
        if name == "log" and sign(u) <= 0:
            return self.none_if_partial()
        if name == "asin" and sign(plus(Fraction(1), -abs(u))) < 0:
            return self.none_if_partial()
        return FUNCTIONS[name](u)

    def holds(self, guard: Guard) -> bool:
        match guard:
            case Truth(value):
                return value
            case Relation(op, term):
                s = sign(self.value(term))
                return {"=": s == 0, "!=": s != 0, ">": s > 0, ">=": s >= 0}[op]
            case And(parts):
                return not self.any(parts, False)
            case Or(parts):
                return self.any(parts, True)
        raise AssertionError(guard)

    def any(self, parts: Sequence[Guard], wanted: bool) -> bool:
        """Whether a part has the wanted value; Kleene's reading of parts without a value."""
        missing = False
        for part in parts:
            try:
                if self.holds(part) is wanted:
                    return True
            except Undefined:
                missing = True
        if missing:
            raise Undefined
        return False


def value(term: Term, point: Point) -> Real:
    return Reading(point).value(term)


def holds(guard: Guard, point: Point) -> bool:
    return Reading(point).holds(guard)


def partial_value(term: Term, point: Point) -> Real | None:
    """The value of the partial function, None where it has none."""
    try:
        return Reading(point, partial=True).value(term)
    except Undefined:
        return None


class NormalReading:
    """Normal forms at one point; each, and every atom, is computed once."""

    def __init__(self, point: Mapping[str, Real]) -> None:
        self.point = point
        self._seen: dict[Atom, Real] = {}
        self._values: dict[Poly, Real] = {}

    def value(self, p: Poly) -> Real:
        if p not in self._values:
            self._values[p] = self._value(p)
        return self._values[p]

    def _value(self, p: Poly) -> Real:
        total: Real = Fraction(0)
        for m, c in p.terms.items():
            product: Real = number(c)
            for base, exponent in m:
                product = times(product, self.power(base, number(exponent)))
            total = plus(total, product)
        return total

    def power(self, base: Atom, exponent: Fraction) -> Real:
        if base.kind == "exp":
            return exponential(times(exponent, self.value(base.argument)))
        assert exponent.denominator == 1 and exponent > 0
        if base not in self._seen:
            self._seen[base] = self.atom(base)
        return power(self._seen[base], exponent.numerator)

    def atom(self, base: Atom) -> Real:
        match base.kind, base.argument:
            case "var", str() as name:
                return self.point[name]
            case "pi", None:
                return mpmath.pi + 0
            case "max", tuple() as parts:
                return max((Fraction(0), *map(self.value, parts)), key=mpf)
            case "root", (Poly() as u, int() as degree):
                return root(self.value(u), degree)
            case "opaque", (str() as name, *arguments):
                return opaque(name, list(map(self.value, arguments)))
            case kind, Poly() as u:
                return FUNCTIONS[kind](self.value(u))
        raise AssertionError(base.kind)


def opaque(name: str, values: list[Real]) -> Real:
    """What a function means whose theory is switched off."""
    if name == "max":
        return max(values, key=mpf)
    (u,) = values
    if name == "inverse":
        return FUNCTIONS["inv"](u)
    if name.startswith("root of degree "):
        return root(u, int(name.rsplit(maxsplit=1)[-1]))
    if name == "pi":
        return mpmath.pi + 0
    if name in (">", ">=", "=", "!="):
        s = sign(u)
        return Fraction({">": s > 0, ">=": s >= 0, "=": s == 0, "!=": s != 0}[name])
    return FUNCTIONS[name](u)


def normal_value(p: Poly, point: Mapping[str, Real]) -> Real:
    """The value of a normal form."""
    return NormalReading(point).value(p)

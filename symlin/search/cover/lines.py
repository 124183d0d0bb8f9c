"""A piecewise affine function at one place: the line that applies there, with its coefficients as
polynomials in the parameters, and the comparisons that chose it.

Functions are total here, as in the kernel: 1/0 is 0, and a piecewise term without a branch that
applies is 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx

from symlin.kernel.numbers import Number
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
    Sum,
    Term,
    Truth,
    Var,
    add,
    const,
    div,
    mul,
    power,
    scale,
    var,
)

HIGHEST = 6
"""The degree of a polynomial in the parameters above which nobody reads a condition on it."""


class NotLines(Exception):
    """The function is not made of lines, or too large to be looked at like this."""


# ---- coefficients ----


class Ring:
    """Polynomials in the parameters, over the rationals."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self.polynomials = fmpq_mpoly_ctx.get([f"g{k}" for k in range(len(names))], Ordering.lex)
        self.one = self.polynomials.constant(1)
        self.variables = dict(zip(names, self.polynomials.gens(), strict=True))

    def ratio(self, value: Number) -> Ratio:
        """A number as a coefficient."""
        return Ratio(self.polynomials.constant(fmpq(value)), self.one)

    def term(self, p: fmpq_mpoly) -> Term:
        """The polynomial as a term of the kernel."""
        parts = []
        for exponents, c in p.to_dict().items():
            powers = zip(self.names, exponents, strict=True)
            factors = (power(var(n), int(e)) for n, e in powers if e)
            parts.append(scale(c, mul(*factors)) if any(exponents) else const(c))
        return add(*parts) if parts else const(0)

    def equal_names(self, p: fmpq_mpoly | None) -> tuple[str, str] | None:
        """The two parameters that are equal where p = a - b is 0; None for other polynomials."""
        found = {} if p is None else p.to_dict()
        if sorted(map(int, map(sum, found))) != [1, 1] or sum(found.values()) != 0:
            return None
        one, other = (self.names[list(map(int, exponents)).index(1)] for exponents in found)
        return one, other


class Ratio(NamedTuple):
    """A quotient of polynomials; the denominator is not 0 where it was met."""

    num: fmpq_mpoly
    den: fmpq_mpoly

    def plus(self, other: Ratio) -> Ratio:
        """The sum."""
        # Mostly both are 1, and nothing has to be brought to a common denominator.
        if self.den == other.den:
            return Ratio(self.num + other.num, self.den)
        return Ratio(self.num * other.den + other.num * self.den, self.den * other.den).reduced()

    def times(self, other: Ratio) -> Ratio:
        """The product."""
        return Ratio(self.num * other.num, self.den * other.den).reduced()

    def reduced(self) -> Ratio:
        """Without common factors; raises `NotLines` where it grows too large."""
        num, den = self
        if not den.is_constant():
            common = num.gcd(den)
            num, den = divmod(num, common)[0], divmod(den, common)[0]
        # Products of many parameters grow without end, and nobody reads what comes of them.
        if max(num.total_degree(), den.total_degree()) > 2 * HIGHEST:
            raise NotLines
        return Ratio(num, den)

    @property
    def vanishes(self) -> bool:
        """Whether it is 0 for all parameters."""
        return is_zero(self.num)

    def term(self, ring: Ring) -> Term:
        """It as a term of the kernel."""
        num = ring.term(self.num)
        if self.den.is_constant():
            return scale(1 / self.den.leading_coefficient(), num)
        return div(num, ring.term(self.den))


class Line(NamedTuple):
    """slopes[k] * input k, added up, and an offset."""

    slopes: tuple[Ratio, ...]
    offset: Ratio

    def plus(self, other: Line) -> Line:
        """The sum."""
        slopes = zip(self.slopes, other.slopes, strict=True)
        return Line(tuple(a.plus(b) for a, b in slopes), self.offset.plus(other.offset))

    def times(self, factor: Ratio) -> Line:
        """The multiple."""
        return Line(tuple(s.times(factor) for s in self.slopes), self.offset.times(factor))

    @property
    def is_constant(self) -> bool:
        """Whether it depends on parameters only."""
        return all(s.vanishes for s in self.slopes)


class Value(NamedTuple):
    """The line at a place, and the number that it is there."""

    line: Line
    number: fmpq


def is_zero(p: fmpq_mpoly) -> bool:
    """Whether it is the polynomial 0."""
    return bool(p.is_zero())


# ---- one place ----


class Place:
    """Values at one point, for one choice of parameters; `met` has what was compared with 0."""

    def __init__(
        self,
        ring: Ring,
        inputs: Sequence[str],
        parameters: Mapping[str, fmpq],
        point: Sequence[fmpq],
    ) -> None:
        self.ring = ring
        # Inputs have slope 1 in themselves; parameters are offsets, as numbers are.
        zero, one = ring.ratio(0), ring.ratio(1)
        self.flat = (zero,) * len(inputs)
        self._variables: dict[str, Value] = {}
        for name, number in parameters.items():
            line = Line(self.flat, Ratio(ring.variables[name], ring.one))
            self._variables[name] = Value(line, number)
        for k, (name, number) in enumerate(zip(inputs, point, strict=True)):
            slopes = tuple(one if j == k else zero for j in range(len(inputs)))
            self._variables[name] = Value(Line(slopes, zero), number)
        self.met: list[Line] = []
        self._values: dict[Term, Value] = {}

    def value(self, node: Term) -> Value:
        """The value; raises `NotLines`."""
        if node not in self._values:
            self._values[node] = self._value(node)
        return self._values[node]

    def holds(self, guard: Guard) -> bool:
        """Whether the guard is true there; raises `NotLines`."""
        match guard:
            case Truth(value):
                return value
            case Relation(op, term):
                number = self._compared(self.value(term))
                signs = {"=": number == 0, "!=": number != 0, ">": number > 0, ">=": number >= 0}
                return signs[op]
            case And(parts):
                return all(self.holds(part) for part in parts)
            case Or(parts):
                return any(self.holds(part) for part in parts)
            case _:
                raise NotLines

    def _compared(self, value: Value) -> fmpq:
        line = value.line
        # A number compared with a number says nothing of parameters or places.
        if not (line.is_constant and line.offset.num.is_constant()):
            self.met.append(line)
        return value.number

    def _number(self, number: Number) -> Value:
        return Value(Line(self.flat, self.ring.ratio(number)), fmpq(number))

    def _value(self, node: Term) -> Value:
        match node:
            case Const(number):
                return self._number(number)
            case Var(name):
                return self._variables[name]
            case Sum(weights, terms, constant):
                total = self._number(constant)
                for w, t in zip(weights, terms, strict=True):
                    total = self._plus(total, self._times(self._number(w), self.value(t)))
                return total
            case Product(factors):
                total = self._number(1)
                for factor in factors:
                    total = self._times(total, self.value(factor))
                return total
            case Power(base, exponent):
                return self._power(self.value(base), exponent)
            case Max(terms):
                return self._largest([self.value(t) for t in terms])
            case Function("abs", argument) if argument is not None:
                value = self.value(argument)
                return self._largest([value, self._times(self._number(-1), value)])
            case Piecewise(branches):
                # Lazily, as the kernel does: a branch that is not taken may be anything.
                chosen = next((t for g, t in branches if self.holds(g)), None)
                return self._number(0) if chosen is None else self.value(chosen)
            case _:
                raise NotLines

    def _plus(self, a: Value, b: Value) -> Value:
        return Value(a.line.plus(b.line), a.number + b.number)

    def _times(self, a: Value, b: Value) -> Value:
        # One of the two has to be constant: a product of lines is no line.
        if not a.line.is_constant:
            a, b = b, a
        if not a.line.is_constant:
            raise NotLines
        return Value(b.line.times(a.line.offset), a.number * b.number)

    def _power(self, base: Value, exponent: int) -> Value:
        if exponent < 0:
            if not base.line.is_constant:
                raise NotLines
            # Where it is 0 the total value of 1/0 is 0; the domain says that this does not count.
            if self._compared(base) == 0:
                return self._number(0)
            offset = base.line.offset
            inverse = Value(Line(self.flat, Ratio(offset.den, offset.num)), 1 / base.number)
            return self._power(inverse, -exponent)
        if exponent > HIGHEST or (exponent > 1 and not base.line.is_constant):
            raise NotLines
        # Low powers only: the degree of what they make is looked at with each product.
        total = self._number(1)
        for _ in range(exponent):
            total = self._times(total, base)
        return total

    def _largest(self, values: Sequence[Value]) -> Value:
        best = values[0]
        for value in values[1:]:
            opposite = self._times(self._number(-1), best)
            if self._compared(self._plus(value, opposite)) > 0:
                best = value
        return best

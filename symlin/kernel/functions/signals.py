"""Operators on functions at functions that can be computed with: polynomials and finite sequences.

x = c_0 + c_1 t + ... with free coefficients makes an ordinary function of T: of the coefficients,
at one value of the index. Where a law of that breaks, the law of T breaks, and the coefficients say
at which functions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import perm
from typing import assert_never

from symlin.kernel import term as k
from symlin.kernel.certificate import Rejected
from symlin.kernel.claim import Subject
from symlin.kernel.definedness import definedness
from symlin.kernel.functions.expanding import powers_of
from symlin.kernel.functions.slopes import Unsmooth, slope
from symlin.kernel.functions.subject import (
    Derivative,
    Functional,
    FunctionSubject,
    Integral,
    Series,
    Value,
)
from symlin.kernel.normal import NormalForms
from symlin.kernel.numbers import exact
from symlin.kernel.walk import substitute, variables

MOST_TERMS = 1_000
"""Of a sum that is written out."""
MOST_DEGREE = 1_000
"""Of a monomial."""


@dataclass(frozen=True, slots=True)
class Monomial:
    """t^n, or a product of such powers of several variables."""

    exponents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Impulse:
    """The sequence that is 1 at one whole number, and 0 at all others."""

    place: int


Basis = Mapping[str, tuple[Monomial | Impulse, ...]]
"""For each unknown function, those whose combinations it is sought among."""


def coefficient(function: str, number: int) -> str:
    """The name of a coefficient; no language of symlin's can write it."""
    return f"{function}#{number}"


def restricted(subject: FunctionSubject, basis: Basis, at: Mapping[str, k.Term]) -> Subject:
    """The operator on combinations of the basis, at one value of the index, as a function of the
    coefficients; each value of a function that is given becomes a parameter.

    Raises `Rejected` where a functional cannot be computed there, or has no value.
    """
    if set(basis) != set(subject.unknowns):
        raise Rejected("a basis must name each unknown function")
    if set(at) != {i.name for i in subject.index}:
        raise Rejected("each index must be given a value")
    values = _Values(subject, basis, at)
    outputs = tuple(map(values.of, subject.outputs))
    guards = tuple(map(values.inside, subject.assumptions))
    inputs = tuple(
        coefficient(name, j) for name in subject.unknowns for j in range(len(basis[name]))
    )
    parameters = (*subject.parameters, *values.given.values())
    return Subject(inputs, parameters, outputs, (*guards, *values.stated))


class _Values:
    def __init__(self, subject: FunctionSubject, basis: Basis, at: Mapping[str, k.Term]) -> None:
        self.subject = subject
        self.basis = basis
        self.table = dict(subject.letters)
        self.forms = NormalForms()
        self.at = dict(at)
        for index in subject.index:
            if index.whole and not self.is_whole(at[index.name]):
                raise Rejected("a whole index is given a value that is not shown to be whole")
        self.given: dict[Value, str] = {}
        self.stated: list[k.Guard] = []
        """What must be true beside the subject's assumptions."""

    def inside(self, guard: k.Guard) -> k.Guard:
        return substitute((guard,), self.at)[0]

    def of(self, term: k.Term, bound: Mapping[str, k.Term] | None = None) -> k.Term:
        """The value of a term, with what the variables around it stand for."""
        places = self.at if bound is None else bound
        names = [n for n in variables(term) if n in self.table]
        letters = {n: self.functional(self.table[n], places) for n in names}
        return substitute((term,), {**places, **letters})[0]

    def functional(self, functional: Functional, bound: Mapping[str, k.Term]) -> k.Term:
        match functional:
            case Value(function, orders, arguments):
                found = tuple(self.of(a, bound) for a in arguments)
                return self.value(function, orders, found)
            case Derivative(body, variable, at):
                place = self.of(at, bound)
                return self.derivative(self.of(body, self.open(bound, variable)), variable, place)
            case Integral(body, variable, lower, upper):
                if lower is None or upper is None:
                    raise Rejected("an integral without end is not computed")
                inside = self.of(body, self.open(bound, variable))
                return self.integral(inside, variable, self.of(lower, bound), self.of(upper, bound))
            case Series(body, variable, lower, upper):
                if lower is None or upper is None:
                    raise Rejected("a sum without end is not computed")
                first, last = (self.whole_number(self.of(e, bound)) for e in (lower, upper))
                return self.series(body, variable, first, last, bound)
            case _:
                assert_never(functional)

    @staticmethod
    def open(bound: Mapping[str, k.Term], variable: str) -> dict[str, k.Term]:
        """The variable stands for itself."""
        return {**bound, variable: k.var(variable)}

    # ---- values of functions ----

    def value(self, function: str, orders: tuple[int, ...], places: tuple[k.Term, ...]) -> k.Term:
        if function in self.subject.sequences and not all(map(self.is_whole, places)):
            raise Rejected("a sequence is taken at a place that is not shown to be whole")
        if function not in self.basis:
            return self.held(Value(function, orders, places))
        parts = []
        for j, element in enumerate(self.basis[function]):
            factor = self.element(element, function, orders, places)
            parts.append(k.mul(factor, k.var(coefficient(function, j))))
        return k.add(*parts)

    def held(self, value: Value) -> k.Term:
        """A value of a function that is given: some number, the same at the same place."""
        own = set(self.subject.parameters)
        if set(variables(*value.arguments)) - own:  # of an unknown value, or a bound variable
            raise Rejected("a given function is not taken at a fixed place")
        normal = tuple(self.forms.normal(a).key for a in value.arguments)
        for known, name in self.given.items():
            if (known.function, known.orders) == (value.function, value.orders) and normal == tuple(
                self.forms.normal(a).key for a in known.arguments
            ):
                return k.var(name)
        name = f"{value.function}#{len(self.given)}"
        self.given[value] = name
        return k.var(name)

    def element(
        self,
        element: Monomial | Impulse,
        function: str,
        orders: tuple[int, ...],
        places: tuple[k.Term, ...],
    ) -> k.Term:
        if isinstance(element, Impulse):
            if function not in self.subject.sequences or any(orders) or len(places) != 1:
                raise Rejected("an impulse is a sequence")
            return k.ONE if self.whole_number(places[0]) == element.place else k.ZERO
        if len(element.exponents) != len(places):
            raise Rejected("a monomial has one exponent for each variable")
        if any(type(e) is not int or not 0 <= e <= MOST_DEGREE for e in element.exponents):
            raise Rejected("an exponent is no whole number of a size that can be computed")
        factors = []
        for exponent, order, place in zip(element.exponents, orders, places, strict=True):
            if order > exponent:
                return k.ZERO
            rest = exponent - order
            power = k.ONE if rest == 0 else k.power(place, rest)
            factors.append(k.scale(perm(exponent, order), power))
        return k.mul(*factors)

    def whole_number(self, place: k.Term) -> int:
        """The number that a term is; raises `Rejected` where it is not whole, or not a number."""
        normal = self.forms.normal(place)
        value = exact(normal.constant)
        if not normal.is_constant or not isinstance(value, int):
            raise Rejected("a place or an end of a sum is not shown to be a whole number")
        return value

    def is_whole(self, place: k.Term) -> bool:
        """Whether the term is a whole number, or made of whole parts."""
        normal = self.forms.normal(place)
        floor = self.forms.normal(k.function("floor", place))
        return floor == normal

    # ---- functionals ----

    def derivative(self, body: k.Term, variable: str, place: k.Term) -> k.Term:
        def rate(name: str) -> k.Term:
            return k.ONE if name == variable else k.ZERO

        try:
            found = slope(body, rate, kinks=True)
        except Unsmooth:
            raise Rejected("a derivative is not computed where a term jumps") from None
        found = k.piecewise((found, definedness([body])))  # what is constant must have a value too
        return substitute((found,), {variable: place})[0]

    def integral(self, body: k.Term, variable: str, lower: k.Term, upper: k.Term) -> k.Term:
        """Of a polynomial in the variable; its coefficients may be any terms."""
        powers = powers_of(body, variable)
        if powers is None:
            raise Rejected("an integrand is no polynomial in its variable")
        parts = []
        for exponent, factor in powers.items():
            n = exponent + 1
            ends = k.sub(k.power(upper, n), k.power(lower, n))
            parts.append(k.mul(factor, k.div(ends, k.const(n))))
        return k.add(*parts)

    def series(
        self, body: k.Term, variable: str, first: int, last: int, bound: Mapping[str, k.Term]
    ) -> k.Term:
        if last < first - 1:
            raise Rejected("a sum ends before it begins")
        if last - first >= MOST_TERMS:
            raise Rejected("a sum is too long to be written out")
        terms = (self.of(body, {**bound, variable: k.const(n)}) for n in range(first, last + 1))
        return k.add(*terms)

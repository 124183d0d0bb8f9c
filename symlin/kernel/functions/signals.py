"""Operators on functions at functions that can be computed with.

x = c_0 + c_1 t + ... with free coefficients makes an ordinary function of T: of the coefficients,
at one value of the index. Where a law of that breaks, the law of T breaks, and the coefficients say
at which functions. Where the ordinary function has a value, T has that value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import assert_never

from symlin.kernel import term as k
from symlin.kernel.certificate import Rejected
from symlin.kernel.claim import Subject
from symlin.kernel.clock import check_time
from symlin.kernel.definedness import definedness
from symlin.kernel.facts import Context, have_values
from symlin.kernel.functions.bases import (
    Basis,
    Bump,
    Element,
    Impulse,
    Monomial,
    checked_basis,
    coefficient,
    monomial,
)
from symlin.kernel.functions.expanding import powers_of
from symlin.kernel.functions.integral_numbers import Numbers
from symlin.kernel.functions.pieces import (
    Cells,
    Interval,
    Places,
    Whole,
    opened,
    pieces,
    single,
)
from symlin.kernel.functions.slopes import slope
from symlin.kernel.functions.subject import (
    Derivative,
    Functional,
    FunctionSubject,
    Integral,
    Series,
    Value,
)
from symlin.kernel.numbers import Number, exact
from symlin.kernel.walk import substitute, variables

MOST_TERMS = 1_000
"""Of a sum that is written out."""
MOST_STEPS = 10_000
"""Letters, terms of sums and pieces of integrals, one in the other: some seconds."""


def restricted(subject: FunctionSubject, basis: Basis, at: Mapping[str, k.Term]) -> Subject:
    """The operator on combinations of the basis, at one value of the index, as a function of the
    coefficients. Each value of a function that is given becomes a parameter, and so does each
    integral of a known term that is not computed.

    Raises `Rejected` where a functional cannot be computed there, or has no value, and `TooLarge`.
    """
    basis = checked_basis(basis, subject)
    if set(at) != {i.name for i in subject.index}:
        raise Rejected("each index must be given a value")
    values = _Values(subject, basis, at)
    outputs = tuple(values.of(output, values.at) for output in subject.outputs)
    inputs = tuple(
        coefficient(name, j) for name in subject.unknowns for j in range(len(basis[name]))
    )
    parameters = (*subject.parameters, *values.given.values(), *values.numbers.names.values())
    return Subject(inputs, parameters, outputs, values.assumptions)


class _Values:
    def __init__(self, subject: FunctionSubject, basis: Basis, at: Mapping[str, k.Term]) -> None:
        self.subject = subject
        self.basis = basis
        self.table = subject.table
        self.at = dict(at)
        self.given: dict[Value, str] = {}
        self.steps = MOST_STEPS
        self.cells = Cells()
        self.idle: str | None = None
        """A variable for whose values nothing but a 0 is looked for."""
        self.has_bumps = any(isinstance(e, Bump) for row in basis.values() for e in row)
        places = definedness(tuple(at.values()))
        guards = substitute(subject.assumptions, self.at)
        self.assumptions = guards if places is k.TRUE else (*guards, places)
        self.forms = Context(self.assumptions)
        self.numbers = Numbers(self.forms)
        for index in subject.index:
            if index.whole and not self.is_whole(at[index.name]):
                raise Rejected("a whole index is given a value that is not shown to be whole")

    def of(self, term: k.Term, places: Places) -> k.Term:
        """The value of a term, with what the variables around it stand for."""
        names = [n for n in variables(term) if n in self.table]
        letters = {n: self.functional(self.table[n], places) for n in names}
        return substitute((term,), {**places, **letters})[0]

    def functional(self, functional: Functional, places: Places) -> k.Term:
        self.step()  # of letters that share letters, each is met on many ways
        match functional:
            case Value(function, orders, arguments):
                found = tuple(self.of(a, places) for a in arguments)
                return self.value(function, orders, found)
            case Derivative(body, variable, at):
                place = self.of(at, places)
                return self.derivative(self.of(body, opened(places, variable)), variable, place)
            case Integral():
                return self.integral(functional, places)
            case Series():
                return self.series(functional, places)
            case _:
                assert_never(functional)

    # ---- values of functions ----

    def value(self, function: str, orders: tuple[int, ...], places: tuple[k.Term, ...]) -> k.Term:
        if function not in self.basis:
            found: k.Term = self.held(Value(function, orders, places))
        else:
            row = enumerate(self.basis[function])
            factors = ((self.element(e, orders, places), coefficient(function, j)) for j, e in row)
            found = k.add(*(k.mul(factor, k.var(name)) for factor, name in factors))
        if function in self.subject.sequences:
            there = (k.eq(p, k.function("floor", p)) for p in places if not self.is_whole(p))
            return self.stated(found, places, *there)
        return self.stated(found, places)

    def stated(self, value: k.Term, places: tuple[k.Term, ...], *guards: k.Guard) -> k.Term:
        """The value where the places have one, and the guards hold: a constant has none at 1/0, a
        sequence none at 1/2."""
        known = () if have_values(places) else (definedness(places),)
        where = k.conjunction(*known, *guards)
        return value if where is k.TRUE else k.piecewise((value, where))

    def held(self, value: Value) -> k.Term:
        """A value of a function that is given: some number, the same at the same place."""
        # the parameters are fixed, and nothing else is
        names = set(variables(*value.arguments)) - set(self.subject.parameters)
        if self.idle is not None and names == {self.idle}:
            return self.anything()
        if names:  # of an unknown value, or a bound variable
            raise Rejected("a given function is not taken at a fixed place")
        for known, name in self.given.items():
            if (known.function, known.orders) == (value.function, value.orders) and all(
                self.forms.decide(k.eq(a, b)) is True
                for a, b in zip(known.arguments, value.arguments, strict=True)
            ):
                return k.var(name)
        name = coefficient(value.function, len(self.given))
        self.given[value] = name
        return k.var(name)

    def element(
        self, element: Element, orders: tuple[int, ...], places: tuple[k.Term, ...]
    ) -> k.Term:
        match element:
            case Monomial():
                return monomial(element, orders, places)
            case Impulse():
                (place,) = single(places)
                return self.cells.impulse(element, place)
            case Bump():
                (place,) = single(places)
                return self.cells.bump(element, orders[0], place)
            case _:
                assert_never(element)

    def number(self, term: k.Term) -> Number | None:
        """The number that a term is, where it is one."""
        normal = self.forms.normal(term)
        shown = normal.is_constant and have_values((term,), self.assumptions)
        return exact(normal.constant) if shown else None

    def whole_number(self, place: k.Term) -> int:
        """The number that a term is; raises `Rejected` where it is not whole, or not a number."""
        value = self.number(place)
        if not isinstance(value, int):
            raise Rejected("a place or an end of a sum is not shown to be a whole number")
        return value

    def is_whole(self, place: k.Term) -> bool:
        """Whether the term is a whole number wherever it has a value."""
        below = self.cells.is_whole(place)
        if below is not None:
            return below
        either = (place, k.neg(place))  # 1 - n is whole where n - 1 is
        return any(self.forms.decide(k.eq(p, k.function("floor", p))) is True for p in either)

    # ---- functionals ----

    def derivative(self, body: k.Term, variable: str, place: k.Term) -> k.Term:
        def rate(name: str) -> k.Term:
            return k.ONE if name == variable else k.ZERO

        # what is constant must have a value too
        found = k.piecewise((slope(body, rate, kinks=True), definedness([body])))
        return self.stated(substitute((found,), {variable: place})[0], (place,))

    def integral(self, functional: Integral, places: Places) -> k.Term:
        """Of a polynomial in the variable, or of several, one on each piece."""
        lower, upper = (None if e is None else self.of(e, places)
                        for e in (functional.lower, functional.upper))  # fmt: skip
        if lower is not None and upper is not None and not self.has_bumps:
            return self.stated(self.piece(functional, places, lower, upper), (lower, upper))
        first, last = (None if e is None else self.number(e) for e in (lower, upper))
        if (first is None) is not (lower is None) or (last is None) is not (upper is None):
            raise Rejected("an integral of pieces does not go from one number to another")
        if first is not None and last is not None and last < first:
            return k.neg(self.cut_up(functional, places, (last, first)))
        return self.cut_up(functional, places, (first, last))

    def cut_up(self, functional: Integral, places: Places, ends: Interval) -> k.Term:
        """An integral from left to right, piece by piece."""
        name = functional.variable
        # once without a cut, to see where functions end
        with self.cells.within(name, ends) as marks, self.idly(name):
            self.of(functional.body, opened(places, name))
        total = []
        for low, high in pieces(*ends, marks):
            self.step()
            with self.cells.within(name, (low, high)) as more:
                if low is None or high is None:
                    total.append(self.nothing(functional, places))
                else:
                    total.append(self.piece(functional, places, k.const(low), k.const(high)))
            if more:
                raise AssertionError("an integrand is not cut where its functions end")
        return k.add(*total)

    @contextmanager
    def idly(self, name: str) -> Iterator[None]:
        """A value that depends on this variable, of a given function, may be any number."""
        before, self.idle = self.idle, name
        try:
            yield
        finally:
            self.idle = before

    def anything(self) -> k.Term:
        """A number of which nothing is known, not even that it is the same at the same place."""
        self.step()
        return k.var(f"#any{self.steps}")

    def nothing(self, functional: Integral | Series, places: Places) -> k.Term:
        """0 where the body is, whatever the variable; raises `Rejected` where it is not."""
        with self.idly(functional.variable):
            body = self.of(functional.body, opened(places, functional.variable))
        if self.forms.normal(body):  # not 0 for all values of the variable
            raise Rejected("an integral or a sum without end does not end where its functions do")
        if not have_values((body,), self.assumptions):
            raise Rejected("an integral or a sum without end is not shown to have a value")
        return k.ZERO

    def piece(self, functional: Integral, places: Places, lower: k.Term, upper: k.Term) -> k.Term:
        """Of one polynomial in the variable; its coefficients may be any terms."""
        body = self.of(functional.body, opened(places, functional.variable))
        if not self.forms.normal(body) and have_values((body,), self.assumptions):
            return k.ZERO
        powers = powers_of(body, functional.variable)
        if powers is None:
            own = self.subject.parameters
            return self.numbers.integral(body, functional.variable, (lower, upper), own)
        parts = []
        for exponent, factor in powers.items():
            n = exponent + 1
            ends = k.sub(k.power(upper, n), k.power(lower, n))
            parts.append(k.mul(factor, k.div(ends, k.const(n))))
        return k.add(*parts)

    def series(self, functional: Series, places: Places) -> k.Term:
        """A sum of terms that are written out; of one without end, those that are not 0."""
        name = functional.variable
        first, last = (None if e is None else self.whole_number(self.of(e, places))
                       for e in (functional.lower, functional.upper))  # fmt: skip
        numbers: list[int] | range
        if first is None or last is None:
            with self.cells.within(name, Whole()) as marks:
                self.nothing(functional, places)
                whole = sorted(n for n in marks if isinstance(n, int))
            numbers = [n for n in whole if (first is None or n >= first)
                       and (last is None or n <= last)]  # fmt: skip
        elif last < first - 1:  # conventions differ
            raise Rejected("a sum ends before it begins")
        else:
            numbers = range(first, last + 1)
        if len(numbers) > MOST_TERMS:
            raise Rejected("a sum is too long to be written out")
        terms = (self.of(functional.body, {**places, name: k.const(n)}) for n in numbers)
        return k.add(*terms)

    def step(self) -> None:
        check_time()
        self.steps -= 1
        if self.steps < 0:
            raise Rejected("sums and integrals have more terms than can be written out")

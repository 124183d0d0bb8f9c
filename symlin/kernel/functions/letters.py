"""The letters of operators on functions: what they are made of, in one table and one form.

Integrands are multiplied out, factors that do not depend on the bound variable leave the integral,
and the variable is shifted and scaled so that the first function in the integrand is taken at it.
Where what was written has a value, so has what is read, and the same one: for functions that are as
smooth as the derivatives that occur, and for which every part exists.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import assert_never

from symlin.kernel import term as k
from symlin.kernel.facts import Context
from symlin.kernel.functions.expanding import addends
from symlin.kernel.functions.integrals import End, Integrals
from symlin.kernel.functions.subject import (
    Derivative,
    Functional,
    FunctionSubject,
    Integral,
    Series,
    Value,
)
from symlin.kernel.walk import substitute


def floored(subject: FunctionSubject, terms: tuple[k.N, ...]) -> tuple[k.N, ...]:
    """The terms with floor(n) for each index n that is whole: true at all real n, a fact is true at
    whole ones."""
    floors = {i.name: k.function("floor", k.var(i.name)) for i in subject.index if i.whole}
    return substitute(terms, floors)


class Letters(Integrals):
    """The letters of one operator."""

    def __init__(self, subject: FunctionSubject) -> None:
        super().__init__(subject)
        self.subject = subject

    def read(self) -> tuple[k.Term, ...]:
        """The outputs of the operator over letters of this table; raises `Rejected`, `TooLarge`."""
        known: dict[str, k.Term] = {}
        # each letter uses those before it
        for name, functional in self.subject.letters:
            known[name] = self._put(functional, known)
        return substitute(self.subject.outputs, known)

    def _put(self, functional: Functional, known: Mapping[str, k.Term]) -> k.Term:
        """The functional over letters of this table, of which `known` says what they are."""

        def term(found: k.Term) -> k.Term:
            return substitute((found,), known)[0]

        def end(found: End) -> End:
            return None if found is None else term(found)

        match functional:
            case Value(function, orders, arguments):
                return self.letter(Value(function, orders, tuple(map(term, arguments))))
            case Derivative(body, variable, at):
                return self.derivative(term(body), variable, term(at))
            case Integral(body, variable, lower, upper):
                return self.integral(term(body), variable, end(lower), end(upper))
            case Series(body, variable, lower, upper):
                return self.series(term(body), variable, end(lower), end(upper))
            case _:
                assert_never(functional)

    # ---- sums ----

    def series(self, body: k.Term, variable: str, lower: End, upper: End) -> k.Term:
        """The sum over whole numbers as a sum of letters with factors, likewise."""
        if lower is None or upper is None:  # the sums of addends need not converge
            every = self.collected(body, variable)
            if len(every) > 1:
                every = [(k.ONE, (k.add(*(k.mul(f, *m) for f, m in every)),))]
        else:  # of finitely many terms, each of which has a value
            every = addends(body, self.moving(body, variable))
        total = []
        for factor, moving in every:
            total.append(k.mul(factor, self._series(k.mul(*moving), variable, lower, upper)))
        return k.add(*total)

    def _series(self, body: k.Term, variable: str, lower: End, upper: End) -> k.Term:
        place = self.place(body, variable)
        # x[2k] is not taken at every whole number
        if place is None or abs(place[0]) != 1 or not self._is_whole(place[1]):
            return self.letter(Series(body, variable, lower, upper))
        scaled = self.scaled(body, variable, lower, upper)
        if lower is None or upper is None:
            return self.letter(Series(scaled.body, variable, scaled.lower, scaled.upper))
        total = []
        for factor, moving in addends(scaled.body, self.moving(scaled.body, variable)):
            letter = self.letter(Series(k.mul(*moving), variable, scaled.lower, scaled.upper))
            total.append(k.mul(factor, letter))
        return k.add(*total)

    def _is_whole(self, shift: k.Term) -> bool:
        """Whether a sum may run over k + shift: x(k + 1/2) is taken at no whole number."""
        # n stands for floor(n), which is n at whole n
        (found,) = floored(self.subject, (shift,))
        return self._facts.decide(k.eq(found, k.function("floor", found))) is True

    @cached_property
    def _facts(self) -> Context:
        return Context(floored(self.subject, self.subject.assumptions))

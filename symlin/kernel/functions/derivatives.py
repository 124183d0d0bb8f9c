"""Derivatives of terms over letters: the product, chain and Leibniz rules, and the fundamental
theorem of calculus."""

from __future__ import annotations

from symlin.kernel import term as k
from symlin.kernel.claim import conjuncts
from symlin.kernel.definedness import definedness
from symlin.kernel.functions.continuity import Smooth
from symlin.kernel.functions.slopes import Unsmooth, slope
from symlin.kernel.functions.subject import Derivative, Functional, FunctionSubject, Integral, Value
from symlin.kernel.functions.table import Table


class Derivatives(Table):
    """A table with derivatives.

    Where what was written has a derivative, what is made of it has a value, and the same one: for
    functions that are as smooth as the derivatives that occur.
    """

    def __init__(self, subject: FunctionSubject) -> None:
        super().__init__(subject)
        self.smooth = Smooth(self.table, self.sequences)
        self._rates: dict[tuple[str, str], k.Term | None] = {}
        """Of letters by variables: many letters may share one."""

    def derivative(self, body: k.Term, variable: str, at: k.Term) -> k.Term:
        """d body / d variable at a place: by the rules where they apply, else a letter."""
        try:
            rate = self.slope(body, variable)
        except Unsmooth:
            # d body(v + at) / dv at v = 0: then a shift of the place is one of the functions
            shifted = self.at(body, variable, k.add(k.var(variable), at))
            return self.letter(Derivative(shifted, variable, k.ZERO))
        # a part that does not move leaves the rate, and must have a value all the same
        fixed = (g for g in conjuncts([definedness([body])]) if not self.depends(g, variable))
        stated = k.conjunction(*fixed)
        rate = rate if stated is k.TRUE else k.piecewise((rate, stated))
        return self.at(rate, variable, at)

    def slope(self, term: k.Term, variable: str) -> k.Term:
        """The derivative by the variable, letters included; raises `Unsmooth`."""
        return slope(term, lambda name: self._rate(name, variable))

    def _rate(self, name: str, variable: str) -> k.Term | None:
        """The derivative of a variable or letter."""
        if name == variable:
            return k.ONE
        if name not in self.table or variable not in self.needs[name]:
            return k.ZERO
        if (name, variable) not in self._rates:
            self._rates[name, variable] = self._rate_of(self.table[name], variable)
        return self._rates[name, variable]

    def _rate_of(self, functional: Functional, variable: str) -> k.Term | None:
        match functional:
            case Value():
                return self._chain(functional, variable)
            case Integral():
                return self._leibniz(functional, variable)
            case _:  # of a sum: its ends may move; of a derivative: there may be none
                return None

    def _chain(self, value: Value, variable: str) -> k.Term:
        """Of x(g): the sum of a partial derivative of x at g times one of g."""
        found = []
        for place, argument in enumerate(value.arguments):
            rate = self.slope(argument, variable)
            if rate is not k.ZERO:
                orders = list(value.orders)
                orders[place] += 1
                raised = Value(value.function, tuple(orders), value.arguments)
                found.append(k.mul(self.letter(raised), rate))
        return k.add(*found)

    def _leibniz(self, functional: Integral, variable: str) -> k.Term | None:
        body, bound = functional.body, functional.variable
        if bound == variable:  # an end depends on another variable of that name
            return None
        inside = self.slope(body, variable)
        infinite = functional.lower is None or functional.upper is None
        if infinite and inside is not k.ZERO:
            return None  # to differentiate below an infinite integral takes more than smoothness
        if not self.smooth.is_continuous(body):
            return None  # the integral from 0 to t of [s = 1] has the derivative 0 at t = 1
        total = [self.integral(inside, bound, functional.lower, functional.upper)]
        return k.add(*total, self.at_ends(functional, variable))

    def at_ends(self, functional: Integral, variable: str) -> k.Term:
        """body(upper) upper' - body(lower) lower'; raises `Unsmooth`."""
        found = []
        for end, sign in ((functional.upper, 1), (functional.lower, -1)):
            rate = k.ZERO if end is None else self.slope(end, variable)
            if end is not None and rate is not k.ZERO:
                there = self.at(functional.body, functional.variable, end)
                found.append(k.scale(sign, k.mul(there, rate)))
        return k.add(*found)

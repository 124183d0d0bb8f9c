"""Integrals over a table of letters: linearity, substitution, integration by parts.

Each step keeps the value of an integral that exists, and every integral that it leads to exists as
well: what is not known to be bounded is not taken apart, for the integrals of a and of b need not
exist where that of a + b does.
"""

from __future__ import annotations

from typing import NamedTuple

from symlin.kernel import term as k
from symlin.kernel.certificate import Rejected
from symlin.kernel.functions.derivatives import Derivatives
from symlin.kernel.functions.expanding import Addend, addends, powers_of
from symlin.kernel.functions.slopes import Unsmooth
from symlin.kernel.functions.subject import FunctionSubject, Integral, Value, ends
from symlin.kernel.numbers import Number, quotient

End = k.Term | None
Path = tuple[tuple[int, k.Term], ...]
"""Letters and their signs: together, the integral from one end to another."""
Steps = dict[bytes, dict[bytes, Path]]
LEFT, RIGHT = b"-oo", b"oo"
"""Of ends; no normal form is known by these."""


class Scaled(NamedTuple):
    """weight * the integral of the body from lower to upper."""

    body: k.Term
    lower: End
    upper: End
    weight: Number


class Integrals(Derivatives):
    """A table with derivatives and integrals."""

    def __init__(self, subject: FunctionSubject) -> None:
        super().__init__(subject)
        self._intervals: dict[tuple[str, bytes], Steps] = {}
        """By integrand and end: the ends that are reached from there by one letter."""

    def integral(self, body: k.Term, variable: str, lower: End, upper: End) -> k.Term:
        """The integral as a sum of letters with factors; raises `Rejected` where it diverges."""
        if body is k.ZERO or (lower is not None and upper is not None and self.same(lower, upper)):
            return k.ZERO
        total = []
        # apart twice: a shift of the variable makes sums of products
        for factor, moving in self.apart(body, variable, lower, upper):
            scaled = self.scaled(k.mul(*moving), variable, lower, upper)
            inside = self._extracted(scaled.body, variable, scaled.lower, scaled.upper)
            total.append(k.mul(factor, k.scale(scaled.weight, inside)))
        return k.add(*total)

    def _extracted(self, body: k.Term, variable: str, lower: End, upper: End) -> k.Term:
        """Letters of integrals, once factors that are free of the variable have left them."""
        total = []
        for factor, moving in self.apart(body, variable, lower, upper):
            total.append(k.mul(factor, self._one(moving, variable, lower, upper)))
        return k.add(*total)

    # ---- what may be integrated by itself ----

    def apart(self, body: k.Term, variable: str, lower: End, upper: End) -> list[Addend]:
        """The integrand as addends whose integrals exist where that of the whole does."""
        every = self.collected(body, variable)
        if len(every) <= 1:
            return every
        alone: list[Addend] = []
        if lower is not None and upper is not None:
            facts = _inside(k.var(variable), lower, upper)
            alone = [a for a in every if self.smooth.is_bounded(k.mul(*a[1]), facts)]
        rest = [a for a in every if a not in alone]
        if len(rest) <= 1:  # what is left of an integral that exists
            return every
        return [*alone, (k.ONE, (k.add(*(k.mul(f, *m) for f, m in rest)),))]

    def collected(self, body: k.Term, variable: str) -> list[Addend]:
        """The addends, those that differ in a factor without the variable put together."""
        found: dict[bytes, Addend] = {}
        for factor, moving in addends(body, self.moving(body, variable)):
            key = self.form(k.mul(*moving))
            before = found.get(key)
            total = factor if before is None else k.add(before[0], factor)
            found[key] = (total, moving if before is None else before[1])
        return list(found.values())

    # ---- substitution ----

    def scaled(self, body: k.Term, variable: str, lower: End, upper: End) -> Scaled:
        """The same integral over u, where the first unknown function is taken at u."""
        place = self.place(body, variable)
        if place is None:  # over the variable as it is
            return Scaled(body, lower, upper, 1)
        rate, shift = place  # u = rate * s + shift
        body = self.at(body, variable, k.scale(quotient(1, rate), k.sub(k.var(variable), shift)))
        lower, upper = (None if end is None else k.add(k.scale(rate, end), shift)
                        for end in (lower, upper))  # fmt: skip
        if rate < 0:  # turned round, with the sign that the weight would have
            lower, upper = upper, lower
        return Scaled(body, lower, upper, quotient(1, rate if rate > 0 else -rate))

    def place(self, body: k.Term, variable: str) -> tuple[Number, k.Term] | None:
        """Where the first unknown function in the body is taken: a number other than 0 times the
        variable, plus what is free of it."""
        for name in self.letters_in(body):
            functional = self.table[name]
            if not isinstance(functional, Value) or functional.function not in self.unknowns:
                continue
            if len(functional.arguments) != 1 or variable not in self.needs[name]:
                continue
            powers = powers_of(functional.arguments[0], variable)
            if powers is None or set(powers) - {0, 1}:
                return None
            shift, rate = powers.get(0, k.ZERO), powers.get(1)
            # a letter in the shift may depend on the variable: x(s + h(s))
            if self.depends(shift, variable) or not isinstance(rate, k.Const) or rate.value == 0:
                return None
            return rate.value, shift
        return None

    # ---- one integral ----

    def _one(self, factors: tuple[k.Term, ...], variable: str, lower: End, upper: End) -> k.Term:
        s = k.var(variable)
        if lower is None or upper is None:
            if not factors:  # of a constant, and not of 0
                raise Rejected("an integral diverges")
            return self._over(k.mul(*factors), variable, lower, upper)
        if all(f is s for f in factors):  # s^n
            n = len(factors) + 1
            return k.div(k.sub(k.power(upper, n), k.power(lower, n)), k.const(n))
        whole = self._antiderivative(factors, variable)
        if whole is not None:  # the fundamental theorem, for a derivative without jumps
            first, last = (self.at(whole, variable, end) for end in (lower, upper))
            return k.sub(last, first)
        by_parts = self._by_parts(factors, variable, lower, upper)
        return self._over(k.mul(*factors), variable, lower, upper) if by_parts is None else by_parts

    def _antiderivative(self, factors: tuple[k.Term, ...], variable: str) -> k.Term | None:
        """x, where x' at the variable is all that there is."""
        if len(factors) != 1 or not isinstance(factors[0], k.Var):
            return None
        functional = self.table.get(factors[0].name)
        if not isinstance(functional, Value) or len(functional.arguments) != 1:
            return None
        (order,) = functional.orders
        if order == 0 or not self.same(functional.arguments[0], k.var(variable)):
            return None
        return self.letter(Value(functional.function, (order - 1,), (k.var(variable),)))

    def _by_parts(
        self, factors: tuple[k.Term, ...], variable: str, lower: k.Term, upper: k.Term
    ) -> k.Term | None:
        """Of s^n J(s), where J is an integral whose ends alone depend on s: [s^m J(s)]/m - the
        integral of s^m J'(s)/m, with m = n + 1."""
        s = k.var(variable)
        others = [f for f in factors if f is not s]
        inner = self.table.get(others[0].name) if isinstance(others[0], k.Var) else None
        if len(others) != 1 or not isinstance(inner, Integral):
            return None
        # else J' would hold an integral again, and there might be no end
        if variable in self.free(inner.body) - {inner.variable}:
            return None
        # J' is the integrand at the ends, and J must have no jumps in between
        if not all(map(self.smooth.is_continuous, (inner.body, *ends(inner)))):
            return None
        m = len(factors)  # n factors s, and J
        try:
            rate = self.at_ends(inner, variable)
        except Unsmooth:
            return None
        whole = k.mul(k.power(s, m), others[0])
        first, last = (self.at(whole, variable, end) for end in (lower, upper))
        rest = self.integral(k.mul(k.power(s, m), rate), variable, lower, upper)
        return k.scale(quotient(1, m), k.sub(k.sub(last, first), rest))

    # ---- intervals that meet ----

    def _over(self, body: k.Term, variable: str, lower: End, upper: End) -> k.Term:
        """The letter of an integral, or letters from whose intervals its own is put together."""
        if not self.smooth.is_bounded(body):
            return self.letter(Integral(body, variable, lower, upper))
        ends = (LEFT if lower is None else self.form(lower),
                RIGHT if upper is None else self.form(upper))  # fmt: skip
        functional = self.renamed(Integral(body, variable, lower, upper))
        known = self._intervals.setdefault((functional.variable, self.form(functional.body)), {})
        # each letter is the difference of an antiderivative at its ends
        path = _path(known, *ends)
        if path is None:
            found = self.letter(functional)
            known.setdefault(ends[0], {})[ends[1]] = ((1, found),)
            known.setdefault(ends[1], {})[ends[0]] = ((-1, found),)
            return found
        return k.add(*(k.scale(sign, letter) for sign, letter in path))


def _inside(variable: k.Term, lower: k.Term, upper: k.Term) -> tuple[k.Guard, ...]:
    """That the variable lies between the ends, where these are numbers."""
    if not isinstance(lower, k.Const) or not isinstance(upper, k.Const):
        return ()
    first, last = (lower, upper) if lower.value <= upper.value else (upper, lower)
    return k.ge(variable, first), k.ge(last, variable)


def _path(known: Steps, start: bytes, end: bytes) -> Path | None:
    """The letters that lead from one end to another."""
    reached: dict[bytes, Path] = {start: ()}
    todo = [start]
    for here in todo:
        if here == end:
            return reached[here]
        for there, step in known.get(here, {}).items():
            if there not in reached:
                reached[there] = (*reached[here], *step)
                todo.append(there)
    return None

"""Derivatives of terms by the rules of calculus."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from symlin.kernel import term as k
from symlin.kernel.clock import check_time
from symlin.kernel.definedness import definedness
from symlin.kernel.facts import Context
from symlin.kernel.walk import variables

Inner = Callable[[str], k.Term | None]
"""The derivative of a variable; None where it has none that can be named."""


class Unsmooth(Exception):
    """A term bends or jumps, or a part of it has no derivative that can be named."""


def slope(term: k.Term, inner: Inner, *, kinks: bool = False) -> k.Term:
    """The derivative of the term, by those of its variables; raises `Unsmooth`.

    Where the term has a derivative, it has that value: it may have values elsewhere too. With
    `kinks` it is the other way round: where it has a value, that is the derivative of the term. It
    has none where |u|, a maximum or a piecewise term changes its piece, though there may be one.
    """
    return _Slope(inner, kinks).of(term)


class _Slope:
    def __init__(self, inner: Inner, kinks: bool) -> None:
        self.inner = inner
        self.kinks = kinks
        self.done: dict[k.Term, k.Term] = {}

    def of(self, term: k.Term) -> k.Term:
        if term not in self.done:
            check_time()
            self.done[term] = self._of(term)
        return self.done[term]

    def _of(self, term: k.Term) -> k.Term:
        match term:
            case k.Const():
                return k.ZERO
            case k.Var(name):
                found = self.inner(name)
                if found is None:  # a letter whose derivative is no letter
                    raise Unsmooth
                return found
            case k.Sum(weights, terms, _):
                return k.add(*(k.scale(w, self.of(t)) for w, t in zip(weights, terms, strict=True)))
            case k.Product(factors):
                return self.product(factors)
            case k.Power(base, exponent):
                rate = self.of(base)
                # u^0 is 1 also where u = 0, and the rule would divide by u
                if rate is k.ZERO or (exponent == 0 and not self.kinks):
                    return k.ZERO
                return k.scale(exponent, k.mul(k.power(base, exponent - 1), rate))
            case k.Root(base, degree):  # (u^(1/d))' = u^(1/d) u' / (d u)
                return self.chain(k.div(term, k.mul(k.const(degree), base)), base, open_at=base)
            case k.Function(name, argument):
                return k.ZERO if argument is None else self.function(name, argument, term)
            case k.Max(terms):
                return self.maximum(terms)
            case k.Piecewise(branches):
                return self.piecewise(branches)
            case _:
                assert_never(term)

    def chain(self, outer: k.Term, argument: k.Term, open_at: k.Term | None = None) -> k.Term:
        """`outer` is the derivative where `open_at`, which is never negative, is not 0."""
        rate = self.of(argument)
        if rate is k.ZERO:
            return k.ZERO
        # sqrt(v^4) has a derivative at 0, where the rule gives none
        if open_at is not None and not self.kinks and Context(()).decide(k.gt(open_at)) is not True:
            raise Unsmooth
        return k.mul(outer, rate)

    def product(self, factors: tuple[k.Term, ...]) -> k.Term:
        parts = []
        for place, factor in enumerate(factors):
            rate = self.of(factor)
            if rate is not k.ZERO:  # else nothing is added, though the others may have no value
                parts.append(k.mul(*factors[:place], rate, *factors[place + 1 :]))
        return k.add(*parts)

    def function(self, name: str, u: k.Term, term: k.Term) -> k.Term:
        square = k.power(u, 2)
        match name:
            case "exp":
                return self.chain(term, u)
            case "log":
                return self.chain(k.power(u, -1), u)
            case "sin":
                return self.chain(k.function("cos", u), u)
            case "cos":
                return self.chain(k.neg(k.function("sin", u)), u)
            case "atan":
                return self.chain(k.power(k.add(k.ONE, square), -1), u)
            case "asin":
                rest = k.sub(k.ONE, square)
                return self.chain(k.power(k.sqrt(rest), -1), u, open_at=rest)
            case "erf":
                gauss = k.function("exp", k.neg(square))
                return self.chain(k.div(k.scale(2, gauss), k.sqrt(k.PI)), u)
            case "abs":
                rate = self.bent(u)  # at u = 0 neither branch is taken
                above, below = (rate, k.gt(u)), (k.neg(rate), k.gt(k.neg(u)))
                return k.ZERO if rate is k.ZERO else k.piecewise(above, below)
            case "floor":
                rate = self.bent(u)  # constant nearby, where u is no whole number
                return k.ZERO if rate is k.ZERO else where([rate], (k.ZERO, k.ne(u, term)))
            case _:
                raise Unsmooth

    def bent(self, argument: k.Term) -> k.Term:
        """The derivative of what a function with kinks is applied to."""
        rate = self.of(argument)
        if rate is not k.ZERO and not self.kinks:
            raise Unsmooth
        return rate

    def maximum(self, terms: tuple[k.Term, ...]) -> k.Term:
        rates = [self.bent(t) for t in terms]
        if all(rate is k.ZERO for rate in rates):
            return k.ZERO
        largest = (
            (rate, k.conjunction(*(k.gt(t, other) for other in terms if other is not t)))
            for t, rate in zip(terms, rates, strict=True)
        )
        return where(rates, *largest)

    def piecewise(self, branches: tuple[tuple[k.Guard, k.Term], ...]) -> k.Term:
        guards = [guard for guard, _ in branches]
        edges = dict.fromkeys(t for guard in guards for t in _relations(guard))
        # a branch that a constant decides is the same nearby
        fixed = [edge for edge in edges if self.is_constant(edge)]
        moving = [edge for edge in edges if edge not in fixed]
        if moving and not self.kinks:
            raise Unsmooth
        found = k.piecewise(*((self.of(value), guard) for guard, value in branches))
        if not moving:
            return found
        return where(list(map(self.of, moving)), (found, k.conjunction(*map(k.ne, moving))))

    def is_constant(self, term: k.Term) -> bool:
        return all(self.inner(name) is k.ZERO for name in variables(term))


def where(rates: list[k.Term], *branches: tuple[k.Term, k.Guard]) -> k.Term:
    """The branches where all of the rates have a value: there, what they are the rates of has no
    jump, and so keeps its sign nearby where it is not 0."""
    defined = definedness(rates)
    found = k.piecewise(*branches)
    return found if defined is k.TRUE else k.piecewise((found, defined))


def _relations(guard: k.Guard) -> list[k.Term]:
    match guard:
        case k.Relation(_, term):
            return [term]
        case k.And(parts) | k.Or(parts):
            return [t for part in parts for t in _relations(part)]
        case k.Truth():
            return []
        case _:
            assert_never(guard)

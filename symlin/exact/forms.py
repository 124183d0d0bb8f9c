"""Normal forms written as terms again, and divided by powers of e."""

from __future__ import annotations

from typing import cast

from flint import fmpq

from symlin.kernel.clock import check_time
from symlin.kernel.numbers import Number, exact
from symlin.kernel.polynomial import Atom, Monomial, Poly, atom, monomial
from symlin.kernel.term import (
    ONE,
    PI,
    TRUE,
    ZERO,
    Term,
    add,
    const,
    eq,
    function,
    gt,
    maximum,
    mul,
    piecewise,
    power,
    root,
    scale,
    var,
)


def to_term(p: Poly) -> Term:
    """A term with the same total value as p; raises `OutOfTime`."""
    return _Writing().term(p)


def atom_term(base: Atom) -> Term:
    """The atom as a term; raises `ValueError` for a kind that normal forms do not have."""
    return _Writing().atom(base)


class _Writing:
    """One normal form, in which what stands in many places is written once."""

    def __init__(self) -> None:
        self._known: dict[int, Term] = {}  # by ids: the parts live as long as the whole

    def term(self, p: Poly) -> Term:
        found = self._known.get(id(p))
        if found is None:
            check_time()
            found = add(*(scale(c, self._monomial(m)) for m, c in p.sorted_terms()))
            self._known[id(p)] = found
        return found

    def _monomial(self, m: Monomial) -> Term:
        """The product; root(u) / u is written as 1 / root(u), which is 0 for u <= 0 as well."""
        exponents = dict(m)
        factors: list[Term] = []
        for base, exponent in m:
            inverse = _inverse(base)
            if exponent == 1 and inverse is not None and exponents.get(inverse) == 1:
                exponents[base], exponents[inverse] = -1, 0
        for base, exponent in exponents.items():
            if exponent != 0:
                factors.append(self._power(base, exponent))
        return mul(*factors)

    def _power(self, base: Atom, exponent: Number) -> Term:
        if base.kind == "exp":
            return function("exp", scale(exponent, self.term(cast(Poly, base.argument))))
        if base.kind == "inv":
            return power(self.term(cast(Poly, base.argument)), -int(fmpq(exponent).p))
        return power(self.atom(base), int(fmpq(exponent).p))

    def atom(self, base: Atom) -> Term:
        argument = base.argument
        match base.kind, argument:
            case "var", str():
                return var(argument)
            case "pi", _:
                return PI
            case "root", (Poly() as inner, int() as degree):
                return root(self.term(inner), degree)
            case "max", tuple():
                return maximum(ZERO, *(self.term(cast(Poly, part)) for part in argument))
            case "relu", Poly():
                return maximum(self.term(argument), ZERO)
            case "pos", Poly():
                return piecewise((ONE, gt(self.term(argument))), (ZERO, TRUE))
            case "nul", Poly():
                return piecewise((ONE, eq(self.term(argument))), (ZERO, TRUE))
            case "inv", Poly():
                return power(self.term(argument), -1)
            case kind, Poly():
                return function(kind, self.term(argument))
            case _:
                raise ValueError(base.kind)


def _inverse(base: Atom) -> Atom | None:
    """1 / u for the square root of u."""
    if base.kind != "root" or cast(tuple[Poly, int], base.argument)[1] != 2:
        return None
    return atom("inv", cast(tuple[Poly, int], base.argument)[0])


def power_of(m: Monomial) -> Monomial:
    """The power of e in a monomial."""
    return tuple((base, e) for base, e in m if base.kind == "exp")


def over_power(p: Poly, divisor: Monomial) -> Poly:
    """p divided by a power of e."""
    terms: dict[Monomial, Number] = {}
    for m, c in p.terms.items():
        exponents = dict(m)
        for base, e in divisor:
            exponents[base] = exact(exponents.get(base, 0) - e)
        terms[monomial(exponents)] = c
    return Poly(terms)


def simplified(p: Poly) -> Term:
    """The same for a closed value, as a constant where it is rational."""
    return const(p.constant) if p.is_constant else to_term(p)

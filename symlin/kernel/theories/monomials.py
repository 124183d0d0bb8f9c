"""Monomials and atoms in the forms in which several theories write them."""

from __future__ import annotations

from symlin.kernel.numbers import Number
from symlin.kernel.polynomial import (
    ZERO_POLY,
    Atom,
    Monomial,
    Poly,
    Terms,
    atom,
    atom_poly,
    monomial,
    multiply_monomials,
)


def monomial_poly(m: Monomial, coefficient: Number = 1) -> Poly:
    """A multiple, by a number other than 0, of one monomial."""
    return Poly({m: coefficient})


def odd(kind: str, u: Poly) -> Poly:
    """f(u) for a function with f(-u) = -f(u): the atom's argument has a positive leading
    coefficient."""
    if not u:
        return ZERO_POLY
    positive = u.terms[u.lead] > 0
    value = atom_poly(atom(kind, u if positive else -u))
    return value if positive else -value


def exchanged(m: Monomial, base: Atom, exponent: Number, by: Poly | None = None) -> Terms:
    """m with base**exponent in place of its power of base, times `by`."""
    rest = monomial({**dict(m), base: exponent})
    if by is None:
        return {rest: 1}
    total: Terms = {}
    for n, c in by.terms.items():
        product = multiply_monomials(rest, n)
        total[product] = total.get(product, 0) + c
    return total

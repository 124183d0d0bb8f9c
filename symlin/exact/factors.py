"""Factors of normal forms over the rationals."""

from __future__ import annotations

from collections.abc import Mapping
from math import lcm

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx

from symlin.kernel.numbers import Number, exact, quotient
from symlin.kernel.polynomial import (
    Atom,
    Monomial,
    Poly,
    atom_poly,
    atoms_of,
    common_monomial,
    monomial,
    without,
)

MOST_TERMS = 200
"""Monomials of a polynomial that is factored: flint cannot be interrupted."""
HIGHEST = 200
"""The largest degree of one: flint has no memory for astronomical ones."""


def factored(p: Poly) -> list[Poly]:
    """The different irreducible factors over the rationals."""
    return list(dict.fromkeys(factors_of(p)))


def factors_of(p: Poly) -> list[Poly]:
    """Factors whose product is p up to a number: atoms common to all monomials, and irreducible
    polynomials, each as often as it occurs, in roots of exponentials where p has such; p itself
    where it is too large."""
    common = common_monomial(p.terms)
    rest = without(p, common)
    if not _is_proper(rest):
        return [p]
    outer = [atom_poly(base, exponent) for base, exponent in common]
    if rest.is_constant:
        return outer
    parts = dict.fromkeys(atoms_of(rest), 1)
    for m in rest.terms:
        for base, e in m:
            parts[base] = lcm(parts[base], int(fmpq(e).q))
    _, factors = _forth(rest, parts).factor()
    for f, count in factors:
        outer.extend([_back(f.to_dict(), parts)] * int(count))
    return outer


def _is_proper(p: Poly) -> bool:
    """Whether flint may have it: a polynomial that is not too long, of no astronomical degree."""
    exponents = [[fmpq(e) for _, e in m] for m in p.terms]
    signed = all(e >= 0 for row in exponents for e in row)
    low = all(sum(e * e.q for e in row) <= HIGHEST for row in exponents)
    return signed and low and len(p.terms) <= MOST_TERMS


def _forth(p: Poly, parts: Mapping[Atom, int]) -> fmpq_mpoly:
    """p in the roots of its atoms of these degrees."""
    ring = fmpq_mpoly_ctx.get([f"g{k}" for k in range(len(parts))], Ordering.lex)
    place = {a: k for k, a in enumerate(parts)}
    rows = {}
    for m, c in p.terms.items():
        exponents = [0] * len(parts)
        for base, e in m:
            exponents[place[base]] = int((fmpq(e) * parts[base]).p)
        rows[tuple(exponents)] = fmpq(c)
    return ring.from_dict(rows)


def _back(rows: Mapping[tuple[int, ...], fmpq], parts: Mapping[Atom, int]) -> Poly:
    terms: dict[Monomial, Number] = {}
    for exponents, c in rows.items():
        pairs = zip(parts.items(), exponents, strict=True)
        factors: dict[Atom, Number] = {a: quotient(int(e), degree) for (a, degree), e in pairs}
        terms[monomial(factors)] = exact(c)
    return Poly(terms)

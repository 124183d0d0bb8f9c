"""Factors of normal forms over the rationals."""

from __future__ import annotations

from collections.abc import Sequence

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx

from symlin.kernel.polynomial import Atom, Monomial, Poly, atom_poly, atoms_of, content, monomial
from symlin.kernel.signs import without
from symlin.kernel.term import Number, exact

MOST_TERMS = 200
HIGHEST = 200
"""Largest degree of a polynomial that is factored: flint has no memory for astronomical ones."""


def factored(p: Poly) -> list[Poly]:
    """The different irreducible factors over the rationals."""
    return list(dict.fromkeys(factors_of(p)))


def factors_of(p: Poly) -> list[Poly]:
    """Factors whose product is p up to a number: atoms common to all monomials, and irreducible
    polynomials, each as often as it occurs; p itself where it has fractional exponents."""
    common = content(p)
    rest = without(p, common)
    if not _is_proper(rest):
        return [p]
    outer = [atom_poly(base, exponent) for base, exponent in common]
    if rest.is_constant:
        return outer
    atoms = list(atoms_of(rest))
    _, factors = _forth(rest, atoms).factor()
    for f, count in factors:
        outer.extend([_back(f.to_dict(), atoms)] * int(count))
    return outer


def _is_proper(p: Poly) -> bool:
    """Whether flint may have it: a polynomial that is not too long, of no astronomical degree."""
    exponents = [[fmpq(e) for _, e in m] for m in p.terms]
    whole = all(e.q == 1 and e >= 0 for row in exponents for e in row)
    return whole and len(p.terms) <= MOST_TERMS and all(sum(row) <= HIGHEST for row in exponents)


def _forth(p: Poly, atoms: Sequence[Atom]) -> fmpq_mpoly:
    ring = fmpq_mpoly_ctx.get([f"g{k}" for k in range(len(atoms))], Ordering.lex)
    place = {a: k for k, a in enumerate(atoms)}
    rows = {}
    for m, c in p.terms.items():
        exponents = [0] * len(atoms)
        for base, e in m:
            exponents[place[base]] = int(fmpq(e).p)
        rows[tuple(exponents)] = fmpq(c)
    return ring.from_dict(rows)


def _back(rows: dict[tuple[int, ...], fmpq], atoms: Sequence[Atom]) -> Poly:
    terms: dict[Monomial, Number] = {}
    for exponents, c in rows.items():
        factors: dict[Atom, Number] = dict(zip(atoms, map(int, exponents), strict=True))
        terms[monomial(factors)] = exact(c)
    return Poly(terms)

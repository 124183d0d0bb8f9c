"""Factors that flint proposes; whoever uses them multiplies them out again."""

from __future__ import annotations

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx
from flint.utils.flint_exceptions import DomainError

from symlin.kernel.polynomial import Atom, Monomial, Poly, atoms_of, monomial
from symlin.kernel.term import Number, exact, quotient

HIGHEST = 32
"""Largest degree of a polynomial that is factored."""


def factored(p: Poly, most: int) -> tuple[Number, list[tuple[Poly, int]]] | None:
    """(c, [(f, k), ...]) with p = c * product of f**k and f irreducible, for p of 2 monomials or
    more but no more than `most`, without fractional exponents."""
    if not 1 < len(p.terms) <= most or not _is_proper(p):
        return None
    atoms = list(atoms_of(p))
    constant, factors = _as_mpoly(p, atoms).factor()
    return exact(constant), [(_from_mpoly(f, atoms), int(count)) for f, count in factors]


def _is_proper(p: Poly) -> bool:
    """Whether flint may have it: it runs out of memory, or of time, over huge degrees."""
    whole = all(fmpq(e).q == 1 and e >= 0 for m in p.terms for _, e in m)
    return whole and max(sum(int(fmpq(e).p) for _, e in m) for m in p.terms) <= HIGHEST


def _as_mpoly(p: Poly, atoms: list[Atom]) -> fmpq_mpoly:
    ring = fmpq_mpoly_ctx.get([f"g{k}" for k in range(len(atoms))], Ordering.lex)
    rows = {tuple(int(dict(m).get(a, 0)) for a in atoms): fmpq(c) for m, c in p.terms.items()}
    return ring.from_dict(rows)


def _from_mpoly(q: fmpq_mpoly, atoms: list[Atom]) -> Poly:
    terms: dict[Monomial, Number] = {}
    for exponents, coefficient in q.to_dict().items():
        factors = {a: int(e) for a, e in zip(atoms, exponents, strict=True)}
        terms[monomial(factors)] = exact(coefficient)
    return Poly(terms)


def square_root(p: Poly) -> tuple[Poly, Number] | None:
    """(r, c) with p = c * r**2, if flint finds them; the caller multiplies them out again."""
    atoms = list(atoms_of(p))
    if not _is_proper(p):
        return None
    q = _as_mpoly(p, atoms)
    c = q.leading_coefficient()
    try:
        found = (q * quotient(1, c)).sqrt()
    except (ValueError, DomainError):
        return None
    return _from_mpoly(found, atoms), exact(c)

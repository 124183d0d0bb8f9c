"""Factors of normal forms over the rationals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from flint import Ordering, fmpq, fmpq_mpoly_ctx

from symlin.kernel.polynomial import Atom, Poly, atoms_of
from symlin.kernel.term import exact


def factored(p: Poly) -> list[Poly]:
    """The irreducible factors over the rationals; p itself where it has atoms with fractional
    exponents."""
    atoms = list(atoms_of(p))
    if any(fmpq(e).q != 1 or e < 0 for m in p.terms for _, e in m) or len(p.terms) > 200:
        return [p]
    ring = fmpq_mpoly_ctx.get([f"g{k}" for k in range(len(atoms))], Ordering.lex)
    place = {a: k for k, a in enumerate(atoms)}
    rows = {}
    for m, c in p.terms.items():
        exponents = [0] * len(atoms)
        for base, e in m:
            exponents[place[base]] = int(fmpq(e).p)
        rows[tuple(exponents)] = fmpq(c)
    _, factors = ring.from_dict(rows).factor()
    return [_back(cast(dict[tuple[int, ...], fmpq], f.to_dict()), atoms) for f, _ in factors]


def _back(rows: dict[tuple[int, ...], fmpq], atoms: Sequence[Atom]) -> Poly:
    terms = {}
    for exponents, c in rows.items():
        m = tuple(
            sorted(
                ((a, int(e)) for a, e in zip(atoms, exponents, strict=True) if e),
                key=lambda f: f[0].order,
            )
        )
        terms[m] = exact(c)
    return Poly(terms)

"""What a sum of squares may be made of: products of facts, and bases of polynomials to square."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product
from typing import NamedTuple

from flint import fmpq, fmpq_mat

from symlin.exact.forms import to_term
from symlin.kernel.facts import Context
from symlin.kernel.intervals import POS, times
from symlin.kernel.numbers import Number, exact
from symlin.kernel.polynomial import ONE_POLY, Atom, Monomial, Poly, atoms_of, combine, monomial
from symlin.search.proofs.gram import Products
from symlin.search.proofs.sign_facts import SignFact, with_cosines

MOST_BASIS = 16
"""Polynomials to square with one weight: its Gram matrix has 136 unknown entries then."""
MOST_FACTS = 4
"""At most so many facts, whose products are weights as well."""
GRID: tuple[Number, ...] = (0, 1, -1, 2, -2)
"""Where zeros of the target are looked for: inequalities are mostly made to touch 0 there."""
MOST_MOVING = 3
"""At most so many variables, for which the grid is searched: it has 5**3 points then."""


class Weight(NamedTuple):
    """A product of facts, and polynomials that span those whose squares it is multiplied with."""

    fact: SignFact
    basis: tuple[Poly, ...]


# ---- bases ----


def degree(p: Poly) -> int:
    """The total degree, every atom counting as one."""
    return max((_total(m) for m in p.terms), default=0)


def _total(m: Monomial) -> int:
    return sum(int(fmpq(e).ceil()) for _, e in m)


def products(context: Context, weight: Weight) -> Products:
    """The products g w_i w_k, for k <= i."""
    g, w = weight.fact.p, weight.basis
    return tuple(tuple(context.product(g, w[i], w[k]) for k in range(i + 1)) for i in range(len(w)))


def weights(context: Context, target: Poly, given: Sequence[SignFact]) -> list[Weight] | None:
    """The weights that the target may need, or None where they are too many."""
    atoms = with_cosines(atoms_of(target))
    top = max(degree(target), *(degree(row.p) for row in given), 2)
    bases: list[Weight] = []
    for row in _products_of(context, given, top):
        # The squares' degree and the weight's together: no more than the next even number, for
        # what is of a higher degree nothing could cancel.
        twice = (top + 1) // 2 * 2 - degree(row.p)
        basis = _monomials(context, atoms, twice, None if given else target)
        if len(basis) > 2 * MOST_BASIS:
            return None
        bases.append(Weight(row, basis))
    # Smaller bases are not only faster: Newton's method needs matrices that are definite, which
    # those with a square that has to be 0 are not.
    bases = _without_zeros(target, _reduced(context, target, bases))
    return None if any(len(w.basis) > MOST_BASIS for w in bases) else bases


def _products_of(context: Context, given: Sequence[SignFact], top: int) -> list[SignFact]:
    """1, the facts, and the products of two of them that are of no higher degree."""
    rows = [SignFact((), ONE_POLY, POS), *given]
    for a, b in combinations(given[:MOST_FACTS], 2):
        p = context.product(a.p, b.p)
        if degree(p) <= top:
            rows.append(SignFact((*a.factors, *b.factors), p, times(a.mask, b.mask)))
    return rows


def _monomials(
    context: Context, atoms: Sequence[Atom], twice: int, target: Poly | None
) -> tuple[Poly, ...]:
    """Monomials whose squares are of no higher degree, in all and (with a target) in each atom;
    none that normal forms express by others."""
    most = {
        a: max(int(fmpq(dict(m).get(a, 0)).ceil()) for m in target.terms)
        if target and a.kind not in ("sin", "cos")
        else twice
        for a in atoms
    }
    ranges = [range(min(twice // 2, (most[a] + 1) // 2) + 1) for a in atoms]
    rows = [e for e in product(*ranges) if 2 * sum(e) <= twice]
    rows.sort(key=lambda e: (-sum(e), [-v for v in e]))  # the constant last: its pivot is a number
    monomials = [Poly({monomial(dict(zip(atoms, e, strict=True))): 1}) for e in rows]
    return tuple(p for p in monomials if context.normal(to_term(p)) == p)


def _reduced(context: Context, target: Poly, bases: list[Weight]) -> list[Weight]:
    """Without the squares that nothing can cancel: a monomial that the target does not have, and
    that comes from squares of one sign alone, says that these do not occur."""
    while True:
        sources: dict[Monomial, list[tuple[int, int, bool]]] = {}
        for j, weight in enumerate(bases):
            for i, row in enumerate(products(context, weight)):
                for k, p in enumerate(row):
                    for m, c in p.terms.items():
                        sources.setdefault(m, []).append((j, i if i == k else -1, c > 0))
        idle = {
            (j, i)
            for m, origins in sources.items()
            if m not in target.terms
            and all(i >= 0 for _, i, _ in origins)
            and len({up for *_, up in origins}) == 1
            for j, i, _ in origins
        }
        if not idle:
            return [w for w in bases if w.basis]
        # Without these, others may have lost what could cancel them: so look again.
        bases = [
            Weight(w.fact, tuple(p for i, p in enumerate(w.basis) if (j, i) not in idle))
            for j, w in enumerate(bases)
        ]


# ---- zeros of the target ----
# Where the target is 0, each of its squares is. A basis that knows it has fewer members.


def _without_zeros(target: Poly, bases: list[Weight]) -> list[Weight]:
    """Bases that vanish where the target does: there each square has to be 0, if its weight is
    not."""
    points = _zeros(target, bases)
    if not points:
        return bases
    reduced = []
    for weight in bases:
        there = [v for v in points if at(weight.fact.p, v) > 0]
        table = [[at(p, v) for p in weight.basis] for v in there]
        reduced.append(Weight(weight.fact, _kernel(weight.basis, table)))
    return [w for w in reduced if w.basis]


def _zeros(target: Poly, bases: list[Weight]) -> list[dict[Atom, fmpq]]:
    """Points of a small grid at which the target is 0 and the weights are not negative."""
    atoms = list(atoms_of(target))
    if len(atoms) > MOST_MOVING or any(a.kind != "var" for a in atoms):
        return []
    points = [
        dict(zip(atoms, map(fmpq, values), strict=True))
        for values in product(GRID, repeat=len(atoms))
    ]
    return [v for v in points if at(target, v) == 0 and all(at(w.fact.p, v) >= 0 for w in bases)]


def at(p: Poly, values: dict[Atom, fmpq]) -> fmpq:
    """The exact value of a polynomial in variables."""
    total = fmpq(0)
    for m, c in p.terms.items():
        value = fmpq(c)
        for a, e in m:
            value *= values[a] ** int(fmpq(e).p)
        total += value
    return total


def _kernel(basis: tuple[Poly, ...], table: list[list[fmpq]]) -> tuple[Poly, ...]:
    """Combinations of the basis on which all rows of the table are 0."""
    if not table:
        return basis
    n = len(basis)
    reduced, rank = fmpq_mat(table).rref()
    lead = [next(c for c in range(n) if reduced[r, c] != 0) for r in range(rank)]
    combined = []
    for free in (c for c in range(n) if c not in lead):
        parts: list[tuple[Number, Poly]] = [(1, basis[free])]
        parts += [(exact(-reduced[r, free]), basis[c]) for r, c in enumerate(lead)]
        combined.append(combine(parts))
    return tuple(combined)

"""Terms whose signs the facts give: what combinations of facts are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from flint import fmpq

from symlin.exact.forms import to_term
from symlin.kernel.facts import Context
from symlin.kernel.intervals import NONNEG, POS, ZERO, flip, times
from symlin.kernel.numbers import TooLarge, exact
from symlin.kernel.polynomial import UNIT, Atom, Poly, atom, atom_poly, atoms_of, combine
from symlin.kernel.term import Power, Relation, Term, neg
from symlin.kernel.theories.enclosure import NoBall, enclose
from symlin.kernel.theories.pieces import hinges
from symlin.kernel.theories.ranges import range_of_monomial
from symlin.kernel.walk import topological

RANGED = frozenset({"erf", "atan", "asin"})
"""Functions with bounds that normal forms do not use by themselves."""
MOST_ROWS = 400
"""Rows of one linear program: what two dozen facts, their products and their squares come to."""
FOREMOST = 14
"""Rows that are multiplied with each other: 91 products, so that a program of these and of what
else is added stays below MOST_ROWS."""
LONGEST = 3_000
"""Monomials above which a product is left out: each is an equation of the program."""
MOST_SQUARED = 8
"""Atoms, and powers that a fact is written with, that are squared."""
MOST_SQUARES = 60
"""Squares that are added, out of all that complete or pair something in a fact."""
MOST_MONOMIALS = 40
"""Monomials of the facts that are asked for their sign."""
MOST_HALVES = 12
"""Monomials of one fact that are combined in pairs: 66 pairs, with two signs."""
MOST_NUMBERS = 8
"""Numbers that are not rational, for each of which two bounds are added."""
CLOSE = 2**20
"""The denominator of bounds for numbers that are not rational: six decimal places tell most
inequalities, and the certificate stays readable."""
ENCLOSED = 128
"""Bits in which such a number is enclosed, many more than CLOSE keeps."""
HALVES = frozenset({"root", "sin", "cos", "erf", "atan", "asin"})
"""Atoms whose products lie between multiples of their squares, which the facts know more of."""


class SignFact(NamedTuple):
    """A product of terms whose sign the facts give: a row of a linear program.

    `p` is the normal form of the product, `mask` is POS, NONNEG or ZERO.
    """

    factors: tuple[Term, ...]
    p: Poly
    mask: int


# ---- what the facts say ----


def sign_facts(context: Context) -> list[SignFact]:
    """One row for each relation among the facts, oriented to be non-negative."""
    rows: dict[Poly, SignFact] = {}
    for fact in context.facts:
        for relation in context.atomic(fact):
            row = _oriented(context, relation)
            # A fact that reads 0 >= 0 in normal form has no part in any sum.
            if row is not None and row.p:
                rows.setdefault(row.p, row)
    return list(rows.values())


def form_bounds(context: Context, rows: list[SignFact]) -> list[SignFact]:
    """What the facts say of forms between the lines, in addition to the rows: beside what follows
    from it, a fact may read 0 = 0."""
    if len(rows) + len(context.signs.intervals) > MOST_ROWS // 2:
        return []
    seen = {q for row in rows for q in ((row.p, -row.p) if row.mask == ZERO else (row.p,))}
    told: list[SignFact] = []
    for p in _bounds(context):
        mask = context.signs.sign(p)
        # An equation says both p >= 0 and -p >= 0; the same row twice is work for nothing.
        if p not in seen and mask in (POS, NONNEG, ZERO):
            told.append(SignFact((to_term(p),), p, mask))
            seen |= {p, -p} if mask == ZERO else {p}
    return told


def _bounds(context: Context) -> Iterator[Poly]:
    """What the facts leave to each form, as polynomials that are not negative."""
    for form, interval in context.signs.intervals.items():
        for bound, sign in ((interval.low, 1), (interval.high, -1)):
            if bound is not None:
                yield combine([(sign, form)], exact(-sign * bound))


def _oriented(context: Context, relation: Relation) -> SignFact | None:
    """The relation as a row; None for "is not 0", which says nothing of a sum."""
    p = context.normal(relation.term)
    mask = context.signs.sign(p)
    if mask in (POS, NONNEG, ZERO):
        return SignFact((relation.term,), p, mask)
    if flip(mask) in (POS, NONNEG):
        return SignFact((neg(relation.term),), -p, flip(mask))
    return None


# ---- products ----
# A combination is linear in its rows. Whatever is not, such as x y >= 0 where x, y >= 0, has to be
# a row of its own.


def with_products(context: Context, rows: list[SignFact]) -> list[SignFact]:
    """The rows, with products of two of them, squares, and what is known of single atoms."""
    rows = [*rows, *_ranges(context, rows), *_numbers(rows)]
    products = list(rows)
    try:
        for a, b in combinations(rows[:FOREMOST], 2):
            products.append(_product(context, a, b))
        products.extend(_squares(context, rows))
        products.extend(_monomials(context, rows))
        products.extend(_with_atoms(context, rows))
    except TooLarge:
        return rows
    return [row for row in products if row.p and len(row.p.terms) < LONGEST]


def _product(context: Context, a: SignFact, b: SignFact) -> SignFact:
    return SignFact((*a.factors, *b.factors), context.product(a.p, b.p), times(a.mask, b.mask))


def _with_atoms(context: Context, rows: list[SignFact]) -> Iterator[SignFact]:
    """The squares of atoms, and the rows times an atom: an equation may be multiplied by any, an
    inequality by one that is not negative."""
    atoms = with_cosines({a: None for row in rows for a in atoms_of(row.p)})
    for p in map(atom_poly, atoms[:MOST_SQUARED]):
        term, mask = to_term(p), context.signs.sign(p)
        yield SignFact((term, term), context.product(p, p), NONNEG if mask & ZERO else POS)
        for row in rows[:FOREMOST]:
            if row.mask == ZERO:
                yield SignFact((*row.factors, term), context.product(row.p, p), ZERO)
            elif mask in (POS, NONNEG):
                yield _product(context, row, SignFact((term,), p, mask))


# ---- what always holds ----


def maximum_bounds(context: Context, rows: list[SignFact]) -> list[SignFact]:
    """max(0, h, ...) is not less than 0, or h."""
    bounds: list[SignFact] = []
    for base in dict.fromkeys(a for row in rows for a in atoms_of(row.p)):
        if (below := hinges(base)) and len(rows) + len(bounds) + len(below) < MOST_ROWS:
            for p in (atom_poly(base), *(atom_poly(base) - h for h in below)):
                mask = context.signs.sign(p)
                if mask in (POS, NONNEG, ZERO):
                    bounds.append(SignFact((to_term(p),), p, mask))
    return bounds


def _ranges(context: Context, rows: list[SignFact]) -> list[SignFact]:
    """The bounds of atoms that have some by themselves."""
    bounds: list[SignFact] = []
    for base in dict.fromkeys(a for row in rows for a in atoms_of(row.p) if a.kind in RANGED):
        found = range_of_monomial(context.signs, ((base, 1),))
        ends = (found.low, 1, found.low_open), (found.high, -1, found.high_open)
        for bound, sign, opened in ends:
            if bound is not None:
                p = combine([(sign, atom_poly(base))], exact(-sign * bound))
                bounds.append(SignFact((to_term(p),), p, POS if opened else NONNEG))
    return bounds


def _numbers(rows: list[SignFact]) -> list[SignFact]:
    """Bounds of numbers such as log(2), which normal forms keep as they are."""
    bounds: list[SignFact] = []
    closed = (m for row in rows for m in row.p.terms if m and not any(a.names for a, _ in m))
    for m in list(dict.fromkeys(closed))[:MOST_NUMBERS]:
        try:
            scaled = enclose(Poly({m: CLOSE}), ENCLOSED).mid()
        except NoBall:
            continue
        below = fmpq(int(scaled.floor().unique_fmpz() or 0), CLOSE)
        # One step more on either side: the ball's radius has been thrown away with its middle.
        for bound, sign in ((below - fmpq(1, CLOSE), 1), (below + fmpq(2, CLOSE), -1)):
            p = combine([(sign, Poly({m: 1}))], exact(-sign * bound))
            bounds.append(SignFact((to_term(p),), p, POS))
    return bounds


def with_cosines(atoms: Iterable[Atom]) -> list[Atom]:
    """The atoms, and the sine and the cosine of every angle among them: their squares add up."""
    both: dict[Atom, None] = dict.fromkeys(atoms)
    for base in list(both):
        if base.kind in ("sin", "cos"):
            both.setdefault(atom("cos" if base.kind == "sin" else "sin", base.argument))
    return list(both)


def _monomials(context: Context, rows: list[SignFact]) -> list[SignFact]:
    """The monomials of the facts that cannot be negative."""
    foremost = rows[:FOREMOST]
    polys = dict.fromkeys(Poly({m: 1}) for row in foremost for m in row.p.terms if m != UNIT)
    signs = ((p, context.signs.sign(p)) for p in list(polys)[:MOST_MONOMIALS])
    return [SignFact((to_term(p),), p, mask) for p, mask in signs if mask in (POS, NONNEG)]


# ---- squares ----


def _squares(context: Context, rows: list[SignFact]) -> list[SignFact]:
    """Squares that complete the quadratic parts of the facts: (v + b/2a)**2 and (m + n)**2."""
    squares: dict[Poly, SignFact] = {}
    written = _written(context)
    for row in rows[:FOREMOST]:
        for root in (*_completed(row.p), *_paired(row.p), *_of_products(row.p), *written):
            square = context.product(root, root)
            term = to_term(root)
            mask = NONNEG if context.sign(root) & ZERO else POS
            squares.setdefault(square, SignFact((term, term), square, mask))
    return list(squares.values())[:MOST_SQUARES]


def _written(context: Context) -> list[Poly]:
    """u^k for each u^(2k) that the facts are written with: expanded, it is no square to see."""
    return [
        context.power(context.normal(node.base), node.exponent // 2)
        for node in topological(context.facts)
        if isinstance(node, Power) and node.exponent in range(2, 2 * MOST_SQUARED, 2)
    ][:MOST_SQUARED]


def _of_products(p: Poly) -> list[Poly]:
    """u - v and u + v for the products u v of two atoms in p that are roots or angles."""
    pairs = [m for m in p.terms if len(m) == 2 and all(a.kind in HALVES and e == 1 for a, e in m)]
    return [
        combine([(1, atom_poly(u)), (sign, atom_poly(v))])
        for (u, _), (v, _) in pairs
        for sign in (1, -1)
    ]


def _completed(p: Poly) -> list[Poly]:
    """v + b/2a for each variable v in which p = a v**2 + b v + c with a number a."""
    roots: list[Poly] = []
    for base in atoms_of(p):
        square = p.terms.get(((base, 2),))
        if square is None:
            continue
        linear = {
            tuple(f for f in m if f[0] is not base): exact(c / (2 * fmpq(square)))
            for m, c in p.terms.items()
            if dict(m).get(base) == 1
        }
        roots.append(combine([(1, atom_poly(base)), (1, Poly(linear))]))
    return roots


def _paired(p: Poly) -> list[Poly]:
    """m - n and m + n for the square roots m, n of two monomials of p, of the same sign first: they
    are what a sum of squares is made of."""
    halves = [
        (tuple((a, exact(fmpq(e) / 2)) for a, e in m), c > 0)
        for m, c in list(p.terms.items())[:MOST_HALVES]
        if all(a.kind == "exp" or (fmpq(e).q == 1 and int(fmpq(e).p) % 2 == 0) for a, e in m)
    ]
    pairs = sorted(combinations(halves, 2), key=lambda pair: pair[0][1] != pair[1][1])
    return [Poly({m: 1, n: sign}) for (m, _), (n, _) in pairs if m != n for sign in (-1, 1)]

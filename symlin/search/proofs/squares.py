"""Sums of squares that deny a fact: -h = sum of squares, or of squares times other facts.

Random points say which facts have a chance, and are the start of the search in `gram`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isfinite, isnan, nan, prod
from random import Random
from typing import NamedTuple

from flint import fmpq

from symlin.exact.deadline import Deadline
from symlin.exact.floats import nearest_float
from symlin.exact.forms import to_term
from symlin.kernel.certificate import Combination
from symlin.kernel.facts import Context
from symlin.kernel.intervals import NONNEG, POS, ZERO
from symlin.kernel.numbers import TooLarge, exact
from symlin.kernel.polynomial import Atom, Monomial, Poly, atom, atom_poly, atoms_of, combine
from symlin.kernel.term import Term, const
from symlin.search.points.sampling import float_value
from symlin.search.proofs.gram import Matrix, Problem, pivots
from symlin.search.proofs.sign_facts import SignFact, sign_facts, with_cosines
from symlin.search.proofs.weights import Weight, degree, products, weights

MOST_GOALS = 4
"""Facts that are tried, each alone, with the others, and with a multiplier."""
MOST_ATOMS = 4
"""Atoms of a polynomial that is written as a sum of squares."""
HIGHEST = 12
"""The largest degree of one: bases grow with both, to 210 monomials, most of which are reduced."""
TRIED = 2_000
"""Random points, to find WANTED ones in the region."""
HOPELESS = 20
"""Of so many points one has to lie in the region, or the search is given up after a quarter."""
WANTED = 150
"""Random points of the region, at which a goal has to fail: their moments span all squares."""
SCALES = (0.5, 1.0, 2.0)
"""Of the points: powers of 12 differ by 10**7 between them, which is what floats still bear."""
TOLERANCE = 1e-9
"""By how much a goal may hold at a point without being taken to hold: rounding does as much."""
Values = Mapping[Atom, float]


class Squares(NamedTuple):
    """Squares, times facts, that add up to the negative of a fact.

    `strict` says that this cannot be; otherwise each of the `roots` must be 0.
    """

    combination: Combination
    strict: bool
    roots: tuple[Term, ...]


def sums_of_squares(context: Context, deadline: Deadline) -> Iterator[Squares]:
    """Those found, for one fact after the other; an equation counts as two facts."""
    rows = sign_facts(context)
    goals = [g for row in rows for g in _both(row) if _is_proper(g.p)]
    for goal in goals[:MOST_GOALS]:
        # Facts about other atoms cannot cancel anything in the goal, and make the matrices larger.
        near = [r for r in rows if r.mask != ZERO and r is not goal and _is_near(r.p, goal.p)]
        more = [*near, *_atoms(context, goal.p)]
        for row, given in _attempts(context, goal, more):
            deadline.check()
            try:
                squares = _Search(context, row, given).find(deadline)
            except TooLarge:
                continue
            if squares is not None:
                yield squares
                break


# ---- goals, and facts that may help ----


def _attempts(
    context: Context, goal: SignFact, facts: list[SignFact]
) -> Iterator[tuple[SignFact, list[SignFact]]]:
    """The goal alone, with the facts, and multiplied by 1 + v^2 + w^2 + ...: not every polynomial
    that is nowhere negative is a sum of squares, but some multiple of it is (Artin, Reznick)."""
    yield goal, []
    if facts:
        yield goal, facts
    atoms = list(atoms_of(goal.p))
    # In one variable, or of degree 2, what is nowhere negative is a sum of squares itself.
    if len(atoms) > 1 and 2 < degree(goal.p) < HIGHEST:
        outer = to_term(combine([(1, atom_poly(a, 2)) for a in atoms], 1))
        p = context.product(context.normal(outer), goal.p)
        yield SignFact((outer, *goal.factors), p, goal.mask), facts


def _both(row: SignFact) -> list[SignFact]:
    """An equation says that the term is not negative, and that its negative is not."""
    return [row] if row.mask != ZERO else [row, SignFact((const(-1), *row.factors), -row.p, ZERO)]


def _is_proper(p: Poly) -> bool:
    """Whether it is a polynomial in few atoms, of no high degree."""
    whole = all(fmpq(e).q == 1 and e > 0 for m in p.terms for _, e in m)
    return whole and 1 <= len(atoms_of(p)) <= MOST_ATOMS and degree(p) <= HIGHEST


def _is_near(p: Poly, goal: Poly) -> bool:
    """Whether the fact speaks of the goal's atoms only."""
    return _is_proper(p) and atoms_of(p).keys() <= atoms_of(goal).keys()


def _atoms(context: Context, p: Poly) -> list[SignFact]:
    """Atoms that cannot be negative by themselves."""
    signs = ((atom_poly(a), context.signs.sign_of_atom(a)) for a in atoms_of(p) if a.kind != "var")
    return [SignFact((to_term(q),), q, mask) for q, mask in signs if mask in (POS, NONNEG)]


class _Search:
    """One goal, and the facts that may help."""

    def __init__(self, context: Context, goal: SignFact, given: Sequence[SignFact]) -> None:
        self.context, self.goal, self.given = context, goal, given
        self.target = -goal.p
        self.atoms = with_cosines(atoms_of(goal.p))

    def find(self, deadline: Deadline) -> Squares | None:
        """The squares, by Newton's method from the moments of random points."""
        # Points first: a goal that holds somewhere has no such squares, and most are seen so.
        points = self._points()
        if len(points) < WANTED:
            return None
        factors = weights(self.context, self.target, self.given)
        if factors is None:  # too many of them
            return None
        blocks = [products(self.context, w) for w in factors]
        monomials = {m for block in blocks for row in block for p in row for m in p.terms}
        moments = {m: sum(_power(m, v) for v in points) / len(points) for m in monomials}
        # The moments of points inside the region are a start for which all matrices are regular.
        matrices = Problem(self.target, blocks).solve(moments, deadline)
        return None if matrices is None else self._read(factors, matrices)

    def _read(self, factors: Sequence[Weight], matrices: Sequence[Matrix]) -> Squares:
        """The matrices as squares: w' Q w = sum of d (l w)**2, with d on the diagonal of Q."""
        parts: list[tuple[Term, ...]] = [self.goal.factors]
        roots: list[Term] = []
        strict = self.goal.mask == POS
        for weight, q in zip(factors, matrices, strict=True):
            for d, line in pivots(q) or ():
                p = combine(zip(map(exact, line), weight.basis, strict=True))
                root = () if p.is_constant else (to_term(p),)
                number = d if root else d * fmpq(p.constant) ** 2
                parts.append((const(exact(number)), *root, *root, *weight.fact.factors))
                if weight.fact.mask == POS:
                    # A positive number times a positive fact cannot be 0; a square can, in a root.
                    strict |= not root
                    roots.extend(root)
        return Squares(Combination(tuple(parts)), strict, tuple(roots))

    def _points(self) -> list[Values]:
        """The atoms' values at random points where the given facts hold and have room; too few
        where the goal holds at one of them."""
        # Points in the variables and not in the atoms: sin(x) and cos(x) go together.
        names = sorted(set().union(*(a.names for a in self.atoms)))
        terms = {a: to_term(atom_poly(a)) for a in self.atoms}
        # A fixed seed: the same question has the same answer on every machine.
        rng = Random(0)
        inside: list[Values] = []
        for k in range(TRIED):
            scale = SCALES[k % len(SCALES)]
            point = {name: self._coordinate(rng, name, scale) for name in names}
            known = {a: float_value(t, point, {}) for a, t in terms.items()}
            values = {a: v for a, v in known.items() if isinstance(v, int | float)}
            if len(values) == len(terms) and all(value(r.p, values) > 0 for r in self.given):
                aim = value(self.target, values)
                if aim < -TOLERANCE:
                    return []
                if not isnan(aim):
                    inside.append(values)
            if len(inside) == WANTED or (k > TRIED // 4 and len(inside) < k // HOPELESS):
                break
        return inside

    def _coordinate(self, rng: Random, name: str, scale: float) -> float:
        """A random number, between the bounds of the variable where there are any."""
        interval = self.context.signs.intervals.get(atom_poly(atom("var", name)))
        low, high = (None, None) if interval is None else (interval.low, interval.high)
        if low is not None and high is not None:
            return rng.uniform(nearest_float(low), nearest_float(high))
        if low is not None:
            return nearest_float(low) + abs(rng.gauss(0, scale))
        return (
            rng.gauss(0, scale) if high is None else nearest_float(high) - abs(rng.gauss(0, scale))
        )


# ---- floating point ----


def value(p: Poly, values: Values) -> float:
    """The value of p in floating point; not a number where it is too large for that."""
    try:
        total = sum(nearest_float(c) * _power(m, values) for m, c in p.terms.items())
    except OverflowError:
        return nan
    return total if isfinite(total) else nan


def _power(m: Monomial, values: Values) -> float:
    return float(prod(values[a] ** nearest_float(e) for a, e in m))

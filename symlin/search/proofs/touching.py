"""Facts that exclude each other by a hair: without the strictness of one they meet in a point.

x > 1 and x**2 <= 1 meet in x = 1. Whatever denies them is 0 there, so its squares are multiples of
the distance from that point: these few, z3's linear arithmetic combines.
"""

from __future__ import annotations

from collections.abc import Iterator

from flint import fmpq

from symlin.exact.deadline import Deadline
from symlin.exact.forms import to_term
from symlin.kernel.facts import Context
from symlin.kernel.intervals import NONNEG, POS, ZERO
from symlin.kernel.polynomial import Poly, atom, atom_poly, atoms_of
from symlin.kernel.term import Guard, eq, ge
from symlin.search.points.z3_models import model_point
from symlin.search.proofs.sign_facts import SignFact, sign_facts

MOST_GOALS = 3
"""Strict facts that are tried, each with one question to z3's non-linear arithmetic."""
MOST_VARIABLES = 4
"""Of all facts together: that arithmetic takes doubly exponential time in their number."""
SECONDS = 0.5
"""For each question: of 26 in random draws none took longer than 0.01 s, but some have no end."""


def squares_that_touch(context: Context, deadline: Deadline) -> Iterator[list[SignFact]]:
    """For one strict fact after the other, the squares of the distances from the point in which it
    meets the others. In what denies it, each square must vanish there."""
    rows = sign_facts(context)
    names = sorted(set().union(*(a.names for row in rows for a in atoms_of(row.p))))
    if len(names) > MOST_VARIABLES or not _are_polynomial(rows) or all(map(_is_linear, rows)):
        return
    guards: dict[int, Guard] = {
        k: (eq if row.mask == ZERO else ge)(to_term(row.p)) for k, row in enumerate(rows)
    }
    strict = [k for k, row in enumerate(rows) if row.mask == POS and not row.p.is_constant]
    # The fact with equality instead: where that and the others hold, they touch.
    for k in strict[:MOST_GOALS]:
        facts = (eq(to_term(rows[k].p)), *(g for j, g in guards.items() if j != k))
        # z3's point may have square roots: the distance from it is exact all the same.
        point = model_point(names, facts, min(SECONDS, deadline.left))
        if point is None:
            continue
        roots = [atom_poly(atom("var", n)) - context.normal(v) for n, v in point.items()]
        # A fact such as sqrt(5) x > 0 is not rational: the squares have to be scaled to cancel it.
        scales = [Poly({m: 1}) for m in rows[k].p.terms if m and not any(a.names for a, _ in m)]
        scales = [p for p in scales if context.signs.sign(p) == POS]
        others = [row for j, row in enumerate(rows) if j != k and row.mask != ZERO]
        squares = [SignFact((to_term(r), to_term(r)), context.product(r, r), NONNEG) for r in roots]
        yield [*squares, *_scaled(context, [*squares, *others], scales)]


def _are_polynomial(rows: list[SignFact]) -> bool:
    atoms = (a for row in rows for a in atoms_of(row.p))
    return all(a.kind == "var" or not a.names for a in atoms)


def _is_linear(row: SignFact) -> bool:
    return all(sum(int(fmpq(e).ceil()) for a, e in m if a.names) <= 1 for m in row.p.terms)


def _scaled(context: Context, rows: list[SignFact], scales: list[Poly]) -> list[SignFact]:
    """The rows times numbers such as sqrt(5) that the fact has."""
    return [
        SignFact((to_term(scale), *row.factors), context.product(scale, row.p), row.mask)
        for row in rows
        for scale in scales
    ]

"""Inequalities that take more than a combination of the facts and of their products.

Squares first, for they close most of what is left; then points in which facts touch; then signs of
factors, which double the cases; derivatives last, which begin a proof of their own.
"""

from __future__ import annotations

from symlin.exact.atoms import relations
from symlin.exact.factors import factors_of
from symlin.exact.forms import to_term
from symlin.kernel.certificate import Contradiction, ProductSign, Proof, Split
from symlin.kernel.facts import Context
from symlin.kernel.polynomial import atoms_of
from symlin.kernel.term import eq, gt
from symlin.search.points.sampling import hold_somewhere
from symlin.search.proofs.branching import Branching, Level, StaysOpen, is_accepted
from symlin.search.proofs.combination import combination
from symlin.search.proofs.logarithms import by_logarithms
from symlin.search.proofs.monotone import Ascent, ascents
from symlin.search.proofs.squares import sums_of_squares
from symlin.search.proofs.touching import squares_that_touch

MOST_FACTORS = 3
"""Factors of a product whose signs are told apart: that makes up to 3**3 cases."""
MOST_ASCENTS = 3
"""At most so many derivatives are taken one of the other: a cubic is a constant after three."""


def by_inequalities(prover: Branching, context: Context, level: Level) -> Proof | None:
    """The first of these methods that closes the case."""
    # Facts that hold at a random point do not exclude each other: there is nothing to look for.
    if hold_somewhere(relations(context)):
        return None
    for method in (by_logarithms, by_squares, by_touching, by_signs, by_ascent):
        proof = method(prover, context, level)
        if proof is not None:
            return proof
    return None


def by_squares(prover: Branching, context: Context, level: Level) -> Proof | None:
    """A fact that a sum of squares denies, or makes all of these squares 0."""
    for squares in sums_of_squares(context, prover.deadline):
        if squares.strict:
            return squares.combination
        for root in squares.roots:
            if context.decide(eq(root)) is None:
                yes = prover.close((*context.facts, eq(root)), level.below())
                return Split(eq(root), yes, squares.combination)
    return None


def by_touching(prover: Branching, context: Context, level: Level) -> Proof | None:
    """Facts that would meet in one point if a strict one were not."""
    for rows in squares_that_touch(context, prover.deadline):
        absurd = combination(context, products=True, deadline=prover.deadline, further=rows)
        if absurd is not None:
            return absurd
    return None


def by_signs(prover: Branching, context: Context, level: Level) -> Proof | None:
    """A product that is said to have a sign, of factors that are no polynomials: one case for each
    sign of theirs."""
    # Not for the sign of a derivative: it would be split again and again, and its factors grow.
    for relation in relations(context) if not level.ascents else ():
        p, _ = context.clear(context.normal(relation.term))
        if relation.op not in (">", ">=") or all(a.kind == "var" for a in atoms_of(p)):
            continue
        factors = factors_of(p) if len(p.terms) > 1 else []
        terms = tuple(map(to_term, factors)) if 2 <= len(factors) <= MOST_FACTORS else ()
        for guard in (op(term) for term in terms for op in (eq, gt)):
            if context.decide(guard) is None:
                return prover.split(context.facts, guard, level)
        step = ProductSign(terms, Contradiction())
        if terms and is_accepted(context.facts, step):
            return step
    return None


def by_ascent(prover: Branching, context: Context, level: Level) -> Proof | None:
    """A fact that fails at a point and cannot come to hold away from it."""
    if level.ascents >= MOST_ASCENTS:
        return None
    for ascent in ascents(context):
        if not isinstance(ascent, Ascent):  # a side of the point, on which a proof must be
            return prover.split(context.facts, ascent, level)
        try:
            step = ascent.step(prover.close(ascent.facts, level.of_derivative()))
        except StaysOpen:  # another point, or another fact, may still do
            continue
        if is_accepted(context.facts, step):
            return step
    return None

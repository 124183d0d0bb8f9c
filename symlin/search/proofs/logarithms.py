"""Inequalities between powers, as inequalities between their logarithms: x**2 >= e**x is
2 log(x) >= x, which tangents of the logarithm deny."""

from __future__ import annotations

from symlin.exact.atoms import relations
from symlin.exact.factors import factors_of
from symlin.exact.forms import over_power, power_of, to_term
from symlin.kernel.certificate import Contradiction, Proof, Split
from symlin.kernel.facts import Context
from symlin.kernel.intervals import NEG, POS
from symlin.kernel.numbers import quotient
from symlin.kernel.polynomial import Atom, Monomial, Poly
from symlin.kernel.term import (
    Term,
    add,
    const,
    function,
    negation,
    relation,
    scale,
    sub,
)
from symlin.search.proofs.branching import Branching, Level


def by_logarithms(prover: Branching, context: Context, level: Level) -> Proof | None:
    """An inequality between products and powers of e is one between sums of logarithms.

    Raises `StaysOpen` where what is left has no proof.
    """
    # Not for the sign of a derivative: those of logarithms are quotients, and they grow.
    for found in relations(context) if not level.ascents else ():
        if found.op not in (">", ">="):
            continue
        difference = _of_logarithms(context, context.clear(context.normal(found.term))[0])
        guard = None if difference is None else relation(found.op, difference)
        if guard is None or guard in context.facts:
            continue
        # That it follows, the kernel sees: logarithms of positive products are compared as these.
        if Context((*context.facts, negation(guard))).contradiction is not None:
            yes = prover.close((*context.facts, guard), level.below())
            return Split(guard, yes, Contradiction())
    return None


def _of_logarithms(context: Context, p: Poly) -> Term | None:
    """log(u) - log(v) for p = u - v, each a positive product, where only one of the two, or both
    by different powers, have a power of e as a factor."""
    groups: dict[Monomial, Poly] = {}
    for m, c in p.terms.items():
        e = power_of(m)
        groups[e] = groups.get(e, Poly({})) + over_power(Poly({m: c}), e)
    if len(groups) != 2 or not any(a.names for e in groups for a, _ in e):
        return None
    # One side has to be positive and one negative: a sum of two of one sign has a sign already.
    sides: dict[int, Term] = {}
    for e, q in groups.items():
        sign = context.sign(q)
        logarithm = _logarithm(context, q if sign == POS else -q) if sign in (POS, NEG) else None
        if logarithm is not None:
            sides[sign] = add(logarithm, *(scale(k, _exponent(base)) for base, k in e))
    return sub(sides[POS], sides[NEG]) if len(sides) == 2 else None


def _logarithm(context: Context, p: Poly) -> Term | None:
    """The logarithm of p > 0, factor by factor; None where one of them is not shown positive."""
    factors = factors_of(p)
    product = context.product(*factors)
    ratio = quotient(p.terms[p.lead], product.terms[p.lead]) if p.lead in product.terms else 0
    terms = [function("log", to_term(f if context.sign(f) == POS else -f)) for f in factors]
    if not all(context.sign(f) in (POS, NEG) for f in factors) or not ratio:
        return None
    return add(function("log", const(ratio if ratio > 0 else -ratio)), *terms)


def _exponent(base: Atom) -> Term:
    """u of exp(u)."""
    assert isinstance(base.argument, Poly)
    return to_term(base.argument)

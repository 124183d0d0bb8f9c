"""floor: whole parts leave it, and it is never far below its argument."""

from __future__ import annotations

from typing import cast

from flint import fmpq

from symlin.kernel.algebra import Algebra, KnownSigns, Theory
from symlin.kernel.certificate import Lemma, Rejected
from symlin.kernel.intervals import NEG, NONNEG, POS, ZERO
from symlin.kernel.numbers import Number, exact
from symlin.kernel.polynomial import UNIT, Atom, Monomial, Poly, atom, atom_poly
from symlin.kernel.term import ONE, Guard, add, conjunction, const, disjunction, function, ge, gt


def floor(algebra: Algebra, u: Poly) -> Poly:
    """floor(n + r) = n + floor(r) for the integer-valued part n: whole multiples of products of
    floors and indicators."""
    whole: dict[Monomial, Number] = {}
    rest: dict[Monomial, Number] = {}
    for m, c in u.terms.items():
        if m == UNIT:
            below = int(fmpq(c).floor())
            whole[m], rest[m] = below, exact(c - below)
        # floors and indicators are whole numbers, and so are their products
        elif fmpq(c).q == 1 and all(a.kind in ("floor", "pos", "nul") for a, _ in m):
            whole[m] = c
        else:
            rest[m] = c
    fraction = Poly({m: c for m, c in rest.items() if c != 0})
    outer = Poly({m: c for m, c in whole.items() if c != 0})
    # a constant that is left is at least 0 and less than 1
    return outer if fraction.is_constant else outer + atom_poly(atom("floor", fraction))


def _sign(signs: KnownSigns, base: Atom) -> int:
    """floor(u) < 0 for u < 0, and >= 0 for u >= 0."""
    mask = signs.sign(cast(Poly, base.argument))
    return (NEG if mask & NEG else 0) | (NONNEG if mask & POS else mask & ZERO)


def _bounds(lemma: Lemma) -> Guard:
    """floor(u) <= u < floor(u) + 1."""
    value = function("floor", lemma.term)
    return conjunction(ge(lemma.term, value), gt(add(value, ONE), lemma.term))


def _gap(lemma: Lemma) -> Guard:
    """floor(u) <= k or floor(u) >= k + 1, for an integer k: no floor lies between.

    Raises `Rejected` where k is no integer.
    """
    if not isinstance(lemma.bound, int):
        raise Rejected("the bound of a lemma about integers must be one")
    value = function("floor", lemma.term)
    return disjunction(ge(const(lemma.bound), value), ge(value, const(lemma.bound + 1)))


THEORY = Theory(
    name="integers",
    functions={"floor": floor},
    signs={"floor": _sign},
    lemmas={"floor": _bounds, "integer": _gap},
)

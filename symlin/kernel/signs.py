"""What the facts say of the sign of a polynomial.

Facts are kept as intervals of *forms*: polynomials up to scale and constant term, so that x - 1 > 0
and 3 - 2 x >= 0 both speak of the form x. What the functions themselves say of signs (exp > 0) is
asked of their theories.
"""

from __future__ import annotations

from collections import deque

from symlin.kernel.algebra import Theory
from symlin.kernel.intervals import (
    ANY,
    CERTAIN,
    NEG,
    NONPOS,
    NONZERO,
    POS,
    ZERO,
    Interval,
    flip,
    plus,
    sign_of_number,
    times,
)
from symlin.kernel.numbers import Number
from symlin.kernel.polynomial import (
    UNIT,
    Atom,
    Monomial,
    Poly,
    atom_poly,
    common_monomial,
    monic,
    proper_factors,
    without,
)

CONSEQUENCES = 1_023
"""Most polynomials that are assumed because of one: all that follow from a sum of nine maxima, and
of thirty maxima those in which one stands for its argument and the others for 0. They take some 50
milliseconds; no certificate known has more than three."""
Assumed = tuple[Poly, int]
"""A polynomial, and the signs that it may have."""


def split_form(p: Poly) -> tuple[Poly, Number, Number]:
    """(form, factor, value) with p = factor * (form - value), form without constant, lead 1."""
    if p.split is None:  # remembered with the polynomial, for it is asked with every sign
        q, factor = monic(p)
        form = Poly({m: c for m, c in q.terms.items() if m != UNIT}) if q.constant else q
        p.split = form, factor, -q.constant
    return p.split


class Signs:
    """A table of intervals, one for each form."""

    def __init__(self, theories: Theory) -> None:
        self.theories = theories
        self.intervals: dict[Poly, Interval] = {}
        self._memo: dict[Poly, int] = {}
        self._atoms: dict[Atom, int] = {}

    # ---- what is assumed, and what follows from it at once ----

    def assume(self, p: Poly, mask: int) -> None:
        """Record that p has a sign in mask, wherever the facts hold, and what follows from it.

        Of more than CONSEQUENCES that follow, the others stay unknown.
        """
        todo = deque([(p, mask)])
        for _ in range(CONSEQUENCES):
            if not todo:
                break
            self._assume(*todo.popleft(), todo)

    def _assume(self, p: Poly, mask: int, todo: deque[Assumed]) -> None:
        self._record(p, mask)
        counterpart = self.theories.same_sign(p)
        if counterpart is not None:
            self._record(counterpart, mask)
        if not mask & POS:
            self._assume_bounded(p, mask, todo)
        elif not mask & NEG:
            self._assume_bounded(-p, flip(mask), todo)
        if common := proper_factors(p):
            self._assume_factors(p, common, mask, todo)

    def _assume_bounded(self, p: Poly, mask: int, todo: deque[Assumed]) -> None:
        """What is at most p is not positive either. With n maxima in p that is 2**n sums: those in
        which few of them stand for an argument other than 0 come first."""
        below = mask if mask == NEG else NONPOS
        for k, other in enumerate(self.theories.bounded_beside(p)):
            (todo.append if k else todo.appendleft)((other, below))

    def _assume_factors(self, p: Poly, common: Monomial, mask: int, todo: deque[Assumed]) -> None:
        """What the sign of a product says of each factor, given the signs of the others."""
        known = self.sign_of_monomial(common)
        if not mask & ZERO:  # a product that is not 0 has no factor 0
            for base, _ in common:
                self._record(atom_poly(base), NONZERO)
            known &= NONZERO  # what is left of the sign of the common factors
        if known in (POS, NEG):  # their sign leaves the product's sign to the rest
            todo.append((without(p, common), mask if known == POS else flip(mask)))
        for base, exponent in common:
            others = self.sign(without(p, ((base, exponent),)))
            if not base.is_unit and mask == ZERO and not others & ZERO:  # u v = 0 and v != 0
                self._record(atom_poly(base), ZERO)
            if not base.is_unit and others in (POS, NEG):
                power = mask if others == POS else flip(mask)
                if exponent % 2 == 1:  # an odd power has the sign of its base
                    self._record(atom_poly(base), power)
                elif power in (ZERO, NONPOS):
                    self._record(atom_poly(base), ZERO)

    def _record(self, p: Poly, mask: int) -> None:
        if p.is_constant:  # it has no form
            return
        form, factor, value = split_form(p)
        if factor < 0:  # the table speaks of the form
            mask = flip(mask)
        self.intervals.setdefault(form, Interval()).narrow(value, mask)
        self._memo.clear()  # more is known now: what was open before may be decided
        self._atoms.clear()

    # ---- signs of sums ----

    def sign(self, p: Poly) -> int:
        """The possible signs of p where the facts hold."""
        if p.is_constant:
            return sign_of_number(p.constant)
        found = self._memo.get(p)  # signs are asked for the same few polynomials, again and again
        if found is None:
            found = self._sign(p)
            self._memo[p] = found
        return found

    def _sign(self, p: Poly) -> int:
        mask = self._from_table(p)
        if len(p.terms) == 1:  # a product knows its sign from its factors; a sum needs more
            ((m, c),) = p.terms.items()
            mask &= times(sign_of_number(c), self.sign_of_monomial(m))
        else:
            mask &= self._from_sum(p)
        counterpart = self.theories.same_sign(p)
        if counterpart is not None:
            mask &= self.sign(counterpart)
        if p.closed and mask:  # last, for balls take long
            mask &= self.theories.sign_of_closed(p)
        return mask

    def _from_table(self, p: Poly) -> int:
        if not self.intervals:
            return ANY
        form, factor, value = split_form(p)
        interval = self.intervals.get(form)
        if interval is None:
            return ANY
        mask = interval.compare(value)
        return flip(mask) if factor < 0 else mask

    def _from_sum(self, p: Poly) -> int:
        mask = ZERO
        for m, c in p.terms.items():
            mask = plus(mask, times(sign_of_number(c), self.sign_of_monomial(m)))
            if mask == ANY:  # no further monomial can take a sign away
                break
        common = common_monomial(p.terms)
        if common and mask not in CERTAIN:  # x y + x z has the sign of x times that of y + z
            mask &= times(self.sign_of_monomial(common), self.sign(without(p, common)))
        for rule in self.theories.signs_of_sums.values():
            if mask not in CERTAIN:
                mask &= rule(self, p)
        return mask

    # ---- signs of products and of functions ----

    def sign_of_monomial(self, m: Monomial) -> int:
        """The possible signs of the monomial where the facts hold."""
        mask = POS
        for base, exponent in m:
            mask = times(mask, self._sign_of_power(base, exponent))
        return mask

    def _sign_of_power(self, base: Atom, exponent: Number) -> int:
        mask = self.sign_of_atom(base)
        if not base.is_unit and exponent % 2 == 0:  # exponents of units are no reason for a square
            return (mask & ZERO) | (POS if mask & NONZERO else 0)
        return mask

    def sign_of_atom(self, base: Atom) -> int:
        """The possible signs of the atom where the facts hold."""
        found = self._atoms.get(base)
        if found is None:
            found = self._atoms[base] = self._sign_of_atom(base)
        return found

    def _sign_of_atom(self, base: Atom) -> int:
        rule = self.theories.signs.get(base.kind)
        mask = ANY if rule is None else rule(self, base)
        # what a function says of its sign by itself, facts need not say again
        if base.kind == "var" or mask not in CERTAIN:
            mask &= self._from_table(atom_poly(base))
        return mask

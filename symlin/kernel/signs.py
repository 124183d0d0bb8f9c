"""What the facts say of the sign of a polynomial.

Facts are kept as intervals of *forms*: polynomials up to scale and constant term, so that x - 1 > 0
and 3 - 2 x >= 0 both speak of the form x. What the functions themselves say of signs (exp > 0) is
asked of their theories.
"""

from __future__ import annotations

from symlin.kernel.algebra import Theory
from symlin.kernel.intervals import (
    ANY,
    CERTAIN,
    NEG,
    NONNEG,
    NONPOS,
    NONZERO,
    POS,
    ZERO,
    Bounds,
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

UNBOUNDED: Bounds = (None, None, False, False)


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
        """Record that p has a sign in mask, wherever the facts hold."""
        if p.is_constant:
            return
        self._record(p, mask)
        counterpart = self.theories.same_sign(p)
        if counterpart is not None:
            self._record(counterpart, mask)
        if not mask & POS:
            self._assume_consequences(p, mask)
        elif not mask & NEG:
            self._assume_consequences(-p, flip(mask))
        if common := proper_factors(p):
            self._assume_factors(p, common, mask)

    def _assume_consequences(self, p: Poly, mask: int) -> None:
        for other in self.theories.bounded_beside(p):
            self.assume(other, mask if mask == NEG else NONPOS)

    def _assume_factors(self, p: Poly, common: Monomial, mask: int) -> None:
        """What the sign of a product says of each factor, given the signs of the others."""
        known = self.sign_of_monomial(common)
        if not mask & ZERO:  # a product that is not 0 has no factor 0
            for base, _ in common:
                self._record(atom_poly(base), NONZERO)
            known &= NONZERO  # what is left of the sign of the common factors
        if known in (POS, NEG):  # their sign leaves the product's sign to the rest
            self.assume(without(p, common), mask if known == POS else flip(mask))
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
        if p.is_constant:
            return
        form, factor, value = split_form(p)
        if factor < 0:  # the table speaks of the form
            mask = flip(mask)
        interval = self.intervals.setdefault(form, Interval())
        if not mask & NEG:
            interval.raise_low(value, not mask & ZERO)
        if not mask & POS:
            interval.lower_high(value, not mask & ZERO)
        if mask == NONZERO:
            interval.excluded.add(value)
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
        if mask not in CERTAIN:
            mask &= self._from_ranges(p)
        if mask not in CERTAIN:
            mask &= self.theories.sign_of_sum(self, p)
        return mask

    def _from_ranges(self, p: Poly) -> int:
        """Interval arithmetic over the monomials, each bounded by itself."""
        low: Number | None = 0
        high: Number | None = 0
        low_open = high_open = False
        for m, c in p.terms.items():
            bounds = self.range_of_monomial(m)
            lo, hi, lo_open, hi_open = bounds
            if c < 0:  # a negative weight exchanges the ends
                lo, hi, lo_open, hi_open = hi, lo, hi_open, lo_open
            low = None if low is None or lo is None else low + c * lo
            high = None if high is None or hi is None else high + c * hi
            low_open |= lo_open
            high_open |= hi_open
            if low is None and high is None:  # unbounded on both sides, whatever follows
                return ANY
        mask = ANY
        if low is not None and low >= 0:
            mask &= NONNEG if low == 0 and not low_open else POS
        if high is not None and high <= 0:
            mask &= NONPOS if high == 0 and not high_open else NEG
        return mask

    def range_of_monomial(self, m: Monomial) -> Bounds:
        """The values that a monomial may have where the facts hold."""
        if m == UNIT:  # the constant term's monomial is 1
            return 1, 1, False, False
        low, high, low_open, high_open = self._inherent_range(m)
        mask = self.sign_of_monomial(m)
        if low is None and not mask & NEG:
            low, low_open = 0, not mask & ZERO
        if high is None and not mask & POS:
            high, high_open = 0, not mask & ZERO
        interval = self.intervals.get(Poly({m: 1}))
        if interval is not None:
            if interval.low is not None and (low is None or interval.low >= low):
                low, low_open = interval.low, interval.low_open
            if interval.high is not None and (high is None or interval.high <= high):
                high, high_open = interval.high, interval.high_open
        return low, high, low_open, high_open

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
        mask = self._inherent_sign(base)
        # what a function says of its sign by itself, facts need not say again
        if base.kind == "var" or mask not in CERTAIN:
            mask &= self._from_table(atom_poly(base))
        return mask

    def _inherent_sign(self, base: Atom) -> int:
        """The sign of the function itself, given what is known of its argument."""
        rule = self.theories.signs.get(base.kind)
        return ANY if rule is None else rule(self, base)

    def _inherent_range(self, m: Monomial) -> Bounds:
        """Bounds of the function itself."""
        single = len(m) == 1 and m[0][1] == 1
        return self.theories.ranges.get(m[0][0].kind, UNBOUNDED) if single else UNBOUNDED

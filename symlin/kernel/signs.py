"""What the facts say of the sign of a polynomial.

A sign is a set of possibilities, a bit mask of NEG, ZERO and POS. Every answer is an
over-approximation: a sign that is not in the mask is impossible wherever the facts hold.
"""

from __future__ import annotations

from typing import cast

from symlin.kernel.intervals import (
    _BITS,
    ANY,
    NEG,
    NONNEG,
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
from symlin.kernel.numbers import Number, quotient
from symlin.kernel.polynomial import (
    UNIT,
    Atom,
    Monomial,
    Poly,
    atom,
    atom_poly,
    combine,
    constant_poly,
    content,
    factors_of,
    without,
)
from symlin.kernel.theories.enclosure import sign_of_closed
from symlin.kernel.theories.exponential import exponent_difference

SHORT = 12
"""Most monomials of a polynomial that is searched for hinges beside their arguments."""


def split_form(p: Poly) -> tuple[Poly, Number, Number]:
    """(form, factor, value) with p = factor * (form - value), form without constant, lead 1."""
    if p.split is None:
        p.split = _split_form(p)
    return p.split


def _split_form(p: Poly) -> tuple[Poly, Number, Number]:
    factor = p.terms[p.lead]
    form = Poly({m: quotient(c, factor) for m, c in p.terms.items() if m != UNIT})
    return form, factor, quotient(-p.constant, factor)


class Signs:
    """A table of intervals, one for each form (a polynomial up to scale and constant)."""

    def __init__(self) -> None:
        self.intervals: dict[Poly, Interval] = {}
        self._memo: dict[Poly, int] = {}
        self._atoms: dict[Atom, int] = {}

    def assume(self, p: Poly, mask: int) -> None:
        """Record that p has a sign in mask, wherever the facts hold."""
        if p.is_constant:
            return
        self._record(p, mask)
        difference = exponent_difference(p)
        if difference is not None:
            self._record(difference, mask)
        if not mask & POS:
            self._assume_below(p, mask)
        elif not mask & NEG:
            self._assume_below(-p, flip(mask))
        if common := factors_of(p):
            self._assume_factors(p, common, mask)

    def _assume_below(self, p: Poly, mask: int) -> None:
        """c relu(h) + r <= 0 with c > 0 bounds c h + r and r as well."""
        for m, c in p.terms.items():
            if c > 0 and len(m) == 1 and m[0][0].kind == "relu" and m[0][1] == 1:
                rest = Poly({n: d for n, d in p.terms.items() if n != m})
                below = mask if mask == NEG else NONPOS
                self.assume(rest, below)
                self.assume(combine([(1, rest), (c, cast(Poly, m[0][0].argument))]), below)
                return

    def _assume_factors(self, p: Poly, common: Monomial, mask: int) -> None:
        """What the sign of a product says of each factor, given the signs of the others."""
        known = self.sign_of_monomial(common)
        if not mask & ZERO:
            for base, _ in common:
                self._record(atom_poly(base), NONZERO)
            known &= NONZERO
        if known in (POS, NEG):
            self.assume(without(p, common), mask if known == POS else flip(mask))
        for base, exponent in common:
            others = self.sign(without(p, ((base, exponent),)))
            if base.kind != "exp" and mask == ZERO and not others & ZERO:
                self._record(atom_poly(base), ZERO)
            if base.kind != "exp" and others in (POS, NEG):
                power = mask if others == POS else flip(mask)
                if exponent % 2 == 1:
                    self._record(atom_poly(base), power)
                elif power in (ZERO, NONPOS):
                    self._record(atom_poly(base), ZERO)

    def _record(self, p: Poly, mask: int) -> None:
        if p.is_constant:
            return
        form, factor, value = split_form(p)
        if factor < 0:
            mask = flip(mask)
        interval = self.intervals.setdefault(form, Interval())
        if not mask & NEG:
            interval.raise_low(value, not mask & ZERO)
        if not mask & POS:
            interval.lower_high(value, not mask & ZERO)
        if mask == NONZERO:
            interval.excluded.add(value)
        self._memo.clear()
        self._atoms.clear()

    def sign(self, p: Poly) -> int:
        """The possible signs of p where the facts hold."""
        if p.is_constant:
            return sign_of_number(p.constant)
        found = self._memo.get(p)
        if found is None:
            found = self._sign(p)
            self._memo[p] = found
        return found

    def _sign(self, p: Poly) -> int:
        mask = self._from_table(p)
        if len(p.terms) == 1:
            ((m, c),) = p.terms.items()
            mask &= times(sign_of_number(c), self.sign_of_monomial(m))
        else:
            mask &= self._from_sum(p)
        difference = exponent_difference(p)
        if difference is not None:
            mask &= self.sign(difference)
        if p.closed and mask:
            certain = sign_of_closed(p)
            if certain is not None:
                mask &= POS if certain > 0 else NEG
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
            if mask == ANY:
                break
        common = content(p)
        if common and mask not in _BITS:
            mask &= times(self.sign_of_monomial(common), self.sign(without(p, common)))
        if mask not in _BITS:
            mask &= self._from_ranges(p)
        if mask not in _BITS and len(p.terms) <= SHORT:
            mask &= self._from_hinges(p)
        return mask

    def _from_hinges(self, p: Poly) -> int:
        """c max(0, h, ...) - k h >= 0 for 0 <= k <= c, and the same for -p."""
        found = ANY
        for sign in (1, -1):
            q = p.scaled(sign)
            for m, c in q.terms.items():
                if len(m) != 1 or m[0][1] != 1 or c < 0:
                    continue
                for h in hinges(m[0][0]):
                    k = quotient(-q.terms.get(h.lead, 0), h.terms[h.lead])
                    if 0 < k <= c:
                        rest = combine([(1, q), (-c, Poly({m: 1})), (k, h)])
                        mask = plus(NONNEG, self.sign(rest))
                        found &= mask if sign == 1 else flip(mask)
        return found

    def _from_ranges(self, p: Poly) -> int:
        """Interval arithmetic over the monomials, each bounded by itself."""
        low: Number | None = 0
        high: Number | None = 0
        low_open = high_open = False
        for m, c in p.terms.items():
            bounds = self.range_of_monomial(m)
            lo, hi, lo_open, hi_open = bounds
            if c < 0:
                lo, hi, lo_open, hi_open = hi, lo, hi_open, lo_open
            low = None if low is None or lo is None else low + c * lo
            high = None if high is None or hi is None else high + c * hi
            low_open |= lo_open
            high_open |= hi_open
            if low is None and high is None:
                return ANY
        mask = ANY
        if low is not None and low >= 0:
            mask &= NONNEG if low == 0 and not low_open else POS
        if high is not None and high <= 0:
            mask &= NONPOS if high == 0 and not high_open else NEG
        return mask

    def range_of_monomial(self, m: Monomial) -> tuple[Number | None, Number | None, bool, bool]:
        """(low, high, low is not attained, high is not attained); None where unbounded."""
        if m == UNIT:
            return 1, 1, False, False
        low, high, low_open, high_open = _inherent_range(m)
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

    def sign_of_monomial(self, m: Monomial) -> int:
        mask = POS
        for base, exponent in m:
            mask = times(mask, self._sign_of_power(base, exponent))
        return mask

    def _sign_of_power(self, base: Atom, exponent: Number) -> int:
        mask = self.sign_of_atom(base)
        if base.kind != "exp" and exponent % 2 == 0:
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
        if base.kind == "var" or mask not in _BITS:
            mask &= self._from_table(atom_poly(base))
        return mask

    def _inherent_sign(self, base: Atom) -> int:
        """The sign of the function itself, given what is known of its argument."""
        match base.kind, base.argument:
            case (("exp" | "pi"), _):
                return POS
            case ("relu", Poly() as inner) | ("root", (Poly() as inner, int())):
                mask = self.sign(inner)
                return POS if mask == POS else ZERO if not mask & POS else NONNEG
            case (("pos" | "nul" | "max"), _):
                return NONNEG
            case (("inv" | "erf" | "atan"), Poly() as inner):
                return self.sign(inner)
            case "asin", Poly() as inner:
                return self.sign(inner) | ZERO  # 0 outside [-1, 1]
            case "floor", Poly() as inner:
                return _sign_of_floor(self.sign(inner))
            case "log", Poly() as inner:
                return self._sign_of_log(inner)
            case (("sin" | "cos"), Poly() as inner) if not inner.closed:
                return self._sign_of_wave(base.kind, inner)
            case _:
                return ANY

    def _sign_of_wave(self, kind: str, u: Poly) -> int:
        """sin > 0 on (0, pi), where it is concave, and cos on (-pi/2, pi/2); 0 at the ends."""
        pi = atom_poly(atom("pi"))
        start = combine([(1, u), (quotient(1, 2), pi)]) if kind == "cos" else u
        for p, flipped in ((start, False), (-u, True)) if kind == "sin" else ((start, False),):
            ends = self.sign(p) | self.sign(pi - p)
            if not ends & NEG:
                mask = POS if ends == POS else NONNEG
                return flip(mask) if flipped else mask
        return ANY

    def _sign_of_log(self, inner: Poly) -> int:
        above_one = self.sign(inner - constant_poly(1))
        if not above_one & NEG:
            return above_one
        return above_one if self.sign(inner) == POS else ANY


def hinges(base: Atom) -> tuple[Poly, ...]:
    """What the atom is at least, beside 0, if it is a maximum."""
    if base.kind == "max":
        return cast(tuple[Poly, ...], base.argument)
    return (cast(Poly, base.argument),) if base.kind == "relu" else ()


def _sign_of_floor(mask: int) -> int:
    return (NEG if mask & NEG else 0) | (NONNEG if mask & POS else mask & ZERO)


def _inherent_range(m: Monomial) -> tuple[Number | None, Number | None, bool, bool]:
    if len(m) == 1 and m[0][1] == 1:
        kind = m[0][0].kind
        if kind in ("sin", "cos"):
            return -1, 1, False, False
        if kind == "erf":
            return -1, 1, True, True
        if kind in ("pos", "nul"):
            return 0, 1, False, False
        if kind in ("atan", "asin"):  # at most pi/2 < 11/7
            return quotient(-11, 7), quotient(11, 7), True, True
        if kind == "pi":  # Archimedes
            return quotient(223, 71), quotient(22, 7), True, True
    return None, None, False, False

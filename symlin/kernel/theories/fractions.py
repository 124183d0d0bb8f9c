"""1/u as a product of inverses of atoms, and clearing denominators.

In the total reading 1/0 = 0. So 1/(u v) = (1/u) (1/v) and 1/(1/u) = u hold everywhere, and
u (1/u) = 1 where u cannot be 0.
"""

from __future__ import annotations

from typing import cast

from symlin.kernel.algebra import Algebra, KnownSigns, Theory
from symlin.kernel.intervals import NEG, NONZERO, POS, ZERO, flip
from symlin.kernel.numbers import Number, TooLarge, quotient
from symlin.kernel.polynomial import (
    ONE_POLY,
    ZERO_POLY,
    Atom,
    Monomial,
    Poly,
    Terms,
    atom,
    atom_poly,
    atoms_of,
    combine,
    common_monomial,
    constant_poly,
    monic,
    monomial,
    without,
)
from symlin.kernel.theories.monomials import monomial_poly

DENOMINATORS = 64
"""Most denominators that are cleared one after the other: each multiplies everything by itself, and
may bring new ones out of other fractions."""


def inverse(algebra: Algebra, u: Poly) -> Poly:
    """1/u: denominators d that are not 0 leave, 1/(n/d) = d (1/n), then factors one by one,
    1/(c m r) = (1/c) (1/m) (1/r)."""
    if u.is_constant:  # 1/0 = 0
        return constant_poly(quotient(1, u.constant)) if u else ZERO_POLY
    # 1/(n/d) first: an inverse inside an inverse would hide what cancels
    numerator, denominators = fraction(algebra, u)
    if denominators:
        powers = (algebra.power(q, k) for q, k in denominators)
        return algebra.product(inverse(algebra, numerator), *powers)
    common = common_monomial(u.terms)
    rest, factor = monic(without(u, common))
    result = constant_poly(quotient(1, factor))
    for base, exponent in common:
        if base.is_unit:
            part = atom_poly(base, -exponent)
        else:
            part = _inverse_of_power(algebra, base, cast(int, exponent))
        result = algebra.product(result, part)
    return result if rest.is_constant else algebra.product(result, atom_poly(atom("inv", rest)))


def _inverse_of_power(algebra: Algebra, base: Atom, exponent: int) -> Poly:
    if base.kind == "inv":  # 1/(1/v) = v, also at 0
        return algebra.power(cast(Poly, base.argument), exponent)
    if base.kind in ("pos", "nul"):  # 1/0 = 0 and 1/1 = 1
        return atom_poly(base)
    rule = algebra.theories.inverses.get(base.kind)
    if rule is not None and algebra.signs.sign_of_atom(base) == POS:
        return algebra.power(rule(algebra, base), exponent)
    return atom_poly(atom("inv", atom_poly(base)), exponent)


# ---- clearing denominators ----


def clear(algebra: Algebra, p: Poly) -> tuple[Poly, int]:
    """(p * d, sign of d) for denominators d of p that the facts keep away from 0.

    The product vanishes exactly where p does. The sign is POS, NEG, or NONZERO.
    """
    numerator, denominators = fraction(algebra, p)
    factor = POS
    for q, exponent in denominators:
        factor = _times_known(factor, algebra.signs.sign(q), exponent)
    return numerator, factor


def _times_known(factor: int, sign: int, exponent: int) -> int:
    if exponent % 2 == 0:  # a square is positive, for q is not 0
        return factor
    if factor == NONZERO or sign not in (POS, NEG):
        return NONZERO
    return factor if sign == POS else flip(factor)


def fraction(algebra: Algebra, p: Poly) -> tuple[Poly, list[tuple[Poly, int]]]:
    """(n, [(q, k), ...]) with p = n / product of q**k, where no q is 0 under the facts.

    Raises `TooLarge` where one denominator brings out the next for ever.
    """
    denominators: list[tuple[Poly, int]] = []
    for _ in range(DENOMINATORS):
        # one after the other: multiplying by one may bring out others
        base = next((a for a in atoms_of(p) if _clearable(algebra, a)), None)
        if base is None:
            return p, denominators
        highest = max(cast(int, dict(m).get(base, 0)) for m in p.terms)
        p = _times_power(algebra, p, base, highest)
        denominators.append((cast(Poly, base.argument), highest))
    raise TooLarge


def _times_power(algebra: Algebra, p: Poly, base: Atom, highest: int) -> Poly:
    """p * q**highest, where base is 1/q and its highest power in p is that one."""
    q = cast(Poly, base.argument)
    powers = [ONE_POLY]
    for _ in range(highest):
        powers.append(algebra.product(powers[-1], q))
    parts = []
    for m, c in p.terms.items():
        rest = tuple(f for f in m if f[0] is not base)  # the inverse leaves, q^missing comes
        missing = highest - cast(int, dict(m).get(base, 0))
        parts.append((c, algebra.product(monomial_poly(rest), powers[missing])))
    return combine(parts)


def _clearable(algebra: Algebra, base: Atom) -> bool:
    if base.kind != "inv":
        return False
    q = cast(Poly, base.argument)
    return not algebra.signs.sign(q) & ZERO or not algebra.sign(q) & ZERO  # the latter takes longer


def cancelled(algebra: Algebra, p: Poly) -> Poly:
    """p = n/(q r) as (n/q)/r, where a denominator q that is not 0 divides n: so that functions of
    equal quotients meet, which other rules do not see inside their arguments."""
    if not any(a.kind == "inv" and len(cast(Poly, a.argument).terms) > 1 for a in atoms_of(p)):
        return p
    whole, denominators = fraction(algebra, p)
    numerator, left = whole, ONE_POLY
    for q, exponent in denominators:
        for _ in range(exponent):
            smaller = algebra.theories.divided(numerator, q)
            if smaller is None or algebra.product(smaller, q) != numerator:
                left = algebra.product(left, inverse(algebra, q))
            else:
                numerator = smaller
    return p if numerator is whole else algebra.product(numerator, left)


# ---- products and signs ----


def _times_inverse(signs: KnownSigns, m: Monomial, base: Atom, exponent: Number) -> Terms | None:
    """a * (1/a) = 1 for an atom a that is not 0."""
    inner = cast(Poly, base.argument)
    if len(inner.terms) != 1:
        return None
    ((only, _),) = inner.lead
    factors = dict(m)
    if only not in factors or signs.sign_of_atom(only) & ZERO:
        return None
    common = min(factors[only], exponent)  # as many of both as there are pairs
    return {monomial({**factors, only: factors[only] - common, base: exponent - common}): 1}


def _sign_of_inverse(signs: KnownSigns, base: Atom) -> int:
    """That of the denominator, where 1/0 = 0."""
    return signs.sign(cast(Poly, base.argument))


THEORY = Theory(
    name="fractions",
    inverse=inverse,
    fraction=fraction,
    clear=clear,
    cancelled=cancelled,
    products={"inv": _times_inverse},
    signs={"inv": _sign_of_inverse},
)

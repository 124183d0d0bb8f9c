"""Pieces: maxima and indicators, written with three kinds of atoms for polynomials h.

relu(h) is max(h, 0), [h > 0] and [h = 0] are 1 where that holds and 0 elsewhere, and a maximum of
three or more is one atom. Each h is monic, and has no factor whose sign is known: so that equal
functions have equal normal forms more often. Every rule is a case distinction on signs.
"""

from __future__ import annotations

from typing import assert_never, cast

from symlin.kernel.algebra import Algebra, KnownSigns, Theory
from symlin.kernel.intervals import ANY, NEG, NONNEG, NONZERO, POS, ZERO, Bounds, flip, plus
from symlin.kernel.numbers import Number, quotient
from symlin.kernel.polynomial import (
    ONE_POLY,
    ZERO_POLY,
    Atom,
    Monomial,
    Poly,
    Terms,
    atom,
    atom_depends,
    atom_poly,
    combine,
    common_monomial,
    monic,
    monomial,
    multiply_monomials,
    proper_factors,
    without,
)
from symlin.kernel.term import Op
from symlin.kernel.theories.monomials import exchanged, monomial_poly

COMPARED = 16
"""Most arguments of a maximum that are compared pair by pair: a pooling window of 4 x 4. Of more
there are too many pairs, and all of them stay."""
SHORT = 12
"""Most monomials of a sum that is searched for hinges beside their arguments: each pair of them
costs the sign of another polynomial."""

# ---- maxima ----


def maximum(algebra: Algebra, polys: list[Poly]) -> Poly:
    """max(u1, ..., un): common factors of known sign leave, dominated arguments go."""
    kept = list(dict.fromkeys(polys))  # each once
    if len(kept) == 1:
        return kept[0]
    common = common_monomial(m for p in kept for m in p.terms)
    mask = algebra.signs.sign_of_monomial(common)
    if common and (not mask & NEG or not mask & POS):  # max(a u, a v) = a max(u, v) for a >= 0
        sign = 1 if not mask & NEG else -1
        inner = [without(p, common).scaled(sign) for p in kept]
        return algebra.product(monomial_poly(common, sign), maximum(algebra, inner))
    if len(kept) <= COMPARED:
        kept = _undominated(algebra, kept)
    kept.sort(key=Poly.sort_key)  # the order of arguments must not matter
    base, *others = kept
    if not others:
        return base
    if len(others) == 1:
        return others[0] + relu(algebra, base - others[0])
    lead = monic(others[0] - base)[1]  # equal up to scale: one atom for both
    scale = lead if lead > 0 else -lead
    parts = ((p - base).scaled(quotient(1, scale)) for p in others)
    return base + atom_poly(atom("max", tuple(parts))).scaled(scale)


def _undominated(algebra: Algebra, polys: list[Poly]) -> list[Poly]:
    kept: list[Poly] = []
    for p in polys:
        if all(algebra.signs.sign(q - p) & NEG for q in kept):
            kept = [q for q in kept if algebra.signs.sign(p - q) & NEG]
            kept.append(p)
    return kept


def relu(algebra: Algebra, p: Poly) -> Poly:
    """max(p, 0), in terms of relu(h) for a monic h without factors."""
    p = algebra.theories.cancelled(algebra, p)
    mask = algebra.sign(p)
    if not mask & NEG:
        return p
    if not mask & POS:
        return ZERO_POLY
    simpler = _simpler(algebra, p)
    if simpler is not None:
        return algebra.product(p, positive(algebra, simpler))
    if common := proper_factors(p):
        return _relu_of_product(algebra, common[0], p)
    if algebra.parts_of_power(p) is not None:
        return algebra.product(p, positive(algebra, p))
    h, factor = monic(p)
    hinge = atom_poly(atom("relu", h))
    return hinge.scaled(factor) if factor > 0 else (hinge - h).scaled(-factor)


def absolute(algebra: Algebra, p: Poly) -> Poly:
    """|p| = relu(p) + relu(-p)."""
    return relu(algebra, p) + relu(algebra, -p)


def _relu_of_product(algebra: Algebra, factor: tuple[Atom, Number], p: Poly) -> Poly:
    """relu(a^e * q): a factor of known sign leaves; otherwise the product is split in two by
    relu(a q) = relu(a) relu(q) + relu(-a) relu(-q)."""
    base, exponent = factor
    q = without(p, (factor,))
    mask = algebra.signs.sign_of_monomial((factor,))
    outer = monomial_poly((factor,))
    if not mask & NEG:
        return algebra.product(outer, relu(algebra, q))
    if not mask & POS:
        return algebra.product(-outer, relu(algebra, -q))
    a = atom_poly(base)
    if exponent != 1:  # odd, or its sign would be known: a^(e-1) leaves
        even = monomial_poly(((base, exponent - 1),))
        return algebra.product(even, relu(algebra, algebra.product(a, q)))
    same = algebra.product(relu(algebra, a), relu(algebra, q))
    return same + algebra.product(relu(algebra, -a), relu(algebra, -q))


# ---- indicators ----


def indicate(algebra: Algebra, op: Op, p: Poly) -> Poly:
    """1 where `p op 0`, 0 elsewhere."""
    p = algebra.theories.cancelled(algebra, p)
    answer = algebra.compare(op, p)
    if answer is not None:
        return ONE_POLY if answer else ZERO_POLY
    match op:
        case ">":
            return positive(algebra, p)
        case ">=":
            return ONE_POLY - positive(algebra, -p)
        case "=":
            return null(algebra, p)
        case "!=":
            return ONE_POLY - null(algebra, p)
        case _:
            assert_never(op)


def positive(algebra: Algebra, p: Poly) -> Poly:
    """[p > 0]."""
    mask = algebra.sign(p)
    if mask == POS:
        return ONE_POLY
    if not mask & POS:
        return ZERO_POLY
    if not mask & NEG:
        return ONE_POLY - null(algebra, p)
    simpler = _simpler(algebra, p)
    if simpler is not None:
        return positive(algebra, simpler)
    if common := proper_factors(p):
        return _positive_product(algebra, common[0], p)
    parts = algebra.parts_of_power(p)
    if parts is not None:
        odd, even = parts
        return algebra.product(ONE_POLY - null(algebra, even), positive(algebra, odd))
    h, factor = monic(p)
    above = atom_poly(atom("pos", h))
    return above if factor > 0 else ONE_POLY - above - null(algebra, h)


def _positive_product(algebra: Algebra, factor: tuple[Atom, Number], p: Poly) -> Poly:
    """[a^e q > 0] = [a != 0] [q > 0] for even e, and [a > 0] [q > 0] + [a < 0] [q < 0]."""
    base, exponent = factor
    a, q = atom_poly(base), without(p, (factor,))
    if not base.is_unit and exponent % 2 == 0:
        return algebra.product(ONE_POLY - null(algebra, a), positive(algebra, q))
    same = algebra.product(positive(algebra, a), positive(algebra, q))
    return same + algebra.product(positive(algebra, -a), positive(algebra, -q))


def null(algebra: Algebra, p: Poly) -> Poly:
    """[p = 0]."""
    mask = algebra.sign(p)
    if mask == ZERO:
        return ONE_POLY
    if not mask & ZERO:
        return ZERO_POLY
    simpler = _simpler(algebra, p, NONZERO)
    if simpler is not None:
        return null(algebra, simpler)
    if common := proper_factors(p):
        base, _ = common[0]
        other = ONE_POLY - null(algebra, without(p, (common[0],)))
        return ONE_POLY - algebra.product(ONE_POLY - null(algebra, atom_poly(base)), other)
    parts = algebra.parts_of_power(p)
    if parts is not None:
        return null(algebra, algebra.product(*parts))
    return atom_poly(atom("nul", monic(p)[0]))


def _simpler(algebra: Algebra, p: Poly, wanted: int = POS) -> Poly | None:
    """A simpler polynomial with the sign of p, or with `wanted` NONZERO with its zeros."""
    other = algebra.theories.same_sign(p)
    if other is not None:
        return other
    cleared, factor = algebra.clear(p)
    if cleared is p:
        return algebra.theories.same_sign_by_product(algebra, p)
    if factor == NEG:
        return -cleared
    return None if factor & ~wanted else cleared


# ---- products of hinges and indicators of the same h ----


def _square_of_relu(signs: KnownSigns, m: Monomial, base: Atom, exponent: Number) -> Terms | None:
    """relu(h)**2 = h * relu(h)."""
    if exponent < 2:
        return None
    return exchanged(m, base, exponent - 1, cast(Poly, base.argument))


def _indicator(signs: KnownSigns, m: Monomial, base: Atom, exponent: Number) -> Terms | None:
    """[h > 0] and [h = 0] are idempotent, exclude each other, and meet relu(h) and h so:
    [h > 0] relu(h) = relu(h), [h > 0] h = relu(h), [h = 0] relu(h) = 0, [h = 0] h = 0."""
    h = cast(Poly, base.argument)
    if exponent > 1:  # 0 and 1 are their own squares
        return exchanged(m, base, 1)
    factors = dict(m)
    hinge = atom("relu", h)
    if base.kind == "pos":
        if atom("nul", h) in factors:  # h is not both positive and 0
            return {}
        if hinge in factors:
            return exchanged(m, base, 0)
    elif hinge in factors:
        return {}
    return _lead(m, factors, base, h)


def _lead(m: Monomial, factors: dict[Atom, Number], base: Atom, h: Poly) -> Terms | None:
    """v [h > 0] = relu(h) - rest [h > 0] and v [h = 0] = -rest [h = 0], for h = v + rest with a
    leading variable v, which does not occur in the rest: or the rule would not end."""
    lead = h.lead
    if len(lead) != 1 or lead[0][1] != 1 or lead[0][0].kind != "var":
        return None
    v = lead[0][0]
    if v not in factors:
        return None
    rest = Poly({n: c for n, c in h.terms.items() if n != lead})
    name = frozenset([cast(str, v.argument)])
    if any(atom_depends(a, name) for n in rest.terms for a, _ in n):
        return None
    lower = monomial({**factors, v: factors[v] - 1})
    total = exchanged(lower, base, 1, -rest)
    if base.kind == "pos":
        hinged = multiply_monomials(monomial({**dict(lower), base: 0}), ((atom("relu", h), 1),))
        total[hinged] = total.get(hinged, 0) + 1
    return total


# ---- signs ----


def _sign_of_relu(signs: KnownSigns, base: Atom) -> int:
    mask = signs.sign(cast(Poly, base.argument))
    return POS if mask == POS else ZERO if not mask & POS else NONNEG


def _not_negative(signs: KnownSigns, base: Atom) -> int:
    return NONNEG


def bounded_beside(p: Poly) -> tuple[Poly, ...]:
    """c h + r and r, which are at most p = c relu(h) + r with c > 0."""
    for m, c in p.terms.items():
        if c > 0 and len(m) == 1 and m[0][0].kind == "relu" and m[0][1] == 1:
            rest = Poly({n: d for n, d in p.terms.items() if n != m})
            return rest, combine([(1, rest), (c, cast(Poly, m[0][0].argument))])
    return ()


def sign_of_sum(signs: KnownSigns, p: Poly) -> int:
    """c max(0, h, ...) - k h >= 0 for 0 <= k <= c, and the same for -p."""
    if len(p.terms) > SHORT:
        return ANY
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
                    mask = plus(NONNEG, signs.sign(rest))
                    found &= mask if sign == 1 else flip(mask)
    return found


def hinges(base: Atom) -> tuple[Poly, ...]:
    """What the atom is at least, beside 0, if it is a maximum."""
    if base.kind == "max":
        return cast(tuple[Poly, ...], base.argument)
    return (cast(Poly, base.argument),) if base.kind == "relu" else ()


INDICATOR: Bounds = (0, 1, False, False)
THEORY = Theory(
    name="pieces",
    functions={"abs": absolute},
    maximum=maximum,
    indicate=indicate,
    products={"relu": _square_of_relu, "pos": _indicator, "nul": _indicator},
    signs={
        "relu": _sign_of_relu,
        "max": _not_negative,
        "pos": _not_negative,
        "nul": _not_negative,
    },
    ranges={"pos": INDICATOR, "nul": INDICATOR},
    signs_of_sums={"pieces": sign_of_sum},
    bounded_beside=bounded_beside,
)

"""sin, cos, atan, asin and pi.

Sines and cosines of sums are expanded by the addition theorems, and sin(t)^2 is 1 - cos(t)^2. Of
multiples of one angle t, the certificate chooses the unit (`angle_denominator`) in which they are
counted: it can only be badly chosen, not wrongly.
"""

from __future__ import annotations

from typing import cast

from flint import fmpq

from symlin.kernel.algebra import EVEN, ODD, Algebra, KnownSigns, Theory
from symlin.kernel.certificate import Lemma
from symlin.kernel.intervals import ANY, NEG, NONNEG, NONZERO, POS, ZERO, Bounds, flip
from symlin.kernel.numbers import Number, exact, quotient
from symlin.kernel.polynomial import (
    ONE_POLY,
    UNIT,
    ZERO_POLY,
    Atom,
    Monomial,
    Poly,
    Terms,
    atom,
    atom_poly,
    combine,
    constant_poly,
)
from symlin.kernel.term import ONE, Guard, add, conjunction, function, ge
from symlin.kernel.theories.monomials import exchanged, monomial_poly, odd

SUMMANDS = 8
"""Most monomials of an angle that is taken apart: each doubles the result."""
FEW = 24
"""Largest multiple of an angle that is expanded, where the angle is a number: its sine and cosine
are numbers that a ball encloses, and expanding them shows little."""
MULTIPLES = 64
"""The same for an angle that depends on variables, for arcs, and where a certificate counts in
parts of angles."""
ARCS = ("atan", "asin")


# ---- sin and cos of sums ----


def sine(algebra: Algebra, u: Poly) -> Poly:
    """sin u."""
    return _sine_cosine(algebra, u)[0]


def cosine(algebra: Algebra, u: Poly) -> Poly:
    """cos u."""
    return _sine_cosine(algebra, u)[1]


def _sine_cosine(algebra: Algebra, u: Poly) -> tuple[Poly, Poly]:
    """(sin u, cos u) by the addition theorems, one monomial at a time."""
    if len(u.terms) > SUMMANDS:  # as one angle: cos is even, sin is odd
        turned = u if u.terms[u.lead] > 0 else -u
        return odd("sin", u), atom_poly(atom("cos", turned))
    s, c = ZERO_POLY, ONE_POLY
    for m, factor in u.sorted_terms():
        s, c = _turned(algebra, s, c, *_angle(algebra, m, factor))
    return s, c


def _turned(algebra: Algebra, s: Poly, c: Poly, s1: Poly, c1: Poly) -> tuple[Poly, Poly]:
    """(sin(t + t1), cos(t + t1)) from the sines and cosines of t and t1."""
    return (
        algebra.product(s, c1) + algebra.product(c, s1),
        algebra.product(c, c1) - algebra.product(s, s1),
    )


def _angle(algebra: Algebra, m: Monomial, c: Number) -> tuple[Poly, Poly]:
    """(sin(c m), cos(c m)), in terms of the angle m / angle_denominator where c is a multiple."""
    exactly = _multiple_of_pi(algebra, m, c)
    if exactly is not None:
        return exactly
    count = fmpq(c * algebra.angle_denominator)
    # expanded, multiples of one angle meet; where it is a number there is less to meet
    few = algebra.angle_denominator == 1 and not any(a.names or a.kind in ARCS for a, _ in m)
    most = FEW if few else MULTIPLES
    if count.q != 1 or abs(count) > most:  # an angle of its own
        whole, unit = 1, monomial_poly(m, exact(abs(fmpq(c))))
        negative = c < 0
    else:
        whole, unit = abs(int(count.p)), monomial_poly(m, quotient(1, algebra.angle_denominator))
        negative = count < 0
    once = _unit_angle(algebra, unit)
    total = (ZERO_POLY, ONE_POLY)
    for _ in range(whole):
        total = _turned(algebra, *total, *once)
    return (-total[0] if negative else total[0]), total[1]


# ---- values that are known exactly ----


def _multiple_of_pi(algebra: Algebra, m: Monomial, c: Number) -> tuple[Poly, Poly] | None:
    """(sin(c m), cos(c m)) for multiples of pi/2, pi/4 and pi/6, and for pi n with integral n."""
    if len(m) == 1 and m[0][0].kind == "pi" and m[0][1] == 1 and fmpq(12 * c).q == 1:
        twelfths = int(12 * c)
        if twelfths % 6 == 0:  # multiples of pi/2
            quarter = twelfths // 6 % 4
            return constant_poly((0, 1, 0, -1)[quarter]), constant_poly((1, 0, -1, 0)[quarter])
        if twelfths % 2 == 0 or twelfths % 3 == 0:  # of pi/6 and pi/4; pi/12 has two roots
            return _sine_of_twelfths(algebra, twelfths), _sine_of_twelfths(algebra, twelfths + 6)
    parity = _half_turns(algebra.signs, m) if fmpq(c).q == 1 else 0
    if not parity:
        return None
    if c % 2 == 0 or parity == EVEN:
        return ZERO_POLY, ONE_POLY
    return ZERO_POLY, -ONE_POLY if parity == ODD else atom_poly(atom("cos", monomial_poly(m)))


def _half_turns(signs: KnownSigns, m: Monomial) -> int:
    """The parities of n, for pi n with a whole number n; 0 for other angles."""
    factors = dict(m)
    if factors.pop(atom("pi"), 0) != 1:  # pi itself, not its square
        return 0
    found = ODD
    for base in factors:
        parity = signs.theories.parities(signs, base)
        if not parity:
            return 0
        found = EVEN if EVEN in (parity, found) else parity | found
    return found


def _sine_of_twelfths(algebra: Algebra, count: int) -> Poly:
    """sin(count pi/12) at multiples of pi/6 and pi/4."""
    count %= 24
    if count > 12:
        return -_sine_of_twelfths(algebra, count - 12)
    square = {0: 0, 2: 1, 3: 2, 4: 3, 6: 4}[min(count, 12 - count)]  # 4 sin^2
    return algebra.root(constant_poly(square), 2).scaled(quotient(1, 2))


# ---- inverse functions ----


def _unit_angle(algebra: Algebra, unit: Poly) -> tuple[Poly, Poly]:
    """(sin t, cos t); for t = atan(u) they are u / sqrt(1 + u^2) and 1 / sqrt(1 + u^2), for
    t = asin(u) with |u| <= 1 they are u and sqrt(1 - u^2)."""
    if unit.terms.get(unit.lead) == 1 and len(unit.terms) == 1 and len(unit.lead) == 1:
        ((base, exponent),) = unit.lead
        u = base.argument
        if exponent == 1 and isinstance(u, Poly):
            square = algebra.product(u, u)
            if base.kind == "atan":
                hypotenuse = algebra.root(ONE_POLY + square, 2)
                c = algebra.inverse(hypotenuse)
                return algebra.product(u, c), c
            if base.kind == "asin" and not algebra.signs.sign(ONE_POLY - square) & NEG:
                return u, algebra.root(ONE_POLY - square, 2)
    return atom_poly(atom("sin", unit)), atom_poly(atom("cos", unit))


def _pi(algebra: Algebra, u: Poly) -> Poly:
    return atom_poly(atom("pi"))


# ---- powers and signs ----


def _square_of_sine(signs: KnownSigns, m: Monomial, base: Atom, exponent: Number) -> Terms | None:
    """sin(u)**2 = 1 - cos(u)**2."""
    if exponent < 2:
        return None
    squared = ((atom("cos", base.argument), 2),)
    return exchanged(m, base, exponent - 2, Poly({UNIT: 1, squared: -1}))


def _square_of_cosine(signs: KnownSigns, m: Monomial, base: Atom, exponent: Number) -> Terms | None:
    """cos(pi n)**2 = 1 for whole n."""
    u = cast(Poly, base.argument)
    if exponent < 2 or len(u.terms) != 1 or u.terms[u.lead] != 1 or not _half_turns(signs, u.lead):
        return None
    return exchanged(m, base, exponent - 2)


def _sign_of_pi(signs: KnownSigns, base: Atom) -> int:
    return POS


def _sign_of_sine(signs: KnownSigns, base: Atom) -> int:
    """sin > 0 on (0, pi) and < 0 on (-pi, 0), and 0 at the ends."""
    u = cast(Poly, base.argument)
    if u.closed:
        return ANY  # a ball says more
    mask = _sign_in_half_turn(signs, u)
    return mask if mask != ANY else flip(_sign_in_half_turn(signs, -u))


def _sign_of_cosine(signs: KnownSigns, base: Atom) -> int:
    """cos > 0 on (-pi/2, pi/2), and 0 at the ends: cos(u) = sin(u + pi/2). cos(pi n) is not 0."""
    u = cast(Poly, base.argument)
    if len(u.terms) == 1 and u.terms[u.lead] == 1 and _half_turns(signs, u.lead):
        return NONZERO
    if u.closed:
        return ANY
    return _sign_in_half_turn(signs, combine([(1, u), (quotient(1, 2), atom_poly(atom("pi")))]))


def _sign_in_half_turn(signs: KnownSigns, u: Poly) -> int:
    """The sign of sin(u) where 0 <= u <= pi."""
    ends = signs.sign(u) | signs.sign(atom_poly(atom("pi")) - u)
    if ends & NEG:  # u may lie outside [0, pi]
        return ANY
    return POS if ends == POS else NONNEG


def _sign_of_arctangent(signs: KnownSigns, base: Atom) -> int:
    return signs.sign(cast(Poly, base.argument))


def _sign_of_arcsine(signs: KnownSigns, base: Atom) -> int:
    """That of its argument, but 0 outside [-1, 1]."""
    return signs.sign(cast(Poly, base.argument)) | ZERO


AT_MOST_ONE: Bounds = (-1, 1, False, False)
AT_MOST_QUARTER: Bounds = (quotient(-11, 7), quotient(11, 7), True, True)
"""pi/2 < 11/7."""
ARCHIMEDES: Bounds = (quotient(223, 71), quotient(22, 7), True, True)


def _at_most_one(lemma: Lemma) -> Guard:
    """-1 <= sin(u), cos(u) <= 1."""
    value = function(lemma.name, lemma.term)
    return conjunction(ge(ONE, value), ge(add(ONE, value)))


THEORY = Theory(
    name="trigonometry",
    functions={"sin": sine, "cos": cosine, "pi": _pi},
    products={"sin": _square_of_sine, "cos": _square_of_cosine},
    signs={
        "pi": _sign_of_pi,
        "sin": _sign_of_sine,
        "cos": _sign_of_cosine,
        "atan": _sign_of_arctangent,
        "asin": _sign_of_arcsine,
    },
    ranges={
        "pi": ARCHIMEDES,
        "sin": AT_MOST_ONE,
        "cos": AT_MOST_ONE,
        "atan": AT_MOST_QUARTER,
        "asin": AT_MOST_QUARTER,
    },
    lemmas={"sin": _at_most_one, "cos": _at_most_one},
)

"""Closed sums of algebraic numbers: what is closer to 0 than any of them can be is 0.

Let a be a root of whole numbers, nested or not, or a sine or cosine at a rational multiple of pi,
and K a field that holds all of those in a sum p, of degree D at most. Some whole n > 0 makes n p an
algebraic integer, whose conjugates are at most B. If p is not 0 the product of all conjugates of
n p is a whole number other than 0, so that n |p| >= B**(1 - D). A ball shows that it is smaller.
"""

from __future__ import annotations

from math import lcm
from typing import NamedTuple, cast

from flint import arb, fmpq, fmpz

from symlin.kernel.algebra import KnownSigns, Theory
from symlin.kernel.intervals import ANY, NEG, POS, ZERO
from symlin.kernel.numbers import Number
from symlin.kernel.polynomial import Atom, Monomial, Poly, Terms, atoms_of

MOST_BITS = 1 << 15
"""Of a gap: balls with so many bits take some milliseconds."""
LARGEST_TURN = 1 << 12
"""Parts of a turn: the degree of their sines is about as large, and the gap is its power."""
FIRST = 64
"""Bits of the ball that shows of most numbers that they are not 0."""


class Size(NamedTuple):
    """`whole` times a number is an algebraic integer with conjugates of 2**`bits` at most."""

    whole: int
    bits: int


class NotAlgebraic(Exception):
    """Not seen to be an algebraic number."""


def sign_of_sum(signs: KnownSigns, p: Poly) -> int:
    """The sign of a closed sum; ZERO for a sum with variables where all its coefficients are 0."""
    if not any(_is_algebraic(base) for base in atoms_of(p)):
        return ANY
    if p.closed:
        return _sign_of_number(signs, p)
    parts: dict[Monomial, Terms] = {}
    for m, c in p.terms.items():
        inner = tuple(factor for factor in m if not factor[0].names)
        outer = tuple(factor for factor in m if factor[0].names)
        parts.setdefault(outer, {})[inner] = c
    if any(len(terms) == 1 for terms in parts.values()):  # no number is 0 times another
        return ANY
    numbers = (_sign_of_number(signs, Poly(terms)) for terms in parts.values())
    return ZERO if all(sign == ZERO for sign in numbers) else ANY


def _is_algebraic(base: Atom) -> bool:
    return not base.names and (base.kind == "root" or _turn(base) is not None)


def _sign_of_number(signs: KnownSigns, p: Poly) -> int:
    value = signs.theories.ball(p, FIRST)
    if value is None:
        return ANY
    if not value.contains(0):
        return POS if value > 0 else NEG
    try:
        bits = gap(p)
    except NotAlgebraic:
        return ANY
    value = signs.theories.ball(p, FIRST + bits) if bits <= MOST_BITS else None
    return ZERO if value is not None and abs(value) < arb(2) ** -bits else ANY


def gap(p: Poly) -> int:
    """k such that p is 0 or at least 2**-k. Raises `NotAlgebraic`."""
    roots: dict[Atom, int] = {}
    turn = _collect(p, roots)
    degree = max(1, int(fmpz(turn).euler_phi()) // 2)
    for part in roots.values():
        degree *= part
        if degree > MOST_BITS:
            raise NotAlgebraic
    whole, bits = _size(p)
    return whole.bit_length() + (degree - 1) * max(bits, 0)


def _collect(p: Poly, roots: dict[Atom, int]) -> int:
    """All roots in p, at any depth, with their degrees; the parts of a turn that its angles are
    multiples of, as a multiple of 4, so that sines are cosines of such multiples too."""
    turn = 4
    for base in atoms_of(p):
        if base.kind == "root" and not base.names:
            inner, degree = cast(tuple[Poly, int], base.argument)
            roots[base] = degree
            turn = lcm(turn, _collect(inner, roots))
        elif (angle := _turn(base)) is not None:
            turn = lcm(turn, 2 * int(angle.q))
        else:
            raise NotAlgebraic
        if turn > LARGEST_TURN:
            raise NotAlgebraic
    return turn


def _turn(base: Atom) -> fmpq | None:
    """q for the sine or cosine of q pi with a rational q."""
    u = base.argument
    if base.kind not in ("sin", "cos") or not isinstance(u, Poly) or len(u.terms) != 1:
        return None
    ((m, c),) = u.terms.items()
    return fmpq(c) if len(m) == 1 and m[0][0].kind == "pi" and m[0][1] == 1 else None


# ---- integers and their conjugates ----


def _size(p: Poly) -> Size:
    """Of a sum: multiples of the parts by one whole number, added up."""
    parts = [_size_of_monomial(m, c) for m, c in p.terms.items()]
    whole = lcm(*(part.whole for part in parts)) if parts else 1
    most = max((part.bits + (whole // part.whole).bit_length() for part in parts), default=0)
    return Size(whole, most + len(parts).bit_length())


def _size_of_monomial(m: Monomial, c: Number) -> Size:
    ratio = fmpq(c)
    whole, bits = int(ratio.q), abs(int(ratio.p)).bit_length()
    for base, exponent in m:
        part = _size_of_atom(base)
        times = cast(int, exponent)
        whole *= part.whole**times
        bits += part.bits * times
    return Size(whole, bits)


def _size_of_atom(base: Atom) -> Size:
    """2 cos(q pi) and 2 sin(q pi) are algebraic integers, with conjugates of 2 at most. The n-th
    power of w root(u) is w**(n-1) (w u), an integer where w u is; where u < 0 the root is 0."""
    if base.kind != "root":
        return Size(2, 1)
    inner, degree = cast(tuple[Poly, int], base.argument)
    whole, bits = _size(inner)
    power = bits + (degree - 1) * whole.bit_length()
    return Size(whole, -(-max(power, 0) // degree))


THEORY = Theory(name="algebraic", signs_of_sums={"algebraic": sign_of_sum})

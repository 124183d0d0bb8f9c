"""The discrete Fourier transform, with its roots of unity in exact form."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from flint import fmpq

from symlin.language.tree import Call, Constant, Number, Product, Tree
from symlin.reading.spaces import entries as e
from symlin.reading.spaces.entries import Entry


def transform(entries: Sequence[Entry], sign: int, at: int) -> list[Entry]:
    """The sums of x_k w**(j k), where w is exp(-2 pi I/n), or for sign 1 exp(2 pi I/n)/n."""
    n = len(entries)
    found = []
    for j in range(n):
        turns = [_root(Fraction(sign * j * k % n, n), at) for k in range(n)]
        pairs = zip(turns, entries, strict=True)
        found.append(e.total([e.product(w, x, at) for w, x in pairs], at))
    return [e.quotient(x, e.constant(n, at), at) for x in found] if sign > 0 else found


def _root(turn: Fraction, at: int) -> Entry:
    """exp(2 pi I turn)."""
    im = _cosine(turn - Fraction(1, 4), at)
    return Entry(_cosine(turn, at), None if e.is_number(im, 0) else im)


def _cosine(turn: Fraction, at: int) -> Tree:
    """cos(2 pi turn): exact at multiples of 1/8 and 1/12 of a turn, else as it stands."""
    turn %= 1
    turn = min(turn, 1 - turn)
    if turn > Fraction(1, 4):
        return e.opposite(_cosine(Fraction(1, 2) - turn, at), at)
    known: dict[Fraction, Tree] = {
        Fraction(0): Number(1, at),
        Fraction(1, 4): Number(0, at),
        Fraction(1, 6): Number(fmpq(1, 2), at),
        Fraction(1, 8): _half_root(2, at),
        Fraction(1, 12): _half_root(3, at),
    }
    if turn in known:
        return known[turn]
    angle = Product(
        (Number(fmpq(2 * turn.numerator, turn.denominator), at), Constant("pi", at)),
        (False, False),
        at,
    )
    return Call("cos", (angle,), (), at)


def _half_root(of: int, at: int) -> Tree:
    return Product((Call("sqrt", (Number(of, at),), (), at), Number(2, at)), (False, True), at)

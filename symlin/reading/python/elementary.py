"""Functions of numbers that Python and NumPy share, as terms."""

from __future__ import annotations

from collections.abc import Callable

from flint import fmpq

from symlin.kernel import term as k
from symlin.kernel.term import Term
from symlin.language import functions as f
from symlin.reading.python.signs import is_at_least_zero


def half_even(u: Term) -> Term:
    """The nearest whole number, halves to the even one."""
    quarter = k.const(fmpq(1, 4))
    half = k.scale(fmpq(1, 2), u)
    return k.add(f.floor(k.add(half, quarter)), f.ceiling(k.sub(half, quarter)))


def trunc(u: Term) -> Term:
    """Towards 0."""
    if isinstance(u, k.Const):
        return f.floor(u) if u.value >= 0 else f.ceiling(u)
    if is_at_least_zero(u):
        return f.floor(u)
    return f.cases((f.floor(u), f.compare(">=", u)), (f.ceiling(u), k.TRUE))


def base_log(base: int) -> Callable[[Term], Term]:
    """The logarithm to a whole base."""
    return lambda u: f.log(u, k.const(base))


def fmod(a: Term, b: Term) -> Term:
    """The remainder with the sign of a, as in C."""
    return k.sub(a, k.mul(b, trunc(k.mul(a, f.inverse(b)))))


def hypot(*sides: Term) -> Term:
    """The length of a vector."""
    return f.root(k.add(*(k.power(side, 2) for side in sides)), 2)


def degrees(u: Term) -> Term:
    """From radians."""
    return k.mul(k.const(180), u, f.inverse(k.PI))


def radians(u: Term) -> Term:
    """From degrees."""
    return k.scale(fmpq(1, 180), k.mul(u, k.PI))


def cube_root(u: Term) -> Term:
    """The real one, of negative numbers too."""
    return f.real_root(u, k.const(3))


def copysign(size: Term, sign: Term) -> Term:
    """The size of one number with the sign of another; that of 0 is not negative."""
    length = f.function("abs", size)
    return f.cases((length, f.compare(">=", sign)), (k.neg(length), k.TRUE))

"""Sums and products that grow in loops: shared, and of bounded length."""

from __future__ import annotations

from symlin.kernel import term as k
from symlin.kernel.numbers import bits
from symlin.kernel.term import Const, Term
from symlin.language.limits import MAX_BITS
from symlin.reading.python.places import Refusal

WIDE = 64
"""Terms of a sum to which another is added as to a whole: to copy them all each time takes long."""


def added(a: Term, b: Term) -> Term:
    """a + b; a loop over thousands of terms makes sums of sums."""
    if isinstance(a, k.Sum) and len(a.terms) >= WIDE and not isinstance(b, Const):
        return k.linear_combination([1, 1], [a, b])
    return k.add(a, b)


def multiplied(a: Term, b: Term) -> Term:
    """a * b; 0 times an input is 0, as an input always has a value."""
    if k.ZERO in (a, b) and all(isinstance(t, Const | k.Var) for t in (a, b)):
        return k.ZERO
    return k.mul(a, b)


def checked(term: Term) -> Term:
    """The term; raises `Refusal` for a number that grows too long."""
    longest = 0
    match term:
        case Const(value):
            longest = bits(value)
        case k.Sum(weights, _, constant):
            longest = max(bits(constant), *map(bits, weights))
    if longest > MAX_BITS:
        raise Refusal("number", "a number grows too long here")
    return term


def bounded(a: Term, b: Term) -> None:
    """Raises `Refusal` before a product of numbers grows too long."""
    if isinstance(a, Const) and isinstance(b, Const) and bits(a.value) + bits(b.value) > MAX_BITS:
        raise Refusal("number", "a number grows too long here")

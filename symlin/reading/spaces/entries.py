"""Numbers as trees of real ones: a real and, where there is one, an imaginary part.

Zeros and ones are left out only where nothing can be lost: 0*(1/x) has no value at 0, and stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from symlin.kernel.numbers import Number as Exact
from symlin.language.tree import Call, Name, Negative, Number, Power, Product, Sum, Tree

_SURE = (Number, Name)
"""Trees that have a value wherever the operator is looked at."""


def is_number(tree: Tree, value: int) -> bool:
    """Whether the tree is this number."""
    return isinstance(tree, Number) and tree.value == value


def added(parts: Iterable[Tree], at: int) -> Tree:
    """The sum, without zeros."""
    kept = [part for part in parts if not is_number(part, 0)]
    if not kept:
        return Number(0, at)
    return kept[0] if len(kept) == 1 else Sum(tuple(kept), at)


def opposite(tree: Tree, at: int) -> Tree:
    """-tree"""
    match tree:
        case Number(value):
            return Number(-value, at)
        case Negative(part):
            return part
        case _:
            return Negative(tree, at)


def times(a: Tree, b: Tree, at: int) -> Tree:
    """a*b"""
    for one, other in ((a, b), (b, a)):
        if is_number(one, 0) and isinstance(other, _SURE):
            return Number(0, at)
        if is_number(one, 1):
            return other
        if is_number(one, -1):
            return opposite(other, at)
    return Product((a, b), (False, False), at)


def over(a: Tree, b: Tree, at: int) -> Tree:
    """a/b"""
    return a if is_number(b, 1) else Product((a, b), (False, True), at)


def squared(a: Tree, at: int) -> Tree:
    """a**2"""
    return a if is_number(a, 0) or is_number(a, 1) else Power(a, Number(2, at), at)


def root(a: Tree, at: int) -> Tree:
    """The square root."""
    return Call("sqrt", (a,), (), at)


class Entry(NamedTuple):
    """One entry; its imaginary part is None where it is real by the way it is written."""

    re: Tree
    im: Tree | None = None

    @property
    def imaginary(self) -> Tree:
        """The imaginary part, 0 of a real number."""
        return Number(0) if self.im is None else self.im


def constant(value: Exact, at: int) -> Entry:
    """An exact number."""
    return Entry(Number(value, at))


def total(parts: Sequence[Entry], at: int) -> Entry:
    """The sum of the parts."""
    real = added((part.re for part in parts), at)
    if all(part.im is None for part in parts):
        return Entry(real)
    return Entry(real, added((part.imaginary for part in parts), at))


def minus(a: Entry, at: int) -> Entry:
    """-a"""
    return Entry(opposite(a.re, at), None if a.im is None else opposite(a.im, at))


def product(a: Entry, b: Entry, at: int) -> Entry:
    """a*b"""
    if a.im is None and b.im is None:
        return Entry(times(a.re, b.re, at))
    if a.im is None or b.im is None:
        real, other = (a, b) if a.im is None else (b, a)
        return Entry(times(real.re, other.re, at), times(real.re, other.imaginary, at))
    ac, bd = times(a.re, b.re, at), times(a.im, b.im, at)
    ad, bc = times(a.re, b.im, at), times(a.im, b.re, at)
    return Entry(added((ac, opposite(bd, at)), at), added((ad, bc), at))


def quotient(a: Entry, b: Entry, at: int) -> Entry:
    """a/b; it has a value where b is not 0."""
    if b.im is None:
        return Entry(over(a.re, b.re, at), None if a.im is None else over(a.im, b.re, at))
    above, below = product(a, conjugate(b, at), at), size_squared(b, at)
    return Entry(over(above.re, below, at), over(above.imaginary, below, at))


def conjugate(a: Entry, at: int) -> Entry:
    """The number with the opposite imaginary part."""
    return a if a.im is None else Entry(a.re, opposite(a.im, at))


def size_squared(a: Entry, at: int) -> Tree:
    """|a|**2"""
    if a.im is None:
        return squared(a.re, at)
    return added((squared(a.re, at), squared(a.im, at)), at)


def size(a: Entry, at: int) -> Tree:
    """|a|"""
    return Call("Abs", (a.re,), (), at) if a.im is None else root(size_squared(a, at), at)


def power(a: Entry, exponent: int, at: int) -> Entry:
    """a**exponent, a whole number; of negative exponents where a is not 0."""
    if a.im is None:
        return Entry(a.re if exponent == 1 else Power(a.re, Number(exponent, at), at))
    found = constant(1, at)
    for _ in range(abs(exponent)):
        found = product(found, a, at)
    return found if exponent >= 0 else quotient(constant(1, at), found, at)

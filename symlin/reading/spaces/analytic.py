"""Functions of a complex number that have formulas in its real and imaginary part."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flint import fmpq

from symlin.kernel.numbers import Number as Exact
from symlin.language.tree import Call, Compare, Number, Piecewise, Product, Tree, Truth
from symlin.reading.spaces import entries as e
from symlin.reading.spaces.entries import Entry

Of = Callable[[Entry, int], Entry]


def _call(name: str, tree: Tree, at: int) -> Tree:
    return Call(name, (tree,), (), at)


def exp(z: Entry, at: int) -> Entry:
    """exp(re)*(cos(im) + I*sin(im))"""
    size = _call("exp", z.re, at)
    cos, sin = (_call(name, z.imaginary, at) for name in ("cos", "sin"))
    return Entry(e.times(size, cos, at), e.times(size, sin, at))


def _turned(z: Entry, at: int) -> Entry:
    """I*z"""
    return Entry(e.opposite(z.imaginary, at), z.re)


def _trigonometric(even: str, odd: str, even2: str, odd2: str, sign: int) -> Of:
    """even(re)*even2(im) + sign*I*odd(re)*odd2(im)."""

    def of(z: Entry, at: int) -> Entry:
        real = e.times(_call(even, z.re, at), _call(even2, z.imaginary, at), at)
        imaginary = e.times(_call(odd, z.re, at), _call(odd2, z.imaginary, at), at)
        return Entry(real, imaginary if sign > 0 else e.opposite(imaginary, at))

    return of


cos = _trigonometric("cos", "sin", "cosh", "sinh", -1)
sin = _trigonometric("sin", "cos", "cosh", "sinh", 1)
cosh = _trigonometric("cosh", "sinh", "cos", "sin", 1)
sinh = _trigonometric("sinh", "cosh", "cos", "sin", 1)


def _ratio(above: Of, below: Of) -> Of:
    return lambda z, at: e.quotient(above(z, at), below(z, at), at)


def sqrt(z: Entry, at: int) -> Entry:
    """The root with a real part that is not negative; of a negative number, that above."""
    size = e.size(z, at)

    def half(other: Tree) -> Tree:
        return e.root(Product((e.added((size, other), at), Number(2, at)), (False, True), at), at)

    above = Compare((z.imaginary, Number(0, at)), (">=",), at)
    imaginary = half(e.opposite(z.re, at))
    branches = (imaginary, above), (e.opposite(imaginary, at), Truth(True, at))
    return Entry(half(z.re), Piecewise(branches, at))


def sign(z: Entry, at: int) -> Entry:
    """z/|z|, and 0 at 0."""
    here = Compare((e.size_squared(z, at), Number(0, at)), ("==",), at)
    found = e.quotient(z, Entry(e.size(z, at)), at)

    def case(tree: Tree) -> Tree:
        return Piecewise(((Number(0, at), here), (tree, Truth(True, at))), at)

    return Entry(case(found.re), case(found.imaginary))


def absolute(z: Entry, at: int) -> Entry:
    """|z|"""
    return Entry(e.size(z, at))


def log(z: Entry, at: int) -> Entry:
    """The principal value: the logarithm of the size, and the angle in (-pi, pi]."""
    size = e.times(Number(fmpq(1, 2), at), _call("log", e.size_squared(z, at), at), at)
    return Entry(size, Call("atan2", (z.imaginary, z.re), (), at))


FUNCTIONS: Mapping[str, Of] = {
    "exp": exp,
    "cos": cos,
    "sin": sin,
    "log": log,
    "ln": log,
    "tan": _ratio(sin, cos),
    "cosh": cosh,
    "sinh": sinh,
    "tanh": _ratio(sinh, cosh),
    "sqrt": sqrt,
    "Abs": absolute,
    "abs": absolute,
    "sign": sign,
    "square": lambda z, at: e.product(z, z, at),
    "reciprocal": lambda z, at: e.quotient(e.constant(1, at), z, at),
    "identity": lambda z, at: z,
}
"""Those that are read; all others are of real numbers."""


def whole(value: Exact) -> int | None:
    """The exponent, where it is a small whole number."""
    return value if isinstance(value, int) and abs(value) <= MAX_EXPONENT else None


MAX_EXPONENT = 12
"""Of a power of a complex number, which is multiplied out."""

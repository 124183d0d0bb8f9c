"""Vectors and matrices by their entries, which are formulas of places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, NoReturn

from symlin.language.sized_operator import Size
from symlin.language.tree import Compare, Number, Piecewise, Product, Sum, Tree, Truth

Places = tuple[Tree, ...]


class NoFormula(Exception):
    """There is no formula of an entry for all sizes."""


class Array(NamedTuple):
    """A value of some shape, by its entries."""

    shape: tuple[Size, ...]
    at: Callable[[Places], Tree]


def nothing(why: str) -> NoReturn:
    """Raise `NoFormula`."""
    raise NoFormula(why)


def number(tree: Tree) -> Array:
    """A single number."""
    return Array((), lambda _: tree)


def product(a: Tree, b: Tree) -> Tree:
    """a*b"""
    return Product((a, b), (False, False))


def divided(a: Array, b: Array) -> Array:
    """Every entry divided by a number."""
    if b.shape:
        nothing("a divisor is no number")
    return Array(a.shape, lambda p: Product((a.at(p), b.at(())), (False, True)))


def scaled(factor: int, a: Array) -> Array:
    """A number times an array."""
    return Array(a.shape, lambda p: product(Number(factor), a.at(p)))


def total(parts: Sequence[Array]) -> Array:
    """The sum of values of one shape."""
    if len({part.shape for part in parts}) > 1:
        nothing("the shapes differ in letters")
    return Array(parts[0].shape, lambda p: Sum(tuple(part.at(p) for part in parts)))


def column(a: Array) -> Array:
    """A vector as a matrix of one column."""
    return a if len(a.shape) == 2 else Array((a.shape[0], 1), lambda p: a.at((p[0],)))


def transposed(a: Array) -> Array:
    """Rows for columns; a vector becomes a row."""
    if len(a.shape) == 1:
        return Array((1, a.shape[0]), lambda p: a.at((p[1],)))
    return Array((a.shape[1], a.shape[0]), lambda p: a.at((p[1], p[0])))


def square(a: Array) -> Array:
    """A matrix with as many rows as columns."""
    if len(a.shape) != 2 or a.shape[0] != a.shape[1]:
        nothing("a matrix that is not square in letters")
    return a


def identity(size: Size) -> Array:
    """Ones on the diagonal."""
    return Array((size, size), lambda p: where("==", p, Number(1)))


def where(sign: str, places: Places, value: Tree) -> Tree:
    """The value where the places compare like this, and 0 elsewhere."""
    guard = Compare(places, (sign,))  # type: ignore[arg-type]
    return Piecewise(((value, guard), (Number(0), Truth(True))))


def hadamard(a: Array, b: Array) -> Array:
    """Entry by entry."""
    if a.shape != b.shape:
        nothing("the shapes differ in letters")
    return Array(a.shape, lambda p: product(a.at(p), b.at(p)))


def outer(a: Array, b: Array) -> Array:
    """All products of entries."""
    if len(a.shape) != 1 or len(b.shape) != 1:
        nothing("a product of more than vectors")
    return Array((a.shape[0], b.shape[0]), lambda p: product(a.at((p[0],)), b.at((p[1],))))


def diag(a: Array) -> Array:
    """A diagonal matrix; of a matrix, its diagonal."""
    if len(a.shape) == 2:
        return Array((square(a).shape[0],), lambda p: a.at((p[0], p[0])))
    return Array((a.shape[0], a.shape[0]), lambda p: product(where("==", p, Number(1)),
                                                             a.at((p[0],))))  # fmt: skip

"""The space of an input: R^n, a matrix of given size, complex numbers, polynomials of a degree.

All are read into real coordinates, in row-major order: A11, A12, ... of a matrix, z_re and z_im
of a complex number, p0, p1, ... of a polynomial, its coefficients from the lowest power up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import product
from math import prod
from typing import NamedTuple, NoReturn

from symlin.language.tokens import Token

MAX_INPUTS = 1_000
"""Names in one header, and coordinates of one input."""
MAX_DEGREE = 50
"""Of polynomials."""
KINDS = ("numbers", "vectors", "matrices", "polynomials")
_POLYNOMIALS = re.compile("P_?([0-9]{1,4})")
_SIDE = re.compile("x([0-9]{1,4})")
_ANY_SIZE = re.compile("[a-z]x[a-z]")
_ELSEWHERE = {"Z": "whole numbers", "N": "whole numbers", "Q": "rational numbers"}

Refuse = Callable[[str, int], NoReturn]


class Space(NamedTuple):
    """What an input ranges over: real numbers unless something else is said."""

    shape: tuple[int, ...] = ()
    """() of a number, (n,) of a vector, (n, m) of a matrix."""
    is_complex: bool = False
    degree: int | None = None
    """The highest degree of a polynomial; None for what is no polynomial."""

    def __str__(self) -> str:
        """As it is written: R, R^3, 2x2, C, C^2, C^2x2, P3."""
        if self.degree is not None:
            return f"P{self.degree}"
        size = "x".join(map(str, self.shape))
        if len(self.shape) == 2 and not self.is_complex:
            return size
        return ("C" if self.is_complex else "R") + (f"^{size}" if size else "")

    @property
    def kind(self) -> str:
        """One word for it: numbers, vectors, matrices, polynomials."""
        if self.degree is not None:
            return KINDS[-1]
        return KINDS[len(self.shape)]

    @property
    def size(self) -> int:
        """How many entries there are."""
        return prod(self.shape) if self.degree is None else self.degree + 1

    def entries(self, name: str) -> tuple[str, ...]:
        """The names of the entries: x1, A12, p0; A1_10 where A110 could be two."""
        if self.degree is not None:
            return tuple(f"{name}{k}" for k in range(self.degree + 1))
        apart = "_" if len(self.shape) > 1 and max(self.shape) > 9 else ""
        places = product(*(range(1, size + 1) for size in self.shape))
        return tuple(name + apart.join(map(str, place)) for place in places)

    def indexed(self, name: str) -> tuple[str, ...]:
        """Other names of the entries, with an index at the foot: x_1, A_12."""
        if self.degree is not None or not self.shape:
            return ()
        return tuple(f"{name}_{entry[len(name) :]}" for entry in self.entries(name))

    def coordinates(self, name: str) -> tuple[str, ...]:
        """The real coordinates: the entries, or the real and imaginary part of each."""
        found = self.entries(name)
        if not self.is_complex:
            return found
        return tuple(f"{entry}_{part}" for entry in found for part in ("re", "im"))


REAL = Space()
COMPLEX = Space(is_complex=True)

Spaces = tuple[tuple[str, Space], ...]


def space_at(tokens: Sequence[Token], k: int, refuse: Refuse) -> tuple[Space, int]:
    """The space that begins at a word, and the index of the word behind it.

    Raises `InputError`, by `refuse`, for what is no space.
    """
    token = tokens[k]
    if token.text in ("R", "C"):
        is_complex = token.text == "C"
        if tokens[k + 1].kind not in ("^", "**"):
            return Space((), is_complex), k + 1
        shape, last = _power(tokens, k + 2, refuse)
        return _checked(Space(shape, is_complex), token.at, refuse), last
    if token.kind == "number":
        shape, last = _shape(tokens, k, refuse)
        if len(shape) == 1:
            refuse(f"a size alone is no space: write R^{token.text}, or 2x2 for matrices", token.at)
        return _checked(Space(shape), token.at, refuse), last
    if match := _POLYNOMIALS.fullmatch(token.text):
        degree = int(match[1])
        if degree > MAX_DEGREE:
            refuse(f"polynomials may have degree {MAX_DEGREE} at most", token.at)
        return Space(degree=degree), k + 1
    if _ANY_SIZE.fullmatch(token.text):
        refuse(
            "matrices of all sizes are for check, explain and batch: give a size, as in 2x2",
            token.at,
        )
    if token.text[:1] in _ELSEWHERE and token.kind == "name":
        refuse(f"{_ELSEWHERE[token.text[:1]]} are no space: real numbers are R", token.at)
    refuse("expected a space: R, R^3, 2x2, C, C^2 or P3, as in f(x: R^3) = ...", token.at)


def _power(tokens: Sequence[Token], k: int, refuse: Refuse) -> tuple[tuple[int, ...], int]:
    """The n of R^n or n x m of R^(n x m), also in brackets."""
    if tokens[k].kind != "(":
        return _shape(tokens, k, refuse)
    shape, last = _shape(tokens, k + 1, refuse)
    if tokens[last].kind != ")":
        refuse("expected ) behind the size", tokens[last].at)
    return shape, last + 1


def _shape(tokens: Sequence[Token], k: int, refuse: Refuse) -> tuple[tuple[int, ...], int]:
    """One size, or two with x between them: 2x2, 2 x 2, 2*2."""
    first = _size(tokens[k].text, tokens[k].at, refuse)
    after = tokens[k + 1]
    if match := _SIDE.fullmatch(after.text):
        return (first, _size(match[1], after.at, refuse)), k + 2
    if after.text in ("x", "*") and tokens[k + 2].kind == "number":
        return (first, _size(tokens[k + 2].text, tokens[k + 2].at, refuse)), k + 3
    return (first,), k + 1


def _size(word: str, at: int, refuse: Refuse) -> int:
    if not word.isdigit() or len(word) > 4 or not 1 <= int(word) <= MAX_INPUTS:
        refuse(f"expected a size from 1 to {MAX_INPUTS}, as in R^3", at)
    return int(word)


def _checked(space: Space, at: int, refuse: Refuse) -> Space:
    if space.size > MAX_INPUTS:
        refuse(f"an input may have at most {MAX_INPUTS} coordinates", at)
    return space

"""Names that hide a function: xsinx, sinax, sin2 x, and what other schools write, as lg x."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import TypeAlias

from symlin.language.cursor import SQUARED

WORDS = (
    *sorted(SQUARED, key=len, reverse=True), "arcsin", "arccos", "arctan", "asin", "acos", "atan",
    "sqrt", "cbrt", "exp", "log", "ln", "abs", "sgn", "sign", "relu", "max", "min", "floor",
)  # fmt: skip
_FEW = 4
"""Letters between functions, at most: with more of them it is a word that holds one by chance."""
ELSEWHERE = {
    "lg": ("log2", "log10"),
    "tg": ("tan",),
    "ctg": ("cot",),
    "cotg": ("cot",),
    "arctg": ("atan",),
    "arcctg": ("acot",),
    "cosec": ("csc",),
}
"""Functions by the names of other schools, and what they are called here."""
OF_SPACES = {
    **dict.fromkeys(("Re", "Im", "arg", "conj"), "a complex number, as in f(z: C) = conj(z)"),
    **dict.fromkeys(("det", "tr", "trace"), "a matrix, as in T(A: 2x2) = trace(A)"),
}
"""Functions of what has to be declared."""

Pieces: TypeAlias = tuple[str, ...]


def products(name: str, inputs: AbstractSet[str]) -> tuple[str, ...]:
    """What a name stands for whose letters are functions and factors: x*sin(x) for xsinx, and
    sin(a*x), sin(a)*x for sinax; nothing for a word that only holds such letters.
    """
    pieces = _pieces(name)
    last = max((k for k, piece in enumerate(pieces) if piece in WORDS), default=-1)
    if last < 0 or last == len(pieces) - 1:
        return ()
    letters = [piece for piece in pieces if piece not in WORDS]
    strangers = [letter for letter in letters if letter not in inputs]
    if len(letters) > _FEW or len(strangers) > 1 or not inputs & set(pieces[last + 1 :]):
        return ()
    whole = _product(pieces)
    argument = pieces[last + 1 :]
    if len(argument) == 1:
        return (whole,)
    head = _product((*pieces[: last + 1], argument[0]))
    return whole, "*".join((head, *argument[1:]))


def _pieces(name: str) -> Pieces:
    """The name from the left, the longest function first, else a letter."""
    found, k = [], 0
    while k < len(name):
        words = (word for word in WORDS if name.startswith(word, k))
        piece = max(words, key=len, default=name[k])
        found.append(piece)
        k += len(piece)
    return tuple(found)


def _product(pieces: Pieces) -> str:
    """The factors, each function with all letters behind it: a*x*sin(x)."""
    factors: list[str] = []
    k = 0
    while k < len(pieces):
        piece, k = pieces[k], k + 1
        if piece not in WORDS:
            factors.append(piece)
            continue
        start = k
        while k < len(pieces) and pieces[k] not in WORDS:
            k += 1
        if k == start:  # ln sin x
            factors.append(f"{piece}({_product(pieces[k:])})")
            break
        factors.append(f"{piece}({'*'.join(pieces[start:k])})")
    return "*".join(factors)

"""Headers of operators on functions, and the sides of equations.

T(p)(x) = ...    T(x)[n] = ...    T(x(t)) = ...    T(f) = f'    p(x) -> p(x + 1)
y(t) = ...       y[n] = ...       y = ...          and what stands left of any other =
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from symlin.language.tokens import Token
from symlin.reading.functions.marks import PRIMED
from symlin.reading.functions.words import BINDERS

_ARROWS = ("->", "=>")
_EQUALS = ("=", ":=")
_PAIRS = {"(": ")", "[": "]", "{": "}"}
Span = tuple[int, int]
"""Indices of words: from the first up to the last, which is left out."""


class FunctionHeader(NamedTuple):
    """What stands before an operator on functions.

    `left` and `right` are the sides of what may be an equation: whether it is one, or its left
    side is only the output's name, is seen when the functions are known.
    """

    first: int = 0
    """The index of the body's first word."""
    function: str | None = None
    unknowns: tuple[str, ...] = ()
    variables: tuple[str, ...] | None = None
    parameters: tuple[str, ...] = ()
    square: bool = False
    """Whether the index stands in square brackets."""
    output: str | None = None
    """The name on the left: y in y(t) = ..."""
    equals: int | None = None
    """The index of the = between two sides."""
    loose: bool = False
    """T(f) = ...: whether f is a function is seen in the body."""


def header_of(tokens: Sequence[Token]) -> FunctionHeader | None:
    """The header; None for a text whose header can only be one of numbers, or none at all."""
    return _Heads(tokens).read()


class _Heads:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.outer = _outer(tokens)

    def read(self) -> FunctionHeader | None:
        tokens = self.tokens
        if tokens[0].kind in ("lambda", "def") or any(t.kind == ">>" for t in tokens):
            return None
        arrows = [k for k in self.outer if tokens[k].kind in _ARROWS]
        equals = [k for k in self.outer if tokens[k].kind in _EQUALS]
        if arrows:
            return self.arrow(arrows[0], equals) if len(arrows) == 1 else None
        if not equals:
            return FunctionHeader()
        return self.equation(equals[0]) if len(equals) == 1 else None

    def arrow(self, arrow: int, equals: Sequence[int]) -> FunctionHeader | None:
        """p(x) -> ..., T: f -> ..."""
        first, function = 0, None
        if self.tokens[1].kind in (":", "=", ":="):
            first, function = 2, self.tokens[0].text
        if len(equals) > (self.tokens[1].kind in _EQUALS):
            return None
        applied = self.applied(first, arrow)
        if applied is not None:
            name, index, square = applied
            return FunctionHeader(arrow + 1, function, (name,), index, (), square)
        names = self.names(first, arrow)
        return FunctionHeader(arrow + 1, function, names, loose=True) if names else None

    def equation(self, equals: int) -> FunctionHeader | None:
        """What stands left of the only =."""
        tokens = self.tokens
        if any(token.kind == ":" for token in tokens[:equals]):
            return None  # T(A: 2x2) = ..., T(p: P3)(x) = ...
        named = tokens[0].kind == "name" or tokens[0].text in ("I", "E")
        name = tokens[0].text if named else None
        if name is None or name in BINDERS:
            return FunctionHeader(equals=equals)
        if equals == 1:
            return FunctionHeader(2, output=name, equals=equals)
        closing = self.closing(1)
        if closing is None:
            return FunctionHeader(equals=equals)
        if closing + 1 == equals:
            return self.one_bracket(name, closing, equals)
        return self.two_brackets(name, closing, equals) or FunctionHeader(equals=equals)

    def one_bracket(self, name: str, closing: int, equals: int) -> FunctionHeader | None:
        """T(x(t)) = ..., T(f) = ..., y(t) = ..."""
        tokens = self.tokens
        if any(token.kind == ";" for token in tokens[2:closing]):
            return None  # the parameters of an operator on numbers
        applied = self.applied(2, closing)
        if applied is not None:
            unknown, index, square = applied
            return FunctionHeader(equals + 1, name, (unknown,), index, (), square)
        inside = self.names(2, closing)
        if not inside:
            return FunctionHeader(equals=equals)
        square = tokens[1].kind == "["
        return FunctionHeader(
            equals + 1, name, inside, inside, (), square, name, equals, loose=True
        )

    def two_brackets(self, name: str, closing: int, equals: int) -> FunctionHeader | None:
        """T(p)(x) = ..., T(x; a)[n] = ...; None for anything else."""
        tokens, last = self.tokens, self.closing(closing + 1)
        semicolon = next((k for k in range(2, closing) if tokens[k].kind == ";"), closing)
        inside, parameters = self.names(2, semicolon), self.names(semicolon + 1, closing)
        fits = last is not None and last + 1 == equals
        index = self.names(closing + 2, equals - 1) if fits else ()
        if not inside or not index or (semicolon < closing and not parameters):
            return None
        square = tokens[closing + 1].kind == "["
        return FunctionHeader(equals + 1, name, inside, index, parameters, square)

    def applied(self, first: int, last: int) -> tuple[str, tuple[str, ...], bool] | None:
        """x(t) or x[n], and nothing else."""
        tokens = self.tokens
        if first + 3 >= last or tokens[first].kind != "name":
            return None
        index = self.names(first + 2, last - 1)
        if index and self.closing(first + 1) == last - 1:
            return tokens[first].text, index, tokens[first + 1].kind == "["
        return None

    def names(self, first: int, last: int) -> tuple[str, ...]:
        """The names between two places, with commas between them; () for anything else."""
        words = self.tokens[first:last]
        if words and words[0].kind == "(" and words[-1].kind == ")":
            words = words[1:-1]
        fits = all(t.kind == ("," if k % 2 else "name") for k, t in enumerate(words))
        names = tuple(t.text for t in words[::2])
        return names if fits and len(words) % 2 and len(set(names)) == len(names) else ()

    def closing(self, opening: int) -> int | None:
        """The index of the bracket that closes the one at an index."""
        if self.tokens[opening].kind not in _PAIRS:
            return None
        depth = 0
        for k in range(opening, len(self.tokens)):
            kind = self.tokens[k].kind
            depth += (kind in _PAIRS) - (kind in _PAIRS.values())
            if depth == 0:
                return k
        return None


def _outer(tokens: Sequence[Token]) -> list[int]:
    depth, found = 0, []
    for k, token in enumerate(tokens):
        depth += (token.kind in _PAIRS) - (token.kind in _PAIRS.values())
        if depth == 0 and token.kind != PRIMED:
            found.append(k)
    return found

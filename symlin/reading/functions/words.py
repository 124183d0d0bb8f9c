"""The words of a text about functions: where a name has a bracket, primes or letters behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from symlin.language import greek
from symlin.language.tokens import Token
from symlin.reading.functions.marks import PRIME, PRIMED

BINDERS = {
    "Integral": "Integral",
    "integrate": "Integral",
    "Sum": "Sum",
    "summation": "Sum",
    "Derivative": "Derivative",
    "diff": "Derivative",
}
"""Functions that bind a variable, by the names that they go by."""
PARTIAL = re.compile("([A-Za-z]|psi|phi|Psi|Phi|rho|theta)_([txyzrs]{1,4})")
"""u_t, u_xx: a partial derivative, or a name with an index."""
_NAME = re.compile("([A-Za-z]|psi|phi|Psi|Phi)_?[0-9]*")
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_CONSTANTS = frozenset({"pi", "E", "True", "False", "oo"})


class Use(NamedTuple):
    """A name with a bracket, primes or a derivative's letters behind it."""

    name: str
    word: int
    mark: str
    """'' or _xx."""
    opening: int = 0
    """The bracket's index, or 0."""
    closing: int = 0


def is_letter(name: str) -> bool:
    """Whether the name is a letter with or without a number: what a function may be called."""
    return name not in _CONSTANTS and (
        _NAME.fullmatch(name) is not None or name.rstrip("0123456789_") in greek.NAMES
    )


class Scan:
    """The words of a text, and what a look at each by itself shows."""

    def __init__(self, tokens: Sequence[Token], text: str) -> None:
        self.tokens = tokens
        self.text = text
        self.partner = partners(tokens)
        """The index of each bracket's other one."""
        self.uses = tuple(self._uses())
        self.bound: set[str] = set()
        """Variables of integrals and sums."""
        self.variables: set[str] = set()
        """Variables of derivatives."""
        self.inside: list[tuple[int, int]] = []
        """Where integrals, sums and derivatives begin and end."""
        self.derivatives: list[int] = []
        """Where derivatives begin."""
        for k in range(len(tokens) - 1):
            if tokens[k].text in BINDERS and k + 1 in self.partner and tokens[k].kind == "name":
                self._binder(BINDERS[tokens[k].text], k + 1, self.partner[k + 1])

    def _uses(self) -> Iterable[Use]:
        tokens = self.tokens
        for k, token in enumerate(tokens):
            if token.kind != "name" or token.text in _CONSTANTS:
                continue
            name, mark, j = token.text, "", k + 1
            if (match := PARTIAL.fullmatch(name)) is not None:
                name, mark = match[1], "_" + match[2]
            while tokens[j].kind == PRIMED and tokens[j - 1].end in (tokens[j].at, tokens[j].end):
                mark, j = mark + PRIME, j + 1
            if tokens[j].kind in ("(", "[") and j in self.partner:
                yield Use(name, k, mark, j, self.partner[j])
            elif mark:
                yield Use(name, k, mark)

    def _binder(self, kind: str, opening: int, closing: int) -> None:
        tokens = self.tokens
        self.inside.append((opening, closing))
        if kind == "Derivative":
            self.derivatives.append(opening)
        for comma in self.commas(opening, closing):
            j = comma + 1 + (tokens[comma + 1].kind == "(")
            if tokens[j].kind == "name":
                (self.variables if kind == "Derivative" else self.bound).add(tokens[j].text)

    def commas(self, opening: int, closing: int) -> Iterable[int]:
        """The commas directly in a pair of brackets."""
        k = opening + 1
        while k < closing:
            if self.tokens[k].kind == ",":
                yield k
            k = self.partner.get(k, k) + 1

    def letters(self, use: Use) -> frozenset[str]:
        """The names in a use's brackets."""
        inside = self.tokens[use.opening + 1 : use.closing] if use.opening else ()
        return frozenset(t.text for t in inside if t.kind == "name" and t.text not in _CONSTANTS)

    def is_square(self, use: Use) -> bool:
        """Whether it is x[n]."""
        return use.opening > 0 and self.tokens[use.opening].kind == "["

    def count(self, use: Use) -> int:
        """How many arguments there are."""
        return 1 + sum(1 for _ in self.commas(use.opening, use.closing)) if use.opening else 0

    def names(self) -> frozenset[str]:
        """All names."""
        return frozenset(token.text for token in self.tokens if token.kind == "name")


def partners(tokens: Sequence[Token]) -> dict[int, int]:
    """The index of each opening bracket's closing one."""
    found: dict[int, int] = {}
    stack: list[int] = []
    for k, token in enumerate(tokens):
        if token.kind in _CLOSING:
            stack.append(k)
        elif token.kind in _CLOSING.values() and stack:
            opening = stack.pop()
            if _CLOSING[tokens[opening].kind] == token.kind:
                found[opening] = k
    return found

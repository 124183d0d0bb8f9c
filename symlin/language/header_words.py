"""What all kinds of header have in common: names, brackets, and what is refused in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from symlin.language.declared import Header
from symlin.language.spaces import Spaces
from symlin.language.tokens import Change, Token, fail, name_problem

CLOSING = {"(": ")", "[": "]", "{": "}", "cases": "end cases"}
"""What ends each bracket."""
NONE = Header()
"""No header at all."""


class HeaderWords:
    """The words of a text that may begin with a header."""

    def __init__(self, tokens: Sequence[Token], text: str, given: Spaces) -> None:
        self.tokens = tokens
        self.text = text
        self.given = given
        self.outer = _outer(tokens)
        """Indices of the words that stand in no brackets."""

    def refuse(self, message: str, at: int, *changes: Change) -> NoReturn:
        """Raise `InputError` about a place."""
        fail(message, self.text, at, *changes)

    def checked(self, header: Header) -> Header:
        """The header; InputError where a name is given twice or nothing follows."""
        names = [*(header.inputs or ()), *header.parameters]
        for k, name in enumerate(names):
            if name in names[:k]:
                self.refuse(f"{name} is named twice", self.tokens[0].at)
        if self.tokens[header.first].kind == "end":
            self.refuse("expected a formula behind the header", self.tokens[header.first].at)
        return header

    def check_name(self, token: Token) -> None:
        """InputError for a word that can name nothing."""
        if token.kind == "word" and token.text == "I":
            return  # a current, say: declared, it is no imaginary unit
        if token.kind != "name" or "." in token.text or token.text in ("True", "False"):
            self.refuse_name(token)

    def refuse_name(self, token: Token) -> NoReturn:
        """InputError for a word in the place of a name."""
        if token.kind == "word" and (problem := name_problem(token.text)):
            self.refuse(problem, token.at)
        found = repr(token.text) if token.text else "the end of the text"
        message = f"a header has names in its brackets, as in f(x, y; a) = ..., not {found}"
        if token.text == "+":
            message += (
                "; of a + b*x + c*x^2 write T(p: P2)(x) = ..., where p0 is a, p1 is b, p2 is c"
            )
        self.refuse(message, token.at)

    def closing(self, opening: int) -> int:
        """The index of the bracket that closes the one at an index."""
        depth = 0
        for k in range(opening, len(self.tokens) - 1):
            kind = self.tokens[k].kind
            depth += (kind in CLOSING) - (kind in CLOSING.values())
            if depth == 0:
                return k
        self.refuse("this bracket is not closed", self.tokens[opening].at)


def _outer(tokens: Sequence[Token]) -> list[int]:
    depth, found = 0, []
    for k, token in enumerate(tokens):
        if token.kind in CLOSING:
            depth += 1
        elif token.kind in CLOSING.values():
            depth -= 1
        elif depth == 0:
            found.append(k)
    return found

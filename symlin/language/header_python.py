"""Headers in Python: lambda x: ... and def f(x): return ..."""

from __future__ import annotations

from symlin.language.declared import Header
from symlin.language.header_words import CLOSING, NONE, HeaderWords
from symlin.language.spaces import MAX_INPUTS
from symlin.language.tokens import Token


class PythonHeader(HeaderWords):
    """Reads a lambda, or a function of one line."""

    def anonymous(self) -> Header:
        """lambda x, a=1: ..."""
        colon = next((k for k in self.outer if self.tokens[k].kind == ":"), None)
        if colon is None:
            return NONE
        return self.checked(self.arguments(1, colon, colon + 1, None))

    def definition(self) -> Header:
        """def f(x): return ..."""
        tokens = self.tokens
        fits = len(tokens) > 5 and tokens[1].kind == "name" and tokens[2].kind == "("
        closing = self.closing(2) if fits else 0
        if not fits or [t.kind for t in tokens[closing + 1 : closing + 3]] != [":", "return"]:
            message = "one line is read: def f(x): return ..."
            self.refuse(message, tokens[0].at)
        return self.checked(self.arguments(3, closing, closing + 3, tokens[1].text))

    def arguments(self, first: int, last: int, body: int, function: str | None) -> Header:
        """Python's arguments; one with a default is a parameter."""
        inputs: list[str] = []
        parameters: list[str] = []
        defaults: list[Token] = []
        commas = self.commas(first)
        k = first
        while k < last:
            token = self.tokens[k]
            self.check_name(token)
            k += 1
            if self.tokens[k].kind == "=":
                parameters.append(token.text)
                defaults.append(token)
                while k < last and k not in commas:
                    k += 1
            else:
                inputs.append(token.text)
            if k < last:
                if self.tokens[k].kind != ",":
                    self.refuse_name(self.tokens[k])
                k += 1
        if not inputs:
            self.refuse("no input: write lambda x: ...", self.tokens[0].at)
        if len(inputs) + len(parameters) > MAX_INPUTS:
            self.refuse(f"a header may have at most {MAX_INPUTS} names", self.tokens[0].at)
        return Header(body, function, tuple(inputs), tuple(parameters), defaults=tuple(defaults))

    def commas(self, first: int) -> frozenset[int]:
        """The indices of commas that stand between arguments."""
        depth, found = 0, []
        for k in range(first, len(self.tokens)):
            kind = self.tokens[k].kind
            depth += (kind in CLOSING) - (kind in CLOSING.values())
            if depth < 0:
                break
            if depth == 0 and kind == ",":
                found.append(k)
        return frozenset(found)

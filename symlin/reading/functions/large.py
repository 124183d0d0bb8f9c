"""Integrals and sums as they are printed: ∫_0^t x(s) ds, \\sum_{k=0}^{n} x[k].

The large sign stands in the words as an &, which is otherwise a sign of logic; what it was is seen
in the text. Its reach is rewritten into Integral(x(s), (s, 0, t)).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, NoReturn

from symlin.language.tokens import Token, fail
from symlin.reading.functions.signs import SIGN, SIGNS
from symlin.reading.functions.words import partners

_ENDS = frozenset({"+", "-", ")", "]", ",", "end", "=", "<", ">", "<=", ">=", "==", "!="})
"""What no sum reaches across."""
MAX_SIGNS = 50
"""Integrals and sums within each other."""


class _Part(NamedTuple):
    words: list[Token]
    end: int
    """The index behind it."""


def with_integrals(tokens: Sequence[Token], text: str) -> Sequence[Token]:
    """The words with Integral(...) and Sum(...) for large signs; InputError for a sign without
    limits, and where nobody can say how far it reaches.
    """
    if not any(token.kind == SIGN and _sign(token, text) for token in tokens):
        return tokens
    return _Large(tokens, text).part(0, len(tokens), 0).words


def _sign(token: Token, text: str) -> re.Match[str] | None:
    return SIGNS.match(text, token.at)


class _Large:
    def __init__(self, tokens: Sequence[Token], text: str) -> None:
        self.tokens = tokens
        self.text = text
        self.partner = partners(tokens)

    def refuse(self, message: str, token: Token) -> NoReturn:
        fail(message, self.text, token.at)

    def part(self, first: int, last: int, depth: int) -> _Part:
        """The words from `first` up to `last`."""
        if depth > MAX_SIGNS:
            self.refuse(f"more than {MAX_SIGNS} signs within each other", self.tokens[first])
        made: list[Token] = []
        k = first
        while k < last:
            token = self.tokens[k]
            sign = _sign(token, self.text) if token.kind == SIGN else None
            if sign is None:
                made.append(token)
                k += 1
                continue
            if not sign[1]:
                self.refuse("limits are missing: write Integral(x(s), (s, 0, t))", token)
            words, k = self.large(k, last, "∑" in sign[0] or "sum" in sign[0], depth)
            made += words
        return _Part(made, k)

    def large(self, k: int, last: int, is_sum: bool, depth: int) -> _Part:
        """One sign with its limits and what it is of."""
        sign = self.tokens[k]
        lower = self.limit(k + 1)
        if self.tokens[lower.end].kind not in ("^", "**"):
            self.refuse("the upper limit is missing: write _0^t, or _{0}^{t}", sign)
        upper = self.limit(lower.end + 1)
        if is_sum:
            variable, below = self.counted(lower.words, sign)
            end = self.sum_end(upper.end, last)
            body = self.part(upper.end, end, depth + 1).words
        else:
            below = lower.words
            begin, end, variable = self.differential(upper.end, last, sign)
            body = self.part(upper.end, begin, depth + 1).words
        if not body:
            self.refuse("of what is this? nothing stands behind the limits", sign)
        at, close = sign.at, self.tokens[end - 1].end
        name = "Sum" if is_sum else "Integral"
        head = [Token("name", name, at, at), Token("(", "(", at, at)]
        comma = Token(",", ",", close, close)
        limits = [comma, Token("(", "(", close, close), variable, comma, *below, comma]
        tail = [*upper.words, Token(")", ")", close, close), Token(")", ")", close, close)]
        return _Part([*head, *body, *limits, *tail], end)

    def limit(self, k: int) -> _Part:
        """A bracket, or one word with a sign before it."""
        token = self.tokens[k]
        if token.kind == "(" and k in self.partner:
            return _Part(list(self.tokens[k + 1 : self.partner[k]]), self.partner[k] + 1)
        if token.kind == "-":
            return _Part(list(self.tokens[k : k + 2]), min(k + 2, len(self.tokens) - 1))
        if token.kind not in ("name", "number"):
            self.refuse("expected a limit, as in _0^t or _{0}^{t}", token)
        return _Part([token], k + 1)

    def counted(self, words: Sequence[Token], sign: Token) -> tuple[Token, Sequence[Token]]:
        """k and 0 of k = 0."""
        if len(words) < 3 or words[0].kind != "name" or words[1].kind != "=":
            self.refuse("a sum says over what it runs, as in _{k=0}^{n}", sign)
        return words[0], words[2:]

    def sum_end(self, first: int, last: int) -> int:
        """The index behind what a sum is of: it ends at a plus or a minus."""
        k = first
        while k < last and (k == first or self.tokens[k].kind not in _ENDS):
            k = self.partner.get(k, k) + 1
        return min(k, last)

    def differential(self, first: int, last: int, sign: Token) -> tuple[int, int, Token]:
        """The index of ds, the one behind it, and the variable; integrals within have theirs."""
        inner, k = 0, first
        while k < last:
            token = self.tokens[k]
            found = self.variable(k)
            if token.kind == SIGN and "sum" not in self.text[token.at : token.at + 4]:
                inner += self.text[token.at] != "∑"
            elif found is not None:
                if not inner:
                    return k, *found
                inner, k = inner - 1, found[0]
                continue
            k = self.partner.get(k, k) + 1
        self.refuse("an integral ends with its variable, as in x(s) ds", sign)

    def variable(self, k: int) -> tuple[int, Token] | None:
        """Behind ds or d s: the index of the next word, and s."""
        token, after = self.tokens[k], self.tokens[min(k + 1, len(self.tokens) - 1)]
        if token.kind != "name" or token.text[:1] != "d":
            return None
        if token.text == "d" and after.kind == "name":
            return k + 2, after
        if len(token.text) == 2 and token.text[1].isalpha():
            return k + 1, Token("name", token.text[1], token.at + 1, token.end)
        rest = token.text[1:]
        return (k + 1, token._replace(text=rest)) if rest in ("tau", "theta") else None

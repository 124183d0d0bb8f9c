"""Derivatives as Leibniz wrote them: d/dt x(t), dy/dt, d^2y/dt^2, also as fractions of LaTeX."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from symlin.language.tokens import Change, Token, fail
from symlin.reading.functions.marks import PRIMED
from symlin.reading.functions.words import partners

_ENDS = frozenset(
    {"+", "-", ")", "]", ",", "end", "=", ":=", "<", ">", "<=", ">=", "==", "!=", "|"}
)


class _Above(NamedTuple):
    order: int
    operand: Sequence[Token]


def with_derivatives(
    tokens: Sequence[Token], text: str, declared: Collection[str] = ()
) -> Sequence[Token]:
    """The words with Derivative(y, t) for dy/dt; `declared` names are no differentials.

    Raises `InputError` where nobody can say how far d/dt reaches.
    """
    strokes = [k for k, token in enumerate(tokens) if token.kind == "/"]
    if "d" in declared or not strokes:
        return tokens
    return _Leibniz(tokens, text).read(strokes)


class _Leibniz:
    def __init__(self, tokens: Sequence[Token], text: str) -> None:
        self.tokens = tokens
        self.text = text
        self.partner = partners(tokens)
        self.opening = {closing: k for k, closing in self.partner.items()}
        self.instead: dict[int, tuple[int, Sequence[Token]]] = {}
        """Words that others stand for, by their first: the index behind them, and the others."""
        self.behind: dict[int, list[Token]] = {}
        """What closes a derivative, by the index of the word before which it stands."""

    def read(self, strokes: Sequence[int]) -> Sequence[Token]:
        """All words."""
        for stroke in strokes:
            self.stroke(stroke)
        if not self.instead:
            return self.tokens
        made: list[Token] = []
        k = 0
        while k < len(self.tokens):
            made += self.behind.get(k, ())
            if k in self.instead:
                k, words = self.instead[k]
                made += words
            else:
                made.append(self.tokens[k])
                k += 1
        return made

    def stroke(self, stroke: int) -> None:
        """Note the derivative around a stroke, if one is there."""
        first, above, fraction = _numerator(self.tokens, stroke, self.opening)
        if above is None:
            return
        found = _denominator(self.tokens, stroke, self.partner, fraction)
        if found is None or found[2] != above.order:
            return
        last, variable, order = found
        at, end = self.tokens[first].at, self.tokens[last - 1].end
        words = [Token("name", "Derivative", at, at), Token("(", "(", at, at), *above.operand]
        if not above.operand:
            behind = self.operand(last, first, variable)
            if behind == last:
                return
            end = self.tokens[behind - 1].end
        closing = [Token(",", ",", end, end), variable] * order + [Token(")", ")", end, end)]
        if above.operand:
            words += closing
        else:  # of two that end together, the later one is the inner one
            self.behind[behind] = closing + self.behind.get(behind, [])
        self.instead[first] = last, words

    def operand(self, first: int, begin: int, variable: Token) -> int:
        """Where what d/dt is of ends: behind a bracket, or a name with what it is applied to."""
        tokens, token = self.tokens, self.tokens[first]
        if token.kind == "(" and first in self.partner:
            end = self.partner[first] + 1
        elif token.kind == "name":
            end = first + 1
            while tokens[end].kind == PRIMED:
                end += 1
            if tokens[end].kind in ("(", "[") and end in self.partner:
                end = self.partner[end] + 1
        else:
            return first
        end = min(end, len(tokens) - 1)  # a bracket that nobody closes
        if tokens[end].kind not in _ENDS:
            new = f"Derivative({self.text[token.at : tokens[end - 1].end]}, {variable.text})"
            change = Change(tokens[begin].at, tokens[end - 1].end, new)
            message = f"how far does the derivative reach? write {new}, or more in its brackets"
            fail(message, self.text, tokens[begin].at, change)
        return end


def _numerator(
    tokens: Sequence[Token], stroke: int, opening: dict[int, int]
) -> tuple[int, _Above | None, bool]:
    """Where what stands above the stroke begins, what it is, and whether it has brackets."""
    if stroke - 1 in opening and tokens[stroke - 1].kind == ")":
        first = opening[stroke - 1]
        above = _differential(tokens[first + 1 : stroke - 1])
        if above is not None:
            outer = first > 0 and tokens[first - 1].kind == "("
            return first - outer, above, outer
    for first in range(stroke - 1, max(stroke - 12, 0) - 1, -1):
        if tokens[first].text[:1] == "d" and tokens[first].kind == "name":
            above = _differential(tokens[first:stroke])
            if above is not None and _is_one(above.operand, tokens, stroke, opening):
                return first, above, False
    return stroke, None, False


def _is_one(
    operand: Sequence[Token], tokens: Sequence[Token], stroke: int, opening: dict[int, int]
) -> bool:
    """Whether it is y, as in dy/dt, or y(t), as in dy(t)/dt."""
    if len(operand) < 2:
        return True
    return (
        operand[0].kind == "name" and stroke - opening.get(stroke - 1, stroke) == len(operand) - 1
    )


def _differential(words: Sequence[Token]) -> _Above | None:
    """d, dy, d^2 y."""
    if not words or words[0].kind != "name" or words[0].text[:1] != "d":
        return None
    head, rest = words[0], list(words[1:])
    if len(head.text) == 2 and head.text[1].isalpha():
        return _Above(1, [Token("name", head.text[1], head.at + 1, head.end), *rest])
    if head.text != "d":
        return None
    order, rest = _exponent(rest)
    return None if order is None else _Above(order, rest)


def _exponent(words: list[Token]) -> tuple[int | None, list[Token]]:
    """The order in ^2 or ^(2) at the beginning, 1 where there is none, and what follows."""
    if not words or words[0].kind not in ("^", "**"):
        return 1, words
    for size, k in ((2, 1), (4, 2)):
        if len(words) >= size and words[k].text.isdigit() and len(words[k].text) == 1:
            if size == 4 and (words[1].kind, words[3].kind) != ("(", ")"):
                continue
            return int(words[k].text), words[size:]
    return None, words


def _denominator(
    tokens: Sequence[Token], stroke: int, partner: dict[int, int], fraction: bool
) -> tuple[int, Token, int] | None:
    """Behind dt or dt^2: the index of the next word, the variable and the order."""
    first = stroke + 1
    if tokens[first].kind == "(" and first in partner:
        inside = list(tokens[first + 1 : partner[first]])
        last = partner[first] + 1 + fraction
    else:
        inside, last = list(tokens[first : first + 6]), None
    differential = _differential(inside[:1])
    if differential is None:
        return None
    rest = [*differential.operand, *inside[1:]]
    if not rest or rest[0].kind != "name" or (len(rest[0].text) > 1 and rest[0].text != "theta"):
        return None
    order, behind = _exponent(rest[1:])
    if order is None:
        return None
    if last is None:
        last = first + len(inside) - len(behind)
    elif behind:
        return None
    return last, rest[0], order

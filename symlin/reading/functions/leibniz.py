"""Derivatives as Leibniz wrote them: d/dt x(t), dy/dt, d^2y/dt^2, also as fractions of LaTeX."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from symlin.language.tokens import Change, Token, fail
from symlin.reading.functions.marks import PRIME
from symlin.reading.functions.words import partners

_ENDS = frozenset(
    {"+", "-", ")", "]", ",", "end", "=", ":=", "<", ">", "<=", ">=", "==", "!=", "|"}
)


class _Above(NamedTuple):
    order: int
    operand: Sequence[Token]


def with_derivatives(
    tokens: Sequence[Token], text: str, declared: Collection[str] = ()
) -> list[Token]:
    """The words with Derivative(y, t) for dy/dt; `declared` names are no differentials.

    Raises `InputError` where nobody can say how far d/dt reaches.
    """
    made = list(tokens)
    if "d" in declared or all(t.kind != "/" for t in tokens):
        return made
    k = 1
    while k < len(made) - 1:
        if made[k].kind == "/":
            k = _at_stroke(made, k, text)
        k += 1
    return made


def _at_stroke(tokens: list[Token], stroke: int, text: str) -> int:
    """Replace the derivative around a stroke, if one is there; where to go on."""
    partner = partners(tokens)
    first, above, fraction = _numerator(tokens, stroke, partner)
    if above is None:
        return stroke
    found = _denominator(tokens, stroke, partner, fraction)
    if found is None:
        return stroke
    last, variable, order = found
    if order != above.order:
        return stroke
    operand, end = above.operand, last
    if not operand:
        end = _operand(tokens, last, partner)
        operand = tokens[last:end]
        if not operand:
            return stroke
        if tokens[end].kind not in _ENDS:
            reach = text[tokens[last].at : tokens[end - 1].end]
            new = f"Derivative({reach}, {variable.text})"
            change = Change(tokens[first].at, tokens[end - 1].end, new)
            message = f"how far does the derivative reach? write {new}, or more in its brackets"
            fail(message, text, tokens[first].at, change)
    at, behind = tokens[first].at, tokens[end - 1].end
    by = [Token(",", ",", behind, behind), variable] * order
    head = [Token("name", "Derivative", at, at), Token("(", "(", at, at)]
    new_words = [*head, *operand, *by, Token(")", ")", behind, behind)]
    tokens[first:end] = new_words
    return first + len(new_words) - 1


def _numerator(
    tokens: Sequence[Token], stroke: int, partner: dict[int, int]
) -> tuple[int, _Above | None, bool]:
    """Where what stands above the stroke begins, what it is, and whether it has brackets."""
    opening = {closing: k for k, closing in partner.items()}
    if stroke - 1 in opening and tokens[stroke - 1].kind == ")":
        first = opening[stroke - 1]
        above = _differential(tokens[first + 1 : stroke - 1])
        if above is not None:
            outer = first > 0 and tokens[first - 1].kind == "("
            return first - outer, above, outer
    for first in range(stroke - 1, max(stroke - 8, 0) - 1, -1):
        if tokens[first].text[:1] == "d" and tokens[first].kind == "name":
            above = _differential(tokens[first:stroke])
            if above is not None and len(above.operand) < 2:
                return first, above, False
    return stroke, None, False


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


def _operand(tokens: Sequence[Token], first: int, partner: dict[int, int]) -> int:
    """Where what d/dt is of ends: a bracket, or a name with what it is applied to."""
    token = tokens[first]
    if token.kind == "(" and first in partner:
        return partner[first] + 1
    if token.kind != "name":
        return first
    end = first + 1
    while tokens[end].kind == PRIME:
        end += 1
    return partner[end] + 1 if end in partner and tokens[end].kind in ("(", "[") else end

"""Marks that only texts about functions have, as signs that the words of the language know.

Each is replaced by as many characters as it has, so that every place stays where it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from symlin.language.tokens import Token
from symlin.reading.functions.signs import with_signs

PRIME = "'"
"""The mark of a derivative behind a function's name."""
PRIMED = "prime"
"""The kind of the word for one of them."""
_SIGN = "~"
"""What stands for a prime until the words are known: a sign of the language."""
_PRIMES = re.compile("(?:(?<=[A-Za-z_)\\]}Α-ωϕ])|(?<=[A-Za-z_][0-9]))(?:['’′ʼ″‴]+|\u0307)")
"""Behind a name, and in no quotes."""
_DOTS = re.compile(r"\\d{1,3}ot *\{? *([A-Za-z]) *\}?(?![A-Za-z])")
_INDEX = re.compile(r"(?<=[A-Za-z])_\{(?=[^{}]*[-+])([^{}]*)\}")
"""x_{n - 1}: the value of a sequence."""
_PARTIAL = re.compile(r"\\partial(?![A-Za-z])|∂")
_COUNT = {"″": 2, "‴": 3}


def marked(shown: str) -> str:
    """The text with plain signs for primes, dots, partial derivatives and indices."""
    shown = _PRIMES.sub(lambda found: _SIGN * len(found[0]), shown)
    if "\\" in shown:
        shown = _DOTS.sub(_dotted, shown)
    shown = with_signs(shown)
    shown = _PARTIAL.sub(lambda found: "d".rjust(len(found[0])), shown)
    return _INDEX.sub(lambda found: f" [{found[1]}]", shown)


def _dotted(found: re.Match[str]) -> str:
    """\\dot{x} with its letter where it stood, and a prime behind it."""
    whole, begin, at = found[0], found.start(), found.start(1)
    if not whole.endswith("}"):
        return whole
    return f"{' ' * (at - begin)}{found[1]}{_SIGN}".ljust(len(whole))


def with_indices(tokens: Sequence[Token], text: str) -> Sequence[Token]:
    """The words with x[n] for x_n, where an index below the line is a sequence's: x_{n - 1}."""
    lowered = {
        token.text
        for token, after in pairwise(tokens)
        if token.kind == "name" and after.kind == "[" and text[after.at] == "{"
    }
    if not lowered:
        return tokens
    made: list[Token] = []
    for token in tokens:
        name, _, index = token.text.partition("_")
        if token.kind != "name" or name not in lowered or index not in ("n", "k", "m", "i", "t"):
            made.append(token)
            continue
        at = token.end - len(index)
        words = ("name", name, token.at), ("[", "[", at), ("name", index, at), ("]", "]", at)
        made += [Token(kind, word, begin, token.end) for kind, word, begin in words]
    return made


def with_primes(tokens: Sequence[Token], text: str) -> list[Token]:
    """The words, each prime one of its own kind; infinity is a name in limits, and I a current
    where it has primes.
    """
    made: list[Token] = []
    primed = "I" in (before.text for before, token in pairwise(tokens) if token.kind == _SIGN)
    for token in tokens:
        if token.kind == "word" and (token.text == "oo" or (token.text == "I" and primed)):
            made.append(token._replace(kind="name"))
            continue
        sign = text[token.at : token.at + 1]
        if token.kind != _SIGN or sign == _SIGN:
            made.append(token)
            continue
        dots = re.search(r"\\(d{1,3})ot *\{ *[A-Za-z] *$", text[max(0, token.at - 20) : token.at])
        count = len(dots[1]) if dots else _COUNT.get(sign, 1)
        made += [Token(PRIMED, PRIME, token.at, token.end)] * count
    return made

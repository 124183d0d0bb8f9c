"""The words of the language: text to tokens, with the limits that keep hostile text harmless."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple, NoReturn, cast

from flint import fmpq

from symlin.errors import InputError
from symlin.kernel.clock import check_time
from symlin.kernel.numbers import Number, exact
from symlin.language.numerals import rational_of

MAX_LENGTH = 1_000_000
"""Characters of an operator's text."""
MAX_NAME = 100
"""Characters of a name."""
MAX_DIGITS = 4_000
"""Decimal digits of an exact number, written or computed from constants."""


class Token(NamedTuple):
    """A word; `kind` is "number", "name", "word" (a name that is taken), "end", or the operator,
    bracket or keyword itself. It stands at `at` and ends before `end`."""

    kind: str
    text: str
    at: int
    end: int


_TOKEN = re.compile(
    r"""(?P<space>\s+)
    | (?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)
    | (?P<dotted>(?:np|numpy|nn|F|torch|jnp|jax|lax|flax|tf|tensorflow|keras|layers|scipy|special
        |math)(?:\.(?!T\b)[A-Za-z_][A-Za-z0-9_]*)+)
    | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<operator>\*\*|//|>>|<=|>=|==|!=|:=|->|=>|[-+*/%@()\[\],<>=&|~^;:{}!√∛]|\.T\b)
    | (?P<quoted>['"][-+.0-9eE/]{1,4000}['"])
    | (?P<prime>')
    | (?P<command>\\(?:[A-Za-z]+|.))
    | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_KEYWORDS = frozenset({"and", "or", "not", "if", "else"})
_OPENERS = frozenset({"lambda", "def", "return"})
"""Words that a header may have."""
_NO_REALS = {
    "I": "the imaginary unit is not a real number",
    "oo": "infinity is not a real number",
    "zoo": "infinity is not a real number",
    "nan": "nan is not a real number",
    "lambda": "this word is taken; call the symbol lam",
}
_STRAY = {
    '"': "text in quotes is not part of the language",
    "$": "write the formula without $ inside it",
    "`": "write the formula without backquotes inside it",
    "#": "remarks (#) are not part of the language",
    "?": "write the formula alone, without a question",
}


class Change(NamedTuple):
    """What to write from one place of a text to another, for one of its meanings."""

    at: int
    end: int
    new: str


def fail(message: str, text: str, at: int | None, *changes: Change) -> NoReturn:
    """Raise InputError; what the terminal could not show is replaced, place for place.

    Each of the changes alone makes another text of this one: those are its suggestions.
    """
    shown = "".join(c if c.isprintable() or c in "\n\t" else "?" for c in text)
    repaired = (text[: change.at] + change.new + text[change.end :] for change in changes)
    raise InputError(message, shown, at, tuple(repaired))


def words(plain: str, text: str, places: Sequence[int] | None = None) -> list[Token]:
    """The words of a plain text that was made of `text`, whose character k stood at places[k]; ~p
    says that it takes no room before place p. The last word is of kind "end".

    Raises `InputError` for what is no word of the language.
    """
    if len(text) > MAX_LENGTH:
        fail(f"the text has {len(text)} characters; at most {MAX_LENGTH} are read", text, None)
    tokens: list[Token] = []
    is_tex = "\\" in text  # there a name may be an index: \\alpha_1
    for match in _TOKEN.finditer(plain):
        check_time()
        group = match.lastgroup
        if group == "space":
            continue
        word, at, end = match.group(), match.start(), match.end()
        if places is not None:
            at, end = _span(places, at, end)
        if group in ("operator", "prime"):
            kind = word
        elif group == "name":
            kind = _name_kind(word, text, at, is_tex)
        elif group == "other":
            refuse_character(word, text, at)
        else:
            kind = "name" if group == "dotted" else cast(str, group)
        tokens.append(Token(kind, word, at, end))
    tokens.append(Token("end", "", len(text), len(text)))
    return tokens


def _span(places: Sequence[int], at: int, end: int) -> tuple[int, int]:
    """The place of a word in the text that was typed."""
    first, last = places[at], places[end - 1]
    return ~first if first < 0 else first, ~last if last < 0 else last + 1


def _name_kind(word: str, text: str, at: int, is_tex: bool) -> str:
    if word in _KEYWORDS or word in _OPENERS:
        return word
    problem = name_problem(word)
    if problem is None:
        return "name"
    if keyword.iskeyword(word) or word in _NO_REALS or is_tex:
        return "word"
    fail(problem, text, at)


def name_problem(word: str) -> str | None:
    """Why the word cannot name anything in the language, or None where it can."""
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", word):
        return f"{word[:MAX_NAME]!r} is not a name"
    if len(word) > MAX_NAME:
        return f"names may have at most {MAX_NAME} characters"
    if word.startswith("_") or "__" in word:
        return f"names may not begin with or double an underscore: {word!r}"
    if word in _NO_REALS:
        return f"{word!r}: {_NO_REALS[word]}"
    if keyword.iskeyword(word) and word not in ("True", "False"):
        return f"{word!r} is not part of the language"
    return None


def refuse_character(character: str, text: str, at: int) -> NoReturn:
    """Raises `InputError` for a character that is not part of the language."""
    if character == ".":
        from symlin.language.attributes import instead_of_point

        message, new = instead_of_point(text, at)
        fail(message, text, at, *(Change(*change) for change in new))
    if character in _STRAY:
        fail(_STRAY[character], text, at)
    name = unicodedata.name(character, "unnamed character")
    fail(f"unexpected character U+{ord(character):04X} ({name})", text, at)


def number_value(word: str, text: str, at: int) -> Number:
    """The exact value of a written number: 0.1 is 1/10."""
    mantissa, _, exponent = word.lower().partition("e")
    whole, _, decimals = mantissa.partition(".")
    if len(whole) + len(decimals) > MAX_DIGITS or len(exponent) > 6:
        fail(f"numbers may have at most {MAX_DIGITS} digits", text, at)
    shift = int(exponent or "0") - len(decimals)
    if abs(shift) > MAX_DIGITS:
        fail(f"numbers may have at most {MAX_DIGITS} digits", text, at)
    return exact(rational_of((whole + decimals) or "0") * fmpq(10) ** shift)

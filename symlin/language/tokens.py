"""The words of the language: text to tokens, with the limits that keep hostile text harmless."""

from __future__ import annotations

import keyword
import re
import unicodedata
from typing import NamedTuple, NoReturn

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
    """A word; `kind` is "number", "name", "end", or the operator, bracket or keyword itself."""

    kind: str
    text: str
    at: int


_TOKEN = re.compile(
    r"""(?P<space>\s+)
    | (?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)
    | (?P<dotted>(?:np|numpy|nn|F|torch|jnp|jax|lax|flax|tf|tensorflow|keras|layers|scipy|special
        |math)(?:\.[A-Za-z_][A-Za-z0-9_]*)+)
    | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<operator>\*\*|//|>>|<=|>=|==|!=|[-+*/%()\[\],<>=&|~×·−≤≥≠])
    | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_KEYWORDS = frozenset({"and", "or", "not", "if", "else"})
_TYPOGRAPHY = {"×": "*", "·": "*", "−": "-", "≤": "<=", "≥": ">=", "≠": "!="}
_NO_REALS = {
    "I": "the imaginary unit is not a real number",
    "oo": "infinity is not a real number",
    "zoo": "infinity is not a real number",
    "nan": "nan is not a real number",
    "lambda": "this word is taken; call the symbol lam",
}
_STRAY = {
    "^": "write ** for a power; ^ is not part of the language",
    ".": "attributes (a.b) are not part of the language",
    "'": "text in quotes is not part of the language",
    '"': "text in quotes is not part of the language",
    "!": "write != or Ne(a, b) for 'not equal'",
    "{": "curly brackets are not part of the language; use ( )",
    "}": "curly brackets are not part of the language; use ( )",
    ":": "':' is not part of the language",
    ";": "write one operator; use [a, b] for several outputs",
}


def fail(message: str, text: str, at: int | None) -> NoReturn:
    """Raise InputError; what the terminal could not show is replaced, place for place."""
    shown = "".join(c if c.isprintable() or c in "\n\t" else "?" for c in text)
    raise InputError(message, shown, at)


def tokenize(text: str) -> list[Token]:
    """The words of the text, ending in one of kind "end"; InputError where there is none."""
    if len(text) > MAX_LENGTH:
        fail(f"the text has {len(text)} characters; at most {MAX_LENGTH} are read", text, None)
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        check_time()
        group, word, at = match.lastgroup, match.group(), match.start()
        if group == "operator":
            word = _TYPOGRAPHY.get(word, word)
            tokens.append(Token(word, word, at))
        elif group == "name":
            tokens.append(Token(_name_kind(word, text, at), word, at))
        elif group == "dotted":
            tokens.append(Token("name", word, at))
        elif group == "number":
            tokens.append(Token("number", word, at))
        elif group == "other":
            _refuse_character(word, text, at)
    tokens.append(Token("end", "", len(text)))
    return tokens


def _name_kind(word: str, text: str, at: int) -> str:
    if word in _KEYWORDS:
        return word
    if problem := name_problem(word):
        fail(problem, text, at)
    return "name"


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


def _refuse_character(character: str, text: str, at: int) -> NoReturn:
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


class Cursor:
    """A place among the tokens of a text, and what to say when something else is expected."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.index = 0
        self.token = self.tokens[0]

    def refuse(self, message: str, at: int) -> NoReturn:
        """Raise InputError about a place in the text."""
        fail(message, self.text, at)

    def advance(self) -> Token:
        """The token here, and on to the next one."""
        check_time()
        token = self.token
        self.index += 1
        self.token = self.tokens[self.index]
        return token

    def expect(self, kind: str, purpose: str) -> None:
        """Pass over a token of this kind; InputError where another stands."""
        if self.token.kind != kind:
            self.unexpected(f"expected {kind!r} {purpose}")
        self.advance()

    def unexpected(self, wanted: str = "expected an operator or the end") -> NoReturn:
        """Say what was found where something else was wanted."""
        found, at = self.token, self.token.at
        if found.kind == "=":
            self.refuse("write == or Eq(a, b) for 'equal'", at)
        before = self.tokens[self.index - 1] if self.index else None
        if before and wanted.endswith("end") and found.kind in ("number", "name", "("):
            product = f"{before.text}*{found.text}" if before.kind != ")" else f")*{found.text}"
            self.refuse(f"{wanted}; to multiply, write {product}", at)
        name = "the end of the text" if found.kind == "end" else repr(found.text)
        self.refuse(f"{wanted}, not {name}", at)

"""Single characters as people paste them: what each stands for in the plain alphabet.

A text is mapped character by character, and every new character knows where its old one stood: so
places and suggestions are always about the text that was typed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from itertools import groupby
from typing import NamedTuple, NoReturn

from symlin.language.tokens import Change, fail, refuse_character


class Plain(NamedTuple):
    """A text in plain characters; character k stood at places[k] of the text that was typed, and
    ~p is the place of what nobody typed, before p."""

    text: str
    places: list[int]


_SIGNS: Mapping[str, str] = {
    **dict.fromkeys("×·∙∗⋅•✕✖", "*"),
    **dict.fromkeys("÷∕⁄", "/"),
    **dict.fromkeys("−–—‐‑‒﹣", "-"),
    "≤": "<=", "≦": "<=", "⩽": "<=", "≥": ">=", "≧": ">=", "⩾": ">=", "≠": "!=",
    "→": "->", "⟶": "->", "↦": "->", "⟼": "->", "⇒": "=>", "≔": ":=",
    "⟨": "<", "⟩": ">", "〈": "<", "〉": ">", "∣": "|", "‖": "||", "∥": "||",
    "∧": " and ", "∨": " or ", "¬": " not ",
    "⌊": " floor(", "⌋": ")", "⌈": " ceiling(", "⌉": ")",
    "⊤": "T", "ℝ": " R ", "ℂ": " C ", "∞": " oo ",
    "‘": "'", "’": "'", "′": "'", "ʼ": "'", "″": "''", "“": '"', "”": '"', "„": '"',
    "√": "√", "∛": "∛",
}  # fmt: skip
_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱᵀ", "0123456789+-()niT", strict=True))
_SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ", "0123456789aeoxhklmnpstijruv", strict=True))
_FRACTIONS = {c: unicodedata.normalize("NFKC", c).replace("⁄", "/") for c in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"}
_GREEK_NAMES = {"lamda": "lam", "final sigma": "sigma"}
_LOOK_ALIKES = dict(
    zip(
        "аеорсухіјѕАВЕКМНОРСТХІЈЅՕօոսհ",
        "aeopcyxijsABEKMHOPCTXIJSOonuh",
        strict=True,
    )
)
"""Cyrillic and Armenian letters, and the Latin ones that they cannot be told from."""
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0e\ufe0f")
_TIMES = "\u2062"
_NOT_YET = {
    "∑": "sums over an index", "Σ": "sums over an index", "∏": "products over an index",
    "∫": "integrals", "∂": "derivatives", "∇": "derivatives", "†": "adjoints (write conj(A.T))",
    "⊗": "tensor products (write outer(x, y), or kron(A, B))",
    "∘": "compositions of functions", "…": "lists that go on",
}  # fmt: skip
_INSTEAD = {
    "≈": "≈ is not part of the language: write an exact formula",
    "±": "± stands for two formulas: ask about one at a time, with + or with -",
    "∓": "∓ stands for two formulas: ask about one at a time, with + or with -",
    "∈": "∈ is not part of the language here: say --assume, as in --assume 'x >= 0'",
    "≡": "≡ is not part of the language: write the formula alone",
}


def plain(text: str, typed: str | None = None) -> Plain:
    """The text in plain characters; `typed` is what it was before its frame was blanked.

    Raises `InputError` for a character that means nothing here.
    """
    reading = _Reading(text if typed is None else typed, text)
    for kind, group in groupby(range(len(text)), lambda k: _script(text[k])):
        reading.run(kind, list(group))
    return Plain("".join(reading.made), reading.places)


def _script(character: str) -> str:
    if character in _SUPERSCRIPTS:
        return "^"
    return "_" if character in _SUBSCRIPTS else ""


class _Reading:
    def __init__(self, typed: str, text: str) -> None:
        self.typed = typed
        self.text = text
        self.made: list[str] = []
        self.places: list[int] = []
        self.epsilon: str | None = None

    def put(self, new: str, at: int) -> None:
        """Characters that stand for the one at a place."""
        self.made.append(new)
        self.places.extend([at] * len(new))

    def run(self, kind: str, places: list[int]) -> None:
        """Characters of one height: on the line, above it or below it."""
        if kind == "":
            for at in places:
                self.one(at)
            return
        first, last = places[0], places[-1]
        table = _SUPERSCRIPTS if kind == "^" else _SUBSCRIPTS
        if kind == "^":
            self.put("^(", ~first)
        elif not table[self.text[first]].isdigit():
            self.put("_", first)
        for at in places:
            self.put(table[self.text[at]], at)
        self.put(")" if kind == "^" else " ", ~(last + 1))

    def one(self, at: int) -> None:
        """One character on the line."""
        c = self.text[at]
        if c.isascii():
            self.put(c, at)
        elif c in _SIGNS:
            self.put(_SIGNS[c], at)
        elif c in _FRACTIONS:
            self.fraction(at)
        elif c in _INVISIBLE:
            self.invisible(at)
        elif c == _TIMES:
            self.put("*", at)
        elif c.isspace() or unicodedata.category(c) == "Zs":
            self.put(" ", at)
        else:
            self.letter(at)

    def fraction(self, at: int) -> None:
        """½, which is no factor behind a number: 2½ is two and a half to some."""
        above, _, below = _FRACTIONS[self.text[at]].partition("/")
        before = self.text[max(at - 1, 0) : at]
        if before.isdigit():
            start = at
            while start and (self.text[start - 1].isdigit() or self.text[start - 1] == "."):
                start -= 1
            whole = self.text[start:at]
            new = f"({whole} + {above}/{below})", f"{whole}*({above}/{below})"
            changes = (Change(start, at + 1, text) for text in new)
            shown = f"{whole}{self.text[at]}: write {new[0]}, or {new[1]}"
            fail(shown, self.typed, start, *changes)
        self.put(f"({above}/{below})", at)

    def invisible(self, at: int) -> None:
        """What takes no room is left out, unless it parts a word."""
        before, after = self.text[max(at - 1, 0) : at], self.text[at + 1 :][:1]
        if not (before.isalnum() and after.isalnum()):
            return
        name = f"an invisible character U+{ord(self.text[at]):04X}"
        changes = Change(at, at + 1, ""), Change(at, at + 1, "*")
        word = f"{before}{after}"
        message = f'{name} inside "{word}": write {word}, or {before}*{after}'
        fail(message, self.typed, at, *changes)

    def letter(self, at: int) -> None:
        """A letter of another alphabet, or of another shape."""
        c = self.text[at]
        if c in _LOOK_ALIKES:
            self.refuse_look_alike(at)
        if c in _NOT_YET:
            fail(f"{c}: {_NOT_YET[c]} are not read yet", self.typed, at)
        if c in _INSTEAD:
            fail(_INSTEAD[c], self.typed, at)
        if (name := _greek(c)) is not None:
            self.greek(name, at)
            return
        same = unicodedata.normalize("NFKC", c)
        if same.isascii() and same.isprintable() and len(same) == 1:
            self.put(same, at)
        elif len(same) == 1 and (name := _greek(same)) is not None:
            self.greek(name, at)
        else:
            refuse_character(c, self.typed, at)

    def greek(self, name: str, at: int) -> None:
        """A Greek letter, which stands alone: 2αx is 2*alpha*x."""
        if name == "epsilon":
            if self.epsilon not in (None, self.text[at]):
                message = "ε and ϵ are both here: one symbol? write one of them; two? rename one"
                fail(message, self.typed, at)
            self.epsilon = self.text[at]
        after = self.text[at + 1 : at + 2]
        joined = after == "_" or after in _SUBSCRIPTS or after.isdigit()
        self.put(f" {name}{'' if joined and after else ' '}", at)

    def refuse_look_alike(self, at: int) -> NoReturn:
        """A letter that only looks Latin: the text with all of them replaced."""
        c = self.text[at]
        repaired = "".join(_LOOK_ALIKES.get(letter, letter) for letter in self.typed)
        fail(
            f"U+{ord(c):04X} looks like the Latin letter {_LOOK_ALIKES[c]}: write that one",
            self.typed,
            at,
            Change(0, len(self.text), repaired),
        )


def _greek(character: str) -> str | None:
    """The name of a Greek letter; micro is mu, and both shapes of a letter have one name."""
    if character == "µ":
        return "mu"
    name = unicodedata.name(character, "")
    for front, small in (("GREEK SMALL LETTER ", True), ("GREEK CAPITAL LETTER ", False)):
        if name.startswith(front):
            word = name.removeprefix(front).lower()
            word = _GREEK_NAMES.get(word, word)
            if word.isalpha() and word != "pi":
                return word if small else word.capitalize()
            return word if word == "pi" and small else None
    if name.startswith("GREEK ") and name.endswith(" SYMBOL"):
        word = name.removeprefix("GREEK ").removesuffix(" SYMBOL").lower()
        word = word.removeprefix("lunate ")
        return word if word.isalpha() else None
    return None

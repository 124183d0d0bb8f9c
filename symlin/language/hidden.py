"""Names that may hide a product, or a slip: xy, mx, x2y, sinx, x2 beside x."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NoReturn

from symlin.language import greek
from symlin.language.cursor import SQUARED, is_logarithm
from symlin.language.declared import CUSTOM, Declared, default_inputs
from symlin.language.operator import Note
from symlin.language.tokens import Change, Token, fail

LONG = 4
"""Letters from which on a name is a word: rate, gain."""
_INDEXED = re.compile(r"([A-Za-z]+)_?([0-9]+)")
_FUNCTION_WORDS = (
    *sorted(SQUARED, key=len, reverse=True), "arcsin", "arccos", "arctan", "asin", "acos", "atan",
    "sqrt", "cbrt", "exp", "log", "ln", "abs", "sgn", "sign", "relu", "max", "min", "floor",
)  # fmt: skip
_SENTENCE = frozenset(
    "an the is are was does do what which where with when how why prove show that this function "  # noqa: SIM905
    "operator map linear affine nonlinear constant verify check whether".split()
)


class Names:
    """The names of a text, and what was said about them."""

    def __init__(
        self,
        tokens: Sequence[Token],
        text: str,
        declared: Declared,
        known: Callable[[str], bool],
    ) -> None:
        self.tokens = tokens
        self.text = text
        self.declared = declared.names
        self.header = declared.header
        self.gap = declared.gap
        inputs = declared.inputs
        self.letters = frozenset(CUSTOM if inputs is None else "".join(n[0] for n in inputs))
        """With what an input may begin."""
        self.is_custom = inputs is None
        self.inputs = inputs
        self.known = known
        self.notes: dict[str, Note] = {}
        self.firsts: dict[str, Token] = {}
        """Where each name stands first."""
        self.divisors: set[str] = set()
        """Names behind a stroke."""
        self.bases: set[str] = set()
        """Names before ^."""
        self.called: set[str] = set()
        """Names before a bracket."""
        self.parts: dict[str, tuple[str, ...]] = {}
        """Names that are products, and their factors."""
        self.look()

    def look(self) -> None:
        """See where each name stands."""
        for token, after in pairwise(self.tokens):
            if token.kind == "name" and after.kind != "=":
                self.firsts.setdefault(token.text, token)
                if after.kind == "^":
                    self.bases.add(token.text)
                elif after.kind == "(":
                    self.called.add(token.text)
            elif token.kind == "/":
                self.divisors.add(after.text)

    def refuse(self, message: str, token: Token, *new: str) -> NoReturn:
        """Raise InputError about a name; each of `new` may stand in its place."""
        changes = (Change(token.at, token.end, word) for word in new)
        fail(message, self.text, token.at, *changes)

    def note(self, token: Token, meaning: str) -> None:
        """One note for each name."""
        self.notes.setdefault(token.text, Note(token.at, token.end, token.text, meaning))

    def with_parameter(self, name: str) -> str:
        """A header that declares the name."""
        return f"{self.head(name)}..."

    def head(self, name: str) -> str:
        """f(x, y; name) =, with the inputs that there are without it."""
        inputs = self.inputs
        if inputs is None:
            inputs = default_inputs([n for n in self.firsts if n != name]) or ("x",)
        return f"f({', '.join(inputs)}; {name}) = "

    def declaring(self, name: str) -> tuple[Change, ...]:
        """The change that declares the name, where it can be made."""
        if self.header:
            if self.gap is None:
                return ()
            at, before = self.gap
            return (Change(at, at, before + name),)
        if not self.is_custom:
            return ()
        return (Change(0, self.tokens[0].at, self.head(name)),)

    def is_taken(self, name: str) -> bool:
        """Whether the name is a constant's, a function's or another library's."""
        return (
            name in ("pi", "E", "True", "False")
            or "." in name
            or name in greek.NAMES
            or is_logarithm(name)
            or self.known(name)
        )

    def check(self, name: str) -> None:
        """InputError for an undeclared name that may be read as a product or as a mistake."""
        token = self.firsts[name]
        if name in _SENTENCE and name not in self.called:
            message = f'this reads like a sentence ("{name}"): write the formula alone, as in '
            fail(f"{message}f(x; b) = 2*x + b", self.text, token.at)
        if self.declared and len(name) > 1:
            ways = splits(name, self.declared)
            if len(ways) > 1:
                shown = ", ".join("*".join(way) for way in ways[:2])
                message = f"{name} can be read in several ways: {shown}; put * between the factors"
                self.refuse(message, token, *("*".join(way) for way in ways[:2]))
            if ways:
                self.parts[name] = ways[0]
                return
        self.check_function_word(name, token)
        letters = "".join(c for c in name if c.isalpha())
        if len(name) == 1 or not self.letters.intersection(letters) or name in self.called:
            return
        match = _INDEXED.fullmatch(name)
        if match and len(match[1]) == 1:
            self.check_indexed(name, match[1], token)
        elif any(c.isdigit() for c in name):
            self.check_mixed(name, token)
        elif "_" not in name and len(name) < LONG:
            self.refuse_product(name, token)

    def check_function_word(self, name: str, token: Token) -> None:
        """sinx is a slip of sin(x), and no name."""
        for word in _FUNCTION_WORDS:
            rest = name.removeprefix(word)
            if rest == name or not rest:
                continue
            argument = rest.lstrip("0123456789")
            mine = argument in self.declared or (self.is_custom and argument in ("x", "y", "z"))
            if not mine and not (self.is_custom and re.fullmatch("[xyz][0-9]{1,3}", argument)):
                continue
            digits = rest[: len(rest) - len(argument)]
            inside = f"{digits}*{argument}" if digits else argument
            new = f"{word}({inside})"
            self.refuse(f"{name}: write {new}, or declare the name: {self.with_parameter(name)}",
                        token, new)  # fmt: skip

    def check_indexed(self, name: str, letter: str, token: Token) -> None:
        """x2 where x is an input: a lost superscript, or a symbol of its own?"""
        index = name[1:].lstrip("_")
        if letter in self.declared and self.header:
            message = f"{name} is not an input of f({letter}): write {letter}^{index}, or declare "
            self.refuse(f"{message}it: {self.with_parameter(name)}", token, f"{letter}^{index}")

    def check_mixed(self, name: str, token: Token) -> None:
        """x2y, x_1y, x1x2, xy2: letters and digits in a row."""
        if sum(c.isalpha() for c in name) >= LONG or re.fullmatch("[A-Za-z]{2,}_[0-9]+", name):
            return
        factors = re.findall("[A-Za-z]_?[0-9]*", name)
        if "".join(factors) != name:
            return
        new = ["*".join(factors)]
        if "_" not in name and len(factors) == 2 and "1" not in name:
            new.append("*".join(re.sub("([A-Za-z])([0-9]+)", r"\1**\2", f) for f in factors))
        shown = ", ".join(new)
        message = f"{name}: write {shown}, or declare the name: {self.with_parameter(name)}"
        self.refuse(message, token, *new)

    def refuse_product(self, name: str, token: Token) -> NoReturn:
        """mx: m*x, or one name?"""
        product = "*".join(name)
        message = f"{name}: {product}, or one name? write {product}, or declare the name: "
        changes = Change(token.at, token.end, product), *self.declaring(name)
        fail(message + self.with_parameter(name), self.text, token.at, *changes)

    def check_indices(self, names: set[str]) -> None:
        """InputError for x1 beside x_1, and for x beside x2 where no x1 is."""
        seen: dict[tuple[str, str], str] = {}
        letters: dict[str, set[str]] = {}
        for name in sorted(names):
            match = _INDEXED.fullmatch(name)
            if not match or self.known(name):
                continue
            letters.setdefault(match[1], set()).add(match[2])
            other = seen.setdefault((match[1], match[2]), name)
            if other != name and not {other, name} <= self.declared:
                token = self.firsts[name]
                message = f"{other} and {name} are both here: one symbol? write {other} "
                fail(f"{message}everywhere; two? rename one", self.text, token.at,
                     *self.everywhere(name, other))  # fmt: skip
        for letter, indices in letters.items():
            if self.is_custom and letter in CUSTOM and letter in names:
                self.check_lost_power(letter, indices)

    def everywhere(self, name: str, new: str) -> tuple[Change, ...]:
        """The whole text with one name for the other; nothing where it stands several times."""
        places = [token for token in self.tokens if token.text == name]
        if len(places) > 1:
            return ()
        return (Change(places[0].at, places[0].end, new),)

    def check_lost_power(self, letter: str, indices: set[str]) -> None:
        """x2 + 2x: were superscripts lost?"""
        if "1" in indices or "0" in indices or len(indices) > 1 or not indices <= {"2", "3"}:
            return
        index = next(iter(indices))
        name = next(n for n in (f"{letter}{index}", f"{letter}_{index}") if n in self.firsts)
        if "_" in name or name in self.declared:
            return
        message = f"{name} beside {letter}: the square or a second symbol? write {letter}^{index}, "
        token = self.firsts[name]
        self.refuse(
            f"{message}or {letter}_{index}", token, f"{letter}^{index}", f"{letter}_{index}"
        )

    def check_letters(self, loose: set[str], names: set[str]) -> None:
        """ab: one parameter, which is said; or a product, where its letters stand alone too."""
        for name in sorted(loose):
            if len(name) != 2 or not name.isalpha() or name in self.parts:
                continue
            if name in self.called:
                continue
            token = self.firsts[name]
            product = "*".join(name)
            if names.intersection(name) or name in self.divisors or name in self.bases:
                message = f"{name}: {product}, or one name? write {product}, or declare the name: "
                changes = Change(token.at, token.end, f"({product})"), *self.declaring(name)
                fail(message + self.with_parameter(name), self.text, token.at, *changes)
            self.note(token, f"one parameter, not {product}")


def splits(name: str, declared: frozenset[str]) -> list[tuple[str, ...]]:
    """The ways in which the name falls into declared names; at most two of them.

    A table over the letters: each place keeps at most two ways to reach it.
    """
    longest = max(map(len, declared), default=0)
    ways: list[list[tuple[str, ...]]] = [[()]]
    for end in range(1, len(name) + 1):
        found: list[tuple[str, ...]] = []
        for start in range(max(0, end - longest), end):
            if ways[start] and name[start:end] in declared:
                found += [(*way, name[start:end]) for way in ways[start]]
            if len(found) > 1:
                break
        ways.append(found[:2])
    return ways[-1]

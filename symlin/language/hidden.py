"""Names that may hide a product, or a slip: xy, mx, x2y, sinx, x2 beside x."""

from __future__ import annotations

import re
from typing import NoReturn

from symlin.language.cursor import SQUARED
from symlin.language.declared import CUSTOM
from symlin.language.function_words import ELSEWHERE, OF_SPACES, WORDS, products
from symlin.language.occurrences import Occurrences
from symlin.language.tokens import Change, Token, fail

LONG = 4
"""Letters from which on a name is a word: rate, gain."""
_INDEXED = re.compile(r"([A-Za-z]+)_?([0-9]+)")
_SENTENCE = frozenset(
    "an the is are was does do what which where with when how why prove show that this function "  # noqa: SIM905
    "operator map linear affine nonlinear constant verify check whether otherwise let of".split()
)


class Names(Occurrences):
    """The rules, each for one name."""

    def check(self, name: str) -> None:
        """InputError for an undeclared name that may be read as a product or as a mistake."""
        token = self.firsts[name]
        if name in _SENTENCE and name not in self.called and not self.is_factor(token):
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

    def is_factor(self, token: Token) -> bool:
        """Whether a star stands beside the token, as nobody writes it in a sentence."""
        k = self.tokens.index(token)
        return "*" in (self.tokens[k - 1].kind, self.tokens[k + 1].kind)

    def check_function_word(self, name: str, token: Token) -> None:
        """sinx is a slip of sin(x), and no name; nor are xsinx and lg x."""
        self.check_elsewhere(name, token)
        for word in WORDS:
            rest = name.removeprefix(word)
            if rest == name or not rest:
                continue
            argument = rest.lstrip("0123456789")
            if not argument and name in self.applied:
                self.refuse_number(word, rest, token)
            if not self.is_argument(argument):
                continue
            digits = rest[: len(rest) - len(argument)]
            inside = f"{digits}*{argument}" if digits else argument
            self.check_raised(f"{word}({inside}", token)
            new = f"{word}({inside})", *self.otherwise(word, rest)
            self.refuse_function(name, token, *new)
        letters = self.declared if not self.is_custom else self.declared | {"x", "y", "z"}
        if new := products(name, letters):
            self.refuse_function(name, token, *new)

    def is_argument(self, word: str) -> bool:
        """Whether a function run together with the word is meant to be of it: x, x1, a name that
        is declared.
        """
        if word in self.declared:
            return True
        return self.is_custom and bool(re.fullmatch("[xyz][0-9]{0,3}", word))

    def refuse_function(self, name: str, token: Token, *new: str) -> NoReturn:
        """sinx: write sin(x), or declare the name."""
        shown = ", ".join(new)
        message = f"{name}: write {shown}, or declare the name: {self.with_parameter(name)}"
        fail(message, self.text, token.at, *self.changes(token, new))

    def check_raised(self, call: str, token: Token) -> None:
        """InputError for sinx^2: sin(x)^2, or sin(x^2)?"""
        k = self.tokens.index(token)
        exponent = self.tokens[-1] if token.text not in self.bases else self.tokens[k + 2]
        if exponent.kind != "number":
            return
        new = f"{call})^{exponent.text}", f"{call}^{exponent.text})"
        message = f"{token.text}^{exponent.text}: write {new[0]}, or {new[1]}"
        changes = (Change(token.at, exponent.end, text) for text in new)
        fail(message, self.text, token.at, *changes)

    def otherwise(self, word: str, rest: str) -> tuple[str, ...]:
        """log10x may be log10(x), too."""
        match = re.fullmatch("(2|10)([A-Za-z_].*)", rest)
        return (f"log{match[1]}({match[2]})",) if match and word == "log" else ()

    def refuse_number(self, word: str, digits: str, token: Token) -> None:
        """sin2 x: sin(2*x), or sin(x)^2? ln2 x: ln(2)*x, or ln(2*x)? The square of no other
        function is written so: ln2(x) is left to whoever knows the functions.
        """
        k = self.applied[token.text]
        argument, after = self.tokens[k], self.tokens[k + 1].kind
        if argument.kind == "(" and word not in SQUARED:
            return
        inside = argument.text if argument.kind == "name" else "x"
        second = f"{word}({inside})^{digits}" if word in SQUARED else f"{word}({digits})*{inside}"
        new = f"{word}({digits}*{inside})", second
        before = f" before {argument.text}" if argument.kind != "(" else ""
        message = f"{token.text}{before}: write {new[0]}, or {new[1]}"
        is_alone = argument.kind == "name" and after in ("end", "+", "-", ")", ",")
        changes = (Change(token.at, argument.end, text) for text in new if is_alone)
        fail(message, self.text, token.at, *changes)

    def check_elsewhere(self, name: str, token: Token) -> None:
        """lg x, lgx and cosec x, which have another name here; Re x, of what?"""
        for word, new in ELSEWHERE.items():
            rest = name.removeprefix(word)
            if rest != name and self.is_argument(rest):
                self.refuse_function(name, token, *(f"{here}({rest})" for here in new))
        if name not in self.applied:
            return
        if name in OF_SPACES and name not in self.called:
            message = f"{name} of what follows: write {name}(...), of {OF_SPACES[name]}"
            fail(message, self.text, token.at)
        if new := ELSEWHERE.get(name, ()):
            self.refuse(f"{name}: write {' or '.join(new)}", token, *new)

    def check_indexed(self, name: str, letter: str, token: Token) -> None:
        """x2 where x is an input: a lost superscript, or a symbol of its own?"""
        index = name[1:].lstrip("_")
        if letter in self.declared and self.given.header:
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
        is_pi = name.startswith("pi") and "pi" not in self.declared
        product = "*".join(("pi", *name[2:]) if is_pi else name)
        message = f"{name}: {product}, or one name? write {product}, or declare the name: "
        changes = *self.changes(token, (product,)), *self.declaring(name)
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
                new = product if name in self.bases else f"({product})"
                changes = *self.changes(token, (new,)), *self.declaring(name)
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

"""What the names of a whole text mean, before it is parsed: e, i, mod, and names that are products.

A name that falls into declared names in one way is their product; what `hidden` finds is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from symlin.language.declared import Declared
from symlin.language.hidden import Names
from symlin.language.operator import Note
from symlin.language.tokens import Change, Token, fail

_EULER = "Euler's number E"
_TELLING = "eijTdf"
"""Letters that may be no symbols: Euler's number, an imaginary unit, a transpose, a derivative, the
end of a number in C.
"""
_DIFFERENTIAL = re.compile(r"(?<![^ ])d(?: \^ [0-9n])?(?: ?[A-Za-z])?$")
"""What stands above the stroke of a derivative: d, dy, d^2 y."""


def settled(
    tokens: Sequence[Token],
    text: str,
    declared: Declared,
    known: Callable[[str], bool],
    spelled: Callable[[str], bool],
) -> tuple[Sequence[Token], tuple[Note, ...]]:
    """The words with products taken apart, and what was read as something else.

    Raises `InputError` for a name that may mean several things.
    """
    if len(tokens) == 2 and known(tokens[0].text):
        return tokens, ()
    _refuse_other_case(tokens, text, declared)
    names = {token.text for token in tokens if token.kind == "name"}
    if not any(token.kind == "word" for token in tokens) and all(
        len(name) == 1 and name not in _TELLING for name in names - declared.names
    ):
        return tokens, ()
    return _Names(tokens, text, declared, known, spelled).settle()


def _refuse_other_case(tokens: Sequence[Token], text: str, declared: Declared) -> None:
    """f(X) = 2x: is the small letter another symbol?

    Raises `InputError` where an input does not occur, and the letter in the other case does.
    """
    found = {token.text for token in tokens if token.kind == "name"}
    for name in declared.inputs or ():
        other = name.swapcase()
        if not declared.header or len(name) > 1 or name in found or other not in found:
            continue
        if other in declared.names or declared.gap is None:
            continue
        last, said = tokens[0].at, text[: tokens[0].at]
        parts = [name if token.text == other else text[token.at : token.end] for token in tokens]
        gaps = [text[a.end : b.at] for a, b in pairwise(tokens)]
        body = "".join(part for pair in zip(parts, [*gaps, ""], strict=True) for part in pair)
        at, before = declared.gap
        token = next(token for token in tokens if token.text == other)
        message = f"{other} is no input of {said.strip(' =')}: write {name} for one symbol; "
        message += f"for a parameter declare it behind a semicolon, {name}; {other}"
        fail(message, text, token.at, Change(last, len(text), body), Change(at, at, before + other))


class _Names(Names):
    def settle(self) -> tuple[Sequence[Token], tuple[Note, ...]]:
        """All rules, one after the other."""
        names = set(self.firsts)
        self.imaginary(names)
        euler = self.euler(names)
        self.remainders()
        self.transposes()
        self.derivatives()
        self.suffixes()
        loose = [n for n in names if n not in self.declared and not self.is_taken(n)]
        for name in sorted(loose, key=lambda name: self.firsts[name].at):
            self.check(name)
        self.check_indices(names)
        self.check_letters(set(loose), names)
        if euler or self.parts or any(token.kind == "word" for token in self.tokens):
            self.tokens = [part for token in self.tokens for part in self.rewritten(token, euler)]
        return self.tokens, tuple(sorted(self.notes.values()))

    def rewritten(self, token: Token, euler: bool) -> Sequence[Token]:
        """The word, or what it stands for."""
        if token.kind == "word" and token.text in self.declared:
            return (token._replace(kind="name"),)
        if token.kind != "name":
            return (token,)
        if euler and token.text == "e":
            return (token._replace(text="E"),)
        parts = self.parts.get(token.text)
        if parts is None:
            return (token,)
        found, at = [], token.at
        whole = token.end - token.at == len(token.text)
        for part in parts:
            end = at + len(part) if whole else token.end
            found.append(Token("name", part, at, end))
            at = end if whole else at
        self.note(token, "*".join(parts))
        return found

    def euler(self, names: set[str]) -> bool:
        """Whether e is Euler's number: it is the base of a power somewhere, and not declared."""
        if "e" not in names or "e" in self.declared:
            return False
        is_base = "e" in self.bases
        self.note(self.firsts["e"], _EULER if is_base else "a parameter (Euler's number is E)")
        return is_base

    def imaginary(self, names: set[str]) -> None:
        """i and j are parameters; 3i is refused."""
        for name in sorted(names & {"i", "j"} - self.declared):
            for before, token in pairwise(self.tokens):
                if token.text == name and before.kind == "number" and before.end == token.at:
                    fail(
                        f"{before.text}{name}: for complex numbers f(z: C) = ...; "
                        f"for a parameter {before.text}*{name}",
                        self.text,
                        before.at,
                        Change(before.at, token.end, f"{before.text}*{name}"),
                    )
            self.note(self.firsts[name], "a parameter, no imaginary unit")

    def remainders(self) -> None:
        """x mod 2: between two operands the word is an operator."""
        if all(token.text != "mod" for token in self.tokens) or "mod" in self.declared:
            return
        made = list(self.tokens)
        for k, token in enumerate(made[1:-1], 1):
            before, after = made[k - 1].kind, made[k + 1].kind
            joins = before in ("name", "number", ")", "|")
            if token.text == "mod" and joins and after in ("name", "number", "(", "-"):
                made[k] = token._replace(kind="%")
            elif token.text == "mod" and before == "(" and after in ("name", "number"):
                self.refuse("(mod ...) is of congruences; a remainder is Mod(x, 2)", token)
            elif token.text == "mod" and joins and after in ("end", ")", ","):
                self.refuse("expected a number behind mod, as in x mod 2", token)
        self.tokens = made

    def transposes(self) -> None:
        """A^T, A^(T), (A)^T: a transpose, unless somebody has declared T."""
        if "T" not in self.exponents or "T" in self.declared:
            return
        for k, caret in enumerate(self.tokens[:-2]):
            if caret.kind != "^" or k == 0:
                continue
            first = last = k + 1
            while self.tokens[first].kind == "(":
                first += 1
            last = 2 * first - k - 1  # as many brackets behind it
            closing = self.tokens[first + 1 : last + 1]
            if self.tokens[first].text != "T" or any(token.kind != ")" for token in closing):
                continue
            base = self.tokens[k - 1]
            name = base.text if base.kind == "name" else "(...)"
            power = "**(T)" if closing else "**T"
            what = "a transpose is of a vector or a matrix, as in T(A: 2x2) = A.T"
            message = f"{name}^T: {what}; for a power write {name}{power}"
            change = Change(caret.at, self.tokens[last].end, power)
            fail(message, self.text, base.at, *self.with_sizes(), change)

    def with_sizes(self) -> list[Change]:
        """f(x: R^3; A: 3x3) = for f(x) =, where letters stand for vectors and for matrices."""
        head = re.match(r"(\s*\w+\s*\()\s*([A-Za-z])\s*(\)\s*:?=)", self.text)
        if head is None:
            return []
        letters = dict.fromkeys(t.text for t in self.tokens if t.kind == "name" and t.text != "T")
        if not all(len(letter) == 1 for letter in letters):
            return []
        placed = [f"{n}: {_space(n)}" for n in letters if n != head[2]]
        own = f"{head[2]}: {_space(head[2])}"
        inside = "; ".join(filter(None, (own, ", ".join(placed))))
        return [Change(0, head.end(), f"{head[1]}{inside}{head[3]}")]

    def derivatives(self) -> None:
        """d/dx, dy/dx and d^2y/dx^2, also as a fraction of LaTeX: no quotients of parameters."""
        for k, stroke in enumerate(self.tokens):
            if stroke.kind != "/":
                continue
            above = [t for t in self.tokens[max(0, k - 6) : k] if t.kind not in ("(", ")")]
            below = [t.text for t in self.tokens[k + 1 : k + 5] if t.kind not in ("(", ")")]
            numerator = _DIFFERENTIAL.search(" ".join(t.text for t in above))
            denominator = re.match("(d) ?([A-Za-z])(?: |$)", " ".join(below))
            if not numerator or not denominator:
                continue
            first = above[-len(numerator[0].split())]
            if not self.declared.isdisjoint((first.text, below[0])):
                continue
            message = f"d/d{denominator[2]}: the derivative of a function, as in d/dx f(x)"
            fail(message, self.text, first.at)

    def suffixes(self) -> None:
        """0.5f is C's way to write 0.5; or 0.5*f?"""
        if "f" in self.declared:
            return
        for before, token in pairwise(self.tokens):
            if token.text != "f" or before.kind != "number" or before.end != token.at:
                continue
            if before.text.isdigit():
                continue
            new = before.text, f"{before.text}*f"
            message = f"{before.text}f: write {new[0]} for the number, or {new[1]}"
            changes = (Change(before.at, token.end, word) for word in new)
            fail(message, self.text, before.at, *changes)


def _space(letter: str) -> str:
    """What a letter is likely to stand for where something is transposed."""
    return "3x3" if letter.isupper() else "R^3"

"""What the names of a whole text mean, before it is parsed: e, i, mod, and names that are products.

A name that falls into declared names in one way is their product; what `hidden` finds is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from symlin.language.declared import Declared
from symlin.language.hidden import Names
from symlin.language.operator import Note
from symlin.language.tokens import Change, Token, fail

_EULER = "Euler's number E"


def settled(
    tokens: Sequence[Token], text: str, declared: Declared, known: Callable[[str], bool]
) -> tuple[Sequence[Token], tuple[Note, ...]]:
    """The words with products taken apart, and what was read as something else.

    Raises `InputError` for a name that may mean several things.
    """
    if len(tokens) == 2 and known(tokens[0].text):
        return tokens, ()
    names = {token.text for token in tokens if token.kind == "name"}
    if not any(token.kind == "word" for token in tokens) and all(
        len(name) == 1 and name not in "eijT" for name in names - declared.names
    ):
        return tokens, ()
    return _Names(tokens, text, declared, known).settle()


class _Names(Names):
    def settle(self) -> tuple[Sequence[Token], tuple[Note, ...]]:
        """All rules, one after the other."""
        names = set(self.firsts)
        self.imaginary(names)
        euler = self.euler(names)
        self.remainders()
        self.transposes()
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
                        f"{before.text}{name}: complex numbers are not read yet; "
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
        self.tokens = made

    def transposes(self) -> None:
        """A^T: a transpose, unless somebody has declared T."""
        if "T" not in self.firsts or "T" in self.declared or not self.bases:
            return
        for base, caret, token in zip(self.tokens, self.tokens[1:], self.tokens[2:], strict=False):
            if caret.kind == "^" and token.text == "T":
                message = f"{base.text}^T: transposes are not read yet; for a power write "
                new = f"{base.text}**T"
                fail(message + new, self.text, base.at, Change(base.at, token.end, new))

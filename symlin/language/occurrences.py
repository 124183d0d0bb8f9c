"""Where each name of a text stands, and how one is refused there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NoReturn

from symlin.language import greek
from symlin.language.cursor import is_logarithm
from symlin.language.declared import CUSTOM, Declared, default_inputs
from symlin.language.operator import Note
from symlin.language.tokens import Change, Token, fail

_ARGUMENT = frozenset({"(", "[", "name", "number", "√", "∛", "|"})
"""With what the argument of a function may begin; [ in another language."""


@dataclass
class Occurrences:
    """The names of a text, and what was said about them."""

    tokens: Sequence[Token]
    text: str
    given: Declared
    known: Callable[[str], bool]
    spelled: Callable[[str], bool]
    notes: dict[str, Note] = field(default_factory=dict)
    firsts: dict[str, Token] = field(default_factory=dict)
    """Where each name stands first."""
    divisors: set[str] = field(default_factory=set)
    """Names behind a stroke."""
    bases: set[str] = field(default_factory=set)
    """Names before ^."""
    exponents: set[str] = field(default_factory=set)
    """Names behind ^, also in brackets."""
    called: set[str] = field(default_factory=set)
    """Names before a bracket."""
    applied: dict[str, int] = field(default_factory=dict)
    """Names before what may be a function's argument, with the argument's index."""
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Names that are products, and their factors."""

    def __post_init__(self) -> None:
        self.declared = self.given.names
        self.inputs = self.given.inputs
        self.is_custom = self.inputs is None
        """Whether the inputs are those that are called so by custom: nobody has named them."""
        firsts = CUSTOM if self.inputs is None else "".join(name[0] for name in self.inputs)
        self.letters = frozenset(firsts)
        """With what an input may begin."""
        self.look()

    def look(self) -> None:
        """See where each name stands."""
        raised = False
        for k, (token, after) in enumerate(pairwise(self.tokens), 1):
            raised = token.kind in ("^", "**") or (raised and token.kind == "(")
            if raised:
                self.exponents.add(after.text)
            if token.kind == "name" and after.kind != "=":
                self.firsts.setdefault(token.text, token)
                if after.kind in _ARGUMENT:
                    self.applied.setdefault(token.text, k)
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
        if self.given.header:
            if self.given.gap is None:
                return ()
            at, before = self.given.gap
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
            or (name in self.applied and self.spelled(name))
        )

    def changes(self, token: Token, new: Sequence[str]) -> tuple[Change, ...]:
        """The products in the place of a name, in brackets where what stands there needs them:
        1/xy is 1/(x*y), and ae^x is a*e^x.
        """
        name = token.text
        below = name in self.divisors or name in self.exponents
        if below and name in self.bases:
            return ()
        wrapped = (f"({t})" if below and "*" in t and t[0] != "(" else t for t in new)
        return tuple(Change(token.at, token.end, text) for text in wrapped)

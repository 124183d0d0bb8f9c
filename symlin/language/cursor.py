"""A place among the words of a text: what stands there, and what is said where something else is
expected.

The grammar is one parser in four layers, each in its file: brackets and calls, functions without
brackets, operands, products. They share what is kept here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Sequence
from typing import NamedTuple, NoReturn, TypeAlias

from symlin.kernel.clock import check_time
from symlin.language.tokens import Change, Token, fail, name_problem
from symlin.language.tree import Tree
from symlin.language.vocabulary import BUILTINS

MAX_DEPTH = 200
"""Brackets within brackets, powers of powers, functions of functions."""
PIPE, CASES, OR, AND, COMPARE, BIT_OR, BIT_AND, SUM, PRODUCT, IMPLIED, SIGN, POWER, BAR = range(13)
"""How tightly an operator binds. A bar comes last: what it is shows what stands before it."""
LEVEL = {
    ">>": PIPE,
    "if": CASES,
    "or": OR,
    "and": AND,
    **dict.fromkeys(("<", "<=", ">", ">=", "==", "!="), COMPARE),
    "&": BIT_AND,
    "+": SUM,
    "-": SUM,
    **dict.fromkeys(("*", "/", "//", "%", "@"), PRODUCT),
    **dict.fromkeys(("name", "number", "(", "[", "√", "∛", "cases"), IMPLIED),
    **dict.fromkeys(("**", "^", ".T", "'"), POWER),
    "|": BAR,
}
NOWHERE = -1
"""An index that no word has."""
_TRIGONOMETRIC = ("sin", "cos", "tan", "cot", "sec", "csc")
SQUARED = frozenset({*_TRIGONOMETRIC, *(name + "h" for name in _TRIGONOMETRIC)})
"""Functions of which sin^2 x means (sin x)^2 to everybody."""

Step: TypeAlias = Generator["Step", Tree, Tree]
Steps: TypeAlias = Generator["Step", Tree, None]


class Words(NamedTuple):
    """What the names in a text mean: `declared` are symbols whatever else they may be."""

    functions: Callable[[str], bool] = BUILTINS.__contains__
    declared: Collection[str] = frozenset()
    in_spaces: Collection[str] = frozenset()
    """Names of vectors, matrices, complex numbers and polynomials."""
    polynomials: Collection[str] = frozenset()
    """With their derivatives, p': before a bracket these are calls."""
    arrays: Callable[[str], bool] = frozenset[str]().__contains__
    """Functions of vectors, matrices and complex numbers, which are names without a bracket."""
    is_known: bool = False
    """Whether `functions` and `arrays` know all that there are: then a(b + c) is no call."""
    spelled: Callable[[str], bool] = frozenset[str]().__contains__
    """Whether the name before its argument is a function's in another spelling: arcsin x."""


class Cursor:
    """A place among the words of a text, and what was passed on the way there."""

    def __init__(self, text: str, tokens: Sequence[Token], words: Words) -> None:
        self.text = text
        self.tokens = tokens
        self.index = 0
        self.token = tokens[0]
        self.depth = 0
        self.words = words
        self.bars = 0
        """How many bars are open in this pair of brackets."""
        self.closed = (NOWHERE, NOWHERE)
        """Where the last pair of round brackets began, and the word behind it."""
        self.squared = (NOWHERE, NOWHERE)
        """The same of square brackets."""
        self.implied_products = 0
        """How many products without a sign there were."""
        self.barred = (NOWHERE, NOWHERE)
        """The same of the last pair of bars."""
        self.bare = (NOWHERE, NOWHERE, NOWHERE)
        """A function without brackets: where it and its argument began, and the word behind."""
        self.loose = (NOWHERE, NOWHERE, NOWHERE)
        """A power such as 2^3, whose exponent could go on: base, exponent, the word behind."""
        self.first_power = (NOWHERE, NOWHERE, NOWHERE)
        """The same of x^1, which nobody writes who does not mean x^1/2 or the like."""
        self.caret = (NOWHERE, NOWHERE)
        """Where the exponent of the last ^ began, and the word behind it."""

    def expression(self, loosest: int) -> Step:
        """Everything that binds at least as tightly as `loosest`."""
        raise NotImplementedError

    def operand(self) -> Step:
        """A sign and what follows it, a call, brackets, bars, a root or cases."""
        raise NotImplementedError

    def refuse(self, message: str, at: int, *changes: Change) -> NoReturn:
        """Raise InputError about a place in the text."""
        fail(message, self.text, at, *changes)

    def advance(self) -> Token:
        """The word here, and on to the next one."""
        check_time()
        token = self.token
        self.index += 1
        self.token = self.tokens[self.index]
        return token

    def expect(self, kind: str, purpose: str) -> None:
        """Pass over a word of this kind; InputError where another stands."""
        if self.token.kind != kind:
            self.unexpected(f"expected {kind!r} {purpose}")
        self.advance()

    def written(self, first: int, last: int | None = None) -> str:
        """The text of the words from the first up to the last, which is left out."""
        stop = self.index if last is None else last
        return self.text[self.tokens[first].at : self.tokens[stop - 1].end]

    def touching(self) -> bool:
        """Whether no blank stands before the word here."""
        return self.index > 0 and self.tokens[self.index - 1].end == self.token.at

    def unexpected(self, wanted: str = "expected an operator or the end") -> NoReturn:
        """Say what was found where something else was wanted."""
        found, at = self.token, self.token.at
        if found.kind in ("word", "lambda", "def", "return"):
            self.refuse(name_problem(found.text) or wanted, at)
        if found.kind == "=":
            self.refuse("write == or Eq(a, b) for 'equal'", at, Change(at, found.end, "=="))
        if found.kind in _STRAY:
            self.refuse(_STRAY[found.kind], at)
        name = "the end of the text" if found.kind == "end" else repr(found.text)
        self.refuse(f"{wanted}, not {name}", at)

    def deeper(self) -> None:
        """Count one more level; InputError where there are too many."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.refuse(f"nested more than {MAX_DEPTH} levels deep", self.token.at)

    def following(self) -> Token:
        """The word after the one here."""
        return self.tokens[min(self.index + 1, len(self.tokens) - 1)]

    def is_function(self, name: str) -> bool:
        """Whether the name is a function's, and nobody has declared it."""
        if name in self.words.declared:
            return False
        return self.words.functions(name) or is_logarithm(name) or self.words.spelled(name)

    def takes_argument(self, after: str) -> bool:
        """Whether what follows the function's name here can be its argument."""
        name, sign, first = self.tokens[self.index : self.index + 3]
        if after == "^" and not (self.words.functions(name.text) or is_logarithm(name.text)):
            ahead = self.tokens[self.index + 2 : self.index + 5]
            ahead = ahead[1:] if first.kind == "-" else ahead[:2]
            return len(ahead) > 1 and ahead[1].kind in ("name", "number", "(")  # norm^2*x: a symbol
        if after == "-":  # sin -x, and not relu - x
            return name.end < sign.at and sign.end == first.at
        return after != "|" or self.bars == 0

    def wrapped(self, first: int) -> bool:
        """Whether all words from the first up to here are one pair of brackets."""
        return self.closed == (first, self.index)


def is_logarithm(name: str) -> bool:
    """Whether the name is log with a base at its foot."""
    foot = name.removeprefix("log_")
    return foot != name and (foot.isdigit() or len(foot) == 1)


_STRAY = {
    "@": "@ is a product of two matrices: what stands before it?",
    "'": "text in quotes is not part of the language",
    "!": "write != or Ne(a, b) for 'not equal'; factorials are not part of the language",
    "{": "curly brackets are not part of the language; use ( )",
    "}": "curly brackets are not part of the language; use ( )",
    ":": "':' is not part of the language here; a header reads f(x) = ... or lambda x: ...",
    ":=": "':=' is not part of the language here; a header reads f(x) := ...",
    ";": "write one operator; use [a, b] for several outputs",
    "->": "'->' is not part of the language here; a header reads x -> ...",
    "=>": "write >= for 'at least'; as a header, x => ...",
    "quoted": "text in quotes is not part of the language",
}

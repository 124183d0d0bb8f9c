"""Numbers, names, brackets and calls."""

from __future__ import annotations

from collections.abc import Collection, Generator

from symlin.language.cursor import CASES, PIPE, Cursor, Step, is_logarithm
from symlin.language.forms import FORMS, interpret
from symlin.language.tokens import Change, Token, number_value
from symlin.language.tree import (
    Call,
    Condition,
    Constant,
    Listing,
    Name,
    Number,
    Tree,
    Truth,
)

_CONSTANTS = frozenset({"True", "False", "pi", "E"})
_ARGUMENT = frozenset({"(", "name", "number", "√", "∛", "^", "-", "|"})
"""What a function without brackets may be followed by."""


class Brackets(Cursor):
    """Reads atoms, and what stands in brackets."""

    def atom(self) -> Tree | None:
        """A number or a symbol; None where something else begins."""
        kind, word, at, _ = self.token
        if kind == "number":
            self.advance()
            return Number(number_value(word, self.text, at), at)
        if kind != "name":
            return None
        after = self.tokens[self.index + 1].kind
        if after == "(" and (word not in self.words.declared or word in self.words.polynomials):
            return None
        if after in _ARGUMENT and self.is_function(word) and self.takes_argument(after):
            return None
        self.advance()
        if word not in _CONSTANTS or word in self.words.declared:
            return Name(word, at)
        return Constant(word, at) if word in ("pi", "E") else Truth(word == "True", at)

    def brackets(self, closing: str) -> Generator[Step, Tree, tuple[tuple[Tree, ...], bool]]:
        """The items up to the closing bracket, and whether there was a comma."""
        first, bars, self.bars = self.index, self.bars, 0
        self.advance()
        self.deeper()
        items: list[Tree] = []
        comma = rows = False
        implied = self.implied_products
        while self.token.kind != closing:
            items.append((yield self.expression(PIPE)))
            if self.token.kind == ";" and closing == "]":
                rows = True
            elif self.token.kind != ",":
                break
            comma = True
            self.advance()
        if self.token.kind != closing:
            self.unexpected(f"expected ',' or {closing!r}" if items else f"expected {closing!r}")
        if rows and (implied != self.implied_products or ";" not in self.written(first + 2)):
            self.refuse("a column is [a, b]", self.tokens[first].at)
        self.advance()
        self.depth -= 1
        self.bars = bars
        if closing == "]":
            self.squared = (first, self.index)
        if closing == ")":
            self.closed = (first, self.index)
        return tuple(items), comma

    def call(self) -> Step:
        """name(a, b, key=c)"""
        first, bars, self.bars = self.index, self.bars, 0
        name = self.advance()
        self.advance()
        self.deeper()
        arguments: list[Tree] = []
        keywords: dict[str, Tree] = {}
        while self.token.kind != ")":
            if self.token.kind == "name" and self.tokens[self.index + 1].kind == "=":
                key = self.keyword(keywords)
                keywords[key] = yield self.expression(CASES)
            elif keywords:
                self.refuse("named arguments come last", self.token.at)
            else:
                arguments.append((yield self.expression(PIPE)))
            if self.token.kind == ";":
                comma = Change(self.token.at, self.token.end, ",")
                self.refuse("between arguments write a comma", self.token.at, comma)
            if self.token.kind != ",":
                break
            self.advance()
        if self.token.kind != ")":
            self.unexpected("expected ',' or ')'")
        self.advance()
        self.depth -= 1
        self.bars = bars
        return self.called(first, name, tuple(arguments), keywords)

    def keyword(self, given: Collection[str]) -> str:
        """Pass over `key=`."""
        key = self.advance()
        self.advance()
        if key.text in given:
            self.refuse(f"the argument {key.text!r} is given twice", key.at)
        return key.text

    def called(
        self, first: int, name: Token, arguments: tuple[Tree, ...], keywords: dict[str, Tree]
    ) -> Tree:
        """The node of a call; InputError where the name is no function's."""
        word, at = name.text, name.at
        if word in _CONSTANTS:
            self.refuse(f"{word} is a constant, not a function", at)
        if is_logarithm(word):
            base = self.base(name)
            arguments, word = (*arguments, base), "log"
        elif self.words.is_known and not self.is_callable(word):
            from symlin.language.ambiguities import refuse_call

            refuse_call(self, first, 0 if keywords else len(arguments))
        elif word in ("max", "min") and self.words.is_known and len(arguments) == 1:
            self.check_several(name, arguments[0])
        call = Call(word, arguments, tuple(keywords.items()), at)
        return interpret(call, self.refuse) if word in FORMS else call

    def is_callable(self, name: str) -> bool:
        """Whether the name before a bracket is a function's."""
        words = self.words
        return words.functions(name) or words.arrays(name) or name in words.polynomials

    def check_several(self, name: Token, argument: Tree) -> None:
        """InputError for the maximum of one number: of it and what?"""
        is_array = bool(self.words.in_spaces) or (
            isinstance(argument, Call) and self.words.arrays(argument.name)
        )
        if not is_array and not isinstance(argument, Listing | Condition):
            other = Change(self.tokens[self.index - 1].at, self.tokens[self.index - 1].at, ", 0")
            message = f"{name.text} of one number: write both, as in {name.text}(x, 0)"
            self.refuse(message, name.at, other)

    def base(self, name: Token) -> Tree:
        """The base of a logarithm that has one at its foot: log_2."""
        foot = name.text.partition("_")[2]
        if foot.isdigit():
            return Number(int(foot), name.at)
        return Constant("E", name.at) if foot == "e" else Name(foot, name.at)

"""Functions without brackets: sin x, sin 2x, sin^2 x, √x."""

from __future__ import annotations

from typing import NoReturn

from symlin.language.brackets import Brackets
from symlin.language.cursor import SQUARED, Step, Steps
from symlin.language.forms import number
from symlin.language.tokens import Token
from symlin.language.tree import (
    Call,
    Negative,
    Number,
    Power,
    Product,
    Tree,
)

_SIMPLE = frozenset({"name", "(", "|", "√", "∛"})


class Bare(Brackets):
    """Reads a function and what it reaches without brackets."""

    def applied(self) -> Step:
        """A function whose argument has no brackets: sin x, sin 2x, sin -x, sin^2 x."""
        first = self.index
        name = self.advance()
        self.deeper()
        power: Tree | None = None
        if self.token.kind == "^":
            power = yield self.exponent()
            allowed = name.text in SQUARED and isinstance(power, Number) and 2 <= power.value <= 9
            if not allowed:
                yield from self.refuse_power(first, power)
        if self.token.kind == "(":
            items, _ = yield from self.brackets(")")
            call = self.called(first, name, items, {})
        else:
            call = yield self.argument(first, name)
        self.depth -= 1
        return call if power is None else Power(call, power, name.at)

    def refuse_power(self, first: int, power: Tree) -> Steps:
        """InputError for a power of a function, when its argument has been passed over."""
        from symlin.language.ambiguities import refuse, refuse_function_power

        behind = self.index
        if self.token.kind == "(":
            yield from self.brackets(")")
        elif self.token.kind in ("name", "number"):
            yield self.simple()
        else:
            name = self.tokens[first].text
            refuse(self, f"write what {name} is of, as in {name}(x)^2", first, behind)
        refuse_function_power(self, first, behind, power)

    def exponent(self) -> Step:
        """The exponent behind a function's name."""
        self.advance()
        sign = self.advance() if self.token.kind == "-" else None
        value = self.atom()
        if value is None:
            if self.token.kind != "(":
                self.unexpected("expected a number as the exponent")
            items, comma = yield from self.brackets(")")
            if comma or not items:
                self.unexpected("expected one number as the exponent")
            value = items[0]
        return Negative(value, sign.at) if sign else value

    def argument(self, first: int, name: Token) -> Step:
        """One operand, or a number and a name: what sin reaches without brackets."""
        start = self.index
        sign = self.advance() if self.token.kind == "-" else None
        value = yield self.simple()
        if isinstance(value, Number) and self.token.kind == "name" and self.touching():
            at, factor = self.token.at, self.atom()
            if factor is None:
                self.reach(first, start)
            value = Product((value, factor), (False, False), at)
        self.bare = (first, start, self.index)
        value = number(value, self.refuse)
        return self.called(first, name, (Negative(value, sign.at) if sign else value,), {})

    def simple(self) -> Step:
        """An atom, or what has its own end: a call, brackets, bars or a root."""
        value = self.atom()
        if value is None:
            if self.token.kind not in _SIMPLE:
                self.unexpected("expected what the function is of")
            value = yield self.operand()
        return value

    def reach(self, first: int, start: int) -> NoReturn:
        """Refuse a function without brackets whose argument could go on."""
        from symlin.language.ambiguities import refuse_reach

        refuse_reach(self, first, start, self.index, self.index + 1)

    def root(self) -> Step:
        """√x, √(x + 1), ∛x."""
        first = self.index
        sign = self.advance()
        self.deeper()
        start = self.index
        value = number((yield self.simple()), self.refuse)
        self.depth -= 1
        if not self.wrapped(start):
            self.bare = (first, start, self.index)
        if sign.kind == "√":
            return Call("sqrt", (value,), (), sign.at)
        return Call("real_root", (value, Number(3, sign.at)), (), sign.at)

"""Trees as a person reads them on the terminal: w = 0 and b <= 0, x if x > 0, 0 otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from symlin.kernel.numbers import Number as Exact
from symlin.language.notation import (
    AND,
    ATOM,
    CASES,
    COMPARE,
    FRACTION,
    NOT,
    OR,
    SUM,
    Branches,
    Fragment,
    Notation,
    size,
)
from symlin.language.tree import Chain, Compare, Tree, Truth

_PLACES = 40
"""Decimals that a person is shown; a longer number is a fraction."""
_PLAIN = 1000
"""A fraction with a divisor up to this one reads better as it is: 1/3, 7/250."""

_FEWEST = 4
"""With fewer decimals than this the divisor is at most 1000."""
_SPOKEN = {"Abs": "abs", "Max": "max", "Min": "min", "ln": "log"}


def tree_human(tree: Tree) -> str:
    """The tree as a person would write it: w = 0 and b <= 0, max(x, 0), x if x > 0, 0 otherwise."""
    return Spoken().text(tree)


def links(chain: Chain) -> list[str]:
    """The members of a chain, each with the sign before it."""
    return Spoken().links(chain)


def decimal_text(value: Exact) -> str | None:
    """The exact number as a decimal, where it has a finite one of some length: 1.0507."""
    places = decimal_places(value)
    if places is None or isinstance(value, int):
        return None
    digits = str(abs(value.p) * (10**places // value.q)).rjust(places + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def decimal_places(value: Exact) -> int | None:
    """How many decimals the number is shown with; None where it is no decimal."""
    if isinstance(value, int) or value.q <= _PLAIN:
        return None
    return next((n for n in range(_FEWEST, _PLACES) if 10**n % value.q == 0), None)


class Spoken(Notation):
    """What a person reads on the terminal."""

    def number(self, value: Exact) -> Fragment:
        """An exact number; a decimal where it has a finite one of some length."""
        decimal = decimal_text(size(value))
        if decimal is None:
            return super().number(value)
        return Fragment(decimal, FRACTION if value < 0 else ATOM, bool(value < 0))

    def item(self, tree: Tree) -> str:
        """One of several parts; cases are kept apart from the commas around them."""
        return self.bracket(tree, OR)

    def function(self, name: str) -> str:
        """A function's name, in small letters."""
        return _SPOKEN.get(name, name)

    def truth(self, value: bool) -> str:
        """always or never."""
        return "always" if value else "never"

    def piecewise(self, branches: Branches) -> Fragment:
        """Values with their conditions: x if x > 0, 0 otherwise."""
        words = [f"{self.item(value)} {self.where(guard)}" for value, guard in branches[:-1]]
        value, guard = branches[-1]
        last = "otherwise" if is_always(guard) else self.where(guard)
        return Fragment(", ".join([*words, f"{self.item(value)} {last}"]), CASES)

    def where(self, guard: Tree) -> str:
        """The condition of a case."""
        return f"if {self.whole(guard)}"

    def compare(self, tree: Compare) -> Fragment:
        """A chain of comparisons: 0 <= x < 1."""
        text = self.bracket(tree.operands[0], SUM)
        for op, right in zip(tree.operators, tree.operands[1:], strict=True):
            text += self.sign("=" if op == "==" else op) + self.bracket(right, SUM)
        return Fragment(text, COMPARE)

    def logic(self, kind: str, parts: Sequence[Tree]) -> Fragment:
        """All or any of the parts, each of several parts in brackets."""
        words = (self.bracket(part, AND + 1) for part in parts)  # "a and b or c" is misread
        return Fragment(self.sign(kind).join(words), AND if kind == "and" else OR)

    def negation(self, part: Tree) -> Fragment:
        """not (x = 1)."""
        return Fragment(f"not {self.bracket(part, COMPARE + 1)}", NOT)


def is_always(guard: Tree) -> bool:
    """Whether the condition is the plain True."""
    return isinstance(guard, Truth) and guard.value

"""Formulas as the terminal shows them, with the signs that print has for them: x² ≥ 2·y."""

from __future__ import annotations

import re

from symlin.language.notation import ATOM, POWER, Fragment
from symlin.language.spoken import Spoken
from symlin.language.tree import Call, Chain, Name, Number, Tree

_SIGNS = {">=": "≥", "<=": "≤", "!=": "≠"}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LETTER = re.compile(r"[a-z]\d*")


def pretty(tree: Tree) -> str:
    """x**2 >= 2 * y as x² ≥ 2·y; names stay as they are typed."""
    return _Printed().text(tree)


def pretty_links(chain: Chain) -> list[str]:
    """The members of a chain in print, each with the sign before it."""
    return _Printed().links(chain)


class _Printed(Spoken):
    """What a person reads in an argument."""

    times = "·"
    dot = " · "

    def sign(self, sign: str) -> str:
        return super().sign(_SIGNS.get(sign, sign))

    def constant(self, name: str) -> str:
        return "e" if name == "E" else name

    def power(self, base: Tree, exponent: Tree) -> Fragment:
        if isinstance(exponent, Number) and isinstance(exponent.value, int) and exponent.value >= 0:
            raised = self.whole(exponent).translate(_RAISED)
            return Fragment(self.bracket(base, ATOM) + raised, POWER)
        return super().power(base, exponent)

    def call(self, tree: Call) -> Fragment:
        if tree.name != "sqrt":
            return super().call(tree)
        (inside,) = tree.arguments
        text = self.item(inside)
        return Fragment(
            f"√{text}" if _is_short(inside) else "√" + self.fence(text, (inside,)), ATOM
        )


def _is_short(tree: Tree) -> bool:
    """Whether nobody can mistake how far a root sign without a bar reaches."""
    if isinstance(tree, Name):
        return _LETTER.fullmatch(tree.name) is not None
    return isinstance(tree, Number) and isinstance(tree.value, int) and tree.value >= 0

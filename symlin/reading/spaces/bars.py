"""Sizes that are written with bars: |x|, ||x||, ‖x‖ and LaTeX's; Abs(x) is a function."""

from __future__ import annotations

from typing import TypeGuard

from symlin.language.tree import Call, Tree


def is_bars(tree: Tree, text: str) -> bool:
    """Whether a size is written with bars, and not as Abs(x)."""
    if not isinstance(tree, Call) or tree.name != "Abs" or tree.at < 0:
        return False
    return text[tree.at : tree.at + 3].lower() != "abs"


def is_double(tree: Tree, text: str) -> TypeGuard[Call]:
    """Whether it is ||x||: bars right behind bars, or one sign for both."""
    if not is_bars(tree, text) or not isinstance(tree, Call):
        return False
    (inside,) = tree.arguments
    return is_bars(inside, text) and 0 <= inside.at - tree.at <= 1
